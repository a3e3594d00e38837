/** Which rows a select is about: source, filter, order and bounds, before their fields are computed. */
import type { ColumnPair, Operand, Value } from '../model/condition.ts';
import type { SelectPlan } from '../plan/operation-plan.ts';
import { compileCondition, compileOperand, joinOn } from './compile-expression.ts';
import { compileOrderBy } from './compile-order.ts';
import { compileSource } from './compile-source.ts';
import { type CompileContext, rowScope, type Scope } from './scope.ts';
import { empty, ident, integer, join, type Sql, sql, value } from './sql.ts';

export interface BaseRows {
  /** What stands right after `from`; more can be joined behind it. */
  readonly source: Sql;
  /** ` where … order by … limit …`, as far as it is not inside the source. */
  readonly rest: Sql;
  readonly scope: Scope;
}

export function baseRows(select: SelectPlan, outer: Scope | CompileContext, mapping: readonly ColumnPair[]): BaseRows {
  const isNested = 'current' in outer;
  const context = isNested ? outer.context : outer;
  const isBounded = isNested || select.shape === 'row' || select.limit !== null || select.permissionLimit !== null;
  const inner = { ...rowScope(context, select.from.table), isBounded };
  const source = compileSource(select.from, inner, isNested ? outer.current : null);
  const isTrue = select.where.kind === 'constant' && select.where.value;
  const conditions = [
    ...(isNested ? joinOn(mapping, outer, inner) : []),
    ...(isTrue ? [] : [compileCondition(select.where, inner)]),
  ];
  const where = conditions.length > 0 ? sql` where ${join(conditions, ' and ')}` : empty;
  const distinct = distinctValues(select.distinctOn, inner);
  const order = compileOrderBy(select.orderBy, inner, distinct.named);
  const rest = sql`${where}${order}${bounds(select, isNested)}`;
  if (!isChosenFirst(select)) return { source, rest, scope: inner };
  const scope = rowScope(context, select.from.table);
  const { what, from } = distinct;
  const chosen = sql`(select ${what}${inner.current.alias}.* from ${source}${from}${rest}) ${scope.current.alias}`;
  return { source: chosen, rest: empty, scope };
}

/**
 * `distinct on (…) `. PostgreSQL wants the first orders to be the same expressions; one with a sub-select in it (a masked column) is
 * never the same twice, so it is computed once, in `from`, and `named` where it is ordered by.
 */
function distinctValues(operands: readonly Operand[], scope: Scope): { what: Sql; from: Sql; named: ReadonlyMap<string, Sql> } {
  if (operands.length === 0) return { what: empty, from: empty, named: new Map() };
  const masked = operands.flatMap((operand) => (operand.kind === 'masked' && operand.operand.kind === 'column' ? [operand] : []));
  const computed = scope.context.newAlias();
  const named = new Map(masked.map(({ operand }, i) => [columnName(operand), sql`${computed}.${ident(`m${i}`)}`]));
  const values = masked.map((operand, i) => sql`${compileOperand(operand, scope)} as ${ident(`m${i}`)}`);
  const list = operands.map((operand) => {
    const once = operand.kind === 'masked' ? named.get(columnName(operand.operand)) : undefined;
    return once ?? compileOperand(operand, scope);
  });
  const from = masked.length > 0 ? sql` cross join lateral (select ${join(values)}) ${computed}` : empty;
  return { what: sql`distinct on (${join(list)}) `, from, named };
}

const columnName = (operand: Operand): string => (operand.kind === 'column' ? operand.column : '');

/**
 * DISTINCT ON chooses rows before their fields are computed, an aggregate takes the rows that its bounds leave. Otherwise
 * PostgreSQL itself puts off the fields that cost something until after the sort and the limit.
 */
const isChosenFirst = (select: SelectPlan): boolean =>
  select.distinctOn.length > 0 || (select.shape === 'aggregate' && (select.limit !== null || select.offset !== null));

/** ` limit … offset …`: the caller's limit and the role's, whichever is less; the role's does not bound an aggregate. */
function bounds(select: SelectPlan, isNested: boolean): Sql {
  const permission = select.shape === 'aggregate' ? null : select.permissionLimit;
  const limits = [
    ...(select.limit ? [bound(select.limit)] : []),
    ...(permission === null ? [] : [integer(BigInt(permission))]),
    ...(select.shape === 'row' && isNested ? [integer(1n)] : []),
  ];
  const [first] = limits;
  const limit = first === undefined ? empty : sql` limit ${limits.length === 1 ? first : sql`least(${join(limits)})`}`;
  return sql`${limit}${select.offset ? sql` offset ${bound(select.offset)}` : empty}`;
}

/** A number that stands in the request is written out: PostgreSQL plans better when it sees how few rows are wanted. */
function bound(limit: Value): Sql {
  return limit.kind === 'literal' && limit.text !== null && /^\d{1,18}$/.test(limit.text)
    ? integer(BigInt(limit.text))
    : value(limit);
}
