import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireLock, readLock } from './lock.ts';

async function scratch() {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-lock-'));
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}

test('the second starter is told who holds the directory', async () => {
  await using at = await scratch();
  const lock = await acquireLock(at.directory);
  await lock.describe('http://localhost:8080');
  await expect(acquireLock(at.directory)).rejects.toMatchObject({
    code: 'already-running',
    message: expect.stringMatching(`process ${process.pid}, since .*, at http://localhost:8080`),
  });
});

test('it is held at every moment, also while what it says changes', async () => {
  await using at = await scratch();
  const lock = await acquireLock(at.directory);
  let told = false;
  const telling = (async () => {
    for (let n = 0; n < 300; n++) await lock.describe(`http://localhost:${n}`);
    told = true;
  })();
  while (!told) await expect(acquireLock(at.directory)).rejects.toMatchObject({ code: 'already-running' });
  await telling;
});

test('of many starters at once exactly one wins', async () => {
  await using at = await scratch();
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => acquireLock(at.directory)));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
});

test('a lock of a process that died is taken over, also when its pid runs something else now', async () => {
  await using at = await scratch();
  const dead = { pid: process.pid, start: 'long ago', host: hostname(), since: '2020-01-01T00:00:00Z', url: null };
  await writeFile(join(at.directory, 'lock.7'), JSON.stringify(dead));
  await acquireLock(at.directory);
  expect(await readLock(at.directory)).toMatchObject({ pid: process.pid });
  expect(await readdir(at.directory)).toEqual(['lock.8']);
});

test('a released lock can be taken again', async () => {
  await using at = await scratch();
  const lock = await acquireLock(at.directory);
  await lock.release();
  expect(await readLock(at.directory)).toBeNull();
  await acquireLock(at.directory);
});

test('a lock of another host is respected, unless the caller knows that nobody works there any more', async () => {
  await using at = await scratch();
  const lost = { pid: 1, start: '1', host: `not-${hostname()}`, since: '2020-01-01T00:00:00Z', url: null };
  await writeFile(join(at.directory, 'lock.3'), JSON.stringify(lost));
  await expect(acquireLock(at.directory)).rejects.toMatchObject({ code: 'already-running' });
  await acquireLock(at.directory, { elsewhereIsGone: true });
  expect(await readLock(at.directory)).toMatchObject({ pid: process.pid });
  // One that lives here is never taken over.
  await expect(acquireLock(at.directory, { elsewhereIsGone: true })).rejects.toMatchObject({ code: 'already-running' });
});
