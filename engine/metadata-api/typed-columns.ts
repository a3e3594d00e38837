/** Permissions that compare a column with a fixed value, which was read as the column's type. */
import type { Condition, Operand } from '../model/condition.ts';
import type { Inconsistency, Model, Table, TablePermissions } from '../model/model.ts';

/** As the objects that would break, in the shape in which broken ones are told. */
export function usersByType(model: Model, table: Table, column: string): Inconsistency[] {
  const users: Inconsistency[] = [];
  for (const on of model.tables.values()) {
    for (const [role, permissions] of on.permissions) {
      if (model.inheritedRoles.has(role)) continue;
      for (const kind of ['select', 'insert', 'update', 'delete'] as const) {
        if (!conditionsOf(permissions, kind).some((c) => mentions(c, on.key, table.key, column))) continue;
        const definition = { role, source: on.source, table: { schema: on.catalog.schema, name: on.catalog.name } };
        users.push({ type: `${kind}_permission`, name: role, definition, reason: '' });
      }
    }
  }
  return users;
}

function conditionsOf(permissions: TablePermissions, kind: 'select' | 'insert' | 'update' | 'delete'): Condition[] {
  switch (kind) {
    case 'select':
      return permissions.select ? [permissions.select.filter] : [];
    case 'insert':
      return permissions.insert ? [permissions.insert.check] : [];
    case 'update':
      return permissions.update
        ? [permissions.update.filter, ...(permissions.update.check ? [permissions.update.check] : [])]
        : [];
    case 'delete':
      return permissions.delete ? [permissions.delete.filter] : [];
  }
}

/** Whether the condition, evaluated on rows of `on`, compares `table.column` with a literal. */
function mentions(condition: Condition, on: string, table: string, column: string): boolean {
  const inner = (of: Condition, where: string) => mentions(of, where, table, column);
  switch (condition.kind) {
    case 'constant':
    case 'is_null':
      return false;
    case 'and':
    case 'or':
      return condition.of.some((c) => inner(c, on));
    case 'not':
    case 'rooted':
      return inner(condition.of, on);
    case 'related':
    case 'related_function':
    case 'exists':
      return inner(condition.where, condition.table);
    case 'aggregate':
      return inner(condition.filter, condition.table);
    case 'compare':
      return on === table && condition.value.kind === 'literal' && columnOf(condition.subject) === column;
  }
}

function columnOf(operand: Operand): string | null {
  if (operand.kind === 'column') return operand.column;
  return operand.kind === 'cast' ? columnOf(operand.operand) : null;
}
