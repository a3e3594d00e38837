import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packFolder, unpackFolder } from './pack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northstack-pack-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was packed comes back, also when the archive is there before the folder is', async () => {
  const large = randomBytes(300_000);
  await mkdir(join(folder, 'from/below/empty'), { recursive: true });
  await writeFile(join(folder, 'from/a'), '');
  await writeFile(join(folder, 'from/below/large'), large);
  const chunks: Uint8Array[] = [];
  for await (const chunk of packFolder(join(folder, 'from'))) chunks.push(chunk);
  for (let i = 0; i < 10; i += 1) {
    // So many folders to make that everything is read meanwhile.
    const to = join(folder, `to${i}`, ...Array.from({ length: 60 }, () => 'n'));
    await unpackFolder(
      (async function* () {
        yield* chunks;
      })(),
      to,
      new AbortController().signal,
    );
    expect(await readFile(join(to, 'a'), 'utf8')).toBe('');
    expect(large.equals(await readFile(join(to, 'below/large')))).toBe(true);
    expect(await readdir(join(to, 'below'))).toEqual(['empty', 'large']);
  }
});

test('an archive that ends too early is refused', async () => {
  await mkdir(join(folder, 'from'));
  await writeFile(join(folder, 'from/a'), randomBytes(100_000));
  const chunks: Uint8Array[] = [];
  for await (const chunk of packFolder(join(folder, 'from'))) chunks.push(chunk);
  const half = Buffer.concat(chunks).subarray(0, 50_000);
  const unpacking = unpackFolder(
    (async function* () {
      yield half;
    })(),
    join(folder, 'to'),
    new AbortController().signal,
  );
  await expect(unpacking).rejects.toThrow();
});
