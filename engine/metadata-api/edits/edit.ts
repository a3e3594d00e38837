/** Pure edits of metadata: what finds and replaces a source, a table, an entry of a list. Values are never changed in place. */
import { EngineError, type ErrorCode } from '../../error.ts';
import type { Metadata, SourceMetadata } from '../../metadata/metadata.ts';
import { display, type QualifiedName, qualify, sameName } from '../../metadata/qualified-name.ts';
import type { TableMetadata } from '../../metadata/table-metadata.ts';

export const DEFAULT_SOURCE = 'default';

export const refuse = (code: ErrorCode, message: string): never => {
  throw new EngineError(code, message);
};

export function sourceOf(metadata: Metadata, name: string): SourceMetadata {
  return metadata.sources?.find((s) => s.name === name) ?? refuse('not-exists', `source with name "${name}" does not exist`);
}

export function withSource(metadata: Metadata, name: string, edit: (source: SourceMetadata) => SourceMetadata): Metadata {
  sourceOf(metadata, name);
  return { ...metadata, sources: (metadata.sources ?? []).map((s) => (s.name === name ? edit(s) : s)) };
}

export function tableOf(metadata: Metadata, source: string, name: QualifiedName): TableMetadata {
  const found = sourceOf(metadata, source).tables?.find((t) => sameName(t.table, name));
  return found ?? refuse('not-exists', `table "${display(qualify(name))}" does not exist in source: ${source}`);
}

export function withTable(
  metadata: Metadata,
  source: string,
  name: QualifiedName,
  edit: (table: TableMetadata) => TableMetadata,
): Metadata {
  tableOf(metadata, source, name);
  return withSource(metadata, source, (s) => ({
    ...s,
    tables: (s.tables ?? []).map((t) => (sameName(t.table, name) ? tidy(edit(t)) : t)),
  }));
}

/** Keys of a table entry in the order of Hasura's export; empty lists are left out. */
const TABLE_KEYS = [
  ...['table', 'is_enum', 'configuration', 'apollo_federation_config', 'object_relationships', 'array_relationships'],
  ...['computed_fields', 'remote_relationships', 'insert_permissions', 'select_permissions', 'update_permissions'],
  ...['delete_permissions', 'event_triggers'],
];

export function tidy(table: TableMetadata): TableMetadata {
  const rank = (key: string) => (TABLE_KEYS.includes(key) ? TABLE_KEYS.indexOf(key) : TABLE_KEYS.length);
  const entries = Object.entries(table)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .sort(([a], [b]) => rank(a) - rank(b));
  return { table: table.table, ...Object.fromEntries(entries) };
}

/** Names as inconsistencies and Hasura's messages write them. */
export const tableName = (name: QualifiedName): string => display(qualify(name));
export const aboutTable = (name: QualifiedName, source: string) => `table ${tableName(name)} in source ${source}`;
export const aboutPart = (type: string, part: string, table: QualifiedName, source: string) =>
  `${type} ${part} in ${aboutTable(table, source)}`;
