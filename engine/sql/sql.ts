/**
 * SQL that cannot be made from a string: only by the `sql` template, `ident`, `join` and `value`. Injection is impossible by
 * type. A fragment is a tree; it is rendered once per plan, and the values it refers to are bound at each execution.
 */
import type { Value } from '../model/condition.ts';

declare const brand: unique symbol;

export interface Sql {
  readonly [brand]: true;
  readonly parts: readonly Part[];
}

export type Part = string | { readonly value: Value /** How to cast it: SQL type text. */; readonly type: string };

const make = (parts: readonly Part[]): Sql => ({ parts }) as unknown as Sql;

/** `sql\`select ${fragment}\``: only fragments can be put in. */
export function sql(text: TemplateStringsArray, ...fragments: readonly Sql[]): Sql {
  const parts: Part[] = [];
  text.forEach((piece, i) => {
    parts.push(piece);
    const fragment = fragments[i];
    if (fragment) parts.push(...fragment.parts);
  });
  return make(parts);
}

/** A quoted identifier. */
export const ident = (...names: readonly string[]): Sql => make([names.map((n) => `"${n.replaceAll('"', '""')}"`).join('.')]);

/** The relation of a `tableKey`, which is read apart and quoted anew. */
export const relation = (key: string): Sql => ident(...namesOf(key));

/** As messages write it: without the schema when that is `public`. */
export function tableName(key: string): string {
  const [schema = '', name = ''] = namesOf(key);
  return schema === 'public' ? name : `${schema}.${name}`;
}

const namesOf = (key: string): string[] =>
  [...key.matchAll(/"((?:[^"]|"")*)"/g)].map(([, name]) => (name ?? '').replaceAll('""', '"'));

/** A whole number written as it is: for limits, which PostgreSQL plans better when it sees them. */
export const integer = (n: bigint): Sql => make([n.toString()]);

/** A quoted text literal, for names and JSON keys known at planning (never for a caller's values). */
export const literal = (text: string): Sql => make([quoted(text)]);

/** Text as PostgreSQL reads it between quotes, whatever `standard_conforming_strings` says. */
export const quoted = (text: string): string =>
  text.includes('\\') ? ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${text.replaceAll("'", "''")}'`;

/** A parameter. */
export const value = (v: Value): Sql => make([{ value: v, type: v.type.sql }]);

/** A type name as PostgreSQL's catalog writes it (`CatalogType.sql`). */
export const typeName = (type: { readonly sql: string }): Sql => make([type.sql]);

export function join(
  fragments: readonly Sql[],
  separator: ', ' | ' and ' | ' or ' | ' || ' | ' union all ' | ' ' | '' = ', ',
): Sql {
  return make(fragments.flatMap((f, i) => (i === 0 ? f.parts : [separator, ...f.parts])));
}

export const empty: Sql = make([]);
