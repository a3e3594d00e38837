/** `order by` by columns, by columns of related rows, and by aggregates over them. */
import type { OrderBy, OrderTarget } from '../plan/operation-plan.ts';
import { aggregateCall, compileCondition, compileMasked, compileOperand, joinOn } from './compile-expression.ts';
import { compileSource } from './compile-source.ts';
import { rowScope, type Scope } from './scope.ts';
import { empty, join, relation, type Sql, sql } from './sql.ts';

/** ` order by …`, or nothing. `named`: masked columns that are computed already. */
export function compileOrderBy(orderBy: readonly OrderBy[], scope: Scope, named: ReadonlyMap<string, Sql> = new Map()): Sql {
  if (orderBy.length === 0) return empty;
  const items = orderBy.map(({ by, direction, nulls }) => {
    const way = direction === 'asc' ? sql`asc` : sql`desc`;
    const once = by.kind === 'value' && by.mask && by.operand.kind === 'column' ? named.get(by.operand.column) : undefined;
    return sql`${once ?? target(by, scope)} ${way} nulls ${nulls === 'first' ? sql`first` : sql`last`}`;
  });
  return sql` order by ${join(items)}`;
}

function target(by: OrderTarget, scope: Scope): Sql {
  switch (by.kind) {
    case 'value':
      return compileMasked(compileOperand(by.operand, scope), by.mask, scope);
    case 'related': {
      const inner = rowScope(scope.context, by.table);
      const where = join([...joinOn(by.mapping, scope, inner), compileCondition(by.where, inner)], ' and ');
      const from = sql`${relation(by.table)} ${inner.current.alias}`;
      return sql`(select ${target(by.by, inner)} from ${from} where ${where} limit 1)`;
    }
    case 'aggregate': {
      const inner = rowScope(scope.context, by.from.table);
      const call = aggregateCall(by.function, by.operand ? [by.operand] : [], false, inner);
      const where = join([...joinOn(by.mapping, scope, inner), compileCondition(by.where, inner)], ' and ');
      return sql`(select ${call} from ${compileSource(by.from, inner, scope.current)} where ${where})`;
    }
  }
}
