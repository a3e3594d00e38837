import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactJson, parseJson, parseRequestJson, property, writeJson } from './json.ts';

test.each([
  '12345678901234567890',
  '-0.12345678901234567890',
  '{"a":[1e400,12345678901234567890.5],"b":"x"}',
  '[1.50,100000000000000000000]',
  '{"n":9007199254740993,"s":"\\u0041\\n","t":true,"f":false,"z":null,"o":{},"l":[]}',
])('%s keeps its numbers', (text) => {
  const numbers = (t: string) => t.match(/-?\d[\d.eE+-]*/g);
  expect(numbers(writeJson(parseJson(text)))?.filter((n) => n.length > 15)).toEqual(numbers(text)?.filter((n) => n.length > 15));
});

test('reads what JSON.parse reads, and writes it again', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.bigInt({ min: 10n ** 16n, max: 10n ** 30n }), (text, long) => {
      // The long number sends the text down the careful road.
      const whole = `[${long}, ${text} ]`;
      expect(JSON.parse(writeJson(parseJson(whole)))).toEqual(JSON.parse(whole));
    }),
  );
});

test('is written as JSON.stringify writes it, with every digit', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(exactJson(value)).toBe(JSON.stringify(value));
    }),
  );
  expect(exactJson(parseRequestJson('{"a":[9007199254740993,"x"],"b":{"c":null}}'))).toBe(
    '{"a":[9007199254740993,"x"],"b":{"c":null}}',
  );
  expect(exactJson(undefined)).toBe('null');
});

test('a long number keeps its digits wherever it stands in a request', () => {
  for (let before = 0; before < 40; before++) {
    const text = `${' '.repeat(before)}[9007199254740993]`;
    expect(writeJson(parseRequestJson(text))).toBe('[9007199254740993]');
  }
  expect(parseRequestJson('{"id":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","n":1.50}')).toEqual({
    id: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    n: 1.5,
  });
});

describe('what is not JSON', () => {
  test.each([
    '',
    '[12345678901234567890',
    '{"a" 12345678901234567890}',
    '[12345678901234567890,]',
    '"\n12345678901234567890"',
    '012345678901234567890',
    '[12345678901234567890] x',
  ])('%j is refused', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test('or is nested without end is refused and does not overflow the stack', () => {
    expect(() => parseJson(`${'['.repeat(1_000_000)}12345678901234567890`)).toThrow(SyntaxError);
  });
});

test('inherited names are no properties', () => {
  const value = parseJson('{"__proto__":{"x":12345678901234567890}}');
  expect(property({}, 'toString')).toBeUndefined();
  expect(property(value as never, '__proto__')).toBeDefined();
  expect(writeJson(value)).toBe('{"__proto__":{"x":12345678901234567890}}');
});
