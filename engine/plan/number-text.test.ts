import { expect, test } from 'vitest';
import { numberText } from './number-text.ts';

test.each([
  ['1.1', 'numeric', '1.1000'],
  ['12345.67891', 'numeric', '12345.67891000'],
  ['-1E-30', 'numeric', '-0.0000000000000000000000000000010'],
  ['12E-4', 'numeric', '0.0012'],
  ['5', 'numeric', '5'],
  ['-2E-2', 'money', '-0.02'],
  ['1.5e3', 'int8', '1500'],
  ['1e+21', 'int8', '1000000000000000000000'],
  ['1.25e1', 'int4', '12.5'],
  ['1.5', 'int4', '1.5'],
  ['0.0e0', 'money', '0'],
  ['1E400', 'float8', '1E400'],
  ['1e999999999', 'numeric', '1e999999999'],
])('%s as %s is %s', (text, type, expected) => {
  expect(numberText(text, type)).toBe(expected);
});
