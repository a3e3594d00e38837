/** Key-encryption keys as text: one a line (or comma), 32 bytes in base64url, the current one first. A key's id follows from the key. */
import { createHash, randomBytes } from 'node:crypto';
import { Fault } from '../../../kit/fault.ts';

export interface KeyRing {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** @throws Fault reject `secret-keys-invalid`, without the text in its message */
export function parseKeyRing(text: string): KeyRing {
  const keys = text
    .split(/[\s,]+/)
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'base64url'));
  const [current] = keys;
  if (!current || keys.some((key) => key.length !== 32)) {
    throw new Fault('reject', {
      code: 'secret-keys-invalid',
      message: 'The key-encryption keys must be 32 bytes each, in base64url, one a line, the current one first.',
    });
  }
  return { current: idOf(current), keys: new Map(keys.map((key) => [idOf(key), key])) };
}

/** The ring with a new current key; the keys before stay, for what is still wrapped with them. */
export const addKey = (text: string): string => `${newKey()}\n${text.trim()}\n`;

export const newKey = (): string => randomBytes(32).toString('base64url');

const idOf = (key: Uint8Array): string => createHash('sha256').update('key id').update(key).digest('hex').slice(0, 12);
