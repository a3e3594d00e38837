/** A real engine in a process of its own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
let bundle: Promise<string> | null = null;

/** Bundled once a test file: the process that is killed must be node itself. */
function bundled(): Promise<string> {
  const outfile = join(root, '.cache', 'run', `engine-process-${process.pid}.mjs`);
  bundle ??= build({
    absWorkingDir: root,
    entryPoints: ['test/support/engine-main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'error',
  }).then(() => outfile);
  return bundle;
}

export interface EngineProcess {
  readonly url: string;
  readonly pid: number;
  /** `SIGKILL` unless another signal is given; resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** `env` are the engine's settings; it listens on a free port of 127.0.0.1. */
export async function startEngineProcess(env: Readonly<Record<string, string>>): Promise<EngineProcess> {
  const child: ChildProcess = spawn(process.execPath, [await bundled()], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HASURA_GRAPHQL_SERVER_PORT: '0', HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const port = await Promise.race([
    new Promise<string>((resolve) => child.stdout?.once('data', (text) => resolve(String(text).trim()))),
    exited.then(([code]) => Promise.reject(new Error(`the engine ended with ${code} before it listened`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await exited;
    },
  };
}
