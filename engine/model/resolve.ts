/**
 * Resolves metadata against the catalog: every name is looked up once, here. What does not fit becomes an inconsistency and is
 * left out; the rest is served. Pure. Given the previous model, tables that come out the same keep their identity, and the
 * permissions of tables whose surroundings did not change are not resolved again.
 */
import type { Catalog } from '../catalog/catalog.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Action, CustomTypes } from './actions.ts';
import { resolveLimits } from './api-limits.ts';
import type { Environment } from './environment.ts';
import type { Inconsistency, Model, RestEndpoint, Table, TrackedFunction } from './model.ts';
import { type NamingOptions, namingOf, PLAIN_NAMING } from './naming.ts';
import { type KnownNames, knownScalars, resolveAction, resolveCustomTypes } from './resolve-actions.ts';
import { resolveSource } from './resolve-source.ts';
import { resolveCronTrigger } from './resolve-triggers.ts';
import { conflicts, resolveEndpoint } from './rest-endpoints.ts';
import { orderRoles, withInheriting } from './roles.ts';
import type { TableMemory } from './table-permissions.ts';
import { takenNames } from './taken-names.ts';
import type { CronTrigger, EventTrigger } from './triggers.ts';
import { Inconsistencies } from './unresolvable.ts';

export type EnumValues = ReadonlyMap<string, EnumTable>;

/** What an enum table holds, or why it is none. Read from the database by whoever calls, because it is data. */
export type EnumTable =
  | { readonly values: NonNullable<Table['enumValues']>; readonly problem?: undefined }
  | { readonly problem: string };

export interface ResolveOptions {
  /** By `tableKey`; a table with `is_enum` that is missing here has no values. */
  readonly enumValues?: EnumValues;
  readonly previous?: Model | null;
  readonly naming?: NamingOptions;
  /** What was taken out before, because it had not the right shape: told with the rest. */
  readonly unreadable?: readonly Inconsistency[];
}

export function resolveModel(metadata: Metadata, catalog: Catalog, env: Environment, options: ResolveOptions = {}): Model {
  const problems = new Inconsistencies();
  problems.push(...(options.unreadable ?? []));
  const inheritedRoles = orderRoles(metadata, problems);
  const scalars = knownScalars(catalog);
  const known = (options.previous && MEMORIES.get(options.previous)) ?? NO_MEMORIES;
  const memories = new Map<string, TableMemory>();
  const tables = new Map<string, Table>();
  const functions: TrackedFunction[] = [];
  const eventTriggers = new Map<string, EventTrigger>();
  const namingOptions = options.naming ?? PLAIN_NAMING;
  for (const source of metadata.sources ?? []) {
    const naming = namingOf(source.customization, namingOptions);
    const input = { catalog, env, inheritedRoles, problems, naming, enumValues: options.enumValues ?? NO_ENUMS, memories: known };
    const resolved = resolveSource(source, input);
    for (const [key, memory] of resolved.tables) {
      tables.set(key, memory.table);
      memories.set(key, memory);
    }
    functions.push(...resolved.functions);
    for (const trigger of resolved.eventTriggers) eventTriggers.set(trigger.name, trigger);
  }
  const customTypes = resolveTypes(metadata, tables, scalars, problems);
  const names = { scalars, taken: takenNames(tables.values(), functions) };
  const actions = resolveActions(metadata, customTypes, names, inheritedRoles, env, problems);
  const cronTriggers = resolveCronTriggers(metadata, env, problems);
  const queryCollections = new Map(
    (metadata.query_collections ?? []).map((c) => [c.name, new Map(c.definition.queries.map((q) => [q.name, q.query]))]),
  );
  const restEndpoints = resolveEndpoints(metadata, queryCollections, problems);
  for (const schema of metadata.remote_schemas ?? []) {
    problems.add(
      { type: 'remote_schema', name: `remote_schema ${schema.name}`, definition: schema },
      'remote schemas are not supported by this engine',
    );
  }
  const model: Model = {
    tables,
    functions,
    naming: namingOf(metadata.sources?.[0]?.customization, namingOptions),
    actions,
    customTypes,
    eventTriggers,
    cronTriggers,
    namedTriggers: {
      event: new Set(
        (metadata.sources ?? []).flatMap((s) => s.tables ?? []).flatMap((t) => (t.event_triggers ?? []).map((e) => e.name)),
      ),
      cron: new Set((metadata.cron_triggers ?? []).map((t) => t.name)),
    },
    roles: rolesOf(tables, functions, actions, inheritedRoles),
    inheritedRoles,
    introspectionDisabledFor: new Set(metadata.graphql_schema_introspection?.disabled_for_roles ?? []),
    restEndpoints,
    queryCollections,
    allowlist: (metadata.allowlist ?? []).map(({ collection, scope }) => ({
      collection,
      roles: scope && !scope.global ? scope.roles : 'all',
    })),
    limits: resolveLimits(metadata.api_limits),
    tlsAllowlist: (metadata.network?.tls_allowlist ?? [])
      .filter(({ permissions }) => !permissions || permissions.includes('self-signed'))
      .map(({ host, suffix }) => ({ host: host.toLowerCase(), port: suffix || null })),
    inconsistencies: problems.list,
  };
  MEMORIES.set(model, memories);
  return model;
}

/** Kept beside the model, not in it: only the next resolution may look. */
const MEMORIES = new WeakMap<Model, ReadonlyMap<string, TableMemory>>();
const NO_MEMORIES: ReadonlyMap<string, TableMemory> = new Map();
const NO_ENUMS: EnumValues = new Map();

const NO_TYPES: CustomTypes = { enums: new Map(), inputObjects: new Map(), objects: new Map(), scalars: new Map() };

function resolveTypes(
  metadata: Metadata,
  tables: ReadonlyMap<string, Table>,
  scalars: ReadonlySet<string>,
  problems: Inconsistencies,
): CustomTypes {
  const what = { type: 'custom_types', name: 'custom_types', definition: metadata.custom_types };
  return problems.attempt(what, '', () => resolveCustomTypes(metadata.custom_types, tables, scalars)) ?? NO_TYPES;
}

function resolveActions(
  metadata: Metadata,
  types: CustomTypes,
  names: KnownNames,
  inheritedRoles: ReadonlyMap<string, readonly string[]>,
  env: Environment,
  problems: Inconsistencies,
): ReadonlyMap<string, Action> {
  const actions = new Map<string, Action>();
  for (const item of metadata.actions ?? []) {
    const what = { type: 'action', name: `action ${item.name}`, definition: item };
    const action = problems.attempt(what, `in action "${item.name}"; `, () => resolveAction(item, types, names, env));
    if (action) actions.set(action.name, { ...action, roles: withInheriting(action.roles, inheritedRoles) });
  }
  return actions;
}

function resolveCronTriggers(metadata: Metadata, env: Environment, problems: Inconsistencies): ReadonlyMap<string, CronTrigger> {
  const triggers = new Map<string, CronTrigger>();
  for (const item of metadata.cron_triggers ?? []) {
    const what = { type: 'cron_trigger', name: `cron_trigger ${item.name}`, definition: item };
    const trigger = problems.attempt(what, '', () => resolveCronTrigger(item, env));
    if (trigger) triggers.set(trigger.name, trigger);
  }
  return triggers;
}

function resolveEndpoints(
  metadata: Metadata,
  collections: ReadonlyMap<string, ReadonlyMap<string, string>>,
  problems: Inconsistencies,
): RestEndpoint[] {
  const endpoints: RestEndpoint[] = [];
  for (const item of metadata.rest_endpoints ?? []) {
    const what = { type: 'rest_endpoint', name: `rest_endpoint ${item.name}`, definition: item };
    const endpoint = problems.attempt(what, '', () => resolveEndpoint(item, collections));
    if (endpoint) endpoints.push(endpoint);
  }
  for (const group of conflicts(endpoints)) {
    for (const endpoint of group) {
      const definition = metadata.rest_endpoints?.find((e) => e.name === endpoint.name);
      problems.add(
        { type: 'rest_endpoint', name: `rest_endpoint ${endpoint.name}`, definition },
        group.map((e) => e.url).join(', '),
        'Ambiguous URL paths',
      );
    }
  }
  // They stay: a request that both answer is told so (500), the requests of only one are answered.
  return endpoints;
}

function rolesOf(
  tables: ReadonlyMap<string, Table>,
  functions: readonly TrackedFunction[],
  actions: ReadonlyMap<string, Action>,
  inheritedRoles: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const roles = new Set<string>();
  for (const table of tables.values()) for (const role of table.permissions.keys()) roles.add(role);
  for (const fn of functions) for (const role of fn.roles) roles.add(role);
  for (const action of actions.values()) for (const role of action.roles) roles.add(role);
  for (const [role, members] of inheritedRoles) for (const name of [role, ...members]) roles.add(name);
  roles.delete('admin');
  return roles;
}
