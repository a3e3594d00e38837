/** `T_aggregate`: one pass over the rows for all its functions, with the rows themselves under `nodes`. */
import type { ColumnPair, Operand } from '../model/condition.ts';
import type { AggregateField, AggregateValue, SelectPlan } from '../plan/operation-plan.ts';
import { aggregateFunction } from './aggregate-function.ts';
import { baseRows } from './base-rows.ts';
import { compileMasked, compileOperand } from './compile-expression.ts';
import { type CompileNested, compileFields, jsonReady, type RowFields } from './compile-fields.ts';
import { jsonObject, type Pair } from './json.ts';
import type { CompileContext, Scope } from './scope.ts';
import { empty, ident, integer, join, literal, type Sql, sql } from './sql.ts';

type Nodes = Extract<AggregateField, { readonly kind: 'nodes' }>;

export function compileAggregate(
  select: SelectPlan,
  outer: Scope | CompileContext,
  mapping: readonly ColumnPair[],
  nested: CompileNested,
): Sql {
  const hasNodes = select.aggregate.some((field) => field.kind === 'nodes');
  const inOnePass = select.permissionLimit === null;
  // The order matters to the nodes and to which rows the bounds leave; a count needs no sort.
  const isOrdered = (hasNodes && inOnePass) || select.limit !== null || select.offset !== null || select.distinctOn.length > 0;
  const rows = baseRows(isOrdered ? select : { ...select, orderBy: [] }, outer, mapping);
  const { scope } = rows;
  const x = scope.context.newAlias();
  const columns: Sql[] = [];
  const lateral: Sql[] = [];
  const take = (expression: Sql): Sql => {
    const name = ident(`a${columns.length}`);
    columns.push(sql`${expression} as ${name}`);
    return sql`${x}.${name}`;
  };
  const nodes = (field: Nodes): Sql => {
    if (!inOnePass) return sql`(${nested({ ...select, shape: 'list', fields: field.fields }, outer, mapping)})`;
    const n = scope.context.newAlias();
    const fields: RowFields = compileFields(field.fields, scope, nested);
    lateral.push(sql` cross join lateral (select ${fields.columns}) ${n}`);
    return sql`coalesce(json_agg(${take(fields.element(n))}), '[]')`;
  };
  const pairs = select.aggregate.map((field): Pair => {
    if (field.kind === 'typename') return { key: field.alias, value: literal(field.name) };
    if (field.kind === 'nodes') return { key: field.alias, value: nodes(field) };
    return { key: field.alias, value: jsonObject(field.fields.map((f) => aggregateValue(f, scope, take))) };
  });
  const object = jsonObject(pairs);
  // HAVING makes it one row even when nothing but `__typename` is asked for.
  const list = columns.length > 0 ? join(columns) : integer(1n);
  return sql`select ${object} from (select ${list} from ${rows.source}${join(lateral, '')}${rows.rest}) ${x} having true`;
}

function aggregateValue(field: AggregateValue, scope: Scope, take: (expression: Sql) => Sql): Pair {
  if (field.kind === 'typename') return { key: field.alias, value: literal(field.name) };
  if (field.kind === 'count') return { key: field.alias, value: count(field.columns, field.distinct, scope, take) };
  const values = field.fields.map((f): Pair => {
    if (f.kind === 'typename') return { key: f.alias, value: literal(f.name) };
    const operand = compileMasked(compileOperand(f.operand, scope), f.mask, scope);
    return {
      key: f.alias,
      value: jsonReady(aggregateFunction(field.function, take(operand), f.operand.type), f.operand, scope.context),
    };
  });
  return { key: field.alias, value: jsonObject(values) };
}

/** Several columns are counted as one row value, as Hasura does: a row of NULLs counts. */
function count(columns: readonly Operand[], distinct: boolean, scope: Scope, take: (expression: Sql) => Sql): Sql {
  if (columns.length === 0) return sql`count(*)`;
  const list = join(columns.map((operand) => take(compileOperand(operand, scope))));
  return sql`count(${distinct ? sql`distinct ` : empty}${columns.length > 1 ? sql`(${list})` : list})`;
}
