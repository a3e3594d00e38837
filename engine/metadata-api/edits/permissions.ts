/** Permissions of a table entry by kind and role. */
import type { Metadata } from '../../metadata/metadata.ts';
import type {
  DeletePermissionMetadata,
  InsertPermissionMetadata,
  SelectPermissionMetadata,
  UpdatePermissionMetadata,
} from '../../metadata/permission-metadata.ts';
import type { QualifiedName } from '../../metadata/qualified-name.ts';
import type { TableMetadata } from '../../metadata/table-metadata.ts';
import { refuse, tableName, tableOf, withTable } from './edit.ts';

export type NewPermission =
  | { readonly kind: 'select'; readonly entry: SelectPermissionMetadata }
  | { readonly kind: 'insert'; readonly entry: InsertPermissionMetadata }
  | { readonly kind: 'update'; readonly entry: UpdatePermissionMetadata }
  | { readonly kind: 'delete'; readonly entry: DeletePermissionMetadata };

export type PermissionKind = NewPermission['kind'];

export function addPermission(metadata: Metadata, source: string, table: QualifiedName, added: NewPermission): Metadata {
  const { role } = added.entry;
  if (has(tableOf(metadata, source, table), added.kind, role)) {
    refuse('already-exists', `${added.kind} permission already defined on table "${tableName(table)}" with role "${role}"`);
  }
  return withTable(metadata, source, table, (t) => {
    switch (added.kind) {
      case 'select':
        return { ...t, select_permissions: [...(t.select_permissions ?? []), added.entry] };
      case 'insert':
        return { ...t, insert_permissions: [...(t.insert_permissions ?? []), added.entry] };
      case 'update':
        return { ...t, update_permissions: [...(t.update_permissions ?? []), added.entry] };
      case 'delete':
        return { ...t, delete_permissions: [...(t.delete_permissions ?? []), added.entry] };
    }
  });
}

export function dropPermission(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  kind: PermissionKind,
  role: string,
): Metadata {
  mustExist(metadata, source, table, kind, role);
  return mapped(metadata, source, table, kind, (entries) => entries?.filter((e) => e.role !== role));
}

export function commentPermission(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  kind: PermissionKind,
  role: string,
  comment: string | null,
): Metadata {
  mustExist(metadata, source, table, kind, role);
  return mapped(metadata, source, table, kind, (entries) => entries?.map((e) => (e.role === role ? { ...e, comment } : e)));
}

interface Entry {
  role: string;
  comment?: string | null | undefined;
}

function mapped(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  kind: PermissionKind,
  edit: <E extends Entry>(entries: E[] | null | undefined) => E[] | null | undefined,
): Metadata {
  return withTable(metadata, source, table, (t) => ({
    ...t,
    select_permissions: kind === 'select' ? edit(t.select_permissions) : t.select_permissions,
    insert_permissions: kind === 'insert' ? edit(t.insert_permissions) : t.insert_permissions,
    update_permissions: kind === 'update' ? edit(t.update_permissions) : t.update_permissions,
    delete_permissions: kind === 'delete' ? edit(t.delete_permissions) : t.delete_permissions,
  }));
}

const has = (table: TableMetadata, kind: PermissionKind, role: string): boolean =>
  [table.select_permissions, table.insert_permissions, table.update_permissions, table.delete_permissions][
    ['select', 'insert', 'update', 'delete'].indexOf(kind)
  ]?.some((e) => e.role === role) ?? false;

function mustExist(metadata: Metadata, source: string, table: QualifiedName, kind: PermissionKind, role: string): void {
  if (has(tableOf(metadata, source, table), kind, role)) return;
  refuse('permission-denied', `'${kind}' permission on "${tableName(table)}" for role "${role}" does not exist`);
}
