/** Puts a new key-encryption key before those that are there. Who runs reads the file again by itself. */
import { readFile } from 'node:fs/promises';
import { writeAtomic } from '../../adapters/local/files/write-atomic.ts';
import { addKey, parseKeyRing } from '../../adapters/local/secrets/key-ring.ts';
import { openDataDirectory } from './data-directory.ts';

/** @returns how many keys there are now @throws Fault reject when the file holds none */
export async function rotateSecretKey(dataDirectory: string): Promise<number> {
  const { keyFile } = await openDataDirectory(dataDirectory);
  const text = addKey(await readFile(keyFile, 'utf8'));
  const { keys } = parseKeyRing(text);
  await writeAtomic(keyFile, text);
  return keys.size;
}
