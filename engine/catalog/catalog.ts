/** What PostgreSQL says it has: tables, columns, keys, functions, types. A value; read by `introspect`, compared by fingerprint. */

export interface Catalog {
  /** By `tableKey(schema, name)`. System schemas and `hdb_catalog` are left out. */
  readonly tables: ReadonlyMap<string, CatalogTable>;
  /** By `tableKey(schema, name)`; several entries when overloaded. */
  readonly functions: ReadonlyMap<string, readonly CatalogFunction[]>;
  /** Names of all base types there are (`pg_type.typname`), for signatures of actions. */
  readonly baseTypes?: ReadonlySet<string>;
  /** PostgreSQL's `server_version_num`, for example 150018. */
  readonly serverVersion: number;
  readonly isYugabyte: boolean;
}

/** The identity of a table or function in maps: quoted like SQL, so that no two names collide. */
export const tableKey = (schema: string, name: string): string =>
  `"${schema.replaceAll('"', '""')}"."${name.replaceAll('"', '""')}"`;

export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned' | 'view' | 'materialized_view' | 'foreign';
  readonly comment: string | null;
  /** In ordinal order, dropped ones left out. */
  readonly columns: readonly CatalogColumn[];
  readonly primaryKey: CatalogKey | null;
  /** All unique indexes, the primary key's included, also partial and expression ones (their `columns` may be incomplete). */
  readonly uniqueIndexes: readonly CatalogKey[];
  readonly foreignKeys: readonly CatalogForeignKey[];
  readonly isInsertable: boolean;
  readonly isUpdatable: boolean;
  readonly isDeletable: boolean;
  /** Changes when anything above changes: the unit of incremental rebuilds. */
  readonly fingerprint: string;
}

export interface CatalogKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** False for a unique index that no constraint owns: listed as upsert target but failing at run time (dialect §2.12). */
  readonly isConstraint: boolean;
}

export interface CatalogForeignKey {
  readonly name: string;
  /** Pairs of this table's column and the referenced column, in key order. */
  readonly columns: readonly { readonly local: string; readonly remote: string }[];
  readonly schema: string;
  readonly table: string;
}

export interface CatalogColumn {
  readonly name: string;
  readonly type: CatalogType;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  /** `always`: identity GENERATED ALWAYS or a stored generated column; never an input. */
  readonly isGenerated: 'no' | 'by_default' | 'always';
  readonly comment: string | null;
}

export interface CatalogType {
  /** `pg_type.typname` after domains are resolved: `int4`, `text`, `_text`, `jsonb`, `my_enum`. */
  readonly name: string;
  /** How to write it in a cast, quoted and schema-qualified where needed: `integer`, `text[]`, `"s"."my_enum"`. */
  readonly sql: string;
  readonly kind: 'base' | 'enum' | 'composite' | 'range' | 'array' | 'pseudo';
  /** Element type of an array, else null. */
  readonly element: CatalogType | null;
  /** The table whose row type this is, as a `tableKey`. */
  readonly rowOf?: string;
}

export interface CatalogFunction {
  readonly schema: string;
  readonly name: string;
  readonly comment: string | null;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly isVariadic: boolean;
  /** Input arguments (IN, INOUT) in order; unnamed ones have null. */
  readonly arguments: readonly { readonly name: string | null; readonly type: CatalogType; readonly hasDefault: boolean }[];
  readonly hasOutArguments: boolean;
  readonly returns: {
    readonly type: CatalogType;
    readonly isSet: boolean;
    /** The table whose row type is returned, as a `tableKey`; null for other types. */
    readonly table: string | null;
  };
}
