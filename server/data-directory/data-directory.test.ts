import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataDirectory } from './data-directory.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'northstack-data-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('secrets are made once and only their owner can read them', async () => {
  const first = await openDataDirectory(join(root, 'deep/er'));
  const second = await openDataDirectory(join(root, 'deep/er'));
  expect(second.secrets).toEqual(first.secrets);
  expect((await stat(first.adminSecretFile)).mode & 0o777).toBe(0o600);
  expect((await stat(first.path)).mode & 0o066).toBe(0);
  for (const folder of [first.logs, first.run]) expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(new Set(Object.values(first.secrets)).size).toBe(Object.keys(first.secrets).length);
});

test('two starters at once agree on the secrets', async () => {
  const opened = await Promise.all([1, 2, 3].map(() => openDataDirectory(join(root, 'shared'))));
  expect(new Set(opened.map((d) => JSON.stringify(d.secrets))).size).toBe(1);
});

test('a path that cannot be a directory is a clear failure', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(openDataDirectory(join(root, 'file/data'))).rejects.toMatchObject({
    code: 'data-directory',
    message: expect.stringContaining('--data'),
  });
});

test('sockets of a long path live where their names fit', async () => {
  const data = await openDataDirectory(join(root, 'x'.repeat(120)));
  expect(Buffer.byteLength(join(data.sockets, 'control-plane.sock'))).toBeLessThan(104);
  await rm(data.sockets, { recursive: true });
});
