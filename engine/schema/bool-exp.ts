/** `<table>_bool_exp`: what a role may filter rows by (dialect §2.5). */
import { type GraphQLInputObjectType, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Table } from '../model/model.ts';
import { aggregatePredicate } from './aggregate-predicate.ts';
import { columnComparison, scalarComparison } from './comparison.ts';
import { computedScalarOperand, hasUserArguments } from './computed-field.ts';
import type { InputFields, SchemaContext } from './context.ts';
import { quotedName } from './names.ts';

export function boolExp(context: SchemaContext, table: Table): GraphQLInputObjectType {
  const about = `Boolean expression to filter rows from the table ${quotedName(table)}. All fields are combined with a logical 'AND'.`;
  return context.input(context.typeName(table, 'bool_exp'), about, () => {
    const self = boolExp(context, table);
    const list = new GraphQLList(new GraphQLNonNull(self));
    const access = context.access(table).select;
    const fields: InputFields = {
      _and: { type: list, extensions: { engine: { kind: 'and' } } },
      _or: { type: list, extensions: { engine: { kind: 'or' } } },
      _not: { type: self, extensions: { engine: { kind: 'not' } } },
    };
    for (const { column, operand } of access?.visible ?? []) {
      fields[column.name] = {
        type: columnComparison(context, column),
        description: column.description,
        extensions: { engine: { kind: 'compare', operand, column } },
      };
    }
    for (const relationship of table.relationships) {
      if (relationship.isRemote) continue;
      const target = context.readable(relationship.target);
      if (!target) continue;
      const meaning = { relationship, table: target.table };
      fields[relationship.name] = {
        type: boolExp(context, target.table),
        extensions: { engine: { kind: 'related', ...meaning } },
      };
      if (relationship.kind === 'array' && target.select.allowAggregations && !context.options.hideAggregationPredicates) {
        fields[context.name(`${relationship.name}_aggregate`)] = {
          type: aggregatePredicate(context, target.table, () => boolExp(context, target.table)),
          extensions: { engine: { kind: 'related_aggregate', ...meaning } },
        };
      }
    }
    for (const field of access?.visibleScalars ?? []) {
      if (hasUserArguments(field)) continue;
      const operand = computedScalarOperand(field, access?.computedFields.get(field.name) ?? null);
      fields[field.name] = {
        type: scalarComparison(context, field.returns.type, field.returns.scalar),
        extensions: { engine: { kind: 'compare', operand, column: null } },
      };
    }
    for (const field of table.computedFields) {
      if (field.returns.kind !== 'table' || hasUserArguments(field)) continue;
      const target = context.readable(field.returns.table);
      if (!target) continue;
      fields[field.name] = {
        type: boolExp(context, target.table),
        extensions: { engine: { kind: 'related_function', field, table: target.table } },
      };
    }
    return fields;
  });
}
