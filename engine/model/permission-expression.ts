/**
 * Permission expressions of the metadata become `Condition`s (dialect §3.3). They differ from the caller's `where`: columns have
 * their PostgreSQL names, equality with null asks for NULL, columns compare with columns, relationships do not bring the other
 * table's own permission, and anything may be a session variable.
 */
import { tableKey } from '../catalog/catalog.ts';
import { display, QualifiedName, qualify } from '../metadata/qualified-name.ts';
import { callOnRow } from './call-on-row.ts';
import { type Condition, FALSE, type Operand, TRUE } from './condition.ts';
import { comparisonsOf } from './permission-comparison.ts';
import type { TableFields } from './table-fields.ts';
import { Unresolvable } from './unresolvable.ts';

export interface Scope {
  /** The table on which the permission is defined: what `$` means. */
  readonly root: TableFields;
  /** Tracked tables by key. */
  readonly table: (key: string) => TableFields | undefined;
}

export function resolveExpression(expression: unknown, scope: Scope): Condition {
  return conditionOf(expression, scope.root, scope);
}

function conditionOf(expression: unknown, on: TableFields, scope: Scope): Condition {
  if (!isObject(expression)) throw new Unresolvable('expected an object for a boolean expression', 'parse-failed');
  return every(Object.entries(expression).map(([key, value]) => part(key, value, on, scope)));
}

function part(key: string, value: unknown, on: TableFields, scope: Scope): Condition {
  switch (key) {
    case '_and':
    case '$and':
      return every(listOf(value, key).map((item) => conditionOf(item, on, scope)));
    case '_or':
    case '$or':
      return any(listOf(value, key).map((item) => conditionOf(item, on, scope)));
    case '_not':
    case '$not':
      return negate(conditionOf(value, on, scope));
    case '_exists':
    case '$exists':
      return exists(value, scope);
    default:
      return field(key, value, on, scope);
  }
}

function field(name: string, value: unknown, on: TableFields, scope: Scope): Condition {
  const column = on.catalog.columns.find((c) => c.name === name);
  if (column) {
    const subject: Operand = { kind: 'column', column: name, of: 'current', type: column.type };
    return every(comparisonsOf(value, subject, on, scope));
  }
  const relationship = on.relationships.find((r) => r.name === name && !r.isRemote);
  if (relationship) {
    const target = known(relationship.target, scope);
    const where = conditionOf(value, target, scope);
    return { kind: 'related', table: target.key, mapping: relationship.mapping, where, ofPermission: true };
  }
  const computed = on.computedFields.find((f) => f.name === name);
  if (computed) {
    const call = callOnRow(computed);
    if (computed.returns.kind === 'table') {
      const target = known(computed.returns.table, scope);
      return { kind: 'related_function', call, table: target.key, where: conditionOf(value, target, scope) };
    }
    const subject: Operand = { kind: 'function', call, type: computed.returns.type };
    return every(comparisonsOf(value, subject, on, scope));
  }
  throw new Unresolvable(`"${name}" does not exist`, 'not-exists');
}

function exists(value: unknown, scope: Scope): Condition {
  const table = isObject(value) ? QualifiedName.safeParse(value._table ?? value.$table) : null;
  if (!isObject(value) || !table?.success) throw new Unresolvable('_exists needs _table and _where', 'parse-failed');
  const { schema, name } = qualify(table.data);
  const target = scope.table(tableKey(schema, name));
  if (!target) {
    throw new Unresolvable(`table "${display({ schema, name })}" does not exist in source: "${scope.root.source}"`, 'not-exists');
  }
  return { kind: 'exists', table: target.key, where: conditionOf(value._where ?? value.$where ?? {}, target, scope) };
}

function known(key: string, scope: Scope): TableFields {
  const target = scope.table(key);
  if (!target) throw new Unresolvable(`table ${key} is not tracked`, 'not-exists');
  return target;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf(value: unknown, key: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return [value];
  throw new Unresolvable(`expecting a list for ${key}`, 'parse-failed');
}

/** All hold; none given is true. */
function every(conditions: readonly Condition[]): Condition {
  const parts = conditions.flatMap((c) => (c.kind === 'and' ? c.of : [c])).filter((c) => c.kind !== 'constant' || !c.value);
  if (parts.some((c) => c.kind === 'constant')) return FALSE;
  const [only, ...more] = parts;
  return only === undefined ? TRUE : more.length === 0 ? only : { kind: 'and', of: parts };
}

/** One holds; none given is false. */
export function any(conditions: readonly Condition[]): Condition {
  const parts = conditions.flatMap((c) => (c.kind === 'or' ? c.of : [c])).filter((c) => c.kind !== 'constant' || c.value);
  if (parts.some((c) => c.kind === 'constant')) return TRUE;
  const [only, ...more] = parts;
  return only === undefined ? FALSE : more.length === 0 ? only : { kind: 'or', of: parts };
}

function negate(condition: Condition): Condition {
  if (condition.kind === 'constant') return condition.value ? FALSE : TRUE;
  return { kind: 'not', of: condition };
}
