/** The object type of a table's rows and of its aggregates, as one role sees them (dialect §2.3, §2.9). */
import { GraphQLList, GraphQLNonNull, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import type { Table } from '../model/model.ts';
import { type Aggregated, comparableFields, FLOAT_FUNCTIONS, numericFields } from './aggregate-functions.ts';
import { columnOutput, selectColumnEnum } from './column.ts';
import { computedFieldArguments } from './computed-field.ts';
import type { Fields, SchemaContext } from './context.ts';
import { described, quotedName } from './names.ts';
import { scalar } from './scalars.ts';
import { selectArguments } from './select-arguments.ts';
import { isJson } from './types.ts';

const jsonPath = { path: { type: scalar('String'), description: 'JSON select path' } };

export function rowType(context: SchemaContext, table: Table): GraphQLObjectType {
  return context.object(
    table.graphqlName,
    described(table.description, `columns and relationships of ${quotedName(table)}`),
    () => {
      const fields: Fields = {};
      const select = context.access(table).select;
      if (!select) return fields;
      for (const { column, operand } of select.visible) {
        const json = isJson(column.column.type) && !column.isArray;
        fields[column.name] = {
          type: columnOutput(context, column, column.column.isNullable || operand.kind === 'masked'),
          description: column.description,
          args: json ? jsonPath : {},
          extensions: { engine: { kind: 'column', operand, isJson: json } },
        };
      }
      for (const field of select.visibleScalars) {
        const { type, scalar: name } = field.returns;
        fields[field.name] = {
          type: type.element ? new GraphQLList(scalar(name)) : scalar(name),
          description: field.comment,
          args: { ...computedFieldArguments(context, table, field), ...(isJson(type) ? jsonPath : {}) },
          extensions: {
            engine: {
              kind: 'computed_scalar',
              field,
              type,
              mask: select.computedFields.get(field.name) ?? null,
              isJson: isJson(type),
            },
          },
        };
      }
      return { ...fields, ...relationshipFields(context, table), ...computedTableFields(context, table) };
    },
  );
}

export const rowList = (context: SchemaContext, table: Table) =>
  new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(rowType(context, table))));

function relationshipFields(context: SchemaContext, table: Table): Fields {
  const fields: Fields = {};
  for (const relationship of table.relationships) {
    const target = context.readable(relationship.target);
    if (!target) continue;
    const meaning = { relationship, table: target.table };
    if (relationship.kind === 'object') {
      const type = rowType(context, target.table);
      fields[relationship.name] = {
        type: relationship.isNullable ? type : new GraphQLNonNull(type),
        description: described(relationship.comment, 'An object relationship'),
        extensions: { engine: { kind: 'object_relationship', ...meaning } },
      };
      continue;
    }
    const args = selectArguments(context, target.table);
    fields[relationship.name] = {
      type: rowList(context, target.table),
      description: described(relationship.comment, 'An array relationship'),
      args,
      extensions: { engine: { kind: 'array_relationship', ...meaning } },
    };
    if (!target.select.allowAggregations) continue;
    fields[context.name(`${relationship.name}_aggregate`)] = {
      type: new GraphQLNonNull(aggregateType(context, target.table)),
      description: 'An aggregate relationship',
      args,
      extensions: { engine: { kind: 'array_relationship_aggregate', ...meaning } },
    };
  }
  return fields;
}

function computedTableFields(context: SchemaContext, table: Table): Fields {
  const fields: Fields = {};
  for (const field of table.computedFields) {
    if (field.returns.kind !== 'table') continue;
    const target = context.readable(field.returns.table);
    if (!target) continue;
    const { isSet } = field.returns;
    const type = rowType(context, target.table);
    fields[field.name] = {
      type: isSet ? new GraphQLList(new GraphQLNonNull(type)) : type,
      description: field.comment,
      args: {
        ...computedFieldArguments(context, table, field),
        ...(isSet ? selectArguments(context, target.table) : {}),
      },
      extensions: { engine: { kind: 'computed_table', field, table: target.table, isSet } },
    };
  }
  return fields;
}

/** `<table>_aggregate`: the aggregates of rows, and the rows. */
export function aggregateType(context: SchemaContext, table: Table): GraphQLObjectType {
  return context.object(context.typeName(table, 'aggregate'), `aggregated selection of ${quotedName(table)}`, () => ({
    aggregate: { type: aggregateFields(context, table), extensions: { engine: { kind: 'aggregate' } } },
    nodes: { type: rowList(context, table), extensions: { engine: { kind: 'nodes' } } },
  }));
}

function aggregateFields(context: SchemaContext, table: Table): GraphQLObjectType {
  return context.object(context.typeName(table, 'aggregate_fields'), `aggregate fields of ${quotedName(table)}`, () => {
    const select = context.access(table).select;
    const columns = selectColumnEnum(context, table);
    const fields: Fields = {
      count: {
        type: new GraphQLNonNull(scalar('Int')),
        args: {
          ...(columns ? { columns: { type: new GraphQLList(new GraphQLNonNull(columns)) } } : {}),
          distinct: { type: scalar('Boolean') },
        },
        extensions: { engine: { kind: 'count' } },
      },
    };
    const add = (fn: string, over: readonly Aggregated[], answer: (of: Aggregated) => GraphQLOutputType) => {
      if (over.length === 0) return;
      fields[context.name(fn)] = {
        type: context.object(context.typeName(table, `${fn}_fields`), `aggregate ${fn} on columns`, () => {
          const values: Fields = {};
          for (const of of over) {
            const { name, description, operand } = of;
            values[name] = { type: answer(of), description, extensions: { engine: { kind: 'aggregate_value', operand } } };
          }
          return values;
        }),
        extensions: { engine: { kind: 'aggregate_function', function: fn } },
      };
    };
    const own = ({ scalar: name, isArray }: Aggregated) =>
      isArray ? new GraphQLList(new GraphQLNonNull(scalar(name))) : scalar(name);
    for (const fn of FLOAT_FUNCTIONS) add(fn, numericFields(select), () => scalar('Float'));
    add('sum', numericFields(select), own);
    for (const fn of ['max', 'min']) add(fn, comparableFields(select), own);
    return fields;
  });
}
