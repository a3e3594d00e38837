import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/engine-catalog.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { SelectPermissionMetadata } from '../metadata/permission-metadata.ts';
import type { TableMetadata } from '../metadata/table-metadata.ts';
import type { Model } from './model.ts';
import { type ResolveOptions, resolveModel } from './resolve.ts';

const CATALOG = catalogOf(
  {
    author: { columns: { id: 'int4', name: 'text', 'odd name': 'text null', born: 'timestamptz generated' }, key: ['id'] },
    article: {
      columns: { id: 'int8', author_id: 'int4', editor_id: 'int4 null', color: 'text null', tags: '_text' },
      key: ['id'],
      references: { author_id: 'author(id)', editor_id: 'author(id)', color: 'color(value)' },
    },
    color: { columns: { value: 'text', comment: 'text null' }, key: ['value'] },
    profile: { columns: { id: 'int4', author_id: 'int4' }, references: { author_id: 'author(id)' } },
    pair: { columns: { a: 'int4', b: 'int4' }, key: ['a', 'b'] },
    use: { columns: { x: 'int4', y: 'int4 null' }, references: { 'y,x': 'pair(b,a)' } },
    audit: { schema: 'log', columns: { id: 'uuid' } },
  },
  {
    search: { arguments: { word: 'text' }, returns: 'setof article' },
    one: { arguments: { session: 'json' }, returns: 'article', volatility: 'volatile' },
    count_all: { arguments: {}, returns: 'int4' },
    shout: { arguments: { row_: 'author' }, returns: 'text' },
    rename: { arguments: { row_: 'author' }, returns: 'text', volatility: 'volatile' },
    titles: { arguments: { row_: 'author', session: 'jsonb' }, returns: 'setof article' },
  },
);

const on = (
  tables: TableMetadata[],
  more: Partial<Metadata> = {},
  functions: NonNullable<NonNullable<Metadata['sources']>[number]['functions']> = [],
): Metadata => ({
  version: 3,
  sources: [{ name: 'default', kind: 'postgres', tables, functions }],
  ...more,
});
const NO_ENV = {};
const resolve = (metadata: Metadata, options: ResolveOptions = {}, env = NO_ENV) => resolveModel(metadata, CATALOG, env, options);
const table = (model: Model, name: string) => {
  const found = model.tables.get(`"public"."${name}"`);
  if (!found) throw new Error(`${name}: ${model.inconsistencies.map((i) => i.reason).join()}`);
  return found;
};
const reasons = (model: Model) => model.inconsistencies.map((i) => i.reason.replace('Inconsistent object: ', ''));

describe('tables', () => {
  it('are named after themselves, with the schema outside of public', () => {
    const model = resolve(on([{ table: 'author' }, { table: { schema: 'log', name: 'audit' } }]));
    expect([...model.tables.values()].map((t) => t.graphqlName)).toEqual(['author', 'log_audit']);
    expect(table(model, 'author').rootFieldNames).toMatchObject({
      select: 'author',
      select_by_pk: 'author_by_pk',
      select_stream: 'author_stream',
      insert_one: 'insert_author_one',
      update_many: 'update_author_many',
    });
  });

  it('take custom names, for all or for single root fields', () => {
    const configuration = {
      custom_name: 'Writer',
      custom_root_fields: { select: 'writers', select_by_pk: { name: null, comment: 'one' }, insert: { name: 'addWriter' } },
    };
    const writer = table(resolve(on([{ table: 'author', configuration }])), 'author');
    expect(writer.graphqlName).toBe('Writer');
    expect(writer.rootFieldNames).toMatchObject({ select: 'writers', select_by_pk: 'Writer_by_pk', insert: 'addWriter' });
    expect(writer.rootFieldComments).toEqual({ select_by_pk: 'one' });
  });

  it('that are not there, or not nameable, are inconsistent', () => {
    const model = resolve(on([{ table: 'missing' }, { table: 'author', configuration: { custom_name: 'the author' } }]));
    expect(model.tables.size).toBe(0);
    expect(reasons(model)).toEqual([
      'no such table/view exists in source: "missing"',
      'cannot include "author" in the GraphQL schema because "the author" is not a valid GraphQL identifier',
    ]);
  });

  it('that meet under one name: the later gives way', () => {
    const model = resolve(
      on([{ table: 'author' }, { table: 'article', configuration: { custom_root_fields: { select: 'author' } } }]),
    );
    expect([...model.tables.keys()]).toEqual(['"public"."author"']);
    expect(reasons(model)).toEqual(['found conflicting definitions of "author": it is already used by table "author"']);
  });
});

describe('columns', () => {
  it('have the scalar of their type, arrays that of their elements', () => {
    const { columns } = table(resolve(on([{ table: 'article' }])), 'article');
    expect(columns.map((c) => [c.name, c.scalar, c.isArray])).toEqual([
      ['id', 'bigint', false],
      ['author_id', 'Int', false],
      ['editor_id', 'Int', false],
      ['color', 'String', false],
      ['tags', 'String', true],
    ]);
  });

  it('without a valid name are left out', () => {
    expect(table(resolve(on([{ table: 'author' }])), 'author').columns.map((c) => c.name)).toEqual(['id', 'name', 'born']);
  });

  it('take custom names, the newer spelling before the older', () => {
    const configuration = {
      column_config: { 'odd name': { custom_name: 'odd', comment: 'strange' } },
      custom_column_names: { 'odd name': 'not_me', name: 'fullName' },
    };
    const { columns } = table(resolve(on([{ table: 'author', configuration }])), 'author');
    expect(columns.map((c) => [c.name, c.description])).toContainEqual(['odd', 'strange']);
    expect(columns.map((c) => c.name)).toContain('fullName');
  });

  it('that would have one name make the table inconsistent', () => {
    const configuration = { column_config: { name: { custom_name: 'id' } } };
    expect(reasons(resolve(on([{ table: 'author', configuration }])))).toEqual([
      'the definitions of columns "id" and "name" are in conflict: they are mapped to the same field name, "id"',
    ]);
  });

  it('that refer to an enum table have its type', () => {
    const enumValues = new Map([['"public"."color"', { values: [{ value: 'red', description: null }] }]]);
    const model = resolve(on([{ table: 'article' }, { table: 'color', is_enum: true }]), { enumValues });
    expect(table(model, 'article').columns.find((c) => c.name === 'color')).toMatchObject({
      scalar: 'color_enum',
      enumTable: '"public"."color"',
    });
    expect(table(model, 'color').enumValues).toEqual([{ value: 'red', description: null }]);
  });
});

describe('relationships', () => {
  const relationships = (entry: Partial<TableMetadata>, name = 'article') =>
    resolve(
      on([
        { table: name, ...entry },
        ...['author', 'article', 'profile', 'pair', 'use'].filter((t) => t !== name).map((t) => ({ table: t })),
      ]),
    );

  it('by a foreign key of the table; nullable when a column of it is', () => {
    const model = relationships({
      object_relationships: [
        { name: 'author', using: { foreign_key_constraint_on: 'author_id' } },
        { name: 'editor', using: { foreign_key_constraint_on: ['editor_id'] } },
      ],
    });
    expect(table(model, 'article').relationships).toEqual([
      {
        name: 'author',
        kind: 'object',
        target: '"public"."author"',
        mapping: [{ local: 'author_id', remote: 'id' }],
        isNullable: false,
        insertionOrder: 'before_parent',
        comment: null,
      },
      expect.objectContaining({ name: 'editor', isNullable: true }),
    ]);
  });

  it('by a foreign key of several columns, in any order', () => {
    const model = relationships(
      { object_relationships: [{ name: 'pair', using: { foreign_key_constraint_on: ['x', 'y'] } }] },
      'use',
    );
    expect(table(model, 'use').relationships).toMatchObject([
      {
        isNullable: true,
        mapping: [
          { local: 'y', remote: 'b' },
          { local: 'x', remote: 'a' },
        ],
      },
    ]);
  });

  it('by a foreign key of the other table, to many and to one', () => {
    const model = relationships(
      {
        array_relationships: [
          { name: 'articles', using: { foreign_key_constraint_on: { table: 'article', column: 'author_id' } } },
        ],
        object_relationships: [
          { name: 'profile', using: { foreign_key_constraint_on: { table: 'profile', columns: ['author_id'] } } },
        ],
      },
      'author',
    );
    expect(table(model, 'author').relationships).toMatchObject([
      {
        name: 'profile',
        kind: 'object',
        isNullable: true,
        insertionOrder: 'after_parent',
        mapping: [{ local: 'id', remote: 'author_id' }],
      },
      { name: 'articles', kind: 'array', mapping: [{ local: 'id', remote: 'author_id' }] },
    ]);
  });

  it('by hand', () => {
    const using = {
      manual_configuration: {
        remote_table: 'author',
        column_mapping: { author_id: 'id' },
        insertion_order: 'after_parent' as const,
      },
    };
    const model = relationships({ object_relationships: [{ name: 'writer', using }] });
    expect(table(model, 'article').relationships).toMatchObject([{ isNullable: true, insertionOrder: 'after_parent' }]);
  });

  it.each<[string, Partial<TableMetadata>, string]>([
    [
      'no foreign key',
      { object_relationships: [{ name: 'r', using: { foreign_key_constraint_on: 'id' } }] },
      'no foreign constraint exists on the given column(s)',
    ],
    [
      'no such column',
      { object_relationships: [{ name: 'r', using: { foreign_key_constraint_on: 'x' } }] },
      'column "x" does not exist in table "article"',
    ],
    [
      'a table that is not tracked',
      { object_relationships: [{ name: 'r', using: { foreign_key_constraint_on: 'color' } }] },
      'table "color" is not tracked',
    ],
    [
      'the name of a column',
      { object_relationships: [{ name: 'id', using: { foreign_key_constraint_on: 'author_id' } }] },
      'field definition conflicts with postgres column',
    ],
  ])('with %s are inconsistent, and the table is served without', (_, entry, reason) => {
    const model = relationships(entry);
    expect(table(model, 'article').relationships).toEqual([]);
    expect(model.inconsistencies).toMatchObject([
      { type: 'object_relation', definition: { source: 'default', table: { name: 'article' } } },
    ]);
    expect(reasons(model)[0]).toMatch(
      new RegExp(`^in table "article": in relationship "\\w+": ${reason.replaceAll(/[()]/g, '\\$&')}$`),
    );
  });
});

describe('computed fields', () => {
  const field = (definition: NonNullable<TableMetadata['computed_fields']>[number]['definition']) =>
    resolve(on([{ table: 'author', computed_fields: [{ name: 'f', definition }] }, { table: 'article' }]));

  it('return a scalar or rows', () => {
    expect(table(field({ function: 'shout' }), 'author').computedFields).toMatchObject([
      { tableArgument: 0, sessionArgument: null, returns: { kind: 'scalar', scalar: 'String' } },
    ]);
    expect(
      table(field({ function: 'titles', table_argument: 'row_', session_argument: 'session' }), 'author').computedFields,
    ).toMatchObject([
      { tableArgument: 0, sessionArgument: 1, returns: { kind: 'table', table: '"public"."article"', isSet: true } },
    ]);
  });

  it.each([
    [{ function: 'nothing' }, 'no such function exists in postgres : "nothing"'],
    [{ function: 'rename' }, 'because the function "rename" is of type VOLATILE; cannot be added as a computed field'],
    [{ function: 'shout', table_argument: 'row' }, 'because "row" is not an input argument of the function "shout"'],
    [{ function: 'shout', session_argument: 'row_' }, 'because "row_" argument of the function "shout" is not of type JSON'],
    [{ function: 'count_all' }, 'because the function "count_all" has no input arguments'],
  ])('%o is inconsistent', (definition, reason) => {
    const model = field(definition);
    expect(table(model, 'author').computedFields).toEqual([]);
    expect(reasons(model)[0]).toContain(reason);
  });
});

describe('permissions', () => {
  const withPermissions = (entry: Partial<TableMetadata>, more: Partial<Metadata> = {}) =>
    resolve(on([{ table: 'author', ...entry }], more));

  it('without columns for insert allow all, but never generated or preset ones', () => {
    const model = withPermissions({
      insert_permissions: [{ role: 'user', permission: { check: {}, set: { name: 'X-Hasura-Name' } } }],
      update_permissions: [{ role: 'user', permission: { columns: '*', filter: {}, set: { id: 1 } } }],
    });
    const permissions = table(model, 'author').permissions.get('user');
    expect(permissions?.insert?.columns).toEqual(new Set(['id', 'odd name']));
    expect(permissions?.insert?.presets.get('name')).toMatchObject({ kind: 'session', name: 'x-hasura-name' });
    expect(permissions?.update?.columns).toEqual(new Set(['name', 'odd name']));
    expect(permissions?.update).toMatchObject({ check: null, backendOnly: false });
  });

  it.each<[Partial<SelectPermissionMetadata['permission']>, RegExp]>([
    [{ query_root_fields: ['select_by_pk'] }, /"select_by_pk" field cannot be included/],
    [{ subscription_root_fields: ['select_aggregate'] }, /"select_aggregate" root field can only be enabled/],
  ])('may not name root fields that they do not make possible: %o', (more, reason) => {
    const permission = { columns: ['name'], filter: {}, ...more };
    const model = withPermissions({ select_permissions: [{ role: 'user', permission }] });
    expect(reasons(model)[0]).toMatch(reason);
  });

  it('compare a column of an enum only with its values', () => {
    const enumValues = new Map([['"public"."color"', { values: [{ value: 'red', description: null }] }]]);
    const permission = (color: string) => ({ role: color, permission: { columns: ['id'], filter: { color: { _eq: color } } } });
    const entry = { table: 'article', select_permissions: [permission('red'), permission('blue'), permission('X-Hasura-Color')] };
    const model = resolve(on([entry, { table: 'color', is_enum: true }]), { enumValues });
    expect([...table(model, 'article').permissions.keys()]).toEqual(['red', 'X-Hasura-Color']);
    expect(reasons(model)[0]).toContain('expected one of the values "red" for type "color_enum", given "blue"');
  });

  it('that do not fit are left out alone', () => {
    const model = withPermissions({
      select_permissions: [
        { role: 'a', permission: { columns: ['nothing'], filter: {} } },
        { role: 'b', permission: { columns: ['id'], filter: {} } },
      ],
    });
    expect([...table(model, 'author').permissions.keys()]).toEqual(['b']);
    expect(model.inconsistencies).toMatchObject([
      {
        type: 'select_permission',
        name: 'select_permission a in table author in source default',
        reason: 'Inconsistent object: in table "author": in permission for role "a": column "nothing" does not exist',
      },
    ]);
  });

  describe('of inherited roles', () => {
    const select = (role: string, columns: string[], filter: object, more = {}) => ({
      role,
      permission: { columns, filter: { ...filter }, ...more },
    });
    const inherited = (entry: Partial<TableMetadata>, roles = [{ role_name: 'both', role_set: ['a', 'b'] }]) =>
      withPermissions(entry, { inherited_roles: roles });
    const filterOf = (n: number) =>
      expect.objectContaining({ kind: 'compare', value: expect.objectContaining({ text: String(n) }) });

    it('add up: rows of any member, columns where a member that may read them sees the row', () => {
      const model = inherited({
        select_permissions: [select('a', ['id', 'name'], { id: 1 }), select('b', ['id', 'born'], { id: 2 })],
      });
      const both = table(model, 'author').permissions.get('both')?.select;
      expect(both?.filter).toEqual({ kind: 'or', of: [filterOf(1), filterOf(2)] });
      expect(both?.columns).toEqual(
        new Map<string, unknown>([
          ['id', null],
          ['name', filterOf(1)],
          ['born', filterOf(2)],
        ]),
      );
    });

    it('take the larger limit, none when a member has none, and aggregates of any', () => {
      const limits = (one: object, other: object) =>
        table(
          inherited({ select_permissions: [select('a', ['id'], {}, one), select('b', ['id'], {}, other)] }),
          'author',
        ).permissions.get('both')?.select;
      expect(limits({ limit: 1 }, { limit: 5, allow_aggregations: true })).toMatchObject({ limit: 5, allowAggregations: true });
      expect(limits({ limit: 1 }, {})).toMatchObject({ limit: null, allowAggregations: false });
    });

    it('are the member’s own when only one has any', () => {
      const other = { role: 'b', permission: { filter: {} } };
      const model = inherited({ select_permissions: [select('a', ['id'], { id: 1 })], delete_permissions: [other] });
      const { permissions } = table(model, 'author');
      expect(permissions.get('both')?.select).toBe(permissions.get('a')?.select);
    });

    it('to write are inherited only when members agree', () => {
      const insert = (role: string, id: number) => ({ role, permission: { check: { id }, columns: ['id'] } });
      const agreed = inherited({ insert_permissions: [insert('a', 1), insert('b', 1)] });
      expect(table(agreed, 'author').permissions.get('both')?.insert).toMatchObject({ columns: new Set(['id']) });
      expect(agreed.inconsistencies).toEqual([]);
      const disagreed = inherited({ insert_permissions: [insert('a', 1), insert('b', 2)] });
      expect(table(disagreed, 'author').permissions.get('both')?.insert).toBeNull();
      expect(disagreed.inconsistencies).toMatchObject([{ type: 'inherited role permission inconsistency', name: 'both' }]);
    });

    it('give way to what the role itself is given', () => {
      const model = inherited({ select_permissions: [select('a', ['id'], {}), select('both', ['name'], {})] });
      expect(table(model, 'author').permissions.get('both')?.select?.columns).toEqual(new Map([['name', null]]));
    });

    it('of members that do not exist are inconsistent', () => {
      const model = inherited({ select_permissions: [select('a', ['id'], {})] });
      expect(model.inconsistencies).toMatchObject([
        { type: 'inherited_role', name: 'inherited_role both', reason: 'Inconsistent object: parent role "b" does not exist' },
      ]);
      expect(table(model, 'author').permissions.has('both')).toBe(false);
    });

    it('nest, and cycles are inconsistent', () => {
      const entry = { select_permissions: [select('a', ['id'], {})] };
      const nested = inherited(entry, [
        { role_name: 'outer', role_set: ['inner'] },
        { role_name: 'inner', role_set: ['a'] },
      ]);
      expect(table(nested, 'author').permissions.get('outer')?.select?.columns).toEqual(new Map([['id', null]]));
      const cyclic = inherited(entry, [
        { role_name: 'outer', role_set: ['inner'] },
        { role_name: 'inner', role_set: ['outer', 'a'] },
      ]);
      expect(cyclic.inconsistencies.map((i) => i.type)).toEqual(['inherited_role', 'inherited_role']);
      expect(cyclic.inheritedRoles.size).toBe(0);
    });
  });
});

describe('functions', () => {
  const tracked = (entry: object) => resolve(on([{ table: 'article' }], {}, [{ function: 'search', ...entry }]));

  it('are queries unless volatile, under their own or a custom name', () => {
    const model = resolve(
      on([{ table: 'article' }], {}, [
        { function: 'search', permissions: [{ role: 'user' }] },
        { function: 'one', configuration: { session_argument: 'session', custom_name: 'uno' } },
      ]),
    );
    expect(model.functions).toMatchObject([
      { baseName: { name: 'search' }, exposedAs: 'query', isSet: true, returns: '"public"."article"', roles: new Set(['user']) },
      {
        baseName: { name: 'uno' },
        exposedAs: 'mutation',
        isSet: false,
        sessionArgument: 0,
        rootFieldNames: { function: 'uno', function_aggregate: 'uno_aggregate' },
      },
    ]);
  });

  it.each<[object, string]>([
    [{ function: 'nothing' }, 'no such function exists in source: "nothing"'],
    [{ function: 'count_all' }, 'the function "count_all" cannot be tracked for the following reasons:'],
    [
      { configuration: { exposed_as: 'mutation' } },
      'the function was requested to be exposed as a mutation, but is not marked VOLATILE.',
    ],
    [{ configuration: { session_argument: 'word' } }, 'given session argument "word" is not of type json'],
    [{ configuration: { response: { type: 'table', table: 'author' } } }, 'table "author" is not tracked'],
  ])('%o is inconsistent', (entry, reason) => {
    const model = tracked(entry);
    expect(model.functions).toEqual([]);
    expect(reasons(model)[0]).toContain(reason);
  });
});

describe('actions, triggers and endpoints', () => {
  const action = (definition: object) => ({
    actions: [
      {
        name: 'act',
        definition: { handler: '{{BASE}}/act', output_type: 'Out!', ...definition },
        permissions: [{ role: 'user' }],
      },
    ],
    custom_types: {
      objects: [
        {
          name: 'Out',
          fields: [{ name: 'id', type: 'Int!' }],
          relationships: [{ name: 'author', type: 'object' as const, remote_table: 'author', field_mapping: { id: 'id' } }],
        },
      ],
    },
  });

  it('actions read their address from the environment and know their types', () => {
    const model = resolve(
      on([{ table: 'author' }], action({ arguments: [{ name: 'a', type: '[uuid!]' }] })),
      {},
      { BASE: 'http://h' },
    );
    expect(model.actions.get('act')).toMatchObject({
      handler: 'http://h/act',
      type: 'mutation',
      kind: 'synchronous',
      timeoutSeconds: 30,
    });
    expect(model.customTypes.objects.get('Out')?.relationships).toEqual([
      { name: 'author', kind: 'object', target: '"public"."author"', mapping: [{ local: 'id', remote: 'id' }] },
    ]);
    expect(model.roles).toEqual(new Set(['user']));
  });

  it.each<[string, object, Record<string, string>, RegExp]>([
    ['a missing variable', {}, {}, /environment variable 'BASE' not set/],
    ['an unknown argument type', { arguments: [{ name: 'a', type: 'Nope' }] }, { BASE: 'x' }, /the type: "Nope" is not defined/],
    ['an unknown output type', { output_type: '[Nope]' }, { BASE: 'x' }, /the type: "Nope" is not an object or scalar type/],
  ])('actions with %s are inconsistent', (_, definition, env, reason) => {
    const model = resolve(on([{ table: 'author' }], action(definition)), {}, env);
    expect(model.actions.size).toBe(0);
    expect(reasons(model)[0]).toMatch(reason);
  });

  it.each<[string, object]>([
    ['duplicate type names: "A"', { scalars: [{ name: 'A' }], enums: [{ name: 'A', values: [{ value: 'x' }] }] }],
    ['the enum type "E" has duplicate values: "x"', { enums: [{ name: 'E', values: [{ value: 'x' }, { value: 'x' }] }] }],
    ['"a b" is not a valid GraphQL name', { scalars: [{ name: 'a b' }] }],
    [
      'the input object "I" has duplicate fields: "f"',
      {
        input_objects: [
          {
            name: 'I',
            fields: [
              { name: 'f', type: 'Int' },
              { name: 'f', type: 'Int' },
            ],
          },
        ],
      },
    ],
    [
      'the type "O" for field "f" in input object type "I" does not exist',
      {
        input_objects: [{ name: 'I', fields: [{ name: 'f', type: 'O' }] }],
        objects: [{ name: 'O', fields: [{ name: 'f', type: 'Int' }] }],
      },
    ],
    [
      'the type "[Int" for field "f" in object type "O" is not a valid GraphQL type',
      { objects: [{ name: 'O', fields: [{ name: 'f', type: '[Int' }] }] },
    ],
    [
      'the type of the field "f" for relationship "r" in object type "O" is a list type',
      {
        objects: [
          {
            name: 'O',
            fields: [{ name: 'f', type: '[Int]' }],
            relationships: [{ name: 'r', type: 'object', remote_table: 'author', field_mapping: { f: 'id' } }],
          },
        ],
      },
    ],
  ])('custom types: %s', (reason, types) => {
    const model = resolve(on([{ table: 'author' }], { custom_types: types }));
    expect(model.inconsistencies).toMatchObject([{ type: 'custom_types' }]);
    expect(reasons(model)[0]).toContain(reason);
  });

  it('event triggers take defaults; unknown columns are inconsistent', () => {
    const trigger = {
      name: 't',
      webhook_from_env: 'HOOK',
      definition: { update: { columns: ['name'] } },
      headers: [{ name: 'k', value_from_env: 'KEY' }],
    };
    const model = resolve(on([{ table: 'author', event_triggers: [trigger] }]), {}, { HOOK: 'http://h', KEY: 's' });
    expect(model.eventTriggers.get('t')).toMatchObject({
      webhook: 'http://h',
      update: { columns: ['name'], payload: '*' },
      insert: null,
      retry: { numRetries: 0, intervalSeconds: 10, timeoutSeconds: 60 },
      headers: [{ name: 'k', value: 's', fromEnv: 'KEY' }],
    });
    const bad = {
      ...trigger,
      webhook: 'x',
      webhook_from_env: null,
      headers: [],
      definition: { update: { columns: ['nothing'] } },
    };
    expect(reasons(resolve(on([{ table: 'author', event_triggers: [bad] }])))[0]).toContain('column "nothing" does not exist');
  });

  it('endpoints that would answer the same request are told, and stay', () => {
    const endpoint = (name: string, url: string, method: 'GET' | 'POST' = 'GET') => ({
      name,
      url,
      methods: [method],
      definition: { query: { collection_name: 'c', query_name: 'q' } },
    });
    const model = resolve(
      on([], {
        query_collections: [{ name: 'c', definition: { queries: [{ name: 'q', query: '{ a }' }] } }],
        rest_endpoints: [endpoint('a', 'x/:id'), endpoint('b', 'x/y'), endpoint('c', 'x/y', 'POST'), endpoint('d', 'z')],
      }),
    );
    expect(model.restEndpoints.map((e) => e.name)).toEqual(['a', 'b', 'c', 'd']);
    expect(model.inconsistencies.map((i) => i.name)).toEqual(['rest_endpoint a', 'rest_endpoint b']);
  });

  it.each([
    ['x/:id/:id', 'Duplicate variables found in endpoint path: x/:id/:id'],
    ['x//y', 'Empty segments or unnamed variables are not allowed: x//y'],
    ['x/:', 'Empty segments or unnamed variables are not allowed: x/:'],
  ])('an endpoint at %s is refused', (url, reason) => {
    const query = { collection_name: 'c', query_name: 'q' };
    const model = resolve(
      on([], {
        query_collections: [{ name: 'c', definition: { queries: [{ name: 'q', query: '{ a }' }] } }],
        rest_endpoints: [{ name: 'e', url, methods: ['GET'], definition: { query } }],
      }),
    );
    expect(model.restEndpoints).toEqual([]);
    expect(model.inconsistencies).toMatchObject([{ type: 'rest_endpoint', reason }]);
  });

  it('what this engine does not do is inconsistent, not an error', () => {
    const model = resolve(
      on([{ table: 'author', remote_relationships: [{ name: 'far' }] }], { remote_schemas: [{ name: 'elsewhere' }] }),
    );
    expect(model.inconsistencies.map((i) => i.type)).toEqual(['remote_relationship', 'remote_schema']);
    expect(model.tables.size).toBe(1);
  });
});

describe('given the previous model', () => {
  const metadata = on([
    { table: 'author', select_permissions: [{ role: 'user', permission: { columns: ['id'], filter: {} } }] },
    {
      table: 'article',
      object_relationships: [{ name: 'author', using: { foreign_key_constraint_on: 'author_id' } }],
      select_permissions: [{ role: 'user', permission: { columns: ['id'], filter: { author: { id: 1 } } } }],
    },
    { table: 'pair' },
  ]);

  it('tables that come out the same keep their identity', () => {
    const before = resolve(metadata);
    const after = resolve(metadata, { previous: before });
    expect([...after.tables.values()].every((t) => before.tables.get(t.key) === t)).toBe(true);
  });

  it('a change is seen by the table itself and by those whose expressions reach it', () => {
    const before = resolve(metadata);
    const [author, ...others] = metadata.sources?.[0]?.tables ?? [];
    const configuration = { column_config: { name: { custom_name: 'fullName' } } };
    const after = resolve(on([{ table: 'author', ...author, configuration }, ...others]), { previous: before });
    const kept = [...after.tables.values()].filter((t) => before.tables.get(t.key) === t).map((t) => t.graphqlName);
    expect(kept).toEqual(['pair']);
  });

  it('inconsistencies of kept tables are told again', () => {
    const bad = on([
      { table: 'author', select_permissions: [{ role: 'user', permission: { columns: ['nothing'], filter: {} } }] },
    ]);
    const before = resolve(bad);
    expect(resolve(bad, { previous: before }).inconsistencies).toEqual(before.inconsistencies);
  });
});
