import { randomBytes } from 'node:crypto';

/** 100 bits in groups of five, without letters that look like digits. */
export function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789ab';
  const letters = [...randomBytes(20)].map((byte) => alphabet[byte & 31] ?? 'a').join('');
  return (letters.match(/.{5}/g) ?? [letters]).join('-');
}
