/** The command line, run as a program of its own with an empty home. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliProgram extends AsyncDisposable {
  run(
    args: readonly string[],
    options?: { readonly input?: string; readonly home?: string; readonly token?: string },
  ): Promise<Ran>;
  /** A home of its own: sessions that are stored there are another machine's. */
  newHome(): Promise<string>;
}

/** @param url of the API, any path */
export async function buildCli(url: string): Promise<CliProgram> {
  const homes = await mkdtemp(join(tmpdir(), 'ns-cli-'));
  const newHome = () => mkdtemp(join(homes, 'home-'));
  const first = await newHome();
  const [folder, name] = [resolve('.cache'), `test-cli-${process.pid}-${Date.now()}`];
  const program = join(folder, `${name}.mjs`);
  await build({
    entryPoints: { [name]: resolve('cli/main.ts') },
    outdir: folder,
    chunkNames: `${name}-[hash]`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // As the real build: in one file every command would load the packages of all, three times as long.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  return {
    newHome,
    run: (args, { input = '', home = first, token } = {}) => {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: home,
        env: {
          PATH: process.env.PATH,
          HOME: home,
          NORTHSTACK_URL: new URL(url).origin,
          ...(token === undefined ? {} : { NORTHSTACK_TOKEN: token }),
        },
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdin.on('error', () => {}).end(input);
      return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
    },
    [Symbol.asyncDispose]: async () => {
      await rm(homes, { recursive: true, force: true });
      for (const file of await readdir(folder)) if (file.startsWith(name)) await rm(join(folder, file), { force: true });
    },
  };
}
