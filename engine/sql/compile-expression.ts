/**
 * A `Condition` as a boolean expression with PostgreSQL's three-valued logic (NULL is neither true nor false), and what it is
 * made of: columns, computed fields, casts, masks. They contain each other, hence one file.
 */
import { type ColumnPair, type Condition, isOperand, type Operand, type Value } from '../model/condition.ts';
import type { FunctionCall } from '../model/function-call.ts';
import { aggregateFunction } from './aggregate-function.ts';
import { comparison } from './comparison.ts';
import { nestedScope, type RowAlias, type Scope } from './scope.ts';
import { ident, join, relation, type Sql, sql, typeName, value } from './sql.ts';

type Of<K extends Condition['kind']> = Extract<Condition, { readonly kind: K }>;

export function compileCondition(condition: Condition, scope: Scope): Sql {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? sql`true` : sql`false`;
    case 'and':
    case 'or':
      return allOrAny(condition, scope);
    case 'not':
      return sql`not (${compileCondition(condition.of, scope)})`;
    case 'rooted':
      return compileCondition(condition.of, { ...scope, root: scope.current });
    case 'compare':
      return compare(condition, scope);
    case 'is_null':
      return sql`(${compileOperand(condition.subject, scope)}) is ${condition.isNull ? sql`null` : sql`not null`}`;
    case 'related':
      return related(condition, scope);
    case 'related_function': {
      const inner = nestedScope(scope, condition.table);
      const from = sql`${compileCall(condition.call, scope.current)} ${inner.current.alias}`;
      return sql`exists (select 1 from ${from} where ${compileCondition(condition.where, inner)})`;
    }
    case 'exists': {
      const inner = nestedScope(scope, condition.table);
      const from = sql`${relation(condition.table)} ${inner.current.alias}`;
      return sql`exists (select 1 from ${from} where ${compileCondition(condition.where, inner)})`;
    }
    case 'aggregate':
      return aggregate(condition, scope);
  }
}

function allOrAny(condition: Of<'and' | 'or'>, scope: Scope): Sql {
  if (condition.of.length === 0) return condition.kind === 'and' ? sql`true` : sql`false`;
  return sql`(${join(
    condition.of.map((c) => compileCondition(c, scope)),
    condition.kind === 'and' ? ' and ' : ' or ',
  )})`;
}

/**
 * `is true` keeps PostgreSQL from turning a role's filter into a join, which it plans for all rows there are: with `limit 20` and
 * a caller who sees half of 100,000 rows the generic plan took 76 ms. As a sub-plan it is either asked row by row (one row by its
 * key: 0.1 ms) or hashed first (lists: 0.5–5 ms, whatever the caller sees); PostgreSQL chooses. Where all rows are wanted the
 * join is better (a caller who sees little counts in 0.2 ms instead of 14 ms).
 */
function related(condition: Of<'related'>, scope: Scope): Sql {
  const inner = nestedScope(scope, condition.table);
  const where = join([...joinOn(condition.mapping, scope, inner), compileCondition(condition.where, inner)], ' and ');
  const exists = sql`exists (select 1 from ${relation(condition.table)} ${inner.current.alias} where ${where})`;
  return condition.ofPermission && scope.isBounded ? sql`(${exists}) is true` : exists;
}

/** The remote columns equal the local ones. */
export function joinOn(mapping: readonly ColumnPair[], local: Scope, remote: Scope): Sql[] {
  return mapping.map((pair) => sql`${column(remote.current, pair.remote)} = ${column(local.current, pair.local)}`);
}

function aggregate(condition: Of<'aggregate'>, scope: Scope): Sql {
  const inner = nestedScope(scope, condition.table);
  const call = aggregateCall(condition.function, condition.columns, condition.distinct, inner);
  const where = join([...joinOn(condition.mapping, scope, inner), compileCondition(condition.filter, inner)], ' and ');
  const result = sql`(select ${call} from ${relation(condition.table)} ${inner.current.alias} where ${where})`;
  if (condition.predicate.length === 0) return sql`true`;
  const parts = condition.predicate.map(({ operator, value: right }) => {
    if (operator === 'is_null') return sql`${result} is null`;
    if (operator === 'is_not_null') return sql`${result} is not null`;
    return comparison(operator, result, value(right));
  });
  return sql`(${join(parts, ' and ')})`;
}

/** `count(*)`, `count(distinct (a, b))`, `sum(a)`, `corr(a, b)`. */
export function aggregateCall(name: string, columns: readonly Operand[], distinct: boolean, scope: Scope): Sql {
  const operands = columns.map((c) => compileOperand(c, scope));
  if (operands.length === 0) return sql`count(*)`;
  const [type] = columns.map((c) => c.type);
  const [only] = operands;
  if (only && type && operands.length === 1 && !distinct) return aggregateFunction(name, only, type);
  const list = join(operands);
  // Several columns are counted as one row value, as Hasura does: a row of NULLs counts.
  const argument = name === 'count' && operands.length > 1 ? sql`(${list})` : list;
  return sql`${ident(name)}(${distinct ? sql`distinct ` : sql``}${argument})`;
}

function compare(condition: Of<'compare'>, scope: Scope): Sql {
  const left = compileOperand(condition.subject, scope);
  const right = isOperand(condition.value) ? compileOperand(condition.value, scope) : value(condition.value);
  const plain = comparison(condition.operator, left, right);
  if (!condition.nullSafe || !mayBeNull(condition.value)) return plain;
  if (condition.operator === 'eq') return sql`(${plain} or ((${left}) is null and (${right}) is null))`;
  if (condition.operator === 'neq') return sql`(${plain} or ((${left}) is not null and (${right}) is null))`;
  return plain;
}

/** A session variable is never NULL (missing is an error), so comparing with it needs no null-safe form. */
function mayBeNull(right: Value | Operand): boolean {
  switch (right.kind) {
    case 'literal':
      return right.text === null;
    case 'session':
    case 'session_object':
    case 'list':
    case 'json':
      return false;
    default:
      return true;
  }
}

export function compileOperand(operand: Operand, scope: Scope): Sql {
  switch (operand.kind) {
    case 'column':
      return column(operand.of === 'root' ? scope.root : scope.current, operand.column);
    case 'function':
      return compileCall(operand.call, scope.current);
    case 'cast':
      return sql`(${compileOperand(operand.operand, scope)})::${typeName(operand.type)}`;
    case 'masked':
      return compileMasked(compileOperand(operand.operand, scope), operand.when, scope);
  }
}

export const column = (row: RowAlias, name: string): Sql => sql`${row.alias}.${ident(name)}`;

/** An inherited role's column: NULL in rows where none of its roles may see it. */
export function compileMasked(expression: Sql, mask: Condition | null, scope: Scope): Sql {
  return mask ? sql`case when ${compileCondition(mask, scope)} then ${expression} end` : expression;
}

/** `"s"."f"(…)`; `row` is what the function receives as its row, null where none can be meant. */
export function compileCall(call: FunctionCall, row: RowAlias | null): Sql {
  const given = call.arguments.map((argument) => {
    const expression = argument.kind === 'row' ? wholeRow(row) : value(argument.value);
    return argument.name === null ? expression : sql`${ident(argument.name)} => ${expression}`;
  });
  return sql`${ident(call.schema, call.name)}(${join(given)})`;
}

/** Cast, because the alias may stand for a sub-select, whose rows have no named type. */
const wholeRow = (row: RowAlias | null): Sql => (row ? sql`${row.alias}::${relation(row.table)}` : sql`null`);
