/** Every constraint that a caller's own values can violate has words that say what to do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { refusalOf } from '../../domain/errors/explain-refusal.ts';
import { readMetadata } from '../support/metadata.ts';
import { migratedDatabase } from '../support/migrated.ts';
import type { ScratchDatabase } from '../support/postgres.ts';

let database: ScratchDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
});

const permission = z
  .array(z.object({ permission: z.object({ columns: z.union([z.array(z.string()), z.literal('*')]).default([]) }) }))
  .default([]);
const tables = z.array(
  z.object({ table: z.object({ name: z.string() }), insert_permissions: permission, update_permissions: permission }),
);

test('of every table that a role may write', async () => {
  const writable = new Map(
    tables
      .parse(await readMetadata('databases/default/tables/tables.yaml'))
      .map((t) => [
        t.table.name,
        new Set(
          [...t.insert_permissions, ...t.update_permissions].flatMap((p) =>
            Array.isArray(p.permission.columns) ? p.permission.columns : [],
          ),
        ),
      ]),
  );
  const rows = z.array(z.object({ table: z.string(), name: z.string(), columns: z.array(z.string()) })).parse(
    await database.sql(`
        select k.relname as table, c.conname as name,
          array(select a.attname::text from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any (c.conkey)) as columns
        from pg_constraint c join pg_class k on k.oid = c.conrelid
        where c.connamespace = 'public'::regnamespace and c.contype in ('c', 'u', 'f')
        union all
        select k.relname, n.relname, array(select a.attname::text from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any (i.indkey))
        from pg_index i join pg_class k on k.oid = i.indrelid join pg_class n on n.oid = i.indexrelid
        where i.indisunique and k.relnamespace = 'public'::regnamespace and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`),
  );
  const reachable = rows.filter(({ table, columns }) => columns.some((column) => writable.get(table)?.has(column)));
  expect(reachable.length).toBeGreaterThan(50);
  // A new one needs a rule in domain/errors/explain-refusal.ts.
  expect(reachable.map((r) => r.name).filter((name) => refusalOf(name) === null)).toEqual([]);
});
