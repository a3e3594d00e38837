/** `T_on_conflict`: the constraint that may be violated and what is updated then (dialect §2.12). */
import { type GraphQLInputObjectType, GraphQLList, GraphQLNonNull } from 'graphql';
import type { CatalogKey } from '../catalog/catalog.ts';
import type { Table } from '../model/model.ts';
import { columnOperand } from './access.ts';
import { boolExp } from './bool-exp.ts';
import type { EnumValues, SchemaContext } from './context.ts';
import { quotedName } from './names.ts';
import { updatableColumns } from './update-columns.ts';

const GRAPHQL_NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** null when the table has no unique index. */
export function onConflict(context: SchemaContext, table: Table): GraphQLInputObjectType | null {
  const keys = table.catalog.uniqueIndexes.filter((k) => GRAPHQL_NAME.test(k.name));
  if (keys.length === 0) return null;
  return context.input(
    context.typeName(table, 'on_conflict'),
    `on_conflict condition type for table ${quotedName(table)}`,
    () => ({
      constraint: { type: new GraphQLNonNull(constraintEnum(context, table, keys)) },
      [context.name('update_columns')]: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(updateColumnEnum(context, table)))),
        defaultValue: [],
      },
      where: { type: boolExp(context, table) },
    }),
  );
}

const constraintEnum = (context: SchemaContext, table: Table, keys: readonly CatalogKey[]) =>
  context.enum(context.typeName(table, 'constraint'), `unique or primary key constraints on table ${quotedName(table)}`, () => {
    const values: EnumValues = {};
    for (const key of keys) {
      const columns = key.columns.map((c) => `"${c}"`).join(', ');
      values[key.name] = { description: `unique or primary key constraint on columns ${columns}` };
    }
    return values;
  });

/** A role that may update nothing has one value that stands for no column, so that it can still ask for "do nothing". */
const updateColumnEnum = (context: SchemaContext, table: Table) =>
  context.enum(context.typeName(table, 'update_column'), `update columns of table ${quotedName(table)}`, () => {
    const values: EnumValues = {};
    for (const column of updatableColumns(context, table)) {
      values[column.name] = {
        description: 'column name',
        extensions: { engine: { column, operand: columnOperand(column.column) } },
      };
    }
    return Object.keys(values).length > 0 ? values : { _PLACEHOLDER: { description: 'placeholder (do not use)' } };
  });
