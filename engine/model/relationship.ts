/** Relationships to columns: by a foreign key of this table, by one of the other table, or by a mapping given by hand. */
import { type CatalogForeignKey, type CatalogTable, tableKey } from '../catalog/catalog.ts';
import { display, type QualifiedName, qualify } from '../metadata/qualified-name.ts';
import {
  type ArrayRelationshipMetadata,
  type ObjectRelationshipMetadata,
  type RemoteRelationshipMetadata,
  ToSourceMetadata,
} from '../metadata/table-metadata.ts';
import type { ColumnPair } from './condition.ts';
import type { Column, Relationship } from './model.ts';
import type { Shell, Surroundings } from './table-fields.ts';
import { Unresolvable } from './unresolvable.ts';

export function resolveObjectRelationship(
  { name, comment, using }: ObjectRelationshipMetadata,
  shell: Shell,
  around: Surroundings,
): Relationship {
  const common = { name, kind: 'object', comment: comment ?? null } as const;
  if ('manual_configuration' in using) {
    const manual = byHand(using.manual_configuration, shell, around);
    const insertionOrder = using.manual_configuration.insertion_order ?? 'before_parent';
    return { ...common, ...manual, isNullable: true, insertionOrder };
  }
  const on = using.foreign_key_constraint_on;
  if (typeof on === 'object' && !Array.isArray(on)) {
    return { ...common, ...byRemoteKey(on, shell, around), isNullable: true, insertionOrder: 'after_parent' };
  }
  const columns = typeof on === 'string' ? [on] : on;
  const key = foreignKeyOn(shell.catalog, columns);
  const target = tableKey(key.schema, key.table);
  tracked(target, { schema: key.schema, name: key.table }, around);
  const isNullable = key.columns.some((c) => shell.catalog.columns.find((column) => column.name === c.local)?.isNullable ?? true);
  return { ...common, target, mapping: key.columns, isNullable, insertionOrder: 'before_parent' };
}

export function resolveArrayRelationship(
  { name, comment, using }: ArrayRelationshipMetadata,
  shell: Shell,
  around: Surroundings,
): Relationship {
  const found =
    'manual_configuration' in using
      ? byHand(using.manual_configuration, shell, around)
      : byRemoteKey(using.foreign_key_constraint_on, shell, around);
  return { name, kind: 'array', comment: comment ?? null, ...found, isNullable: true, insertionOrder: 'after_parent' };
}

/** `columns`: those of the table, by whose field names the mapping goes. */
export function resolveRemoteRelationship(
  { name, definition }: RemoteRelationshipMetadata,
  columns: readonly Column[],
  shell: Shell,
  around: Surroundings,
): Relationship {
  const parsed = ToSourceMetadata.safeParse(definition);
  if (!parsed.success) throw new Unresolvable('relationships to remote schemas are not supported by this engine');
  const { relationship_type: kind, source, table, field_mapping } = parsed.data.to_source;
  if (source !== shell.source) throw new Unresolvable('relationships to other sources are not supported by this engine');
  const column_mapping = Object.fromEntries(
    Object.entries(field_mapping).map(([field, remote]) => [columns.find((c) => c.name === field)?.column.name ?? field, remote]),
  );
  const join = byHand({ remote_table: table, column_mapping }, shell, around);
  return { name, kind, comment: null, ...join, isNullable: true, insertionOrder: 'after_parent', isRemote: true };
}

interface Join {
  readonly target: string;
  readonly mapping: readonly ColumnPair[];
}

function byHand(
  manual: { readonly remote_table: QualifiedName; readonly column_mapping: Readonly<Record<string, string>> },
  shell: Shell,
  around: Surroundings,
): Join {
  const { schema, name } = qualify(manual.remote_table);
  const target = tracked(tableKey(schema, name), manual.remote_table, around);
  const mapping = Object.entries(manual.column_mapping).map(([local, remote]) => {
    mustHave(shell, local);
    mustHave(target, remote);
    return { local, remote };
  });
  return { target: target.key, mapping };
}

function byRemoteKey(
  on: { readonly table: QualifiedName; readonly column?: string | null; readonly columns?: readonly string[] | null },
  shell: Shell,
  around: Surroundings,
): Join {
  const { schema, name } = qualify(on.table);
  const target = tracked(tableKey(schema, name), on.table, around);
  const columns = on.columns ?? (on.column ? [on.column] : []);
  const keys = target.catalog.foreignKeys.filter((key) => tableKey(key.schema, key.table) === shell.key);
  const key = only(keys, target.catalog, columns);
  return { target: target.key, mapping: key.columns.map(({ local, remote }) => ({ local: remote, remote: local })) };
}

const foreignKeyOn = (table: CatalogTable, columns: readonly string[]) => only(table.foreignKeys, table, columns);

/** The one foreign key whose columns are exactly these, in any order. */
function only(keys: readonly CatalogForeignKey[], table: CatalogTable, columns: readonly string[]): CatalogForeignKey {
  for (const column of columns) {
    if (!table.columns.some((c) => c.name === column)) {
      throw new Unresolvable(`column "${column}" does not exist in table "${display(table)}"`, 'not-exists');
    }
  }
  const wanted = new Set(columns);
  const matching = keys.filter((key) => key.columns.length === wanted.size && key.columns.every((c) => wanted.has(c.local)));
  const [key] = matching;
  if (!key) throw new Unresolvable('no foreign constraint exists on the given column(s)', 'constraint-error');
  if (matching.length > 1) {
    throw new Unresolvable('more than one foreign key constraint exists on the given column(s)', 'constraint-error');
  }
  return key;
}

function tracked(key: string, name: QualifiedName, around: Surroundings): Shell {
  const shell = around.shells.get(key);
  if (!shell) throw new Unresolvable(`table "${display(qualify(name))}" is not tracked`, 'not-exists');
  return shell;
}

function mustHave(shell: Shell, column: string): void {
  if (shell.catalog.columns.some((c) => c.name === column)) return;
  throw new Unresolvable(`column "${column}" does not exist in table "${display(shell.name)}"`, 'not-exists');
}
