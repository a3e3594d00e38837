/**
 * Metadata as Hasura exports it: names of tables and functions spelled out, and nothing written down that is the default (nulls, empty
 * lists, flags that are off). What is kept stays as it was given.
 */
import type { FunctionMetadata } from './function-metadata.ts';
import type { Metadata, SourceMetadata } from './metadata.ts';
import { type QualifiedName, qualify } from './qualified-name.ts';
import type { TableMetadata } from './table-metadata.ts';

export function normalisedMetadata(metadata: Metadata): Metadata {
  const crons = metadata.cron_triggers?.filter((trigger) => trigger.include_in_metadata).map((trigger) => terse(trigger));
  return terse({
    ...metadata,
    ...(metadata.sources ? { sources: metadata.sources.map(normalisedSource) } : {}),
    ...(metadata.actions ? { actions: metadata.actions.map((a) => ({ ...terse(a), definition: terse(a.definition) })) } : {}),
    ...(crons ? { cron_triggers: crons } : {}),
  });
}

const normalisedSource = (source: SourceMetadata): SourceMetadata => ({
  ...terse(source),
  tables: (source.tables ?? []).map(normalisedTable),
  ...(source.functions?.length ? { functions: source.functions.map(normalisedFunction) } : {}),
});

function normalisedTable(table: TableMetadata): TableMetadata {
  return terse({
    ...table,
    table: named(table.table),
    is_enum: table.is_enum || null,
    configuration: table.configuration && terse(table.configuration),
    object_relationships: table.object_relationships?.map((r) => ({ ...terse(r), using: objectUsing(r.using) })),
    array_relationships: table.array_relationships?.map((r) => ({ ...terse(r), using: arrayUsing(r.using) })),
    computed_fields: table.computed_fields?.map((f) => ({
      ...terse(f),
      definition: terse({ ...f.definition, function: named(f.definition.function) }),
    })),
    insert_permissions: table.insert_permissions?.map((p) => ({
      ...terse(p),
      permission: terse({ ...p.permission, backend_only: p.permission.backend_only || null }),
    })),
    select_permissions: table.select_permissions?.map((p) => ({
      ...terse(p),
      permission: {
        ...terse({ ...p.permission, allow_aggregations: p.permission.allow_aggregations || null }),
        columns: p.permission.columns,
        ...rootFieldsOf(p.permission),
      },
    })),
    update_permissions: table.update_permissions?.map((p) => ({
      ...terse(p),
      permission: {
        ...terse({ ...p.permission, backend_only: p.permission.backend_only || null }),
        columns: p.permission.columns,
        check: p.permission.check ?? null,
      },
    })),
    delete_permissions: table.delete_permissions?.map((p) => ({
      ...terse(p),
      permission: terse({ ...p.permission, backend_only: p.permission.backend_only || null }),
    })),
    event_triggers: table.event_triggers?.map((t) => ({ ...terse(t), definition: terse(t.definition) })),
  });
}

type SelectPermission = NonNullable<TableMetadata['select_permissions']>[number]['permission'];

/** An empty list takes root fields away; it is not the default. */
const rootFieldsOf = ({ query_root_fields: query, subscription_root_fields: subscription }: SelectPermission) => ({
  ...(query ? { query_root_fields: query } : {}),
  ...(subscription ? { subscription_root_fields: subscription } : {}),
});

type ObjectUsing = NonNullable<TableMetadata['object_relationships']>[number]['using'];
type ArrayUsing = NonNullable<TableMetadata['array_relationships']>[number]['using'];
type ManualUsing = Extract<ObjectUsing, { manual_configuration: unknown }>;

const objectUsing = (using: ObjectUsing): ObjectUsing => {
  if ('manual_configuration' in using) return manual(using);
  const on = using.foreign_key_constraint_on;
  return typeof on === 'string' || Array.isArray(on)
    ? using
    : { foreign_key_constraint_on: terse({ ...on, table: named(on.table) }) };
};

const arrayUsing = (using: ArrayUsing): ArrayUsing => {
  if ('manual_configuration' in using) return manual(using);
  const on = using.foreign_key_constraint_on;
  return { foreign_key_constraint_on: terse({ ...on, table: named(on.table) }) };
};

const manual = ({ manual_configuration: of }: ManualUsing): ManualUsing => ({
  manual_configuration: {
    ...terse({ ...of, remote_table: named(of.remote_table) }),
    insertion_order: of.insertion_order ?? null,
  },
});

const normalisedFunction = (fn: FunctionMetadata): FunctionMetadata =>
  terse({
    ...fn,
    function: named(fn.function),
    configuration: fn.configuration && Object.keys(terse(fn.configuration)).length > 0 ? terse(fn.configuration) : null,
  });

const named = (name: QualifiedName): QualifiedName => {
  const { name: own, schema } = qualify(name);
  return { name: own, schema };
};

/** Without its nulls and empty lists. */
function terse<T extends object>(value: T): T {
  const kept = { ...value };
  for (const [key, item] of Object.entries(kept)) {
    if (item === null || item === undefined || (Array.isArray(item) && item.length === 0)) Reflect.deleteProperty(kept, key);
  }
  return kept;
}
