/** A `SelectPlan` as one select statement that yields one JSON value: a list, an object or null, an aggregate's object. */
import type { ColumnPair } from '../model/condition.ts';
import type { SelectPlan } from '../plan/operation-plan.ts';
import { baseRows } from './base-rows.ts';
import { compileAggregate } from './compile-aggregate.ts';
import { compileFields } from './compile-fields.ts';
import type { CompileContext, Scope } from './scope.ts';
import { type Sql, sql } from './sql.ts';

/** `outer` is the row around it, joined by `mapping`; at the root it is the statement's context. */
export function compileSelect(select: SelectPlan, outer: Scope | CompileContext, mapping: readonly ColumnPair[] = []): Sql {
  if (select.shape === 'aggregate') return compileAggregate(select, outer, mapping, compileSelect);
  const rows = baseRows(select, outer, mapping);
  const fields = compileFields(select.fields, rows.scope, compileSelect);
  const t = rows.scope.context.newAlias();
  const from = sql`(select ${fields.columns} from ${rows.source}${rows.rest}) ${t}`;
  return select.shape === 'row'
    ? sql`select ${fields.object(t)} from ${from}`
    : sql`select coalesce(json_agg(${fields.element(t)}), '[]') from ${from}`;
}
