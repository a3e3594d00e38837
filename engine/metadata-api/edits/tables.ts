/** Tracking tables, and how a tracked table is named. */
import type { Metadata } from '../../metadata/metadata.ts';
import { type QualifiedName, qualify, sameName } from '../../metadata/qualified-name.ts';
import type { TableConfiguration, TableMetadata } from '../../metadata/table-metadata.ts';
import { refuse, sourceOf, tableName, withSource, withTable } from './edit.ts';

export function trackTable(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  more: Pick<TableMetadata, 'configuration' | 'is_enum' | 'apollo_federation_config'> = {},
): Metadata {
  const { tables, functions } = sourceOf(metadata, source);
  if (tables?.some((t) => sameName(t.table, table))) {
    refuse('already-tracked', `view/table already tracked: "${tableName(table)}"`);
  }
  if (functions?.some((f) => sameName(f.function, table))) {
    refuse('not-supported', `function with name "${tableName(table)}" already exists`);
  }
  const entry: TableMetadata = { table: qualify(table), ...present(more) };
  return withSource(metadata, source, (s) => ({ ...s, tables: [...(s.tables ?? []), entry] }));
}

/** Only the entry itself; what others have that refers to it is for the caller to find (dependents.ts). */
export function untrackTable(metadata: Metadata, source: string, table: QualifiedName): Metadata {
  if (!sourceOf(metadata, source).tables?.some((t) => sameName(t.table, table))) {
    refuse('already-untracked', `view/table already untracked: "${tableName(table)}"`);
  }
  return withSource(metadata, source, (s) => ({ ...s, tables: (s.tables ?? []).filter((t) => !sameName(t.table, table)) }));
}

export function customizeTable(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  configuration: TableConfiguration | null | undefined,
): Metadata {
  return withTable(metadata, source, table, ({ configuration: _, ...rest }) =>
    configuration && Object.keys(configuration).length > 0 ? { ...rest, configuration } : rest,
  );
}

export function setIsEnum(metadata: Metadata, source: string, table: QualifiedName, isEnum: boolean): Metadata {
  return withTable(metadata, source, table, ({ is_enum: _, ...rest }) => (isEnum ? { ...rest, is_enum: true } : rest));
}

function present<T extends object>(value: T): Partial<T> {
  const copy: Partial<T> = { ...value };
  for (const [key, item] of Object.entries(copy)) {
    if (item === undefined || item === null || item === false) Reflect.deleteProperty(copy, key);
  }
  return copy;
}
