/** A tracked table as metadata writes it: names, relationships, computed fields, permissions, event triggers. */
import { z } from 'zod';
import {
  DeletePermissionMetadata,
  InsertPermissionMetadata,
  SelectPermissionMetadata,
  UpdatePermissionMetadata,
} from './permission-metadata.ts';
import { QualifiedName } from './qualified-name.ts';
import { EventTriggerMetadata } from './trigger-metadata.ts';

const RootField = z.union([z.string(), z.object({ name: z.string().nullish(), comment: z.string().nullish() })]).nullish();

export const TableConfiguration = z.object({
  custom_name: z.string().nullish(),
  custom_root_fields: z
    .object({
      select: RootField,
      select_by_pk: RootField,
      select_aggregate: RootField,
      select_stream: RootField,
      insert: RootField,
      insert_one: RootField,
      update: RootField,
      update_by_pk: RootField,
      update_many: RootField,
      delete: RootField,
      delete_by_pk: RootField,
    })
    .nullish(),
  column_config: z
    .record(z.string(), z.object({ custom_name: z.string().nullish(), comment: z.string().nullish() }).nullish())
    .nullish(),
  custom_column_names: z.record(z.string(), z.string()).nullish(),
  comment: z.string().nullish(),
});
export type TableConfiguration = z.infer<typeof TableConfiguration>;

const ForeignKeyColumns = z.union([z.string(), z.array(z.string())]);
const RemoteForeignKey = z.object({
  table: QualifiedName,
  column: z.string().nullish(),
  columns: z.array(z.string()).nullish(),
});
const Manual = z.object({
  manual_configuration: z.object({
    remote_table: QualifiedName,
    column_mapping: z.record(z.string(), z.string()),
    insertion_order: z.enum(['before_parent', 'after_parent']).nullish(),
    source: z.string().nullish(),
  }),
});

export const ObjectRelationshipMetadata = z.object({
  name: z.string().min(1),
  comment: z.string().nullish(),
  using: z.union([Manual, z.object({ foreign_key_constraint_on: z.union([ForeignKeyColumns, RemoteForeignKey]) })]),
});
export type ObjectRelationshipMetadata = z.infer<typeof ObjectRelationshipMetadata>;

export const ArrayRelationshipMetadata = z.object({
  name: z.string().min(1),
  comment: z.string().nullish(),
  using: z.union([Manual, z.object({ foreign_key_constraint_on: RemoteForeignKey })]),
});
export type ArrayRelationshipMetadata = z.infer<typeof ArrayRelationshipMetadata>;

export const ComputedFieldMetadata = z.object({
  name: z.string().min(1),
  definition: z.object({
    function: QualifiedName,
    table_argument: z.string().nullish(),
    session_argument: z.string().nullish(),
  }),
  comment: z.string().nullish(),
});
export type ComputedFieldMetadata = z.infer<typeof ComputedFieldMetadata>;

/** To a table of the same source; what leads elsewhere is only recognised, and reported as inconsistent. */
export const RemoteRelationshipMetadata = z.looseObject({ name: z.string().min(1), definition: z.unknown().optional() });
export type RemoteRelationshipMetadata = z.infer<typeof RemoteRelationshipMetadata>;

export const ToSourceMetadata = z.object({
  to_source: z.object({
    relationship_type: z.enum(['object', 'array']),
    source: z.string(),
    table: QualifiedName,
    field_mapping: z.record(z.string(), z.string()),
  }),
});

export const TableMetadata = z.object({
  table: QualifiedName,
  is_enum: z.boolean().nullish(),
  configuration: TableConfiguration.nullish(),
  apollo_federation_config: z.record(z.string(), z.unknown()).nullish(),
  object_relationships: z.array(ObjectRelationshipMetadata).nullish(),
  array_relationships: z.array(ArrayRelationshipMetadata).nullish(),
  computed_fields: z.array(ComputedFieldMetadata).nullish(),
  remote_relationships: z.array(RemoteRelationshipMetadata).nullish(),
  insert_permissions: z.array(InsertPermissionMetadata).nullish(),
  select_permissions: z.array(SelectPermissionMetadata).nullish(),
  update_permissions: z.array(UpdatePermissionMetadata).nullish(),
  delete_permissions: z.array(DeletePermissionMetadata).nullish(),
  event_triggers: z.array(EventTriggerMetadata).nullish(),
});
export type TableMetadata = z.infer<typeof TableMetadata>;
