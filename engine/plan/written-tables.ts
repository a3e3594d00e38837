/** Which tables a mutation writes by itself (not by triggers), so that what is derived from their rows can be read again. */
import type { InsertPlan, OperationPlan, Root } from './operation-plan.ts';

/** Keys, or `any` when an SQL function runs: what that writes only PostgreSQL knows. */
export type WrittenTables = ReadonlySet<string> | 'any';

export function writtenTables(plan: OperationPlan): WrittenTables {
  const known = KNOWN.get(plan);
  if (known) return known;
  const tables = new Set<string>();
  const written = plan.roots.every((root) => collect(root, tables)) ? tables : 'any';
  KNOWN.set(plan, written);
  return written;
}

const KNOWN = new WeakMap<OperationPlan, WrittenTables>();

/** False when the root may write anything. */
function collect({ field }: Root, tables: Set<string>): boolean {
  switch (field.kind) {
    case 'insert':
      collectInsert(field.insert, tables);
      return true;
    case 'update':
      tables.add(field.update.table);
      return true;
    case 'update_many':
      for (const update of field.updates) tables.add(update.table);
      return true;
    case 'delete':
      tables.add(field.delete.table);
      return true;
    case 'namespace':
      return field.roots.every((root) => collect(root, tables));
    default:
      return field.kind !== 'function_mutation';
  }
}

function collectInsert(insert: InsertPlan, tables: Set<string>): void {
  tables.add(insert.table);
  for (const row of insert.rows) for (const nested of [...row.before, ...row.after]) collectInsert(nested.insert, tables);
}
