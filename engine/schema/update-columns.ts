/** The columns a role may set in an update. */
import type { Column, Table } from '../model/model.ts';
import type { SchemaContext } from './context.ts';

export function updatableColumns(context: SchemaContext, table: Table): readonly Column[] {
  const update = context.access(table).update;
  if (!update) return [];
  return table.columns.filter(
    ({ column }) => column.isGenerated !== 'always' && update.columns.has(column.name) && !update.presets.has(column.name),
  );
}
