/**
 * What keeps its identity when it is renamed: tables and functions by oid, columns by number. Compared before and after SQL that may
 * alter the schema, to tell a rename from a drop.
 */
import { z } from 'zod';
import type { Connection } from '../database/database.ts';
import { tableKey } from './catalog.ts';

export interface Identities {
  /** By oid. */
  readonly tables: ReadonlyMap<number, TableIdentity>;
  /** `tableKey` of the function by oid. */
  readonly functions: ReadonlyMap<number, string>;
}

export interface TableIdentity {
  readonly schema: string;
  readonly name: string;
  /** Name by attribute number. */
  readonly columns: ReadonlyMap<number, string>;
}

const IDENTITIES = `
with visible as (
  select oid, nspname from pg_namespace where nspname not in ('information_schema', 'hdb_catalog') and nspname !~ '^pg_'
)
select json_build_object(
  'tables', coalesce((
    select json_agg(json_build_array(c.oid::int8, n.nspname, c.relname, (
      select coalesce(json_agg(json_build_array(a.attnum, a.attname)), '[]') from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)))
    from pg_class c join visible n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f')), '[]'),
  'functions', coalesce((
    select json_agg(json_build_array(p.oid::int8, n.nspname, p.proname))
    from pg_proc p join visible n on n.oid = p.pronamespace where p.prokind = 'f'), '[]')) as identities
`;

const Answer = z.object({
  tables: z.array(z.tuple([z.number(), z.string(), z.string(), z.array(z.tuple([z.number(), z.string()]))])),
  functions: z.array(z.tuple([z.number(), z.string(), z.string()])),
});

export async function readIdentities(connection: Connection): Promise<Identities> {
  const [row] = await connection.query({ text: IDENTITIES });
  const { tables, functions } = Answer.parse(JSON.parse(row?.identities ?? 'null'));
  return {
    tables: new Map(tables.map(([oid, schema, name, columns]) => [oid, { schema, name, columns: new Map(columns) }])),
    functions: new Map(functions.map(([oid, schema, name]) => [oid, tableKey(schema, name)])),
  };
}
