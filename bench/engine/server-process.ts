/** One of the servers, bundled and in a process of its own; it says where it listens. */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
}

/** `BENCH_PROFILE=engine` writes that server's CPU profile to `BENCH_PROFILE_DIR`. */
export async function startServer(name: string, env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const bundle = join(process.cwd(), '.cache', 'bench', `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(process.cwd(), 'bench', 'engine', `${name}-server.ts`)],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  const profile =
    process.env.BENCH_PROFILE === name ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE_DIR ?? '.cache/bench'}`] : [];
  const child = spawn(process.execPath, [...profile, bundle], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', GRAPHILE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const found = /^listening (\d+)$/m.exec(String(chunk));
      if (found) resolve(Number(found[1]));
      else process.stderr.write(chunk);
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGINT');
      const stubborn = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(stubborn);
      await rm(bundle, { force: true });
    },
  };
}
