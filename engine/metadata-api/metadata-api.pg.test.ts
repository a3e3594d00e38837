import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import { type Lifecycle, openLifecycle } from '../lifecycle/lifecycle.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Table } from '../model/model.ts';
import { ADMIN } from '../session.ts';
import { metadataCommands, queryCommands } from './commands.ts';
import { createMetadataApi, type Endpoint, type MetadataApi } from './metadata-api.ts';

const SCHEMA = `
create table author (id int primary key, name text not null, age int);
create table article (id int primary key, author_id int not null references author, title text);
create function author_articles(author) returns setof article language sql stable as $$ select * from article where author_id = $1.id $$;
create function search(word text) returns setof article language sql stable as $$ select * from article $$;
`;

const METADATA: Metadata = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      tables: [
        {
          table: { schema: 'public', name: 'author' },
          array_relationships: [
            {
              name: 'articles',
              using: { foreign_key_constraint_on: { table: { schema: 'public', name: 'article' }, column: 'author_id' } },
            },
          ],
          select_permissions: [{ role: 'user', permission: { columns: ['id', 'name'], filter: { age: { _gt: 17 } } } }],
        },
        {
          table: { schema: 'public', name: 'article' },
          object_relationships: [{ name: 'author', using: { foreign_key_constraint_on: 'author_id' } }],
          select_permissions: [
            { role: 'user', permission: { columns: '*', filter: { author: { name: { _eq: 'X-Hasura-User-Id' } } } } },
          ],
        },
      ],
    },
  ],
};

describe('the metadata API', () => {
  let scratch: ScratchDatabase;
  let database: Database;
  let lifecycle: Lifecycle;
  let api: MetadataApi;

  beforeEach(async () => {
    scratch = await scratchDatabase({ sql: SCHEMA });
    database = openDatabase(scratch.url, { maxConnections: 4 });
    lifecycle = await openLifecycle({
      database,
      metadataDatabase: database,
      metadataDirectory: null,
      env: {},
      observe: () => {},
      appliers: [],
      syncIntervalMs: 0,
    });
    api = createMetadataApi({ lifecycle, database, metadataDatabase: database, env: {}, metadataCommands, queryCommands });
  });
  afterEach(async () => {
    await lifecycle[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await scratch[Symbol.asyncDispose]();
  });

  const call = (type: string, args: unknown = {}, more: object = {}, endpoint: Endpoint = 'v1/metadata') =>
    api.run(endpoint, { type, args, ...more }, ADMIN);
  const sql = (text: string, more: object = {}) => call('run_sql', { sql: text, ...more }, {}, 'v2/query');
  const load = () => call('replace_metadata', { metadata: METADATA });
  const table = (name: string): Table => {
    const found = lifecycle.snapshot().model.tables.get(`"public"."${name}"`);
    if (!found) throw new Error(`${name} is not tracked`);
    return found;
  };
  const entry = (name: string) =>
    lifecycle.metadata().sources?.[0]?.tables?.find((t) => typeof t.table !== 'string' && t.table.name === name);

  it('is for admins', async () => {
    const session = { ...ADMIN, role: 'user' };
    expect(() => api.run('v1/metadata', { type: 'export_metadata', args: {} }, session)).toThrow(
      'restricted access : admin only',
    );
  });

  it('does not know other commands', async () => {
    await expect(call('make_coffee')).rejects.toMatchObject({
      code: 'parse-failed',
      message: 'unknown metadata command "make_coffee"',
    });
    await expect(call('toString')).rejects.toMatchObject({ code: 'parse-failed' });
    await expect(call('add_remote_schema', { name: 'far' })).rejects.toMatchObject({ code: 'not-supported' });
  });

  it('puts the path of an argument that does not fit', async () => {
    await expect(call('track_table', { table: 7 })).rejects.toMatchObject({ code: 'parse-failed', path: '$.args.table' });
  });

  it('knows commands with and without pg_', async () => {
    await call('pg_track_table', { table: { schema: 'public', name: 'author' } });
    await call('track_table', 'article');
    expect(lifecycle.snapshot().model.tables.size).toBe(2);
  });

  describe('as a whole', () => {
    it('replaces and exports, with the version of the request', async () => {
      expect(await call('replace_metadata', METADATA)).toEqual({ message: 'success' });
      expect(await call('export_metadata')).toEqual(METADATA);
      expect(await call('export_metadata', {}, { version: 2 })).toEqual({ resource_version: 2, metadata: METADATA });
    });

    it('serves what fits and tells what does not, when that is allowed', async () => {
      const metadata = structuredClone(METADATA);
      metadata.sources?.[0]?.tables?.push({ table: 'missing' });
      expect(await call('replace_metadata', { allow_inconsistent_metadata: true, metadata })).toEqual({
        is_consistent: false,
        inconsistent_objects: [
          {
            type: 'table',
            name: 'table missing in source default',
            definition: { schema: 'public', name: 'missing' },
            reason: 'Inconsistent object: no such table/view exists in source: "missing"',
          },
        ],
      });
      expect(lifecycle.snapshot().model.tables.size).toBe(2);
      expect(await call('get_inconsistent_metadata')).toMatchObject({ is_consistent: false });
      await call('drop_inconsistent_metadata');
      expect(await call('get_inconsistent_metadata')).toEqual({ is_consistent: true, inconsistent_objects: [] });
      expect(lifecycle.metadata()).toEqual(METADATA);
    });

    it('refuses inconsistent metadata otherwise', async () => {
      await load();
      const metadata = { version: 3, sources: [{ name: 'default', tables: [{ table: 'missing' }] }] };
      await expect(call('replace_metadata', metadata)).rejects.toMatchObject({ code: 'unexpected', status: 400 });
      await expect(call('replace_metadata', { metadata })).rejects.toMatchObject({ code: 'unexpected' });
      expect(lifecycle.metadata()).toEqual(METADATA);
    });

    it('refuses what is no metadata, with the path', async () => {
      const metadata = { version: 3, sources: [{ name: 'default', tables: [{ table: 'author', is_enum: 'yes' }] }] };
      await expect(call('replace_metadata', { metadata })).rejects.toMatchObject({
        code: 'parse-failed',
        path: '$.args.metadata.sources[0].tables[0].is_enum',
      });
    });

    it('clears what is tracked and keeps the default source', async () => {
      await load();
      await call('clear_metadata');
      expect(lifecycle.metadata()).toEqual({ version: 3, sources: [{ name: 'default', kind: 'postgres', tables: [] }] });
    });

    it('sees what was created elsewhere after a reload', async () => {
      await load();
      await scratch.sql('alter table author add column note text');
      expect(await call('reload_metadata', { reload_sources: true })).toEqual({ message: 'success', is_consistent: true });
      expect(table('author').columns.map((c) => c.name)).toContain('note');
    });

    it('does not reload a source that is not there', async () => {
      await expect(call('reload_metadata', { reload_sources: ['default', 'other'] })).rejects.toMatchObject({
        code: 'not-exists',
        message: 'Source with name "other" not found in metadata',
      });
    });

    it('keeps the state of the CLI', async () => {
      const state = { migrations: { default: { '1': false } } };
      await call('set_catalog_state', { type: 'cli', state });
      expect(await call('get_catalog_state')).toEqual({ id: expect.any(String), cli_state: state, console_state: {} });
    });

    it('refuses a resource version that is not the current one', async () => {
      await call('replace_metadata', { metadata: METADATA }, { resource_version: 1 });
      await expect(call('clear_metadata', {}, { resource_version: 1 })).rejects.toMatchObject({ status: 409, code: 'conflict' });
    });

    it('stores a bulk once, and nothing of it when one fails', async () => {
      const track = (name: string) => ({ type: 'pg_track_table', args: { table: name } });
      await expect(call('bulk', [track('author'), track('missing')])).rejects.toMatchObject({ message: /missing/ });
      expect(lifecycle.snapshot()).toMatchObject({ resourceVersion: 1, model: { tables: new Map() } });
      expect(await call('bulk', [track('author'), track('article')])).toEqual([{ message: 'success' }, { message: 'success' }]);
      expect(lifecycle.snapshot().resourceVersion).toBe(2);
      expect(await call('bulk_keep_going', [track('author'), { type: 'clear_metadata', args: {} }])).toEqual([
        expect.objectContaining({ code: 'already-tracked' }),
        { message: 'success' },
      ]);
    });
  });

  describe('tables', () => {
    it('tracks a table once', async () => {
      await call('pg_track_table', { table: 'author', configuration: { custom_name: 'Writer' } });
      expect(table('author').graphqlName).toBe('Writer');
      await expect(call('pg_track_table', { table: 'author' })).rejects.toMatchObject({
        code: 'already-tracked',
        path: '$.args',
        message: 'view/table already tracked: "author"',
      });
    });

    it('does not track what is not there', async () => {
      await expect(call('pg_track_table', { table: 'missing' })).rejects.toMatchObject({
        code: 'invalid-configuration',
        message: 'Inconsistent object: no such table/view exists in source: "missing"',
      });
    });

    it('untracks a table that others refer to only with cascade', async () => {
      await load();
      await expect(call('pg_untrack_table', { table: 'author' })).rejects.toMatchObject({
        code: 'dependency-error',
        message:
          'cannot drop due to the following dependent objects: relationship article.author in source "default", ' +
          'permission article.user.select in source "default"',
      });
      await call('pg_untrack_table', { table: 'author', cascade: true });
      expect(lifecycle.metadata().sources?.[0]?.tables).toEqual([{ table: { schema: 'public', name: 'article' } }]);
      await expect(call('pg_untrack_table', { table: 'author' })).rejects.toMatchObject({ code: 'already-untracked' });
    });

    it('customizes', async () => {
      await load();
      const configuration = { custom_root_fields: { select: 'authors' }, column_config: { name: { custom_name: 'fullName' } } };
      await call('pg_set_table_customization', { table: 'author', configuration });
      expect(table('author').rootFieldNames.select).toBe('authors');
      expect(table('author').columns.map((c) => c.name)).toEqual(['id', 'fullName', 'age']);
    });

    it('makes enum tables of those that can be', async () => {
      await scratch.sql(`create table color (value text primary key); insert into color values ('red')`);
      await call('pg_track_table', { table: 'color' });
      await call('pg_set_table_is_enum', { table: 'color', is_enum: true });
      expect(table('color').enumValues).toEqual([{ value: 'red', description: null }]);
      await call('pg_track_table', { table: 'author' });
      await expect(call('pg_set_table_is_enum', { table: 'author', is_enum: true })).rejects.toMatchObject({
        message: /cannot be used as an enum/,
      });
    });
  });

  describe('relationships and computed fields', () => {
    it('creates, renames everywhere, comments and drops', async () => {
      await load();
      const mapping = { manual_configuration: { remote_table: 'author', column_mapping: { author_id: 'id' } } };
      await call('pg_create_object_relationship', { table: 'article', name: 'writer', using: mapping });
      await call('pg_set_relationship_comment', { table: 'article', name: 'writer', comment: 'who' });
      expect(table('article').relationships.find((r) => r.name === 'writer')).toMatchObject({ kind: 'object', comment: 'who' });
      await call('pg_rename_relationship', { table: 'article', name: 'author', new_name: 'by' });
      expect(entry('article')?.select_permissions?.[0]?.permission.filter).toEqual({ by: { name: { _eq: 'X-Hasura-User-Id' } } });
      await call('pg_drop_relationship', { table: 'article', relationship: 'writer' });
      expect(table('article').relationships.map((r) => r.name)).toEqual(['by']);
    });

    it('does not take a name twice', async () => {
      await load();
      const using = { foreign_key_constraint_on: { table: 'article', column: 'author_id' } };
      for (const name of ['articles', 'name']) {
        await expect(call('pg_create_array_relationship', { table: 'author', name, using })).rejects.toMatchObject({
          code: 'already-exists',
        });
      }
    });

    it('drops one that a permission uses only with cascade', async () => {
      await load();
      await expect(call('pg_drop_relationship', { table: 'article', relationship: 'author' })).rejects.toMatchObject({
        code: 'dependency-error',
        message: 'cannot drop due to the following dependent objects: permission article.user.select in source "default"',
      });
      await call('pg_drop_relationship', { table: 'article', relationship: 'author', cascade: true });
      expect(entry('article')).toEqual({ table: { schema: 'public', name: 'article' } });
    });

    it('adds and drops computed fields', async () => {
      await load();
      const field = { table: 'author', name: 'written', definition: { function: 'author_articles' } };
      await call('pg_add_computed_field', field);
      expect(table('author').computedFields).toMatchObject([{ name: 'written', returns: { kind: 'table', isSet: true } }]);
      await call('pg_drop_computed_field', { table: 'author', name: 'written' });
      expect(table('author').computedFields).toEqual([]);
      await expect(call('pg_add_computed_field', { ...field, definition: { function: 'search' } })).rejects.toMatchObject({
        message: /cannot be added to table "author" because/,
      });
    });
  });

  describe('permissions', () => {
    it('creates, comments and drops each kind', async () => {
      await load();
      const all: Record<string, object> = {
        insert: { check: {}, columns: '*' },
        update: { filter: {}, columns: ['name'] },
        delete: { filter: {} },
      };
      for (const [kind, permission] of Object.entries(all)) {
        await call(`pg_create_${kind}_permission`, { table: 'author', role: 'editor', permission });
        await call('pg_set_permission_comment', { table: 'author', role: 'editor', type: kind, comment: 'why' });
      }
      expect(table('author').permissions.get('editor')).toMatchObject({
        select: null,
        insert: { columns: new Set(['id', 'name', 'age']) },
        update: { columns: new Set(['name']) },
        delete: { backendOnly: false },
      });
      for (const kind of Object.keys(all)) await call(`pg_drop_${kind}_permission`, { table: 'author', role: 'editor' });
      expect(table('author').permissions.has('editor')).toBe(false);
    });

    it('names what is wrong with one', async () => {
      await load();
      const permission = { columns: ['nothing'], filter: {} };
      await expect(call('pg_create_select_permission', { table: 'author', role: 'editor', permission })).rejects.toMatchObject({
        code: 'invalid-configuration',
        message: 'Inconsistent object: in table "author": in permission for role "editor": column "nothing" does not exist',
      });
      await expect(call('pg_drop_select_permission', { table: 'author', role: 'editor' })).rejects.toMatchObject({
        code: 'permission-denied',
      });
      await expect(
        call('pg_create_select_permission', { table: 'author', role: 'user', permission: { columns: '*', filter: {} } }),
      ).rejects.toMatchObject({ code: 'already-exists' });
    });
  });

  it('tracks functions and permits them', async () => {
    await load();
    await call('pg_track_function', { function: 'search' });
    await call('pg_create_function_permission', { function: 'search', role: 'user' });
    expect(lifecycle.snapshot().model.functions).toMatchObject([{ baseName: { name: 'search' }, roles: new Set(['user']) }]);
    await expect(call('pg_create_function_permission', { function: 'search', role: 'user' })).rejects.toMatchObject({
      code: 'already-exists',
    });
    await call('pg_drop_function_permission', { function: 'search', role: 'user' });
    await call('pg_untrack_function', { function: 'search' });
    expect(lifecycle.snapshot().model.functions).toEqual([]);
  });

  it('edits actions and custom types', async () => {
    await call('set_custom_types', { objects: [{ name: 'Out', fields: [{ name: 'id', type: 'Int!' }] }] });
    const definition = { handler: 'http://localhost', output_type: 'Out', arguments: [{ name: 'a', type: 'Int' }] };
    await call('create_action', { name: 'act', definition });
    await call('create_action_permission', { action: 'act', role: 'user' });
    expect(lifecycle.snapshot().model.actions.get('act')).toMatchObject({ outputType: 'Out', roles: new Set(['user']) });
    await call('update_action', { name: 'act', definition: { ...definition, type: 'query' } });
    expect(lifecycle.snapshot().model.actions.get('act')).toMatchObject({ type: 'query', roles: new Set(['user']) });
    await expect(
      call('create_action', { name: 'other', definition: { ...definition, output_type: 'Nope' } }),
    ).rejects.toMatchObject({
      code: 'invalid-configuration',
    });
    await call('drop_action_permission', { action: 'act', role: 'user' });
    await call('drop_action', { name: 'act', clear_data: false });
    expect(lifecycle.snapshot().model.actions.size).toBe(0);
  });

  it('edits triggers', async () => {
    await load();
    const trigger = { name: 'written', table: 'article', webhook: 'http://localhost', insert: { columns: '*' } };
    await call('pg_create_event_trigger', trigger);
    await expect(call('pg_create_event_trigger', trigger)).rejects.toMatchObject({ code: 'already-exists' });
    await call('pg_create_event_trigger', { ...trigger, replace: true, retry_conf: { num_retries: 3 } });
    expect(lifecycle.snapshot().model.eventTriggers.get('written')).toMatchObject({
      retry: { numRetries: 3, intervalSeconds: 10 },
    });
    await call('pg_delete_event_trigger', { name: 'written' });
    const cron = { name: 'daily', webhook: 'http://localhost', schedule: '0 0 * * *', include_in_metadata: true };
    await call('create_cron_trigger', cron);
    expect(await call('get_cron_triggers')).toMatchObject({ cron_triggers: [cron] });
    await call('delete_cron_trigger', { name: 'daily' });
    expect(lifecycle.snapshot().model).toMatchObject({ eventTriggers: new Map(), cronTriggers: new Map() });
  });

  it('edits collections, the allowlist and REST endpoints', async () => {
    await load();
    const query = 'query q { author { id } }';
    await call('create_query_collection', { name: 'c', definition: { queries: [{ name: 'q', query }] } });
    await call('add_query_to_collection', { collection_name: 'c', query_name: 'r', query });
    await call('add_collection_to_allowlist', { collection: 'c' });
    const endpoint = {
      name: 'e',
      url: 'authors',
      methods: ['GET'],
      definition: { query: { collection_name: 'c', query_name: 'q' } },
    };
    await call('create_rest_endpoint', endpoint);
    expect(lifecycle.snapshot().model.restEndpoints).toMatchObject([{ name: 'e', url: 'authors', query }]);
    await expect(call('drop_query_collection', { collection: 'c' })).rejects.toMatchObject({ code: 'dependency-error' });
    await expect(call('drop_query_from_collection', { collection_name: 'c', query_name: 'q' })).rejects.toMatchObject({
      status: 400,
    });
    await call('drop_rest_endpoint', { name: 'e' });
    await call('update_scope_of_collection_in_allowlist', { collection: 'c', scope: { global: false, roles: ['user'] } });
    expect(lifecycle.snapshot().model.allowlist).toEqual([{ collection: 'c', roles: ['user'] }]);
    await call('rename_query_collection', { name: 'c', new_name: 'd' });
    await call('drop_collection_from_allowlist', { collection: 'd' });
    await call('drop_query_collection', { collection: 'd' });
    expect(lifecycle.metadata()).toMatchObject({ query_collections: [], allowlist: [] });
  });

  it('edits roles, limits and introspection', async () => {
    await load();
    await call('add_inherited_role', { role_name: 'both', role_set: ['user'] });
    expect(table('author').permissions.get('both')?.select?.columns).toEqual(
      table('author').permissions.get('user')?.select?.columns,
    );
    await call('drop_inherited_role', { role_name: 'both' });
    await call('set_graphql_schema_introspection_options', { disabled_for_roles: ['user'] });
    await call('set_api_limits', { depth_limit: { global: 5, per_role: { user: 3 } } });
    const { model } = lifecycle.snapshot();
    expect(model.introspectionDisabledFor).toEqual(new Set(['user']));
    expect(model.limits.depth).toEqual({ global: 5, perRole: new Map([['user', 3]]) });
    await call('remove_api_limits');
    expect(lifecycle.snapshot().model.limits.depth.global).toBeNull();
  });

  it('edits sources', async () => {
    await call('pg_add_source', { name: 'second', configuration: { connection_info: { database_url: 'postgres://elsewhere' } } });
    expect(await call('pg_get_source_tables', { source: 'second' })).toContainEqual({ schema: 'public', name: 'author' });
    await expect(call('pg_add_source', { name: 'second', configuration: {} })).rejects.toMatchObject({ code: 'already-exists' });
    await call('pg_drop_source', { name: 'second' });
    await expect(call('pg_drop_source', { name: 'second' })).rejects.toMatchObject({ code: 'not-exists' });
  });

  it('suggests relationships of foreign keys', async () => {
    await load();
    expect(await call('pg_suggest_relationships', { omit_tracked: true })).toEqual({ relationships: [] });
    await call('pg_drop_relationship', { table: 'author', relationship: 'articles' });
    expect(await call('pg_suggest_relationships', { omit_tracked: true })).toMatchObject({
      relationships: [
        { type: 'array', from: { table: { name: 'author' } }, to: { table: { name: 'article' }, columns: ['author_id'] } },
      ],
    });
  });

  describe('run_sql', () => {
    it('answers rows as text and commands with nothing', async () => {
      expect(await sql(`select 1 as a, true as b, null as c, 'x' as d; select 2 as a, false as b, null as c`)).toEqual({
        result_type: 'TuplesOk',
        result: [
          ['a', 'b', 'c'],
          ['2', 'f', 'NULL'],
        ],
      });
      expect(await sql('create table t ()')).toEqual({ result_type: 'CommandOk', result: null });
    });

    it('tells PostgreSQL’s error and does none of the statements', async () => {
      await expect(sql('create table t (); select nonsense')).rejects.toMatchObject({
        code: 'postgres-error',
        message: 'query execution failed',
        internal: { error: { message: 'column "nonsense" does not exist', status_code: '42703' }, prepared: false },
      });
      expect(await scratch.sql(`select to_regclass('t') as t`)).toEqual([{ t: null }]);
    });

    it('may not write when it is read only', async () => {
      await expect(sql('create table t ()', { read_only: true })).rejects.toMatchObject({ code: 'postgres-error' });
    });

    it('leaves no settings behind on the connection', async () => {
      await sql(`set search_path = 'nowhere'`);
      expect(await sql('show search_path')).toMatchObject({ result: [['search_path'], ['"$user", public']] });
    });

    it('shows altered tables at once', async () => {
      await load();
      await sql('alter table author add column note text');
      expect(table('author').columns.map((c) => c.name)).toContain('note');
    });

    it('renames tables and columns in the metadata, also inside expressions', async () => {
      await load();
      await sql('alter table author rename to writer; alter table writer rename column name to title');
      expect(lifecycle.snapshot().model.inconsistencies).toEqual([]);
      expect(entry('writer')?.select_permissions?.[0]?.permission.columns).toEqual(['id', 'title']);
      expect(entry('article')?.select_permissions?.[0]?.permission.filter).toEqual({
        author: { title: { _eq: 'X-Hasura-User-Id' } },
      });
    });

    it('forgets a dropped table with what is its own', async () => {
      await load();
      await call('pg_drop_relationship', { table: 'author', relationship: 'articles' });
      await sql('drop table article cascade');
      expect([...lifecycle.snapshot().model.tables.keys()]).toEqual(['"public"."author"']);
      expect(entry('article')).toBeUndefined();
    });

    it('undoes SQL that others depend on, unless it may cascade', async () => {
      await load();
      const drop = 'alter table author drop column age';
      await expect(sql(drop)).rejects.toMatchObject({
        code: 'dependency-error',
        message: 'cannot drop due to the following dependent objects: permission author.user.select in source "default"',
      });
      expect(table('author').columns.map((c) => c.name)).toContain('age');
      expect(await scratch.sql(`select count(*)::int from author where age is null`)).toEqual([{ count: 0 }]);
      await sql(drop, { cascade: true });
      expect(entry('author')?.select_permissions).toBeUndefined();
      expect(lifecycle.snapshot().model.inconsistencies).toEqual([]);
    });

    it('keeps the type of a column that a permission compares with a fixed value', async () => {
      await load();
      await expect(sql('alter table author alter column age type text')).rejects.toMatchObject({
        code: 'dependency-error',
        message: /cannot change type of column "age" in table "author" because of the following dependencies/,
      });
      await sql('alter table article alter column title type varchar');
      expect(table('article').columns.find((c) => c.name === 'title')?.column.type.name).toBe('varchar');
    });

    it('does not let a column take the name of a relationship', async () => {
      await load();
      await expect(sql('alter table author add column articles int')).rejects.toMatchObject({
        code: 'already-exists',
        message: 'cannot add column "articles" in table "author" as a relationship with the name already exists',
      });
    });

    it('does not let a tracked function be overloaded', async () => {
      await load();
      await call('pg_track_function', { function: 'search' });
      await expect(
        sql('create function search(word int) returns setof article language sql stable as $$ select * from article $$'),
      ).rejects.toMatchObject({
        code: 'not-supported',
        message: 'the following tracked function(s) cannot be overloaded: search',
      });
    });

    it('without the check it reports what has become inconsistent', async () => {
      await load();
      await sql('alter table author drop column age', { check_metadata_consistency: false });
      expect(await call('get_inconsistent_metadata')).toMatchObject({
        is_consistent: false,
        inconsistent_objects: [{ type: 'select_permission' }],
      });
    });

    it('serves what SQL of a failed bulk left behind', async () => {
      await load();
      const bulk = [
        { type: 'run_sql', args: { sql: 'alter table author add column note text' } },
        { type: 'run_sql', args: { sql: 'nonsense' } },
      ];
      await expect(call('bulk', bulk, {}, 'v2/query')).rejects.toMatchObject({ code: 'postgres-error', path: '$[1]' });
      expect(table('author').columns.map((c) => c.name)).toContain('note');
    });
  });
});
