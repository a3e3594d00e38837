/** The committed schema is what the engine serves to an admin. After a change of tables or metadata: `npm run codegen`. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { tableKey } from '../../engine/catalog/catalog.ts';
import { introspect } from '../../engine/catalog/introspect.ts';
import { openDatabase } from '../../engine/database/pool.ts';
import { loadMetadata } from '../../engine/metadata/load.ts';
import { type EnumTable, resolveModel } from '../../engine/model/resolve.ts';
import { RoleSchema } from '../../engine/schema/role-schema.ts';
import { METADATA } from '../support/metadata.ts';
import { migratedDatabase } from '../support/migrated.ts';

test('sdk/schema.graphql is up to date', async () => {
  await using scratch = await migratedDatabase();
  await using database = openDatabase(scratch.url);
  const enumValues = new Map<string, EnumTable>();
  const columns = `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'value'`;
  for (const { name } of await scratch.sql(columns)) {
    const rows = await scratch.sql(`select value, comment from public.${name} order by value`);
    enumValues.set(tableKey('public', String(name)), {
      values: rows.map((r) => ({ value: String(r.value), description: String(r.comment) })),
    });
  }
  const environment = {
    HASURA_GRAPHQL_DATABASE_URL: 'postgres://unused',
    NORTHSTACK_ACTIONS_URL: 'http://127.0.0.1:1',
    NORTHSTACK_EVENTS_URL: 'http://127.0.0.1:1',
    NORTHSTACK_WEBHOOK_SECRET: 'secret',
  };
  const model = resolveModel(await loadMetadata(METADATA), await database.transaction({}, introspect), environment, {
    enumValues,
  });
  expect(model.inconsistencies).toEqual([]);
  const schema = new RoleSchema(model, { role: 'admin', backendOnly: true }).complete;
  await expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toMatchFileSnapshot('../../sdk/schema.graphql');
});
