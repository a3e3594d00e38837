/** Relationships and computed fields of a table entry. */
import type { Metadata } from '../../metadata/metadata.ts';
import { type QualifiedName, qualify } from '../../metadata/qualified-name.ts';
import type {
  ArrayRelationshipMetadata,
  ComputedFieldMetadata,
  ObjectRelationshipMetadata,
  TableMetadata,
} from '../../metadata/table-metadata.ts';
import { refuse, tableName, tableOf, withTable } from './edit.ts';

export type NewRelationship =
  | { readonly kind: 'object'; readonly relationship: ObjectRelationshipMetadata }
  | { readonly kind: 'array'; readonly relationship: ArrayRelationshipMetadata };

export function addRelationship(metadata: Metadata, source: string, table: QualifiedName, added: NewRelationship): Metadata {
  const { name } = added.relationship;
  if (relationshipKind(tableOf(metadata, source, table), name) !== null) {
    refuse('already-exists', `field with name "${name}" already exists in table "${tableName(table)}"`);
  }
  return withTable(metadata, source, table, (t) =>
    added.kind === 'object'
      ? { ...t, object_relationships: [...(t.object_relationships ?? []), added.relationship] }
      : { ...t, array_relationships: [...(t.array_relationships ?? []), added.relationship] },
  );
}

export function dropRelationship(metadata: Metadata, source: string, table: QualifiedName, name: string): Metadata {
  mustExist(metadata, source, table, name);
  return withTable(metadata, source, table, (t) => ({
    ...t,
    object_relationships: t.object_relationships?.filter((r) => r.name !== name),
    array_relationships: t.array_relationships?.filter((r) => r.name !== name),
  }));
}

export function commentRelationship(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  name: string,
  comment: string | null,
): Metadata {
  mustExist(metadata, source, table, name);
  const commented = <R extends { readonly name: string; comment?: string | null | undefined }>(r: R): R =>
    r.name === name ? { ...r, comment } : r;
  return withTable(metadata, source, table, (t) => ({
    ...t,
    object_relationships: t.object_relationships?.map(commented),
    array_relationships: t.array_relationships?.map(commented),
  }));
}

/** `object`, `array`, or null when the table has no relationship of that name. */
export function relationshipKind(table: TableMetadata, name: string): 'object' | 'array' | null {
  if (table.object_relationships?.some((r) => r.name === name)) return 'object';
  return table.array_relationships?.some((r) => r.name === name) ? 'array' : null;
}

function mustExist(metadata: Metadata, source: string, table: QualifiedName, name: string): void {
  if (relationshipKind(tableOf(metadata, source, table), name) === null) {
    refuse('not-exists', `relationship "${name}" does not exist`);
  }
}

export function addComputedField(
  metadata: Metadata,
  source: string,
  table: QualifiedName,
  field: ComputedFieldMetadata,
): Metadata {
  if (tableOf(metadata, source, table).computed_fields?.some((f) => f.name === field.name)) {
    refuse('already-exists', `computed field "${field.name}" already exists in table "${tableName(table)}"`);
  }
  const { function: fn, ...rest } = field.definition;
  const entry = { ...field, definition: { function: qualify(fn), ...rest } };
  return withTable(metadata, source, table, (t) => ({ ...t, computed_fields: [...(t.computed_fields ?? []), entry] }));
}

export function dropComputedField(metadata: Metadata, source: string, table: QualifiedName, name: string): Metadata {
  if (!tableOf(metadata, source, table).computed_fields?.some((f) => f.name === name)) {
    refuse('not-exists', `computed field "${name}" does not exist`);
  }
  return withTable(metadata, source, table, (t) => ({
    ...t,
    computed_fields: t.computed_fields?.filter((f) => f.name !== name),
  }));
}
