import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pgType, sessionOf } from '../../test/support/engine-model.ts';
import type { Value } from '../model/condition.ts';
import { bindValue } from './bind.ts';

const session = sessionOf('user', { 'x-hasura-user-id': '7' });
const bind = (value: Value, variables: Record<string, unknown> = {}) => bindValue(value, session, variables);
const variable = (type: string, ...path: [string, ...(string | number)[]]): Value => ({
  kind: 'variable',
  path,
  type: pgType(type),
});

describe('values as PostgreSQL text', () => {
  const cases: [type: string, value: unknown, text: string | null][] = [
    ['int4', 5, '5'],
    ['int8', '9223372036854775807', '9223372036854775807'],
    ['numeric', 1.5, '1.5000'],
    ['bool', false, 'false'],
    ['text', 'a', 'a'],
    ['text', null, null],
    ['text', undefined, null],
    ['jsonb', { a: [1, null] }, '{"a":[1,null]}'],
    ['jsonb', 'a', '"a"'],
    ['jsonb', null, null],
    ['_int4', [1, 2, null], '{1,2,NULL}'],
    ['_text', ['a', 'null', '', 'x,y', '{"\\'], '{a,"null","","x,y","{\\"\\\\"}'],
    ['_text', '{a,b}', '{a,b}'],
    ['_int4', 5, '{5}'],
    ['_jsonb', [{ a: 1 }], '{"{\\"a\\":1}"}'],
  ];
  for (const [type, value, text] of cases) {
    it(`${type} ${JSON.stringify(value)}`, () => expect(bind(variable(type, 'v'), { v: value })).toBe(text));
  }

  it('follows the path of a variable', () => {
    expect(bind(variable('int4', 'w', '_or', 1, 'id'), { w: { _or: [{}, { id: 3 }] } })).toBe('3');
  });

  it('sees only own keys of variables', () => {
    expect(bind(variable('text', 'constructor'), {})).toBeNull();
    expect(bind(variable('text', 'w', 'toString'), { w: {} })).toBeNull();
  });

  it('writes variables into JSON', () => {
    const value: Value = {
      kind: 'json',
      of: ['{"a":', { path: ['v'] }, ',"b":', { path: ['absent'] }, '}'],
      type: pgType('jsonb'),
    };
    expect(bind(value, { v: ['x"y'] })).toBe('{"a":["x\\"y"],"b":null}');
  });

  it('reads session variables, and refuses missing ones', () => {
    expect(bind({ kind: 'session', name: 'x-hasura-user-id', type: pgType('int4') })).toBe('7');
    expect(bind({ kind: 'session_object', type: pgType('json') })).toBe('{"x-hasura-role":"user","x-hasura-user-id":"7"}');
    expect(() => bind({ kind: 'session', name: 'x-hasura-org', type: pgType('int4') })).toThrow(
      'missing session variable: "x-hasura-org"',
    );
    expect(() => bind({ kind: 'session', name: 'constructor', type: pgType('int4') })).toThrow('missing session variable');
  });

  it('refuses JSON that nests too deeply to be written', () => {
    let deep: unknown = null;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => bind(variable('jsonb', 'v'), { v: deep })).toThrow(expect.objectContaining({ code: 'parse-failed' }));
  });
});

it('arrays of any texts can be read back', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: 'binary' }))), (items) => {
      expect(parseArray(bind(variable('_text', 'v'), { v: items }) ?? '')).toEqual(items);
    }),
  );
});

/** PostgreSQL's array syntax, one dimension. */
function parseArray(text: string): (string | null)[] {
  const out: (string | null)[] = [];
  let i = 1;
  while (i < text.length && text[i] !== '}') {
    if (text[i] === '"') {
      let item = '';
      for (i++; text[i] !== '"'; i++) {
        if (text[i] === '\\') i++;
        item += text[i];
      }
      i++;
      out.push(item);
    } else {
      const end = text.slice(i).search(/[,}]/) + i;
      const item = text.slice(i, end);
      out.push(item.toUpperCase() === 'NULL' ? null : item);
      i = end;
    }
    if (text[i] === ',') i++;
  }
  return out;
}
