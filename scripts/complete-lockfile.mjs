// `npm ci` refuses a package-lock.json that lacks optional packages of other platforms, and npm leaves out those that its registry
// does not carry. This adds what is missing (version, system and processor are in the name); `--check` only says whether it is complete.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];

/** Where Node's resolution from `path` finds `name` in the locked tree. */
function isLocked(path, name) {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${at}/node_modules/${name}`]) return true;
  }
  return packages[`node_modules/${name}`] !== undefined;
}

const missing = Object.entries(packages).flatMap(([path, entry]) =>
  path === ''
    ? []
    : Object.entries(entry.optionalDependencies ?? {})
        .filter(([name]) => !isLocked(path, name))
        .map(([name, version]) => ({ name, version, dev: entry.dev })),
);

if (missing.length === 0) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(`package-lock.json lacks ${missing.map((m) => m.name).join(', ')}: run node scripts/complete-lockfile.mjs`);
  process.exit(1);
}
for (const { name, version, dev } of missing) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const at = words.findIndex((word) => systems.includes(word));
  if (at < 0 || !/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`cannot complete ${name}@${version}: add it by hand`);
  const [os, cpu, abi] = words.slice(at);
  const libc = os === 'linux' && abi ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  packages[`node_modules/${name}`] = { version, cpu: [cpu], ...(dev ? { dev } : {}), ...libc, optional: true, os: [os] };
}
const [root, ...rest] = Object.entries(packages);
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${missing.map((m) => m.name).join(', ')}`);
