/**
 * Where the types of one role's schema are made and kept: each once, by name, with its fields behind a thunk. So a role's first
 * query pays only for the types it touches.
 */
import {
  GraphQLEnumType,
  type GraphQLEnumValueConfig,
  type GraphQLFieldConfig,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  GraphQLObjectType,
} from 'graphql';
import type { Model, Table } from '../model/model.ts';
import { enumValueName, fieldName, type Naming, typeName } from '../model/naming.ts';
import { type Access, accessOf, type SelectAccess } from './access.ts';

export interface SchemaOptions {
  /** Query functions need no explicit permission (`HASURA_GRAPHQL_INFER_FUNCTION_PERMISSIONS`). */
  readonly inferFunctionPermissions: boolean;
  /** Experimental features that take fields away. */
  readonly hideAggregationPredicates: boolean;
  readonly hideUpdateMany: boolean;
  readonly hideStreams: boolean;
}

export const DEFAULT_SCHEMA_OPTIONS: SchemaOptions = {
  inferFunctionPermissions: true,
  hideAggregationPredicates: false,
  hideUpdateMany: false,
  hideStreams: false,
};

export interface SchemaIdentity {
  readonly role: string;
  /** The request may use `backend_only` permissions. */
  readonly backendOnly: boolean;
}

export type Fields = Record<string, GraphQLFieldConfig<unknown, unknown>>;
export type InputFields = Record<string, GraphQLInputFieldConfig>;
export type EnumValues = Record<string, GraphQLEnumValueConfig>;

export class SchemaContext {
  readonly model: Model;
  readonly identity: SchemaIdentity;
  readonly options: SchemaOptions;
  readonly #access = new Map<string, Access>();
  readonly #objects = new Map<string, GraphQLObjectType>();
  readonly #inputs = new Map<string, GraphQLInputObjectType>();
  readonly #enums = new Map<string, GraphQLEnumType>();

  constructor(model: Model, identity: SchemaIdentity, options: SchemaOptions) {
    this.model = model;
    this.identity = identity;
    this.options = options;
  }

  get naming(): Naming {
    return this.model.naming;
  }

  /** A type of a table: `author_bool_exp`. */
  typeName(table: Table, suffix: string): string {
    return typeName(this.naming, table.baseName, suffix);
  }

  /** A field or argument that the engine names: `affected_rows`. */
  name(name: string): string {
    return fieldName(this.naming, name);
  }

  /** Fields or arguments, by the engine's names for them. */
  named<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
    if (this.naming.convention === 'hasura-default') return fields;
    return Object.fromEntries(Object.entries(fields).map(([name, field]) => [this.name(name), field]));
  }

  enumValue(name: string): string {
    return enumValueName(this.naming, name);
  }

  access(table: Table): Access {
    let found = this.#access.get(table.key);
    if (!found) {
      found = accessOf(table, this.identity.role, this.identity.backendOnly);
      this.#access.set(table.key, found);
    }
    return found;
  }

  /** A table with the role's right to read it; null when there is none (or the table is gone). */
  readable(key: string): { readonly table: Table; readonly select: SelectAccess } | null {
    const table = this.model.tables.get(key);
    const select = table ? this.access(table).select : null;
    return table && select ? { table, select } : null;
  }

  object(name: string, description: string | null, fields: () => Fields): GraphQLObjectType {
    let found = this.#objects.get(name);
    if (!found) {
      found = new GraphQLObjectType({ name, description, fields: () => sorted(fields()) });
      this.#objects.set(name, found);
    }
    return found;
  }

  input(name: string, description: string | null, fields: () => InputFields): GraphQLInputObjectType {
    let found = this.#inputs.get(name);
    if (!found) {
      found = new GraphQLInputObjectType({ name, description, fields: () => sorted(fields()) });
      this.#inputs.set(name, found);
    }
    return found;
  }

  enum(name: string, description: string | null, values: () => EnumValues): GraphQLEnumType {
    let found = this.#enums.get(name);
    if (!found) {
      found = new GraphQLEnumType({ name, description, values });
      this.#enums.set(name, found);
    }
    return found;
  }
}

/** Hasura lists fields by name. */
export function sorted<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  const out: Record<string, T> = {};
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field !== undefined) out[name] = field;
  }
  return out;
}
