import { expect, test } from 'vitest';
import { containsJson } from './contains-json.ts';

test.each([
  [{ a: 1, b: 2 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2 } }, true],
  [{ a: 1 }, {}, true],
  [undefined, {}, true],
  [{ a: 1 }, { a: 2 }, false],
  [{}, { a: null }, false],
  [null, { a: 1 }, false],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
])('%j holds %j: %j', (present, wanted, is) => {
  expect(containsJson(present, wanted)).toBe(is);
});
