// Makes node_modules what package-lock.json says, and does nothing when it is. Messages go to stderr: stdout is the command's.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installed = join(root, 'node_modules/.package-lock.json');

/** True when every package that must be there is there in the locked version (npm records what it installed). */
function upToDate() {
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || entry.dev || present[path]?.version === entry.version,
  );
}

if (!upToDate()) {
  console.error('northstack: installing packages (npm ci), once …');
  // What running needs (13 s, 180 MB). A checkout that has the development tools as well (800 MB) keeps them.
  const omit = existsSync(join(root, 'node_modules/vitest')) ? [] : ['--omit=dev'];
  const npm = spawnSync('npm', ['ci', ...omit, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.error) {
    console.error(`northstack: npm cannot be started (${npm.error.message}): it comes with Node.js and must be on the PATH`);
    process.exit(1);
  }
  if (npm.status !== 0) {
    console.error(
      'northstack: the packages could not be installed, see above. Without network, copy node_modules from an installed checkout.',
    );
    process.exit(1);
  }
}
