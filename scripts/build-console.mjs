// Bundles the console (GraphiQL) to dist/console, once: it is large, and changes only with its own sources and packages.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const client = join(root, 'engine/console/client');

/** Makes `directory` hold main.js and main.css; does nothing when it holds those of the same sources. */
export async function buildConsole(directory = join(root, 'dist/console')) {
  const version = versionOfSources();
  if (readVersion(directory) === version) return;
  const own = `${directory}.build-${process.pid}`;
  await build({
    absWorkingDir: root,
    entryPoints: { main: join(client, 'main.tsx') },
    outdir: own,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff': 'dataurl', '.woff2': 'dataurl' },
    logLevel: 'error',
  });
  mkdirSync(directory, { recursive: true });
  for (const file of readdirSync(own)) renameSync(join(own, file), join(directory, file));
  writeFileSync(join(directory, '.version'), version);
  rmSync(own, { recursive: true, force: true });
}

function versionOfSources() {
  const hash = createHash('sha256');
  for (const file of readdirSync(client).sort()) hash.update(readFileSync(join(client, file)));
  for (const name of ['graphiql', 'react', 'react-dom', 'graphql-ws', 'graphql']) {
    hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  }
  return hash.digest('hex');
}

function readVersion(directory) {
  try {
    return readFileSync(join(directory, '.version'), 'utf8');
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole(process.argv[2]);
