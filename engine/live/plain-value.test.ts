import { expect, test } from 'vitest';
import { plainText } from './plain-value.ts';

test.each([
  ['int4', '7', '7'],
  ['int4', '+007', '7'],
  ['int4', '-0', '0'],
  ['int4', '2147483648', null],
  ['int8', '9223372036854775807', '9223372036854775807'],
  ['int8', '9223372036854775808', null],
  ['int4', ' 7', null],
  ['int4', '7.0', null],
  ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  ['uuid', '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}', null],
  ['bool', 'true', 'true'],
  ['bool', 't', null],
  ['text', "it's", "it's"],
  ['text', 'a\0b', null],
  ['numeric', '1', null],
  ['citext', 'a', null],
  ['bpchar', 'a', null],
])('the %s %j is printed as %j', (type, text, printed) => {
  expect(plainText(type, text)).toBe(printed);
});
