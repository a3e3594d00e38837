/** Keeps variables unreadable on disk: AES-256-GCM under the installation's key, bound to what they belong to. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type Variables = Readonly<Record<string, string>>;

/** `context` must be the same again to unseal (a build's or an instance's id), so that sealed text cannot be moved elsewhere. */
export function seal(key: Uint8Array, context: string, variables: Variables): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const text = Buffer.concat([cipher.update(JSON.stringify(variables), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
}

/** @throws when the key or the context is another one, or the text was changed. */
export function unseal(key: Uint8Array, context: string, sealed: string): Variables {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
}
