/** A call of an aggregate function; `min` and `max` also for types that have an order but no such function, as `uuid`. */
import type { CatalogType } from '../catalog/catalog.ts';
import { ident, type Sql, sql } from './sql.ts';

export function aggregateFunction(name: string, argument: Sql, type: CatalogType): Sql {
  if ((name !== 'min' && name !== 'max') || hasExtremes(type)) return sql`${ident(name)}(${argument})`;
  const direction = name === 'min' ? sql`asc` : sql`desc`;
  return sql`(array_agg(${argument} order by ${argument} ${direction}) filter (where ${argument} is not null))[1]`;
}

const hasExtremes = (type: CatalogType): boolean => type.kind === 'enum' || type.kind === 'array' || EXTREMES.has(type.name);

/** PostgreSQL 15's `max()` by argument type. */
const EXTREMES: ReadonlySet<string> = new Set([
  ...['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money', 'oid', 'tid', 'pg_lsn', 'xid8'],
  ...['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval'],
  ...['text', 'varchar', 'bpchar', 'name', 'citext', 'inet', 'cidr'],
]);
