/** PostgreSQL types as the schema sees them: kinds that decide operators, aggregates and how a value may be written. */
import type { CatalogType } from '../catalog/catalog.ts';
import { arrayOf, TEXT } from '../model/scalar.ts';

const base = (name: string, sql = name): CatalogType => ({ name, sql, kind: 'base', element: null });

export const INT8 = base('int8', 'bigint');
export const FLOAT8 = base('float8', 'double precision');
export const JSONB = base('jsonb');
export const UUID = base('uuid');
export const TEXT_ARRAY = arrayOf(TEXT);

const STRINGS = new Set(['text', 'varchar', 'citext', 'bpchar']);
/** Types that `sum`, `avg` and `_inc` apply to. */
const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money']);
/** Base types that `max` and `min` apply to. */
const COMPARABLE = new Set([...STRINGS, ...NUMBERS, 'uuid', 'date', 'timetz', 'timestamp', 'timestamptz', 'ltree']);

export const isString = (t: CatalogType): boolean => STRINGS.has(t.name);
export const isNumber = (t: CatalogType): boolean => NUMBERS.has(t.name);
/** uuid and composite types have no `max` in PostgreSQL 15, but Hasura lists them; the database then says so. */
export const isComparable = (t: CatalogType): boolean =>
  t.kind === 'enum' || t.kind === 'array' || t.kind === 'composite' || COMPARABLE.has(t.name);
export const isJson = (t: CatalogType): boolean => t.name === 'json' || t.name === 'jsonb';
