/** PostgreSQL types as the schema sees them: kinds that decide operators, aggregates and how a value may be written. */
import type { CatalogType } from '../catalog/catalog.ts';

const type = (name: string, sql: string): CatalogType => ({ name, sql, kind: 'base', element: null });

export const TEXT = type('text', 'text');
export const INT4 = type('int4', 'integer');
export const INT8 = type('int8', 'bigint');
export const FLOAT8 = type('float8', 'double precision');
export const BOOL = type('bool', 'boolean');
export const JSONB = type('jsonb', 'jsonb');
export const UUID = type('uuid', 'uuid');
export const LQUERY = type('lquery', 'lquery');
export const LTXTQUERY = type('ltxtquery', 'ltxtquery');

export const arrayOf = (element: CatalogType): CatalogType => ({
  name: `_${element.name}`,
  sql: `${element.sql}[]`,
  kind: 'array',
  element,
});

export const TEXT_ARRAY = arrayOf(TEXT);

const STRINGS = new Set(['text', 'varchar', 'citext', 'bpchar']);
/** Types that `sum`, `avg` and `_inc` apply to. */
const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money']);
/** Types that `max` and `min` apply to. */
const COMPARABLE = new Set([
  ...STRINGS,
  ...NUMBERS,
  'uuid',
  'date',
  'time',
  'timetz',
  'timestamp',
  'timestamptz',
  'interval',
  'ltree',
  'name',
]);

export const isString = (t: CatalogType): boolean => STRINGS.has(t.name);
export const isNumber = (t: CatalogType): boolean => NUMBERS.has(t.name);
/** uuid has no `max` in PostgreSQL before 18, but Hasura lists it; the database then says so. */
export const isComparable = (t: CatalogType): boolean => COMPARABLE.has(t.name);
export const isJson = (t: CatalogType): boolean => t.name === 'json' || t.name === 'jsonb';

/** GraphQL's name of a PostgreSQL type (dialect §2.10). */
export function scalarNameOf(t: CatalogType): string {
  switch (t.name) {
    case 'int4':
      return 'Int';
    case 'int2':
      return 'smallint';
    case 'int8':
      return 'bigint';
    case 'float4':
      return 'Float';
    case 'bool':
      return 'Boolean';
    case 'text':
    case 'varchar':
      return 'String';
    default:
      return t.kind === 'composite' ? `${t.name}_scalar` : t.name;
  }
}
