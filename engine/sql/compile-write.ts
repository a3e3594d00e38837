/** The statement around an insert, update or delete: what it counts, checks, keeps for later statements, and answers. */
import type { Field } from '../plan/operation-plan.ts';
import { compileFields } from './compile-fields.ts';
import { compileSelect } from './compile-select.ts';
import { localRows, type Refusal, refuseUnless, setLocal } from './mutation-program.ts';
import { type CompileContext, rowScope, type Scope } from './scope.ts';
import { ident, join, relation, type Sql, sql } from './sql.ts';

export interface Write {
  /** `insert … `, up to where `returning` follows; the written row is `scope.current`. */
  readonly statement: Sql;
  readonly scope: Scope;
  /** Must not be false for any row; null: nothing to check. */
  readonly check: { readonly of: Sql; readonly refusal: Refusal } | null;
  /** What is said when no row was written; null: nothing. */
  readonly atLeastOne: Refusal | null;
  /** Fields of the written rows that this statement answers. */
  readonly rows: readonly WantedRows[];
  /** Settings that keep the rows; `isAdded`: behind those already there. */
  readonly keep: readonly { readonly name: string; readonly isAdded: boolean }[];
}

export interface WantedRows {
  readonly fields: readonly Field[];
  /** A list, or the row or NULL. */
  readonly isList: boolean;
}

const M = ident('m');
const ROW = sql`${M}.${ident('r')}`;
const CHECK = ident('c');

/** Answers one row: the number of rows written, then the JSON of their fields for each of `rows`. */
export function compileWrite(write: Write): { readonly sql: Sql; readonly refusals: readonly Refusal[] } {
  const { scope, check, atLeastOne } = write;
  const table = relation(scope.current.table);
  const refusals = [...(check ? [check.refusal] : []), ...(atLeastOne ? [atLeastOne] : [])];
  const conditions = [
    // NULL passes, as in Hasura: only a check that is false refuses.
    ...(check ? [sql`coalesce((select bool_and(${M}.${CHECK}) from ${M}), true)`] : []),
    ...(atLeastOne ? [sql`exists (select from ${M})`] : []),
  ];
  const kept = write.keep.map(({ name, isAdded }) => {
    const rows = sql`array(select ${ROW} from ${M})`;
    return setLocal(name, sql`(${isAdded ? sql`${localRows(name, table)} || ${rows}` : rows})::text`);
  });
  const columns = [
    sql`(select count(*) from ${M})`,
    ...write.rows.map((rows) => selectRows(rows, sql`(select (${ROW}).* from ${M})`, scope.current.table, scope.context)),
    ...conditions.map(refuseUnless),
    ...kept,
  ];
  const returning = [sql`${scope.current.alias} as ${ident('r')}`, ...(check ? [sql`${check.of} as ${CHECK}`] : [])];
  const text = sql`with ${M} as (${write.statement} returning ${join(returning)}) select ${join(columns)}`;
  return { sql: text, refusals };
}

/** An expression of type json over rows of a table that stand after `from`. */
export function selectRows(wanted: WantedRows, from: Sql, table: string, context: CompileContext): Sql {
  const scope = rowScope(context, table);
  const fields = compileFields(wanted.fields, scope, compileSelect);
  const t = context.newAlias();
  const rows = sql`(select ${fields.columns} from ${from} ${scope.current.alias}) ${t}`;
  return wanted.isList
    ? sql`(select coalesce(json_agg(${fields.element(t)}), '[]') from ${rows})`
    : sql`(select ${fields.object(t)} from ${rows})`;
}
