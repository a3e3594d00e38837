/** `<table>_aggregate_bool_exp`: filtering rows by an aggregate over related rows (dialect §2.7). */
import { type GraphQLInputObjectType, type GraphQLInputType, GraphQLList, GraphQLNonNull } from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import type { Table } from '../model/model.ts';
import { predicateColumnsTypeName, predicateTypeName } from '../model/naming.ts';
import { BOOLEAN, INTEGER } from '../model/scalar.ts';
import { selectColumnEnum } from './column.ts';
import { scalarComparison } from './comparison.ts';
import type { EnumValues, InputFields, SchemaContext } from './context.ts';
import { quotedName } from './names.ts';
import { scalar } from './scalars.ts';
import { FLOAT8 } from './types.ts';

/** Functions of one column, by the type of the column and of the answer. */
const FUNCTIONS: readonly { readonly name: string; readonly over: CatalogType; readonly arguments: 1 | 2 }[] = [
  { name: 'bool_and', over: BOOLEAN, arguments: 1 },
  { name: 'bool_or', over: BOOLEAN, arguments: 1 },
  { name: 'avg', over: FLOAT8, arguments: 1 },
  { name: 'max', over: FLOAT8, arguments: 1 },
  { name: 'min', over: FLOAT8, arguments: 1 },
  { name: 'sum', over: FLOAT8, arguments: 1 },
  { name: 'stddev_samp', over: FLOAT8, arguments: 1 },
  { name: 'var_samp', over: FLOAT8, arguments: 1 },
  { name: 'corr', over: FLOAT8, arguments: 2 },
  { name: 'covar_samp', over: FLOAT8, arguments: 2 },
];

/** `filter` is the type of the table's boolean expression (given, because the two types contain each other). */
export function aggregatePredicate(
  context: SchemaContext,
  table: Table,
  filter: () => GraphQLInputObjectType,
): GraphQLInputObjectType {
  return context.input(context.typeName(table, 'aggregate_bool_exp'), null, () => {
    const columns = selectColumnEnum(context, table);
    const fields: InputFields = {
      count: {
        type: predicate(context, table, filter, 'count', INTEGER, columns && new GraphQLList(new GraphQLNonNull(columns))),
        extensions: { engine: { kind: 'aggregate_predicate', function: 'count', type: INTEGER } },
      },
    };
    for (const fn of FUNCTIONS) {
      const argument = columnsOfType(context, table, fn.name, fn.over);
      if (!argument) continue;
      const pair = () =>
        context.input(predicateTypeName(context.naming, table.baseName, `${fn.name}_arguments`), null, () => ({
          X: { type: new GraphQLNonNull(argument) },
          Y: { type: new GraphQLNonNull(argument) },
        }));
      fields[fn.name] = {
        type: predicate(context, table, filter, fn.name, fn.over, new GraphQLNonNull(fn.arguments === 1 ? argument : pair())),
        extensions: { engine: { kind: 'aggregate_predicate', function: fn.name, type: fn.over } },
      };
    }
    return fields;
  });
}

function predicate(
  context: SchemaContext,
  table: Table,
  filter: () => GraphQLInputObjectType,
  name: string,
  answer: CatalogType,
  argument: GraphQLInputType | null,
) {
  return context.input(predicateTypeName(context.naming, table.baseName, name), null, () => ({
    ...(argument ? { arguments: { type: argument } } : {}),
    distinct: { type: scalar('Boolean') },
    filter: { type: filter() },
    predicate: { type: new GraphQLNonNull(scalarComparison(context, answer)) },
  }));
}

/** The role's columns of one type; null when there is none. */
function columnsOfType(context: SchemaContext, table: Table, fn: string, type: CatalogType) {
  const columns = (context.access(table).select?.visible ?? []).filter(
    ({ column }) => column.enumTable === null && !column.isArray && column.column.type.name === type.name,
  );
  if (columns.length === 0) return null;
  const suffix = `${table.baseName.name}_aggregate_bool_exp_${fn}_arguments_columns`;
  return context.enum(
    predicateColumnsTypeName(context.naming, table.baseName, fn),
    `select "${suffix}" columns of table ${quotedName(table)}`,
    () => {
      const values: EnumValues = {};
      for (const { column, operand } of columns) {
        values[column.name] = { description: 'column name', extensions: { engine: { column, operand } } };
      }
      return values;
    },
  );
}
