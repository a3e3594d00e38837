import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/engine-catalog.ts';
import type { Condition } from './condition.ts';
import { resolveModel } from './resolve.ts';

const CATALOG = catalogOf(
  {
    author: {
      columns: { id: 'int4', name: 'text', age: 'int4 null', tags: '_text', doc: 'jsonb', raw: 'json', best: 'int4 null' },
      key: ['id'],
    },
    article: {
      columns: { id: 'int4', author_id: 'int4', price: 'int4', cost: 'int4', path: 'ltree', title: 'text' },
      key: ['id'],
      references: { author_id: 'author(id)' },
    },
    other: { columns: { id: 'int4' } },
  },
  {
    total: { arguments: { row_: 'article' }, returns: 'int4' },
    visible: { arguments: { session: 'json', row_: 'article' }, returns: 'bool' },
    scaled: { arguments: { row_: 'article', by: 'int4' }, returns: 'int4' },
    similar: { arguments: { row_: 'article', most: 'int4?' }, returns: 'setof article' },
  },
);

/** The filter, or the reason of the inconsistency. */
function resolve(table: 'author' | 'article', filter: Record<string, unknown>): Condition | string {
  const model = resolveModel(
    {
      version: 3,
      sources: [
        {
          name: 'default',
          tables: [
            {
              table: 'author',
              array_relationships: [
                { name: 'articles', using: { foreign_key_constraint_on: { table: 'article', column: 'author_id' } } },
              ],
              ...(table === 'author' ? { select_permissions: [{ role: 'user', permission: { columns: '*', filter } }] } : {}),
            },
            {
              table: 'article',
              object_relationships: [{ name: 'author', using: { foreign_key_constraint_on: 'author_id' } }],
              computed_fields: [
                { name: 'total', definition: { function: 'total' } },
                { name: 'visible', definition: { function: 'visible', table_argument: 'row_', session_argument: 'session' } },
                { name: 'scaled', definition: { function: 'scaled' } },
                { name: 'similar', definition: { function: 'similar' } },
              ],
              ...(table === 'article' ? { select_permissions: [{ role: 'user', permission: { columns: '*', filter } }] } : {}),
            },
          ],
        },
      ],
    },
    CATALOG,
    {},
  );
  const [problem] = model.inconsistencies;
  return problem?.reason ?? model.tables.get(`"public"."${table}"`)?.permissions.get('user')?.select?.filter ?? 'none';
}

const INT = { name: 'int4', sql: 'integer', kind: 'base', element: null };
const TEXT = { name: 'text', sql: 'text', kind: 'base', element: null };
const column = (name: string, type: object = INT, of = 'current') => ({ kind: 'column', column: name, of, type });
const literal = (text: string, type: object = INT) => ({ kind: 'literal', text, type });
const compare = (subject: object, operator: string, value: object) => ({
  kind: 'compare',
  subject,
  operator,
  value,
  nullSafe: false,
});
const idIs = (n: number) => compare(column('id'), 'eq', literal(String(n)));

describe('permission expressions', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['nothing is true', {}, { kind: 'constant', value: true }],
    ['an empty _and is true', { _and: [] }, { kind: 'constant', value: true }],
    ['an empty _or is false', { _or: [] }, { kind: 'constant', value: false }],
    ['_not of nothing is false', { _not: {} }, { kind: 'constant', value: false }],
    ['a bare value is equality', { id: 1 }, idIs(1)],
    ['several keys are all meant', { id: 1, age: 2 }, { kind: 'and', of: [idIs(1), compare(column('age'), 'eq', literal('2'))] }],
    [
      'several operators are all meant',
      { age: { _gt: 1, _lt: 5 } },
      { kind: 'and', of: [compare(column('age'), 'gt', literal('1')), compare(column('age'), 'lt', literal('5'))] },
    ],
    [
      'the oldest spelling',
      { $or: [{ id: { $eq: 1 } }, { $not: { id: 2 } }] },
      { kind: 'or', of: [idIs(1), { kind: 'not', of: idIs(2) }] },
    ],
    ['equality with null asks for NULL', { age: { _eq: null } }, { kind: 'is_null', subject: column('age'), isNull: true }],
    ['a bare null asks for NULL', { age: null }, { kind: 'is_null', subject: column('age'), isNull: true }],
    [
      'inequality with null asks for not NULL',
      { age: { _ne: null } },
      { kind: 'is_null', subject: column('age'), isNull: false },
    ],
    ['_is_null', { age: { _is_null: false } }, { kind: 'is_null', subject: column('age'), isNull: false }],
    ['_ne is _neq', { id: { _ne: 1 } }, compare(column('id'), 'neq', literal('1'))],
    [
      'a session variable, in any case',
      { id: { _eq: 'X-Hasura-User-Id' } },
      compare(column('id'), 'eq', { kind: 'session', name: 'x-hasura-user-id', type: INT }),
    ],
    ['REQ_USER_ID', { id: 'REQ_USER_ID' }, compare(column('id'), 'eq', { kind: 'session', name: 'x-hasura-user-id', type: INT })],
    [
      'a list',
      { id: { _in: [1, 'X-Hasura-Id'] } },
      compare(column('id'), 'in', {
        kind: 'list',
        of: [literal('1'), { kind: 'session', name: 'x-hasura-id', type: INT }],
        type: { name: '_int4', sql: 'integer[]', kind: 'array', element: INT },
      }),
    ],
    [
      'a list in a session variable',
      { name: { _nin: 'x-hasura-names' } },
      compare(column('name', TEXT), 'nin', {
        kind: 'session',
        name: 'x-hasura-names',
        type: { name: '_text', sql: 'text[]', kind: 'array', element: TEXT },
      }),
    ],
    [
      'an array',
      { tags: { _eq: ['a'] } },
      compare(column('tags', { name: '_text', sql: 'text[]', kind: 'array', element: TEXT }), 'eq', {
        kind: 'list',
        of: [literal('a', TEXT)],
        type: { name: '_text', sql: 'text[]', kind: 'array', element: TEXT },
      }),
    ],
    ['another column', { best: { _cgt: 'age' } }, compare(column('best'), 'gt', column('age'))],
    ['another column in a list', { best: { _ceq: ['age'] } }, compare(column('best'), 'eq', column('age'))],
    [
      'a key of a document',
      { doc: { _has_key: 'a' } },
      compare(column('doc', { name: 'jsonb', sql: 'jsonb', kind: 'base', element: null }), 'has_key', literal('a', TEXT)),
    ],
    [
      'a part of a document',
      { doc: { _contains: { a: [1] } } },
      compare(
        column('doc', { name: 'jsonb', sql: 'jsonb', kind: 'base', element: null }),
        'contains',
        literal('{"a":[1]}', { name: 'jsonb', sql: 'jsonb', kind: 'base', element: null }),
      ),
    ],
    [
      '_exists',
      { _exists: { _table: 'article', _where: { id: 1 } } },
      { kind: 'exists', table: '"public"."article"', where: idIs(1) },
    ],
  ])('%s', (_, filter, expected) => {
    expect(resolve('author', filter)).toEqual(expected);
  });

  it('goes along relationships without the other table’s own permission', () => {
    expect(resolve('article', { author: { id: 1 } })).toEqual({
      kind: 'related',
      ofPermission: true,
      table: '"public"."author"',
      mapping: [{ local: 'author_id', remote: 'id' }],
      where: idIs(1),
    });
  });

  it('compares with a column of the table the permission is on, however nested', () => {
    expect(resolve('author', { articles: { price: { _clt: ['$', 'age'] } } })).toMatchObject({
      where: compare(column('price'), 'lt', column('age', INT, 'root')),
    });
    expect(resolve('author', { articles: { price: { _clt: 'cost' } } })).toMatchObject({
      where: compare(column('price'), 'lt', column('cost')),
    });
  });

  it('asks scalar computed fields', () => {
    const call = { schema: 'public', name: 'total', arguments: [{ kind: 'row', name: null }] };
    expect(resolve('article', { total: { _gte: 3 } })).toEqual(
      compare({ kind: 'function', call, type: INT }, 'gte', literal('3')),
    );
  });

  it('gives computed fields the session in its place', () => {
    expect(resolve('article', { visible: true })).toMatchObject({
      subject: { call: { arguments: [{ kind: 'value', value: { kind: 'session_object' } }, { kind: 'row' }] } },
    });
  });

  it('asks rows of table computed fields, whose further arguments take their defaults', () => {
    expect(resolve('article', { similar: { id: 1 } })).toEqual({
      kind: 'related_function',
      call: { schema: 'public', name: 'similar', arguments: [{ kind: 'row', name: null }] },
      table: '"public"."article"',
      where: idIs(1),
    });
  });

  it.each<[string, 'author' | 'article', Record<string, unknown>, string | RegExp]>([
    ['an unknown field', 'author', { nothing: 1 }, '"nothing" does not exist'],
    ['an unknown operator', 'author', { id: { _near: 1 } }, 'Unknown operator : _near'],
    ['the name of an inherited property', 'author', { id: { _constructor: 1 } }, 'Unknown operator : _constructor'],
    [
      'an operator of other types',
      'author',
      { id: { _like: 'a' } },
      / is of type "integer"; this operator works only on columns of type "text"/,
    ],
    ['a number for text', 'author', { name: 5 }, 'a value of type "text" was expected, but found 5'],
    ['a fraction for an integer', 'author', { id: { _in: [1.5] } }, 'a value of type "integer" was expected, but found 1.5'],
    ['a boolean for a number', 'author', { id: true }, 'a value of type "integer" was expected, but found true'],
    ['a json column', 'author', { raw: { _eq: 1 } }, 'JSON column can not be part of boolean expression'],
    ['a column of another type', 'author', { age: { _ceq: 'name' } }, 'incompatible column types : "age", "name"'],
    [
      'a column through a relationship',
      'article',
      { id: { _ceq: ['author', 'id'] } },
      'Relationship references are not supported in column comparison RHS',
    ],
    [
      'a table that is not tracked',
      'author',
      { _exists: { _table: 'other', _where: {} } },
      'table "other" does not exist in source: "default"',
    ],
    ['a computed field that needs arguments', 'article', { scaled: 1 }, /needs arguments/],
    ['something that is no expression', 'author', { _and: 1 }, 'expecting a list for _and'],
    ['_is_null of no boolean', 'author', { id: { _is_null: 'x' } }, 'expecting a boolean for "_is_null"'],
  ])('refuses %s', (_, table, filter, reason) => {
    const context = `Inconsistent object: in table "${table}": in permission for role "user": `;
    const found = resolve(table, filter);
    expect(found).toMatch(context);
    expect(String(found).slice(context.length)).toMatch(reason);
  });
});
