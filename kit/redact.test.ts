/** Whatever stands around a secret, none of its usual forms gets through; ordinary words do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedact, MASK } from './redact.ts';

const secret = 'p@ss w0rd/+"ü\\~!';
const redact = createRedact([['TOKEN', secret]]);

test.each([
  ['plain', secret],
  ['JSON', JSON.stringify({ token: secret })],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ token: secret }))],
  ['URL component', encodeURIComponent(secret)],
  ['URL in lower case', encodeURIComponent(secret).toLowerCase().replace('%c3%bc', '%c3%bc')],
  ['form', new URLSearchParams({ t: secret }).toString()],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['hex', Buffer.from(secret).toString('hex')],
])('%s', (_form, text) => {
  expect(redact(`before ${text} after`)).toContain(MASK);
  expect(redact(`before ${text} after`)).not.toContain(text);
});

test('base64 at any alignment, whatever stands around', () => {
  const value = 'correct-horse-battery-staple';
  const clean = createRedact([['T', value]]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 7 }), fc.uint8Array({ maxLength: 7 }), (before, after) => {
      const encoded = Buffer.concat([before, Buffer.from(value), after]).toString('base64');
      const left = clean(encoded);
      expect(left).toContain(MASK);
      // At most the four characters of each edge are left: none of them a whole character of the value's middle.
      expect(Buffer.from(left.replaceAll(MASK, ''), 'base64').toString('latin1')).not.toContain(value.slice(3, -3));
    }),
  );
});

test('base64 that was wrapped into lines is blanked line by line', () => {
  const key = Array.from({ length: 20 }, (_, i) => `line ${i} of a key that is long`).join('\n');
  const wrapped =
    Buffer.from(key)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  const clean = createRedact([['KEY', key]]);
  expect(wrapped.slice(0, -1).map(clean)).toEqual(wrapped.slice(0, -1).map(() => MASK));
});

test('what an address that is secret shares with other text stays', () => {
  const clean = createRedact([['URL', 'postgres://app:correct-horse-battery@database-1.internal.example.com:5432/production']]);
  expect(clean('connecting to database-1.internal.example.com')).toBe('connecting to database-1.internal.example.com');
});

test('each line of a value of several lines', () => {
  const clean = createRedact([['KEY', '-----BEGIN-----\nabcdefgh\nx\n-----END-----']]);
  expect(clean('abcdefgh')).toBe(MASK);
  expect(clean('x')).toBe('x');
});

test('of two values the longer one is blanked whole', () => {
  expect(
    createRedact([
      ['A', 'secret-1'],
      ['B', 'secret-1-longer'],
    ])('is secret-1-longer'),
  ).toBe(`is ${MASK}`);
});

describe('a short value', () => {
  const clean = createRedact([
    ['PIN', '1234'],
    ['FLAG', 'true'],
    ['NONE', ''],
  ]);
  test.each([
    ['PIN=1234', `PIN=${MASK}`],
    ['{"PIN":"1234"}', `{"PIN":"${MASK}"}`],
    ['PIN: 1234, ok', `PIN: ${MASK}, ok`],
    ['took 1234 ms', 'took 1234 ms'],
    ['PIN=12345', 'PIN=12345'],
    ['it is true', 'it is true'],
    ['NONE=', 'NONE='],
  ])('%s', (text, expected) => expect(clean(text)).toBe(expected));
});

test('text without secrets is the same text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(createRedact([])(text)).toBe(text);
    }),
  );
  expect(redact('GET / 200 in 3 ms')).toBe('GET / 200 in 3 ms');
});

test('no value breaks it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, unit: 'binary' }), (value) => {
      fc.pre(value.trim().length >= 6);
      expect(createRedact([['A', value]])(`x${value}y`)).not.toContain(value.trim());
    }),
  );
});
