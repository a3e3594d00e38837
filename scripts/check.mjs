// Every check and every test that needs no more than this checkout, one after the other, each whatever the ones before it did.
// What failed is told again at the end; the exit code is 0 only when nothing did. TEST_FAILURES names a file that collects the
// failures for a caller, who tells them then (.ci/run).
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const steps = ['lockfile', 'format', 'types', 'layers', 'unused', 'unit', 'postgres', 'e2e'];

const directory = process.env.TEST_FAILURES ? null : mkdtempSync(join(tmpdir(), 'northstack-check-'));
const failures = process.env.TEST_FAILURES ?? join(directory, 'failures');
if (directory) writeFileSync(failures, '');

const failed = [];
for (const step of steps) {
  const sizeBefore = statSync(failures).size;
  console.log(`\n— ${step}`);
  const { ok, tail } = await run(step);
  if (ok) continue;
  failed.push(step);
  // Vitest tells its own failures (test/support/failure-digest.ts); of anything else the last lines say most.
  if (statSync(failures).size === sizeBefore)
    appendFileSync(failures, `${[`FAIL npm run ${step}`, ...tail.map((line) => `    ${line}`)].join('\n')}\n`);
}
if (directory) {
  process.stdout.write(`\n${readFileSync(failures, 'utf8')}`);
  rmSync(directory, { recursive: true });
}
console.log(failed.length === 0 ? 'every check passed' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs one npm script, shows what it says, and keeps its last 15 lines. */
function run(step) {
  let last = '';
  const child = spawn('npm', ['run', '--silent', step], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TEST_FAILURES: failures, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])
    from.on('data', (chunk) => {
      to.write(chunk);
      last = (last + chunk.toString()).slice(-4000);
    });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({
        ok: code === 0,
        tail: last
          .split('\n')
          .filter((line) => line.trim() !== '')
          .slice(-15),
      }),
    );
  });
}
