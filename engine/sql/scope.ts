/** Where a fragment stands: the alias of the row at hand and of the row on which the permission is defined. */
import { ident, type Sql } from './sql.ts';

export interface Scope {
  readonly current: RowAlias;
  readonly root: RowAlias;
  readonly context: CompileContext;
  /** Only a part of the rows that fit is wanted, or those of one row around it. */
  readonly isBounded: boolean;
}

export interface RowAlias {
  readonly alias: Sql;
  /** `tableKey` of the row's type, for functions that take the row. */
  readonly table: string;
}

export interface CompileOptions {
  /** `STRINGIFY_NUMERIC_TYPES`: bigint, numeric and float8 leave as JSON strings. */
  readonly stringifyNumeric: boolean;
}

/** One statement being compiled: hands out aliases that are unique within it. */
export interface CompileContext {
  readonly options: CompileOptions;
  newAlias(): Sql;
}

export function compileContext(options: CompileOptions): CompileContext {
  let count = 0;
  // A name that no field can have: a whole row is written as its alias alone, and a column of that name would be meant instead.
  return { options, newAlias: () => ident(`~${++count}`) };
}

/** A row of a query of its own: it is its own root. */
export function rowScope(context: CompileContext, table: string, alias: Sql = context.newAlias()): Scope {
  const row = { alias, table };
  return { current: row, root: row, context, isBounded: false };
}

/** A row nested in a condition: the root stays. */
export function nestedScope(scope: Scope, table: string): Scope {
  return { ...scope, current: { alias: scope.context.newAlias(), table }, isBounded: false };
}
