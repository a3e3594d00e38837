/** The metadata fits the migrated database: every table, column, relationship, permission, action and trigger of it resolves. */
import { expect, test } from 'vitest';
import { tableKey } from '../../engine/catalog/catalog.ts';
import { introspect } from '../../engine/catalog/introspect.ts';
import { openDatabase } from '../../engine/database/pool.ts';
import { loadMetadata } from '../../engine/metadata/load.ts';
import { type EnumTable, resolveModel } from '../../engine/model/resolve.ts';
import { METADATA } from '../support/metadata.ts';
import { migratedDatabase } from '../support/migrated.ts';

const ENVIRONMENT = {
  HASURA_GRAPHQL_DATABASE_URL: 'postgres://unused',
  NORTHSTACK_ACTIONS_URL: 'http://127.0.0.1:1',
  NORTHSTACK_EVENTS_URL: 'http://127.0.0.1:1',
  NORTHSTACK_WEBHOOK_SECRET: 'secret',
};

test('nothing in it is inconsistent, and every table and view is tracked', async () => {
  await using scratch = await migratedDatabase();
  await using database = openDatabase(scratch.url);
  const metadata = await loadMetadata(METADATA);
  const catalog = await database.transaction({}, introspect);
  const enumValues = new Map<string, EnumTable>();
  const columns = `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'value'`;
  for (const { name } of await scratch.sql(columns)) {
    const rows = await scratch.sql(`select value from public.${name}`);
    enumValues.set(tableKey('public', String(name)), {
      values: rows.map((r) => ({ value: String(r.value), description: null })),
    });
  }
  const model = resolveModel(metadata, catalog, ENVIRONMENT, { enumValues });
  expect(model.inconsistencies).toEqual([]);
  const tables = await scratch.sql(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')",
  );
  expect(model.tables.size).toBe(tables.length);
});
