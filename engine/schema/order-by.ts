/** `<table>_order_by`: what a role may order rows by (dialect §2.8). */
import type { GraphQLEnumType, GraphQLInputObjectType } from 'graphql';
import type { Table } from '../model/model.ts';
import { sharedTypeName } from '../model/naming.ts';
import { type Aggregated, comparableColumns, FLOAT_FUNCTIONS, numericColumns } from './aggregate-functions.ts';
import { computedScalarOperand, hasUserArguments } from './computed-field.ts';
import type { EnumValues, InputFields, SchemaContext } from './context.ts';
import { quotedName } from './names.ts';

export function orderBy(context: SchemaContext, table: Table): GraphQLInputObjectType {
  const about = `Ordering options when selecting data from ${quotedName(table)}.`;
  return context.input(context.typeName(table, 'order_by'), about, () => {
    const access = context.access(table).select;
    const direction = orderDirection(context);
    const fields: InputFields = {};
    for (const { column, operand } of access?.visible ?? []) {
      fields[column.name] = {
        type: direction,
        description: column.description,
        extensions: { engine: { kind: 'order_value', operand } },
      };
    }
    for (const field of access?.visibleScalars ?? []) {
      if (hasUserArguments(field)) continue;
      const operand = computedScalarOperand(field, access?.computedFields.get(field.name) ?? null);
      fields[field.name] = { type: direction, extensions: { engine: { kind: 'order_value', operand } } };
    }
    for (const relationship of table.relationships) {
      if (relationship.isRemote) continue;
      const target = context.readable(relationship.target);
      if (!target) continue;
      const meaning = { relationship, table: target.table };
      if (relationship.kind === 'object') {
        fields[relationship.name] = {
          type: orderBy(context, target.table),
          extensions: { engine: { kind: 'order_related', ...meaning } },
        };
      } else if (target.select.allowAggregations) {
        fields[context.name(`${relationship.name}_aggregate`)] = {
          type: aggregateOrderBy(context, target.table),
          extensions: { engine: { kind: 'order_aggregate', ...meaning } },
        };
      }
    }
    for (const field of table.computedFields) {
      if (field.returns.kind !== 'table' || !field.returns.isSet || hasUserArguments(field)) continue;
      const target = context.readable(field.returns.table);
      if (!target?.select.allowAggregations) continue;
      fields[context.name(`${field.name}_aggregate`)] = {
        type: aggregateOrderBy(context, target.table),
        extensions: { engine: { kind: 'order_function_aggregate', field, table: target.table } },
      };
    }
    return fields;
  });
}

const DIRECTIONS = [
  ['asc', 'in ascending order, nulls last'],
  ['asc_nulls_first', 'in ascending order, nulls first'],
  ['asc_nulls_last', 'in ascending order, nulls last'],
  ['desc', 'in descending order, nulls first'],
  ['desc_nulls_first', 'in descending order, nulls first'],
  ['desc_nulls_last', 'in descending order, nulls last'],
] as const;

export function orderDirection(context: SchemaContext): GraphQLEnumType {
  return context.enum(sharedTypeName(context.naming, 'order_by'), 'column ordering options', () => {
    const values: EnumValues = {};
    for (const [name, description] of DIRECTIONS) values[context.enumValue(name)] = { description };
    return values;
  });
}

/** `<table>_aggregate_order_by`. */
function aggregateOrderBy(context: SchemaContext, table: Table): GraphQLInputObjectType {
  const about = `order by aggregate values of table ${quotedName(table)}`;
  return context.input(context.typeName(table, 'aggregate_order_by'), about, () => {
    const direction = orderDirection(context);
    const select = context.access(table).select;
    const fields: InputFields = { count: { type: direction, extensions: { engine: { kind: 'order_count' } } } };
    const add = (fn: string, columns: readonly Aggregated[]) => {
      if (columns.length === 0) return;
      fields[context.name(fn)] = {
        type: context.input(
          context.typeName(table, `${fn}_order_by`),
          `order by ${fn}() on columns of table ${quotedName(table)}`,
          () => {
            const of: InputFields = {};
            for (const { name, description, operand } of columns) {
              of[name] = { type: direction, description, extensions: { engine: { kind: 'order_value', operand } } };
            }
            return of;
          },
        ),
        extensions: { engine: { kind: 'order_function', function: fn } },
      };
    };
    for (const fn of ['sum', ...FLOAT_FUNCTIONS]) add(fn, numericColumns(select));
    for (const fn of ['max', 'min']) add(fn, comparableColumns(select));
    return fields;
  });
}
