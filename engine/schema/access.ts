/** What a role may do with a table, in one shape for `admin` (everything) and for permissions from metadata. */
import type { CatalogColumn } from '../catalog/catalog.ts';
import { type Operand, rooted, TRUE } from '../model/condition.ts';
import type {
  Column,
  ComputedField,
  DeletePermission,
  InsertPermission,
  Presets,
  SelectPermission,
  Table,
  UpdatePermission,
} from '../model/model.ts';

export interface Access {
  readonly table: Table;
  readonly select: SelectAccess | null;
  readonly insert: InsertPermission | null;
  readonly update: UpdatePermission | null;
  readonly delete: DeletePermission | null;
}

export interface SelectAccess extends SelectPermission {
  /** Selectable columns in ordinal order, each as what the role sees of it. */
  readonly visible: readonly { readonly column: Column; readonly operand: Operand }[];
  /** Selectable computed fields that return a scalar. */
  readonly visibleScalars: readonly ScalarComputedField[];
}

export type ScalarComputedField = ComputedField & { readonly returns: { readonly kind: 'scalar' } };

/** `backend`: the request may use `backend_only` permissions. */
export function accessOf(table: Table, role: string, backend: boolean): Access {
  if (!table.isNameable) return { table, select: null, insert: null, update: null, delete: null };
  const given = role === 'admin' ? adminPermissions(table) : table.permissions.get(role);
  const allowed = <T extends { readonly backendOnly: boolean }>(permission: T | null | undefined, possible: boolean) =>
    permission && possible && (backend || !permission.backendOnly) ? permission : null;
  return {
    table,
    select: given?.select ? withVisible(table, given.select) : null,
    insert: allowed(given?.insert, table.catalog.isInsertable),
    update: allowed(given?.update, table.catalog.isUpdatable),
    delete: allowed(given?.delete, table.catalog.isDeletable),
  };
}

export const columnOperand = (column: CatalogColumn): Operand & { readonly kind: 'column' } => ({
  kind: 'column',
  column: column.name,
  of: 'current',
  type: column.type,
});

function withVisible(table: Table, select: SelectPermission): SelectAccess {
  const visible: { column: Column; operand: Operand }[] = [];
  for (const column of table.columns) {
    const mask = select.columns.get(column.column.name);
    if (mask === undefined) continue;
    const operand = columnOperand(column.column);
    visible.push({
      column,
      operand: mask === null ? operand : { kind: 'masked', operand, when: rooted(mask), type: operand.type },
    });
  }
  return {
    ...select,
    computedFields: new Map([...select.computedFields].map(([name, mask]) => [name, mask && rooted(mask)])),
    visible,
    visibleScalars: table.computedFields.filter(isScalar).filter((f) => select.computedFields.has(f.name)),
  };
}

const isScalar = (field: ComputedField): field is ScalarComputedField => field.returns.kind === 'scalar';

function adminPermissions(table: Table) {
  const columns = table.columns.map((c) => c.column.name);
  const presets: Presets = new Map();
  const write = { presets, backendOnly: false, validateInput: null };
  return {
    select: {
      columns: new Map(columns.map((c) => [c, null])),
      computedFields: new Map(table.computedFields.map((f) => [f.name, null])),
      filter: TRUE,
      limit: null,
      allowAggregations: true,
      queryRootFields: null,
      subscriptionRootFields: null,
    },
    insert: { ...write, columns: new Set(columns), check: TRUE },
    update: { ...write, columns: new Set(columns), filter: TRUE, check: null },
    delete: { filter: TRUE, backendOnly: false, validateInput: null },
  };
}
