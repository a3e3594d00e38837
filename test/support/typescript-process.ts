/** Runs TypeScript text, as if it were a file in the project's root, in a Node process of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { eventually } from './eventually.ts';

export interface TypescriptProcess extends AsyncDisposable {
  readonly pid: number;
  /** Everything it wrote so far. */
  text(): string;
  /** Resolves when what it wrote matches. */
  output(pattern: RegExp): Promise<void>;
  /** SIGKILL; resolves when it has ended. */
  kill(): Promise<void>;
}

export async function typescriptProcess(source: string, args: readonly string[]): Promise<TypescriptProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-script-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const outfile = join(directory, 'script.mjs');
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    outfile,
    // Some packages are CommonJS and expect `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const child = spawn(process.execPath, [outfile, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    text: () => text,
    output: async (pattern) => {
      await eventually(
        () => text,
        (t) => pattern.test(t) || child.exitCode !== null,
      );
      if (!pattern.test(text)) throw new Error(`it ended without saying ${pattern}:\n${text}`);
    },
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
