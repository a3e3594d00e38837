import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chunksOf, objectStoreContract } from '../../../test/contracts/object-store.contract.ts';
import { openDirectoryStore } from './directory-store.ts';

const folder = () => mkdtemp(join(tmpdir(), 'northstack-objects-'));

objectStoreContract('directory', async () => {
  const directory = await folder();
  return {
    store: openDirectoryStore(directory),
    largeBytes: 3_000_000,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
});

test('a key leads nowhere else', async () => {
  const directory = await folder();
  const store = openDirectoryStore(join(directory, 'inside'));
  for (const key of ['../outside', 'a/../../outside', '/etc/x', 'a//b', '.', 'x.unfinished'])
    await expect(store.put(key, chunksOf(Buffer.from('x')))).rejects.toMatchObject({ kind: 'reject' });
  expect(await readdir(directory)).toEqual([]);
  await rm(directory, { recursive: true, force: true });
});
