/** The next metadata with the previous one's table entries wherever they say the same, so that identity means equality. */
import { sameJson } from '../../kit/same-json.ts';
import type { Metadata, SourceMetadata } from './metadata.ts';
import { qualify } from './qualified-name.ts';
import type { TableMetadata } from './table-metadata.ts';

export function keepTables(previous: Metadata | null, next: Metadata): Metadata {
  if (previous === next || !previous?.sources || !next.sources) return next;
  const before = new Map(previous.sources.map((source) => [source.name, source]));
  return { ...next, sources: next.sources.map((source) => keepIn(before.get(source.name), source)) };
}

function keepIn(previous: SourceMetadata | undefined, next: SourceMetadata): SourceMetadata {
  if (!previous?.tables || !next.tables) return next;
  const before = new Map(previous.tables.map((table) => [nameOf(table), table]));
  const tables = next.tables.map((table) => {
    const kept = before.get(nameOf(table));
    return kept && sameJson(kept, table) ? kept : table;
  });
  return { ...next, tables };
}

const nameOf = (table: TableMetadata): string => {
  const { schema, name } = qualify(table.table);
  return JSON.stringify([schema, name]);
};
