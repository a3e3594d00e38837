/** Rows of a table for each of many outside objects, which arrive as arrays of their join values. */
import type { Value } from '../model/condition.ts';
import type { SelectPlan } from '../plan/operation-plan.ts';
import { compileSelect } from './compile-select.ts';
import { type CompileOptions, compileContext, rowScope } from './scope.ts';
import { ident, join, type Sql, sql, value } from './sql.ts';

export interface JoinColumn {
  /** Column of the table. */
  readonly remote: string;
  /** An array with an element an object. */
  readonly values: Value;
}

/** Answers a row an object, in their order: the JSON text of its rows, or NULL. */
export function compileJoin(select: SelectPlan, columns: readonly JoinColumn[], options: CompileOptions): Sql {
  const scope = rowScope(compileContext(options), select.from.table);
  const { alias } = scope.current;
  const names = columns.map((_, i) => `v${i}`);
  const mapping = columns.map(({ remote }, i) => ({ local: names[i] ?? '', remote }));
  const n = ident('n');
  const objects = sql`unnest(${join(columns.map((c) => value(c.values)))}) with ordinality as ${alias} (${join([...names.map((name) => ident(name)), n])})`;
  return sql`select (${compileSelect(select, scope, mapping)})::text from ${objects} order by ${alias}.${n}`;
}
