import { expect, test } from 'vitest';
import { activationOf, publishedKeys, rotationDue, type SigningKey, signerAt } from './signing-keys.ts';

const times = { tokenMs: 900, maxAgeMs: 30, rotateAfterMs: 10_000 };
const key = (generation: number, activeAt: number, retiredAt: number | null = null): SigningKey => ({
  generation,
  activeAt,
  retiredAt,
});

test('the newest key that was active when a token was issued signs it', () => {
  const keys = [key(1, 0), key(2, 100), key(3, 200)];
  expect([50, 100, 150, 999].map((at) => signerAt(keys, at, 1000)?.generation)).toEqual([1, 2, 2, 3]);
});

test('a retired key signs nothing, also no token of before', () => {
  expect(signerAt([key(1, 0), key(2, 100, 500)], 200, 499)?.generation).toBe(2);
  expect(signerAt([key(1, 0), key(2, 100, 500)], 200, 500)?.generation).toBe(1);
  expect(signerAt([key(1, 0, 500)], 200, 500)).toBeNull();
  expect(signerAt([key(1, 0, 500), key(2, 500)], 200, 500)?.generation).toBe(2);
});

test('a key signs nothing before its time', () => {
  expect(signerAt([key(1, 2000)], 2500, 1000)).toBeNull();
  expect(signerAt([key(1, 0), key(2, 2000)], 2500, 1000)?.generation).toBe(1);
});

test('a key is published before it signs, and until its last token has expired', () => {
  const keys = [key(1, 0), key(2, 1000)];
  const published = (now: number) => publishedKeys(keys, now, times).map((k) => k.generation);
  expect(published(999)).toEqual([1, 2]);
  expect(published(1000 + 929)).toEqual([1, 2]);
  expect(published(1000 + 930)).toEqual([2]);
});

test('a retired key is not published, from one moment to the next', () => {
  expect(publishedKeys([key(1, 0, 500), key(2, 500)], 499, times)).toHaveLength(2);
  expect(publishedKeys([key(1, 0, 500), key(2, 500)], 500, times).map((k) => k.generation)).toEqual([2]);
});

test('a new key is due when there is none, and when the newest is old; one on its way is enough', () => {
  expect(rotationDue([], 0, times)).toBe(true);
  expect(rotationDue([key(1, 0)], 9_999, times)).toBe(false);
  expect(rotationDue([key(1, 0)], 10_000, times)).toBe(true);
  expect(rotationDue([key(1, 0), key(2, 10_090)], 10_000, times)).toBe(false);
  expect(rotationDue([key(1, 0, 5)], 10, times)).toBe(true);
});

test('a new key waits until everybody knows it, unless nothing else signs', () => {
  expect(activationOf([], 1000, times)).toBe(1000);
  expect(activationOf([key(1, 0)], 1000, times)).toBe(1090);
  expect(activationOf([key(1, 0, 900)], 1000, times)).toBe(1000);
});
