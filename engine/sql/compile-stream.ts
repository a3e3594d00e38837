/** A stream's next rows after its cursor, with the cursor of the last of them. */
import type { StreamPlan } from '../plan/operation-plan.ts';
import { compileCondition, compileOperand } from './compile-expression.ts';
import { compileFields } from './compile-fields.ts';
import { compileSelect } from './compile-select.ts';
import { type CompileContext, rowScope } from './scope.ts';
import { ident, integer, relation, type Sql, sql, value } from './sql.ts';

/** `select result, cursor`: one row; both are text, `cursor` is NULL when nothing is new. */
export function compileStream(stream: StreamPlan, context: CompileContext): Sql {
  const scope = rowScope(context, stream.table);
  const column = compileOperand(stream.cursor.column, scope);
  const isUp = stream.cursor.direction === 'asc';
  const beyond = sql`${column} ${isUp ? sql`>` : sql`<`} ${value(stream.cursor.initial)}`;
  const where = sql`${beyond} and ${compileCondition(stream.where, scope)}`;
  const fields = compileFields(stream.fields, scope, compileSelect);
  const n = context.newAlias();
  const t = context.newAlias();
  const row = ident('row');
  const at = ident('at');
  const from = sql`${relation(stream.table)} ${scope.current.alias} cross join lateral (select ${fields.columns}) ${n}`;
  const order = sql`order by ${column} ${isUp ? sql`asc` : sql`desc`} limit ${integer(BigInt(stream.batchSize))}`;
  const rows = sql`select ${fields.element(n)} as ${row}, ${column} as ${at} from ${from} where ${where} ${order}`;
  // The last row's value rather than max(): that does not exist for every type that has an order.
  const cursor = sql`(array_agg(${t}.${at}))[count(*)]::text`;
  return sql`select coalesce(json_agg(${t}.${row}), '[]')::text as "result", ${cursor} as "cursor" from (${rows}) ${t}`;
}
