// Bundles our TypeScript to dist/ (0.1–0.3 s; packages stay outside). Safe beside a running NorthStack and beside another build:
// everything is written under names of its own and moved into place, and chunks of older builds stay for a week.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildConsole } from './build-console.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const own = join(dist, `.build-${process.pid}`);
// Sources saved while we build are newer than this and will be built again next time.
const startedAt = new Date();

const result = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'cli/main.ts', edge: 'server/edge/main.ts' },
  outdir: own,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  metafile: true,
}).catch(() => {
  console.error('northstack: the build failed, see above');
  rmSync(own, { recursive: true, force: true });
  process.exit(1);
});

// Chunks first, the entries that name them last.
const files = Object.keys(result.metafile.outputs)
  .map((file) => relative(own, join(root, file)))
  .sort((a, b) => Number(b.startsWith('chunk-')) - Number(a.startsWith('chunk-')));
mkdirSync(dist, { recursive: true });
for (const file of files) renameSync(join(own, file), join(dist, file));
rmSync(own, { recursive: true, force: true });
writeFileSync(join(dist, '.built'), '');
utimesSync(join(dist, '.built'), startedAt, startedAt);

const weekAgo = Date.now() - 7 * 24 * 3600_000;
for (const file of readdirSync(dist)) {
  if (!files.includes(file) && !['.built', 'console'].includes(file) && statSync(join(dist, file)).mtimeMs < weekAgo) {
    rmSync(join(dist, file), { recursive: true, force: true });
  }
}

await buildConsole(join(dist, 'console'));
