/** Compares secrets in the same time whatever they are, their lengths included. */
import { createHash, timingSafeEqual } from 'node:crypto';

export const sameSecret = (given: string, expected: string): boolean => timingSafeEqual(hashOf(given), hashOf(expected));

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
