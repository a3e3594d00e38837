// Runs a TypeScript file: `node scripts/run.mjs bench/events/main.ts [arguments]`. Bundled to .cache (packages stay outside) and
// run in a process of its own, so that a profiler or a kill meets only it.
import { spawn } from 'node:child_process';
import { join, parse, resolve } from 'node:path';
import { build } from 'esbuild';

const [file, ...args] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..');
const outfile = join(
  root,
  '.cache',
  'run',
  `${parse(file).dir.replaceAll(/[^\w]/g, '-')}-${parse(file).name}-${process.pid}.mjs`,
);
await build({
  absWorkingDir: root,
  entryPoints: [file],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const child = spawn(process.execPath, ['--enable-source-maps', ...process.execArgv, outfile, ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', async (code, signal) => {
  const { rm } = await import('node:fs/promises');
  await rm(outfile, { force: true });
  process.exit(code ?? (signal ? 1 : 0));
});
