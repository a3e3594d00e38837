/** Lists in which a name may stand only once. Two entries of one name would silently hide one another. */
import type { Metadata } from './metadata.ts';
import { display, type QualifiedName, qualify } from './qualified-name.ts';
import type { TableMetadata } from './table-metadata.ts';

export interface Duplicate {
  /** Of the list, below the metadata: `sources[0].tables`. */
  readonly path: string;
  readonly message: string;
}

/** The first list with a name in it twice, null when there is none. */
export function findDuplicate(metadata: Metadata): Duplicate | null {
  for (const check of checks(metadata)) {
    const twice = [...new Set(check.names.filter((name, i) => check.names.indexOf(name) !== i))];
    if (twice.length === 0) continue;
    const names = twice.map((name) => `"${name}"`).join(', ');
    return { path: check.path, message: `multiple declarations exist for the following ${check.what}: ${names}` };
  }
  return null;
}

interface Check {
  readonly path: string;
  readonly what: string;
  readonly names: readonly string[];
}

function* checks(metadata: Metadata): Generator<Check> {
  const named = (path: string, what: string, list: readonly { readonly name: string }[] | null | undefined): Check => ({
    path,
    what,
    names: (list ?? []).map((item) => item.name),
  });
  yield named('sources', 'sources', metadata.sources);
  for (const [i, source] of (metadata.sources ?? []).entries()) {
    const path = `sources[${i}]`;
    yield { path: `${path}.tables`, what: 'tables', names: (source.tables ?? []).map((t) => nameOf(t.table)) };
    yield { path: `${path}.functions`, what: 'functions', names: (source.functions ?? []).map((f) => nameOf(f.function)) };
    for (const [j, table] of (source.tables ?? []).entries()) yield* tableChecks(`${path}.tables[${j}]`, table);
  }
  yield named('remote_schemas', 'remote schemas', metadata.remote_schemas);
  yield named('query_collections', 'query collections', metadata.query_collections);
  yield named('actions', 'actions', metadata.actions);
  yield named('cron_triggers', 'cron triggers', metadata.cron_triggers);
  yield named('rest_endpoints', 'REST endpoints', metadata.rest_endpoints);
  yield { path: 'allowlist', what: 'allow list', names: (metadata.allowlist ?? []).map((a) => a.collection) };
  yield { path: 'inherited_roles', what: 'inherited roles', names: (metadata.inherited_roles ?? []).map((r) => r.role_name) };
}

function* tableChecks(path: string, table: TableMetadata): Generator<Check> {
  const roles = (key: string, what: string, list: readonly { readonly role: string }[] | null | undefined): Check => ({
    path: `${path}.${key}`,
    what,
    names: (list ?? []).map((item) => item.role),
  });
  const names = (key: string, what: string, list: readonly { readonly name: string }[] | null | undefined): Check => ({
    path: `${path}.${key}`,
    what,
    names: (list ?? []).map((item) => item.name),
  });
  yield names('object_relationships', 'object relationships', table.object_relationships);
  yield names('array_relationships', 'array relationships', table.array_relationships);
  yield names('computed_fields', 'computed fields', table.computed_fields);
  yield names('event_triggers', 'event triggers', table.event_triggers);
  yield roles('select_permissions', 'select permissions', table.select_permissions);
  yield roles('insert_permissions', 'insert permissions', table.insert_permissions);
  yield roles('update_permissions', 'update permissions', table.update_permissions);
  yield roles('delete_permissions', 'delete permissions', table.delete_permissions);
}

const nameOf = (name: QualifiedName) => display(qualify(name));
