/** Small models for tests of the engine's pure stages, written as tables of columns with their relationships and permissions. */
import type { CatalogColumn, CatalogFunction, CatalogTable, CatalogType } from '../../engine/catalog/catalog.ts';
import { tableKey } from '../../engine/catalog/catalog.ts';
import type { Snapshot } from '../../engine/engine.ts';
import type { Action, CustomTypes } from '../../engine/model/actions.ts';
import { TRUE } from '../../engine/model/condition.ts';
import type {
  ComputedField,
  InsertPermission,
  Model,
  Relationship,
  SelectPermission,
  Table,
  TablePermissions,
  TrackedFunction,
  UpdatePermission,
} from '../../engine/model/model.ts';
import { namingOf, PLAIN_NAMING } from '../../engine/model/naming.ts';
import { scalarOf } from '../../engine/model/scalar.ts';
import type { Session } from '../../engine/session.ts';

const SQL_NAMES: Readonly<Record<string, string>> = {
  int4: 'integer',
  int2: 'smallint',
  int8: 'bigint',
  float8: 'double precision',
  float4: 'real',
  bool: 'boolean',
};

/** `int4`, `text`, `_text`, … */
export function pgType(name: string): CatalogType {
  if (name.startsWith('_')) {
    const element = pgType(name.slice(1));
    return { name, sql: `${element.sql}[]`, kind: 'array', element };
  }
  return { name, sql: SQL_NAMES[name] ?? name, kind: 'base', element: null };
}

export interface TableSpec {
  readonly name: string;
  readonly schema?: string;
  /** `'int4'`, or `'int4 null'`, `'int4 generated'`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key?: readonly string[];
  readonly unique?: Readonly<Record<string, readonly string[]>>;
  /** Column → enum table. */
  readonly enums?: Readonly<Record<string, string>>;
  readonly enumValues?: readonly string[];
  readonly objects?: Readonly<
    Record<string, { readonly to: string; readonly by: Readonly<Record<string, string>>; readonly nullable?: boolean }>
  >;
  readonly arrays?: Readonly<Record<string, { readonly to: string; readonly by: Readonly<Record<string, string>> }>>;
  readonly computed?: readonly ComputedField[];
  readonly roles?: Readonly<Record<string, PermissionSpec>>;
}

export interface PermissionSpec {
  /** Columns, or the permission itself. */
  readonly select?: Partial<Omit<SelectPermission, 'columns'>> & {
    readonly columns: readonly string[];
    readonly masked?: SelectPermission['columns'];
  };
  readonly insert?: Partial<Omit<InsertPermission, 'columns'>> & { readonly columns: readonly string[] };
  readonly update?: Partial<Omit<UpdatePermission, 'columns'>> & { readonly columns: readonly string[] };
  readonly delete?: Partial<NonNullable<TablePermissions['delete']>>;
}

export interface ModelSpec {
  readonly tables: readonly TableSpec[];
  readonly functions?: readonly TrackedFunction[];
  readonly actions?: readonly Action[];
  readonly customTypes?: Partial<CustomTypes>;
  readonly roles?: readonly string[];
  readonly introspectionDisabledFor?: readonly string[];
}

export function snapshotOf(spec: ModelSpec): Snapshot {
  const model = modelOf(spec);
  const tables = new Map([...model.tables].map(([key, table]) => [key, table.catalog]));
  const catalog = { tables, functions: new Map(), serverVersion: 150000, isYugabyte: false };
  return { catalog, model, resourceVersion: 1, generation: 1 };
}

export const sessionOf = (role: string, variables: Record<string, string> = {}, backendOnly = role === 'admin'): Session => ({
  role,
  variables: { 'x-hasura-role': role, ...variables },
  backendOnly,
  expiresAt: null,
});

function modelOf(spec: ModelSpec): Model {
  const keys = new Map(spec.tables.map((t) => [t.name, tableKey(t.schema ?? 'public', t.name)]));
  const tables = new Map(spec.tables.map((t) => [tableKey(t.schema ?? 'public', t.name), tableOf(t, keys)]));
  const none = { global: null, perRole: new Map<string, number>() };
  return {
    tables,
    functions: spec.functions ?? [],
    naming: namingOf(null, PLAIN_NAMING),
    actions: new Map((spec.actions ?? []).map((a) => [a.name, a])),
    customTypes: { enums: new Map(), inputObjects: new Map(), objects: new Map(), scalars: new Map(), ...spec.customTypes },
    eventTriggers: new Map(),
    cronTriggers: new Map(),
    namedTriggers: { event: new Set(), cron: new Set() },
    roles: new Set([...(spec.roles ?? []), ...spec.tables.flatMap((t) => Object.keys(t.roles ?? {}))]),
    inheritedRoles: new Map(),
    introspectionDisabledFor: new Set(spec.introspectionDisabledFor ?? []),
    restEndpoints: [],
    queryCollections: new Map(),
    allowlist: [],
    limits: {
      disabled: true,
      depth: none,
      nodes: none,
      timeSeconds: none,
      batch: none,
      rate: { global: null, perRole: new Map() },
    },
    tlsAllowlist: [],
    inconsistencies: [],
  };
}

function tableOf(spec: TableSpec, keys: ReadonlyMap<string, string>): Table {
  const schema = spec.schema ?? 'public';
  const columns = Object.entries(spec.columns).map(([name, text]): CatalogColumn => {
    const [type = 'text', ...flags] = text.split(' ');
    return {
      name,
      type: pgType(type),
      isNullable: flags.includes('null'),
      hasDefault: false,
      isGenerated: flags.includes('generated') ? 'always' : 'no',
      comment: null,
    };
  });
  const key = spec.key ? { name: `${spec.name}_pkey`, columns: spec.key, isConstraint: true } : null;
  const unique = Object.entries(spec.unique ?? {}).map(([name, of]) => ({ name, columns: of, isConstraint: true }));
  const catalog: CatalogTable = {
    schema,
    name: spec.name,
    kind: 'table',
    comment: null,
    columns,
    primaryKey: key,
    uniqueIndexes: key ? [key, ...unique] : unique,
    foreignKeys: [],
    isInsertable: true,
    isUpdatable: true,
    isDeletable: true,
    fingerprint: spec.name,
  };
  const base = schema === 'public' ? spec.name : `${schema}_${spec.name}`;
  const pairs = (by: Readonly<Record<string, string>>) => Object.entries(by).map(([local, remote]) => ({ local, remote }));
  const relationships: Relationship[] = [
    ...Object.entries(spec.objects ?? {}).map(([name, { to, by, nullable }]) => ({
      name,
      kind: 'object' as const,
      target: keys.get(to) ?? to,
      mapping: pairs(by),
      isNullable: nullable ?? false,
      insertionOrder: 'before_parent' as const,
      comment: null,
    })),
    ...Object.entries(spec.arrays ?? {}).map(([name, { to, by }]) => ({
      name,
      kind: 'array' as const,
      target: keys.get(to) ?? to,
      mapping: pairs(by),
      isNullable: false,
      insertionOrder: 'after_parent' as const,
      comment: null,
    })),
  ];
  return {
    key: tableKey(schema, spec.name),
    source: 'default',
    catalog,
    isNameable: true,
    baseName: { name: base, isCustom: false },
    graphqlName: base,
    rootFieldNames: {
      select: base,
      select_by_pk: `${base}_by_pk`,
      select_aggregate: `${base}_aggregate`,
      select_stream: `${base}_stream`,
      insert: `insert_${base}`,
      insert_one: `insert_${base}_one`,
      update: `update_${base}`,
      update_by_pk: `update_${base}_by_pk`,
      update_many: `update_${base}_many`,
      delete: `delete_${base}`,
      delete_by_pk: `delete_${base}_by_pk`,
    },
    rootFieldComments: {},
    description: null,
    columns: columns.map((column) => ({
      name: column.name,
      column,
      scalar: spec.enums?.[column.name] ? `${spec.enums[column.name]}_enum` : scalarOf(column.type),
      isArray: column.type.element !== null,
      enumTable: keys.get(spec.enums?.[column.name] ?? '') ?? null,
      description: null,
    })),
    relationships,
    computedFields: spec.computed ?? [],
    enumValues: spec.enumValues?.map((value) => ({ value, description: null })) ?? null,
    permissions: new Map(Object.entries(spec.roles ?? {}).map(([role, permission]) => [role, permissionsOf(permission)])),
  };
}

function permissionsOf({ select, insert, update, delete: remove }: PermissionSpec): TablePermissions {
  const write = { presets: new Map(), backendOnly: false, validateInput: null };
  return {
    select: select
      ? {
          filter: TRUE,
          limit: null,
          allowAggregations: false,
          queryRootFields: null,
          subscriptionRootFields: null,
          computedFields: new Map(),
          ...select,
          columns: new Map([...select.columns.map((c) => [c, null] as const), ...(select.masked ?? [])]),
        }
      : null,
    insert: insert ? { check: TRUE, ...write, ...insert, columns: new Set(insert.columns) } : null,
    update: update ? { check: null, filter: TRUE, ...write, ...update, columns: new Set(update.columns) } : null,
    delete: remove ? { filter: TRUE, backendOnly: false, validateInput: null, ...remove } : null,
  };
}

/** A function in the catalog, with named arguments: `'int4'` or `'int4 default'`. */
export function catalogFunction(
  name: string,
  args: Readonly<Record<string, string>>,
  returns: CatalogFunction['returns'],
): CatalogFunction {
  return {
    schema: 'public',
    name,
    comment: null,
    volatility: 'stable',
    isVariadic: false,
    arguments: Object.entries(args).map(([argument, text]) => {
      const [type = 'text', flag] = text.split(' ');
      return { name: argument, type: pgType(type), hasDefault: flag === 'default' };
    }),
    hasOutArguments: false,
    returns,
  };
}
