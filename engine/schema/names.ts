/** How tables are called in descriptions and types. */
import type { Table } from '../model/model.ts';

/** `"author"`, or `"schema.table"` outside `public`. */
export function quotedName(table: Table): string {
  const { schema, name } = table.catalog;
  return schema === 'public' ? `"${name}"` : `"${schema}.${name}"`;
}

/** A description from metadata; the empty one takes the default away. */
export const described = (given: string | null | undefined, otherwise: string): string | null =>
  given === null || given === undefined ? otherwise : given === '' ? null : given;
