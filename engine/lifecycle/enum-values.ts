/** The values of enum tables: data that becomes types (dialect §2.11). A table that cannot be an enum says why. */
import { type Catalog, type CatalogTable, tableKey } from '../catalog/catalog.ts';
import type { Connection } from '../database/database.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import { reasonText } from '../model/reasons.ts';
import type { EnumTable, EnumValues } from '../model/resolve.ts';

/** Values of every table that the metadata calls an enum and that exists, by table key. */
export async function readEnumValues(connection: Connection, metadata: Metadata, catalog: Catalog): Promise<EnumValues> {
  const found = new Map<string, EnumTable>();
  for (const table of enumTables(metadata, catalog)) {
    found.set(tableKey(table.schema, table.name), await readEnumTable(connection, table));
  }
  return found;
}

function enumTables(metadata: Metadata, catalog: Catalog): CatalogTable[] {
  const tables = (metadata.sources ?? []).flatMap((source) => source.tables ?? []).filter((table) => table.is_enum);
  return tables.flatMap(({ table }) => {
    const { schema, name } = qualify(table);
    return catalog.tables.get(tableKey(schema, name)) ?? [];
  });
}

async function readEnumTable(connection: Connection, table: CatalogTable): Promise<EnumTable> {
  const { problems, value, comment } = shapeOf(table);
  if (!value || problems.length > 0) return { problem: because(table, problems) };
  const rows = await connection.query({
    text: `select ${quote(value)}::text as value, ${comment ? `${quote(comment)}::text` : 'null'} as comment
           from ${quote(table.schema)}.${quote(table.name)} order by 1`,
  });
  const values = rows.map((row) => ({ value: row.value ?? '', description: row.comment ?? null }));
  if (values.length === 0) problems.push('the table must have at least one row');
  const invalid = values.map((v) => v.value).filter((v) => !isEnumValue(v));
  if (invalid.length > 0) problems.push(`the ${invalidText(invalid)}`);
  return problems.length > 0 ? { problem: because(table, problems) } : { values };
}

const TEXTUAL = new Set(['text', 'varchar', 'citext']);

/** Which columns hold value and description, and what stands against it. */
function shapeOf(table: CatalogTable): { problems: string[]; value: string | null; comment: string | null } {
  const problems: string[] = [];
  const keys = table.primaryKey?.columns ?? [];
  if (keys.length === 0) problems.push('the table must have a primary key');
  if (keys.length > 1) {
    problems.push(`the table’s primary key must not span multiple columns (${commaSeparated([...keys].sort())})`);
  }
  const mismatch = (what: string, column: CatalogTable['columns'][number]) =>
    problems.push(`the table’s ${what} ("${column.name}") must have type "text", not type "${column.type.sql}"`);
  const only = keys.length === 1 ? table.columns.find((c) => c.name === keys[0]) : undefined;
  const key = only && TEXTUAL.has(only.type.name) ? only : undefined;
  if (only && !key) mismatch('primary key', only);
  // Without a key that holds, every column is one too many.
  const others = table.columns.filter((c) => c !== key);
  const [comment] = others;
  if (others.length > 1) {
    const names = commaSeparated(others.map((c) => c.name).sort());
    problems.push(
      `the table must have exactly one primary key and optionally one comment column, not ${others.length} columns (${names})`,
    );
  } else if (comment && !TEXTUAL.has(comment.type.name)) mismatch('comment column', comment);
  return { problems, value: key?.name ?? null, comment: comment?.name ?? null };
}

const isEnumValue = (value: string): boolean =>
  /^[_A-Za-z][_0-9A-Za-z]*$/.test(value) && !value.startsWith('__') && !['true', 'false', 'null'].includes(value);

function invalidText(values: readonly string[]): string {
  const sorted = [...values].sort();
  const [first, second] = sorted;
  if (sorted.length === 1) return `value "${first}" is not a valid GraphQL enum value name`;
  const list =
    sorted.length === 2
      ? `"${first}" and "${second}"`
      : `${commaSeparated(sorted.slice(0, -1).map((v) => `"${v}"`))}, and "${sorted.at(-1)}"`;
  return `values ${list} are not valid GraphQL enum value names`;
}

const because = (table: CatalogTable, problems: readonly string[]): string =>
  `the table "${display(table)}" cannot be used as an enum ${reasonText(problems)}`;

const commaSeparated = (items: readonly string[]) => items.join(', ');

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
