/** The GraphQL types of a column: as output, as input, and the enum of a role's columns. */
import {
  type GraphQLEnumType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLScalarType,
} from 'graphql';
import type { Column, Table } from '../model/model.ts';
import type { EnumValues, SchemaContext } from './context.ts';
import { quotedName } from './names.ts';
import { scalar } from './scalars.ts';

/** The type of one value: the element's for an array column. */
export function columnElement(context: SchemaContext, column: Column): GraphQLScalarType | GraphQLEnumType {
  const target = column.enumTable === null ? undefined : context.model.tables.get(column.enumTable);
  return target?.enumValues ? enumTableType(context, target) : scalar(column.scalar);
}

export function columnOutput(context: SchemaContext, column: Column, isNullable: boolean): GraphQLOutputType {
  const element = columnElement(context, column);
  const type = column.isArray ? new GraphQLList(new GraphQLNonNull(element)) : element;
  return isNullable ? type : new GraphQLNonNull(type);
}

export function columnInput(
  context: SchemaContext,
  column: Column,
): GraphQLInputType & (GraphQLScalarType | GraphQLEnumType | GraphQLList<GraphQLInputType>) {
  const element = columnElement(context, column);
  return column.isArray ? new GraphQLList(new GraphQLNonNull(element)) : element;
}

/** `<table>_enum`: the values of an enum table (dialect §2.11). */
export function enumTableType(context: SchemaContext, table: Table): GraphQLEnumType {
  return context.enum(context.typeName(table, 'enum'), null, () => {
    const values: EnumValues = {};
    for (const { value, description } of table.enumValues ?? []) values[context.enumValue(value)] = { description };
    return values;
  });
}

/** `<table>_select_column`; null when the role sees no column. */
export function selectColumnEnum(context: SchemaContext, table: Table): GraphQLEnumType | null {
  const visible = context.access(table).select?.visible ?? [];
  if (visible.length === 0) return null;
  return context.enum(context.typeName(table, 'select_column'), `select columns of table ${quotedName(table)}`, () => {
    const values: EnumValues = {};
    for (const { column, operand } of visible) {
      values[column.name] = { description: 'column name', extensions: { engine: { column, operand } } };
    }
    return values;
  });
}
