/** GraphQL scalar of a PostgreSQL type (dialect §2.10). */
import type { CatalogType } from '../catalog/catalog.ts';

const SCALARS: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'Int',
  int8: 'bigint',
  float4: 'Float',
  float8: 'float8',
  bool: 'Boolean',
  text: 'String',
  varchar: 'String',
};

/** The scalar of the type, or of its elements when it is an array; composite types have a scalar of their own. */
export function scalarOf(type: CatalogType): string {
  if (type.element) return scalarOf(type.element);
  const known = Object.hasOwn(SCALARS, type.name) ? SCALARS[type.name] : undefined;
  return known ?? (type.kind === 'composite' ? `${type.name}_scalar` : type.name);
}

/** The array type with this element. */
export const arrayOf = (element: CatalogType): CatalogType => ({
  name: `_${element.name}`,
  sql: `${element.sql}[]`,
  kind: 'array',
  element,
});

const base = (name: string, sql = name): CatalogType => ({ name, sql, kind: 'base', element: null });

export const TEXT = base('text');
export const INTEGER = base('int4', 'integer');
export const BOOLEAN = base('bool', 'boolean');
export const LQUERY = base('lquery');
export const LTXTQUERY = base('ltxtquery');
export const JSONPATH = base('jsonpath');
