/** `T_aggregate`: counts and functions over rows, and the rows themselves (dialect §2.9). */
import { type GraphQLField, type GraphQLObjectType, isEnumType, isListType, isNonNullType, type SelectionNode } from 'graphql';
import { selectColumns } from './columns.ts';
import { objectFields, objectType, rejectSelections, typenameField } from './object-fields.ts';
import { unmasked } from './operands.ts';
import type { AggregateField, AggregateValue, Field } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import type { CollectedField } from './selection.ts';

type PlanRow = (
  planning: Planning,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[] | null,
  path: string,
) => Field[];

/** `planRow` plans `nodes` (given, as rows contain aggregates again). */
export function planAggregateFields(
  planning: Planning,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[] | null,
  path: string,
  planRow: PlanRow,
): AggregateField[] {
  return objectFields<AggregateField>(planning, type, selections, path, typenameField, (field, definition, at) => {
    const { alias } = field;
    const of = objectType(definition);
    if (definition.extensions.engine?.kind === 'nodes') {
      return { kind: 'nodes', alias, fields: planRow(planning, of, field.selections, at) };
    }
    const fields = objectFields<AggregateValue>(
      planning,
      of,
      field.selections,
      at,
      typenameField,
      (value, valueDefinition, valueAt) => planValue(planning, value, valueDefinition, valueAt),
    );
    return { kind: 'aggregate', alias, fields };
  });
}

function planValue(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): AggregateValue {
  const { alias } = field;
  const meaning = definition.extensions.engine;
  if (meaning?.kind === 'aggregate_function') {
    type Value = Extract<AggregateValue, { kind: 'function' }>['fields'][number];
    const fields = objectFields<Value>(
      planning,
      objectType(definition),
      field.selections,
      path,
      typenameField,
      (column, of, at) => {
        rejectSelections(column, at);
        const value = of.extensions.engine;
        if (value?.kind !== 'aggregate_value') throw new TypeError(`${at} is no column`);
        return { kind: 'value', alias: column.alias, ...unmasked(value.operand) };
      },
    );
    return { kind: 'function', alias, function: meaning.function, fields };
  }
  return planCount(planning, field, definition, path);
}

function planCount(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): AggregateValue {
  rejectSelections(field, path);
  const args = new Arguments(planning, field, definition, path);
  const distinct = args.get('distinct');
  const columns = args.get('columns');
  let type: unknown = args.definition('columns')?.type;
  while (isNonNullType(type) || isListType(type)) type = type.ofType;
  return {
    kind: 'count',
    alias: field.alias,
    columns: columns && isEnumType(type) ? selectColumns(planning, columns, type, args.at('columns')).map((c) => c.operand) : [],
    distinct: distinct ? planning.reader.boolean(distinct, args.at('distinct')) : false,
  };
}
