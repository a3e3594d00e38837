/** Operators of permission expressions: what follows a column or scalar computed field (dialect §2.6, §3.3). */
import type { CatalogType } from '../catalog/catalog.ts';
import type { Comparison, Condition, Operand } from './condition.ts';
import { metadataValue, sessionVariable } from './literal.ts';
import type { Scope } from './permission-expression.ts';
import { arrayOf, JSONPATH, LQUERY, LTXTQUERY, TEXT } from './scalar.ts';
import type { TableFields } from './table-fields.ts';
import { Unresolvable } from './unresolvable.ts';

/** `{_gt: 1, _lt: 5}`, or a bare value, which means equality. */
export function comparisonsOf(value: unknown, subject: Operand, on: TableFields, scope: Scope): Condition[] {
  if (subject.type.name === 'json') {
    throw new Unresolvable('JSON column can not be part of boolean expression', 'unexpected-payload');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    mustBeEnumValue(value, subject, on, scope);
    return [compare('eq', value, subject)];
  }
  return Object.entries(value).map(([operator, operand]) => one(operator, operand, subject, on, scope));
}

function one(operator: string, value: unknown, subject: Operand, on: TableFields, scope: Scope): Condition {
  const name = operator.startsWith('_') || operator.startsWith('$') ? operator.slice(1) : operator;
  const between = Object.hasOwn(COLUMN_OPERATORS, name) ? COLUMN_OPERATORS[name] : undefined;
  if (between) {
    return { kind: 'compare', subject, operator: between, value: otherColumn(value, subject, on, scope), nullSafe: false };
  }
  if (name === 'is_null') return isNull(value, subject);
  if (name === 'cast') return cast(value, subject, on, scope);
  const comparison = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!comparison) throw new Unresolvable(`Unknown operator : ${operator}`, 'unexpected-payload');
  mustApply(comparison, subject.type);
  mustBeEnumValue(value, subject, on, scope);
  return compare(comparison, value, subject);
}

/** Where a column refers to an enum table, fixed values are those of the table. */
function mustBeEnumValue(value: unknown, subject: Operand, on: TableFields, scope: Scope): void {
  if (subject.kind !== 'column') return;
  const { enumTable, scalar } = on.columns.find((c) => c.column.name === subject.column) ?? { enumTable: null, scalar: '' };
  const values = enumTable === null ? null : (scope.table(enumTable)?.enumValues?.map((v) => v.value) ?? null);
  if (values === null) return;
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item !== 'string' || sessionVariable(item) !== null || values.includes(item)) continue;
    const expected = values.map((v) => `"${v}"`).join(', ');
    throw new Unresolvable(`expected one of the values ${expected} for type "${scalar}", given "${item}"`, 'unexpected-payload');
  }
}

const STRINGS = ['text', 'varchar', 'bpchar', 'citext'];

/** Operators that only some types have. */
function mustApply(operator: Comparison, type: CatalogType): void {
  const types = typesOf(operator);
  if (types === null || types.includes(type.name)) return;
  if ((operator === 'contains' || operator === 'contained_in') && type.kind === 'array') return;
  const expected = types.map((t) => `"${t}"`).join('/');
  throw new Unresolvable(
    ` is of type "${type.sql}"; this operator works only on columns of type ${expected}`,
    'unexpected-payload',
  );
}

function typesOf(operator: Comparison): readonly string[] | null {
  if (/^n?i?(like|regex)$|^n?similar$/.test(operator)) return STRINGS;
  if (/^contain|^has_key|^jsonb_/.test(operator)) return ['jsonb'];
  return /^(ancestor|descendant|matches)/.test(operator) ? ['ltree'] : null;
}

/** Equality with null asks for NULL; a value that cannot be null needs no null-safe form, whichever way it is negated. */
function compare(operator: Comparison, value: unknown, subject: Operand): Condition {
  if (value === null && (operator === 'eq' || operator === 'neq')) return { kind: 'is_null', subject, isNull: operator === 'eq' };
  const type = rightType(operator, subject.type);
  if (type.kind === 'array' && LISTS.has(operator) && !Array.isArray(value) && sessionVariable(value) === null) {
    throw new Unresolvable(`expecting a list or a session variable for "_${operator}"`, 'parse-failed');
  }
  return { kind: 'compare', subject, operator, value: metadataValue(value, type), nullSafe: false };
}

const LISTS: ReadonlySet<Comparison> = new Set([
  'in',
  'nin',
  'has_keys_any',
  'has_keys_all',
  'ancestor_any',
  'descendant_any',
  'matches_any',
]);

/** The type of the right side: usually the left one's. */
function rightType(operator: Comparison, left: CatalogType): CatalogType {
  switch (operator) {
    case 'in':
    case 'nin':
    case 'ancestor_any':
    case 'descendant_any':
      return arrayOf(left);
    case 'has_key':
      return TEXT;
    case 'has_keys_any':
    case 'has_keys_all':
      return arrayOf(TEXT);
    case 'jsonb_path_exists':
    case 'jsonb_path_match':
      return JSONPATH;
    case 'matches':
      return LQUERY;
    case 'matches_any':
      return arrayOf(LQUERY);
    case 'matches_fulltext':
      return LTXTQUERY;
    default:
      return left;
  }
}

function isNull(value: unknown, subject: Operand): Condition {
  if (typeof value !== 'boolean') throw new Unresolvable('expecting a boolean for "_is_null"', 'parse-failed');
  return { kind: 'is_null', subject, isNull: value };
}

/** `_cast: {String: {_like: …}}`. */
function cast(value: unknown, subject: Operand, on: TableFields, scope: Scope): Condition {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const parts = entries.flatMap(([name, operators]) => {
    if (name !== 'String' && name !== 'text') throw new Unresolvable(`cannot cast to "${name}"`, 'unexpected-payload');
    return comparisonsOf(operators, { kind: 'cast', operand: subject, type: TEXT }, on, scope);
  });
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { kind: 'and', of: parts };
}

/** `"col"`, `["col"]`: of the current table; `["$", "col"]`: of the table on which the permission is defined. */
function otherColumn(value: unknown, subject: Operand, on: TableFields, scope: Scope): Operand {
  const path: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [first, second] = path;
  if (path.length === 0) throw new Unresolvable('path cannot be empty', 'unexpected');
  if (path.length > 2 || (path.length === 2 && first !== '$')) {
    throw new Unresolvable('Relationship references are not supported in column comparison RHS', 'not-supported');
  }
  const name = path.length === 2 ? second : first;
  if (typeof name !== 'string') {
    throw new Unresolvable('a boolean expression JSON can either be a string or an array', 'unexpected');
  }
  const isRoot = path.length === 2;
  const column = (isRoot ? scope.root : on).catalog.columns.find((c) => c.name === name);
  if (!column) throw new Unresolvable(`column "${name}" does not exist`, 'not-exists');
  if (column.type.sql !== subject.type.sql) {
    const left = subject.kind === 'column' ? subject.column : 'expression';
    throw new Unresolvable(`incompatible column types : "${left}", "${name}"`, 'unexpected-payload');
  }
  return { kind: 'column', column: name, of: isRoot ? 'root' : 'current', type: column.type };
}

const COLUMN_OPERATORS: Readonly<Record<string, Comparison>> = {
  ceq: 'eq',
  cne: 'neq',
  cneq: 'neq',
  cgt: 'gt',
  clt: 'lt',
  cgte: 'gte',
  clte: 'lte',
};

const OPERATORS: Readonly<Record<string, Comparison>> = {
  eq: 'eq',
  ne: 'neq',
  neq: 'neq',
  gt: 'gt',
  lt: 'lt',
  gte: 'gte',
  lte: 'lte',
  in: 'in',
  nin: 'nin',
  like: 'like',
  nlike: 'nlike',
  ilike: 'ilike',
  nilike: 'nilike',
  similar: 'similar',
  nsimilar: 'nsimilar',
  regex: 'regex',
  nregex: 'nregex',
  iregex: 'iregex',
  niregex: 'niregex',
  contains: 'contains',
  contained_in: 'contained_in',
  has_key: 'has_key',
  has_keys_any: 'has_keys_any',
  has_keys_all: 'has_keys_all',
  jsonb_path_exists: 'jsonb_path_exists',
  jsonb_path_match: 'jsonb_path_match',
  ancestor: 'ancestor',
  descendant: 'descendant',
  ancestor_any: 'ancestor_any',
  descendant_any: 'descendant_any',
  matches: 'matches',
  matches_any: 'matches_any',
  matches_fulltext: 'matches_fulltext',
};
