/**
 * Metadata resolved against the catalog: every name is looked up, every relationship has its columns, every permission is a
 * `Condition`. What did not fit is in `inconsistencies` and absent from the rest.
 */
import type { CatalogColumn, CatalogFunction, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import type { Action, CustomTypes } from './actions.ts';
import type { ColumnPair, Condition, Value } from './condition.ts';
import type { BaseName, Naming } from './naming.ts';
import type { CronTrigger, EventTrigger } from './triggers.ts';

export interface Model {
  /** By `tableKey`. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly functions: readonly TrackedFunction[];
  /** Of the source, whose tables these are. */
  readonly naming: Naming;
  readonly actions: ReadonlyMap<string, Action>;
  readonly customTypes: CustomTypes;
  readonly eventTriggers: ReadonlyMap<string, EventTrigger>;
  readonly cronTriggers: ReadonlyMap<string, CronTrigger>;
  /** Every trigger that the metadata names, also those that are inconsistent now: what they own in the database stays. */
  readonly namedTriggers: { readonly event: ReadonlySet<string>; readonly cron: ReadonlySet<string> };
  /** Every role named anywhere, inherited ones included, without `admin`. */
  readonly roles: ReadonlySet<string>;
  readonly inheritedRoles: ReadonlyMap<string, readonly string[]>;
  readonly introspectionDisabledFor: ReadonlySet<string>;
  readonly restEndpoints: readonly RestEndpoint[];
  readonly queryCollections: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly allowlist: readonly { readonly collection: string; readonly roles: readonly string[] | 'all' }[];
  readonly limits: ApiLimits;
  /** Hosts whose certificates webhooks are not checked for; any port where none is named. */
  readonly tlsAllowlist: readonly { readonly host: string; readonly port: string | null }[];
  readonly inconsistencies: readonly Inconsistency[];
}

export interface Table {
  readonly key: string;
  readonly source: string;
  readonly catalog: CatalogTable;
  /** False when GraphQL cannot have its name, nor a custom one is given: then it is in no role's schema. */
  readonly isNameable: boolean;
  /** What types and root fields are named after (dialect §2.1). */
  readonly baseName: BaseName;
  /** The type of its rows. */
  readonly graphqlName: string;
  readonly rootFieldNames: Readonly<Record<RootFieldKind, string>>;
  readonly rootFieldComments: Readonly<Partial<Record<RootFieldKind, string>>>;
  readonly description: string | null;
  /** Columns with a valid GraphQL name, in ordinal order. */
  readonly columns: readonly Column[];
  readonly relationships: readonly Relationship[];
  readonly computedFields: readonly ComputedField[];
  /** Values of an enum table, null for others. */
  readonly enumValues: readonly { readonly value: string; readonly description: string | null }[] | null;
  /** By role. `admin` is not in here: it may do everything. */
  readonly permissions: ReadonlyMap<string, TablePermissions>;
}

export type RootFieldKind =
  | 'select'
  | 'select_by_pk'
  | 'select_aggregate'
  | 'select_stream'
  | 'insert'
  | 'insert_one'
  | 'update'
  | 'update_by_pk'
  | 'update_many'
  | 'delete'
  | 'delete_by_pk';

export interface Column {
  /** GraphQL field name. */
  readonly name: string;
  readonly column: CatalogColumn;
  /** GraphQL scalar or `<enumtable>_enum` name of the (element) type, for example `Int`, `uuid`, `colors_enum`. */
  readonly scalar: string;
  readonly isArray: boolean;
  /** Key of the enum table this column refers to, null for plain columns. */
  readonly enumTable: string | null;
  readonly description: string | null;
}

export interface Relationship {
  readonly name: string;
  readonly kind: 'object' | 'array';
  /** `tableKey` of the target, which is tracked. */
  readonly target: string;
  readonly mapping: readonly ColumnPair[];
  /** True for an object relationship that may be absent by the schema (dialect §2.3). */
  readonly isNullable: boolean;
  readonly insertionOrder: 'before_parent' | 'after_parent';
  /** A remote relationship: its rows are selected, but nothing is filtered, ordered or inserted by it. */
  readonly isRemote?: true;
  readonly comment: string | null;
}

export interface ComputedField {
  readonly name: string;
  readonly function: CatalogFunction;
  /** Index of the argument that takes the row, and of the one that takes the session object (null when none). */
  readonly tableArgument: number;
  readonly sessionArgument: number | null;
  readonly returns:
    | { readonly kind: 'scalar'; readonly type: CatalogType; readonly scalar: string }
    | { readonly kind: 'table'; readonly table: string; readonly isSet: boolean };
  readonly comment: string | null;
}

export interface TrackedFunction {
  readonly source: string;
  readonly function: CatalogFunction;
  readonly baseName: BaseName;
  readonly rootFieldNames: { readonly function: string; readonly function_aggregate: string };
  readonly exposedAs: 'query' | 'mutation';
  readonly sessionArgument: number | null;
  /** `tableKey` of the tracked table whose rows it returns. */
  readonly returns: string;
  readonly isSet: boolean;
  /** Roles with an explicit permission. */
  readonly roles: ReadonlySet<string>;
  readonly comment: string | null;
}

export interface TablePermissions {
  readonly select: SelectPermission | null;
  readonly insert: InsertPermission | null;
  readonly update: UpdatePermission | null;
  readonly delete: DeletePermission | null;
}

export interface SelectPermission {
  /** PG column name → null, or the condition under which an inherited role sees the value (NULL otherwise). */
  readonly columns: ReadonlyMap<string, Condition | null>;
  /** Scalar computed fields by name, with the same meaning. */
  readonly computedFields: ReadonlyMap<string, Condition | null>;
  readonly filter: Condition;
  readonly limit: number | null;
  readonly allowAggregations: boolean;
  /** null: all. */
  readonly queryRootFields: ReadonlySet<string> | null;
  readonly subscriptionRootFields: ReadonlySet<string> | null;
}

/** PG column name → value that wins over the user's; such a column is no input. */
export type Presets = ReadonlyMap<string, Value>;

export interface InsertPermission {
  readonly columns: ReadonlySet<string>;
  readonly check: Condition;
  readonly presets: Presets;
  readonly backendOnly: boolean;
  readonly validateInput: ValidateInput | null;
}

export interface UpdatePermission {
  readonly columns: ReadonlySet<string>;
  readonly filter: Condition;
  /** null: no check after the update (and upserts use the insert check). */
  readonly check: Condition | null;
  readonly presets: Presets;
  readonly backendOnly: boolean;
  readonly validateInput: ValidateInput | null;
}

export interface DeletePermission {
  readonly filter: Condition;
  readonly backendOnly: boolean;
  readonly validateInput: ValidateInput | null;
}

export interface ValidateInput {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly forwardClientHeaders: boolean;
  readonly timeoutSeconds: number;
}

export interface RestEndpoint {
  readonly name: string;
  /** Template without leading slash, `:param` segments. */
  readonly url: string;
  readonly methods: readonly string[];
  readonly query: string;
  readonly comment: string | null;
}

export interface Limit {
  readonly global: number | null;
  readonly perRole: ReadonlyMap<string, number>;
}

export interface RateLimit {
  readonly maxPerMinute: number;
  /** `IP` or the session variables that tell callers apart within a role; null: one allowance for all. */
  readonly uniqueParams: 'IP' | readonly string[] | null;
}

export interface ApiLimits {
  readonly disabled: boolean;
  readonly depth: Limit;
  readonly nodes: Limit;
  readonly timeSeconds: Limit;
  readonly batch: Limit;
  readonly rate: { readonly global: RateLimit | null; readonly perRole: ReadonlyMap<string, RateLimit> };
}

/** One entry of `get_inconsistent_metadata`. */
export interface Inconsistency {
  readonly type: string;
  readonly name: string;
  readonly definition: unknown;
  readonly reason: string;
  readonly message?: unknown;
}
