/** The metadata without its inconsistent objects. */
import { sameJson } from '../../kit/same-json.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { TableMetadata } from '../metadata/table-metadata.ts';
import type { Inconsistency } from '../model/model.ts';
import { tidy } from './edits/edit.ts';

export function dropInconsistent(metadata: Metadata, inconsistencies: readonly Inconsistency[]): Metadata {
  const bad = new Set(inconsistencies.map((i) => i.name));
  const keep =
    (type: string, suffix = '') =>
    (item: { readonly name: string }) =>
      !bad.has(`${type} ${item.name}${suffix}`);
  const conflicting = new Set(
    inconsistencies.filter((i) => i.type === 'inherited role permission inconsistency').map((i) => i.name),
  );
  return defined({
    ...metadata,
    sources: metadata.sources?.filter(keep('source')).map((source) => ({
      ...source,
      tables: source.tables
        ?.filter(({ table }) => !bad.has(`table ${display(qualify(table))} in source ${source.name}`))
        .map((table) => dropFromTable(table, source.name, bad)),
      functions: source.functions?.filter((f) => !bad.has(`function ${display(qualify(f.function))} in source ${source.name}`)),
    })),
    remote_schemas: metadata.remote_schemas?.filter(keep('remote_schema')),
    actions: metadata.actions?.filter(keep('action')),
    cron_triggers: metadata.cron_triggers?.filter(keep('cron_trigger')),
    rest_endpoints: metadata.rest_endpoints?.filter(keep('rest_endpoint')),
    custom_types: bad.has('custom_types') ? undefined : metadata.custom_types,
    inherited_roles: metadata.inherited_roles?.filter(
      (r) => !bad.has(`inherited_role ${r.role_name}`) && !conflicting.has(r.role_name),
    ),
  });
}

function dropFromTable(table: TableMetadata, source: string, bad: ReadonlySet<string>): TableMetadata {
  const suffix = ` in table ${display(qualify(table.table))} in source ${source}`;
  const named = (type: string) => (item: { readonly name: string }) => !bad.has(`${type} ${item.name}${suffix}`);
  const forRole = (type: string) => (item: { readonly role: string }) => !bad.has(`${type} ${item.role}${suffix}`);
  const kept = tidy({
    ...table,
    object_relationships: table.object_relationships?.filter(named('object_relation')),
    array_relationships: table.array_relationships?.filter(named('array_relation')),
    computed_fields: table.computed_fields?.filter(named('computed_field')),
    remote_relationships: table.remote_relationships?.filter(named('remote_relationship')),
    select_permissions: table.select_permissions?.filter(forRole('select_permission')),
    insert_permissions: table.insert_permissions?.filter(forRole('insert_permission')),
    update_permissions: table.update_permissions?.filter(forRole('update_permission')),
    delete_permissions: table.delete_permissions?.filter(forRole('delete_permission')),
    event_triggers: table.event_triggers?.filter(named('event_trigger')),
  });
  return sameJson(kept, table) ? table : kept;
}

/** Without the keys that are undefined: they were absent before. */
function defined<T extends object>(value: T): T {
  for (const [key, item] of Object.entries(value)) if (item === undefined) Reflect.deleteProperty(value, key);
  return value;
}
