import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../test/support/engine-catalog.ts';
import type { Metadata } from '../../metadata/metadata.ts';
import type { TableMetadata } from '../../metadata/table-metadata.ts';
import { resolveModel } from '../../model/resolve.ts';
import { dropInconsistent } from '../drop-inconsistent.ts';
import { withTable } from './edit.ts';
import { addPermission, commentPermission, dropPermission } from './permissions.ts';
import { addRelationship, dropRelationship } from './relationships.ts';
import { rename, renameRelationship } from './rename.ts';
import { customizeTable, setIsEnum, trackTable, untrackTable } from './tables.ts';

const CATALOG = catalogOf(
  {
    author: { columns: { id: 'int4', name: 'text', age: 'int4' }, key: ['id'] },
    article: { columns: { id: 'int4', author_id: 'int4', price: 'int4' }, key: ['id'], references: { author_id: 'author(id)' } },
  },
  { recent: { arguments: { row_: 'author' }, returns: 'setof article' } },
);

const name = (table: string) => ({ schema: 'public', name: table });
const on = (...tables: TableMetadata[]): Metadata => ({ version: 3, sources: [{ name: 'default', tables }] });
const tables = (metadata: Metadata) => metadata.sources?.[0]?.tables ?? [];
const using = { foreign_key_constraint_on: 'author_id' };

describe('edits of metadata', () => {
  it('leave the given metadata and every other table as they were', () => {
    const before = on({ table: 'author' }, { table: 'article' });
    const text = JSON.stringify(before);
    const after = addPermission(before, 'default', 'author', {
      kind: 'delete',
      entry: { role: 'user', permission: { filter: {} } },
    });
    expect(JSON.stringify(before)).toBe(text);
    expect(tables(after)[1]).toBe(tables(before)[1]);
  });

  it('keep the keys of a table in the order of an export, without empty lists', () => {
    const permission = { kind: 'select', entry: { role: 'user', permission: { columns: '*', filter: {} } } } as const;
    let metadata = addPermission(on({ table: 'article' }), 'default', 'article', permission);
    metadata = addRelationship(metadata, 'default', 'article', { kind: 'object', relationship: { name: 'author', using } });
    metadata = setIsEnum(metadata, 'default', 'article', true);
    expect(Object.keys(tables(metadata)[0] ?? {})).toEqual(['table', 'is_enum', 'object_relationships', 'select_permissions']);
    metadata = dropPermission(dropRelationship(metadata, 'default', 'article', 'author'), 'default', 'article', 'select', 'user');
    expect(tables(setIsEnum(metadata, 'default', 'article', false))).toEqual([{ table: 'article' }]);
  });

  it('know a table by any spelling of its name', () => {
    const metadata = trackTable(on(), 'default', 'author');
    expect(tables(metadata)).toEqual([{ table: name('author') }]);
    expect(tables(customizeTable(metadata, 'default', 'author', { custom_name: 'A' }))[0]?.configuration).toEqual({
      custom_name: 'A',
    });
    expect(tables(untrackTable(metadata, 'default', { name: 'author' }))).toEqual([]);
  });

  it.each<[string, () => unknown, string, string]>([
    ['a source that is not there', () => trackTable(on(), 'other', 'a'), 'not-exists', 'source with name "other" does not exist'],
    [
      'a table that is not tracked',
      () => withTable(on(), 'default', 'a', (t) => t),
      'not-exists',
      'table "a" does not exist in source: default',
    ],
    [
      'a table tracked before',
      () => trackTable(on({ table: 'a' }), 'default', name('a')),
      'already-tracked',
      'view/table already tracked: "a"',
    ],
    [
      'a table not tracked before',
      () => untrackTable(on(), 'default', 'a'),
      'already-untracked',
      'view/table already untracked: "a"',
    ],
    [
      'a relationship that is not there',
      () => dropRelationship(on({ table: 'a' }), 'default', 'a', 'r'),
      'not-exists',
      'relationship "r" does not exist',
    ],
    [
      'a permission that is not there',
      () => commentPermission(on({ table: 'a' }), 'default', 'a', 'select', 'user', null),
      'permission-denied',
      `'select' permission on "a" for role "user" does not exist`,
    ],
  ])('refuse %s', (_, edit, code, message) => {
    expect(edit).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('renames', () => {
  const filter = {
    _and: [
      { id: 1, articles: { price: { _cgt: ['$', 'age'] }, author: { name: 'x' } } },
      { _not: { recent: { price: 2 } } },
      { _exists: { _table: 'author', _where: { age: { _ceq: 'id' } } } },
    ],
  };
  const author: TableMetadata = {
    table: 'author',
    configuration: { column_config: { age: { custom_name: 'years' } } },
    array_relationships: [{ name: 'articles', using: { foreign_key_constraint_on: { table: 'article', column: 'author_id' } } }],
    computed_fields: [{ name: 'recent', definition: { function: 'recent' } }],
    select_permissions: [{ role: 'user', permission: { columns: ['id', 'age'], filter } }],
    update_permissions: [{ role: 'user', permission: { columns: '*', filter: {}, check: { age: 1 }, set: { age: 3 } } }],
    event_triggers: [{ name: 't', webhook: 'x', definition: { update: { columns: ['age'], payload: ['id', 'age'] } } }],
  };
  const article: TableMetadata = {
    table: 'article',
    object_relationships: [
      { name: 'author', using },
      { name: 'by', using: { manual_configuration: { remote_table: 'author', column_mapping: { price: 'age' } } } },
    ],
  };
  const metadata: Metadata = {
    ...on(author, article),
    custom_types: {
      objects: [
        {
          name: 'Out',
          fields: [{ name: 'f', type: 'Int' }],
          relationships: [{ name: 'author', type: 'object', remote_table: 'author', field_mapping: { f: 'age' } }],
        },
      ],
    },
  };
  const model = resolveModel(metadata, CATALOG, {});
  const same = (text: string) => (_: unknown, given: string) => (given === text ? `${text}_now` : given);

  it('of a column reach everything that names it, and nothing of the same name elsewhere', () => {
    const after = rename(metadata, model, 'default', {
      column: (table, c) => (table.name === 'author' ? same('age')(table, c) : c),
    });
    const [a, b] = tables(after);
    expect(a?.configuration?.column_config).toEqual({ age_now: { custom_name: 'years' } });
    expect(a?.select_permissions?.[0]?.permission.columns).toEqual(['id', 'age_now']);
    expect(JSON.stringify(a?.select_permissions?.[0]?.permission.filter)).toBe(
      JSON.stringify(filter).replace('["$","age"]', '["$","age_now"]').replace('"age":{"_ceq"', '"age_now":{"_ceq"'),
    );
    expect(a?.update_permissions?.[0]?.permission).toMatchObject({ check: { age_now: 1 }, set: { age_now: 3 } });
    expect(a?.event_triggers?.[0]?.definition.update).toEqual({ columns: ['age_now'], payload: ['id', 'age_now'] });
    expect(b?.object_relationships?.[1]?.using).toMatchObject({ manual_configuration: { column_mapping: { price: 'age_now' } } });
    expect(after.custom_types?.objects?.[0]?.relationships?.[0]?.field_mapping).toEqual({ f: 'age_now' });
  });

  it('of a column reach expressions through relationships', () => {
    const after = rename(metadata, model, 'default', {
      column: (table, c) => (table.name === 'article' ? same('price')(table, c) : c),
    });
    const text = JSON.stringify(tables(after)[0]?.select_permissions?.[0]?.permission.filter);
    expect(text.match(/price_now/g)).toHaveLength(2);
    expect(text).not.toMatch(/price"/);
  });

  it('of a table reach its entry, relationships, expressions and actions', () => {
    const after = rename(metadata, model, 'default', {
      table: (t) => (t.name === 'author' ? { schema: 's', name: 'writer' } : t),
    });
    const writer = { schema: 's', name: 'writer' };
    expect(tables(after)[0]?.table).toEqual(writer);
    expect(tables(after)[0]?.select_permissions?.[0]?.permission.filter._and).toContainEqual({
      _exists: { _table: writer, _where: { age: { _ceq: 'id' } } },
    });
    expect(tables(after)[1]?.object_relationships?.[1]?.using).toMatchObject({ manual_configuration: { remote_table: writer } });
    expect(after.custom_types?.objects?.[0]?.relationships?.[0]?.remote_table).toEqual(writer);
  });

  it('of a relationship reach expressions that go along it', () => {
    const after = renameRelationship(metadata, model, 'default', 'author', 'articles', 'texts');
    expect(tables(after)[0]?.array_relationships?.[0]?.name).toBe('texts');
    expect(tables(after)[0]?.select_permissions?.[0]?.permission.filter._and).toMatchObject([{ texts: {} }, {}, {}]);
  });
});

describe('dropping what is inconsistent', () => {
  it('leaves metadata that is consistent, and nothing else out', () => {
    const bad: Metadata = {
      ...on(
        {
          table: 'author',
          computed_fields: [{ name: 'f', definition: { function: 'nothing' } }],
          select_permissions: [
            { role: 'a', permission: { columns: ['nothing'], filter: {} } },
            { role: 'b', permission: { columns: ['id'], filter: {} } },
          ],
          event_triggers: [{ name: 't', webhook_from_env: 'NOT_SET', definition: { insert: { columns: '*' } } }],
        },
        { table: 'missing' },
        { table: 'article', object_relationships: [{ name: 'r', using: { foreign_key_constraint_on: 'id' } }] },
      ),
      actions: [{ name: 'act', definition: { handler: 'x', output_type: 'Nope' } }],
      remote_schemas: [{ name: 'far' }],
      cron_triggers: [{ name: 'c', webhook: '{{NOT_SET}}', schedule: '* * * * *', include_in_metadata: true }],
    };
    const after = dropInconsistent(bad, resolveModel(bad, CATALOG, {}).inconsistencies);
    expect(tables(after)).toEqual([
      { table: 'author', select_permissions: [{ role: 'b', permission: { columns: ['id'], filter: {} } }] },
      { table: 'article' },
    ]);
    expect(after).toMatchObject({ actions: [], remote_schemas: [], cron_triggers: [] });
    expect(resolveModel(after, CATALOG, {}).inconsistencies).toEqual([]);
  });
});
