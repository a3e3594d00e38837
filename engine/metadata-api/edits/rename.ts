/**
 * Renames tables, columns and relationships everywhere in the metadata that refers to them. Expressions are walked along the
 * relationships of the model before the rename, because only they tell which table a name belongs to.
 */
import { sameJson } from '../../../kit/same-json.ts';
import { tableKey } from '../../catalog/catalog.ts';
import type { Metadata, SourceMetadata } from '../../metadata/metadata.ts';
import { type Qualified, QualifiedName, qualify, sameName } from '../../metadata/qualified-name.ts';
import type { TableMetadata } from '../../metadata/table-metadata.ts';
import type { Model, Table } from '../../model/model.ts';
import { refuse, sourceOf, tableOf, withSource } from './edit.ts';
import { relationshipKind } from './relationships.ts';

/** Names before → names after, asked for every name in the metadata. */
export interface Renames {
  readonly table: (name: Qualified) => Qualified;
  readonly column: (table: Qualified, column: string) => string;
  readonly relationship: (table: Qualified, name: string) => string;
}

const SAME: Renames = { table: (name) => name, column: (_, column) => column, relationship: (_, name) => name };

export function renameRelationship(
  metadata: Metadata,
  model: Model,
  source: string,
  table: QualifiedName,
  name: string,
  newName: string,
): Metadata {
  if (relationshipKind(tableOf(metadata, source, table), name) === null)
    refuse('not-exists', `relationship "${name}" does not exist`);
  const relationship: Renames['relationship'] = (on, given) => (given === name && sameName(on, table) ? newName : given);
  return rename(metadata, model, source, { ...SAME, relationship });
}

/** Of one source; actions' relationships into it come along. */
export function rename(metadata: Metadata, model: Model, source: string, renames: Partial<Renames>): Metadata {
  const all = { ...SAME, ...renames };
  sourceOf(metadata, source);
  const renamed = withSource(metadata, source, (s) => renameInSource(s, model, all));
  if (!renamed.custom_types?.objects) return renamed;
  const objects = renamed.custom_types.objects.map((object) => ({
    ...object,
    ...(object.relationships
      ? {
          relationships: object.relationships.map((r) => ({
            ...r,
            remote_table: after(r.remote_table, all),
            field_mapping: mapValues(r.field_mapping, (column) => all.column(qualify(r.remote_table), column)),
          })),
        }
      : {}),
  }));
  return { ...renamed, custom_types: { ...renamed.custom_types, objects } };
}

/** As it was spelled, when it is not renamed. */
function after(name: QualifiedName, renames: Renames): QualifiedName {
  const renamed = renames.table(qualify(name));
  return sameName(renamed, name) ? name : renamed;
}

function renameInSource(source: SourceMetadata, model: Model, renames: Renames): SourceMetadata {
  return {
    ...source,
    tables: source.tables?.map((table) => {
      const renamed = renameInTable(table, model, renames);
      return sameJson(renamed, table) ? table : renamed;
    }),
    ...(source.functions
      ? {
          functions: source.functions.map((fn) => {
            const response = fn.configuration?.response;
            if (!response) return fn;
            const renamed = { ...response, table: after(response.table, renames) };
            return { ...fn, configuration: { ...fn.configuration, response: renamed } };
          }),
        }
      : {}),
  };
}

function renameInTable(entry: TableMetadata, model: Model, renames: Renames): TableMetadata {
  const own = qualify(entry.table);
  const column = (name: string) => renames.column(own, name);
  const columns = (names: '*' | string[]): '*' | string[] => (names === '*' ? names : names.map(column));
  const expression = (value: Record<string, unknown>) => new Expressions(model, renames, own).rename(value);
  const next: TableMetadata = { ...entry, table: after(entry.table, renames) };
  if (entry.configuration) {
    const { column_config, custom_column_names } = entry.configuration;
    next.configuration = {
      ...entry.configuration,
      ...(column_config ? { column_config: mapKeys(column_config, column) } : {}),
      ...(custom_column_names ? { custom_column_names: mapKeys(custom_column_names, column) } : {}),
    };
  }
  const name = (relationship: string) => renames.relationship(own, relationship);
  if (entry.object_relationships) {
    next.object_relationships = entry.object_relationships.map((r) => ({
      ...r,
      name: name(r.name),
      using: using(r.using, own, renames),
    }));
  }
  if (entry.array_relationships) {
    next.array_relationships = entry.array_relationships.map((r) => ({
      ...r,
      name: name(r.name),
      using: using(r.using, own, renames),
    }));
  }
  if (entry.select_permissions) {
    next.select_permissions = entry.select_permissions.map((e) => ({
      ...e,
      permission: { ...e.permission, columns: columns(e.permission.columns), filter: expression(e.permission.filter) },
    }));
  }
  if (entry.insert_permissions) {
    next.insert_permissions = entry.insert_permissions.map((e) => ({
      ...e,
      permission: {
        ...e.permission,
        check: expression(e.permission.check),
        ...(e.permission.columns ? { columns: columns(e.permission.columns) } : {}),
        ...(e.permission.set ? { set: mapKeys(e.permission.set, column) } : {}),
      },
    }));
  }
  if (entry.update_permissions) {
    next.update_permissions = entry.update_permissions.map((e) => ({
      ...e,
      permission: {
        ...e.permission,
        columns: columns(e.permission.columns),
        filter: expression(e.permission.filter),
        ...(e.permission.check ? { check: expression(e.permission.check) } : {}),
        ...(e.permission.set ? { set: mapKeys(e.permission.set, column) } : {}),
      },
    }));
  }
  if (entry.delete_permissions) {
    next.delete_permissions = entry.delete_permissions.map((e) => ({
      ...e,
      permission: { ...e.permission, filter: expression(e.permission.filter) },
    }));
  }
  if (entry.event_triggers) {
    type Operation = NonNullable<typeof entry.event_triggers>[number]['definition']['insert'];
    const operation = (given: Operation): Operation =>
      given && {
        ...given,
        columns: columns(given.columns),
        ...(given.payload ? { payload: columns(given.payload) } : {}),
      };
    next.event_triggers = entry.event_triggers.map((t) => ({
      ...t,
      definition: {
        ...t.definition,
        ...(t.definition.insert ? { insert: operation(t.definition.insert) } : {}),
        ...(t.definition.update ? { update: operation(t.definition.update) } : {}),
        ...(t.definition.delete ? { delete: operation(t.definition.delete) } : {}),
      },
    }));
  }
  return next;
}

type Using = NonNullable<TableMetadata['object_relationships']>[number]['using'];
type RemoteKey = { table: QualifiedName; column?: string | null | undefined; columns?: string[] | null | undefined };

function using<U extends Using>(given: U, own: Qualified, renames: Renames): U {
  if ('manual_configuration' in given) {
    const manual = given.manual_configuration;
    const remote = qualify(manual.remote_table);
    const mapping = Object.entries(manual.column_mapping).map(([l, r]) => [renames.column(own, l), renames.column(remote, r)]);
    return {
      ...given,
      manual_configuration: {
        ...manual,
        remote_table: after(manual.remote_table, renames),
        column_mapping: Object.fromEntries(mapping),
      },
    };
  }
  const on = given.foreign_key_constraint_on;
  if (typeof on === 'string') return { ...given, foreign_key_constraint_on: renames.column(own, on) };
  if (Array.isArray(on)) return { ...given, foreign_key_constraint_on: on.map((c) => renames.column(own, c)) };
  return { ...given, foreign_key_constraint_on: remoteKey(on, renames) };
}

function remoteKey(on: RemoteKey, renames: Renames): RemoteKey {
  const remote = qualify(on.table);
  return {
    ...on,
    table: after(on.table, renames),
    ...(on.column ? { column: renames.column(remote, on.column) } : {}),
    ...(on.columns ? { columns: on.columns.map((c) => renames.column(remote, c)) } : {}),
  };
}

type Json = Record<string, unknown>;

/** Permission expressions of one table. */
class Expressions {
  readonly #model: Model;
  readonly #renames: Renames;
  readonly #root: Qualified;

  constructor(model: Model, renames: Renames, root: Qualified) {
    this.#model = model;
    this.#renames = renames;
    this.#root = root;
  }

  rename(expression: Json): Json {
    return this.#on(expression, this.#root);
  }

  #on(expression: Json, table: Qualified): Json {
    return Object.fromEntries(Object.entries(expression).map(([key, value]) => this.#part(key, value, table)));
  }

  #part(key: string, value: unknown, table: Qualified): [string, unknown] {
    switch (key) {
      case '_and':
      case '$and':
      case '_or':
      case '$or':
        return [key, Array.isArray(value) ? value.map((item) => this.#any(item, table)) : this.#any(value, table)];
      case '_not':
      case '$not':
        return [key, this.#any(value, table)];
      case '_exists':
      case '$exists':
        return [key, this.#exists(value)];
      default:
        return this.#field(key, value, table);
    }
  }

  #any(value: unknown, table: Qualified): unknown {
    return isObject(value) ? this.#on(value, table) : value;
  }

  #exists(value: unknown): unknown {
    if (!isObject(value)) return value;
    const name = QualifiedName.safeParse(value._table ?? value.$table);
    if (!name.success) return value;
    const target = qualify(name.data);
    const renamed = (key: string, item: unknown): unknown => {
      if (key === '_table' || key === '$table') return after(name.data, this.#renames);
      return this.#any(item, target);
    };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(key, item)]));
  }

  #field(name: string, value: unknown, table: Qualified): [string, unknown] {
    const model = this.#tableOf(table);
    const relationship = model?.relationships.find((r) => r.name === name);
    const target = relationship && this.#model.tables.get(relationship.target);
    if (target) return [this.#renames.relationship(table, name), this.#any(value, target.catalog)];
    const computed = model?.computedFields.find((f) => f.name === name);
    if (computed) {
      const rows = computed.returns.kind === 'table' ? this.#model.tables.get(computed.returns.table) : undefined;
      return [name, rows ? this.#any(value, rows.catalog) : value];
    }
    return [this.#renames.column(table, name), this.#operators(value, table)];
  }

  /** Operators that compare with another column. */
  #operators(value: unknown, table: Qualified): unknown {
    if (!isObject(value)) return value;
    const operand = (operator: string, given: unknown): unknown => {
      if (!/^[_$]c(eq|ne|neq|gt|lt|gte|lte)$/.test(operator)) return given;
      if (typeof given === 'string') return this.#renames.column(table, given);
      if (!Array.isArray(given)) return given;
      const on = given[0] === '$' ? this.#root : table;
      return given.map((part) => (typeof part === 'string' && part !== '$' ? this.#renames.column(on, part) : part));
    };
    return Object.fromEntries(Object.entries(value).map(([operator, given]) => [operator, operand(operator, given)]));
  }

  #tableOf({ schema, name }: Qualified): Table | undefined {
    return this.#model.tables.get(tableKey(schema, name));
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const mapKeys = <V>(value: Record<string, V>, rename: (key: string) => string): Record<string, V> =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), item]));

const mapValues = (value: Record<string, string>, rename: (value: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item)]));
