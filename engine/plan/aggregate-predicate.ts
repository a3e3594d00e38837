/** A condition on an aggregate over related rows (dialect §2.7). */
import { type GraphQLInputField, type GraphQLInputObjectType, isEnumType, isListType, isNonNullType } from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import { allOf, type ColumnPair, type Condition, type Operand, TRUE, type Value } from '../model/condition.ts';
import type { Table } from '../model/model.ts';
import { INTEGER } from '../model/scalar.ts';
import { selectColumns } from './columns.ts';
import { comparisonRule, readCompared } from './comparison.ts';
import { type Input, inputObject } from './input.ts';
import type { Planning } from './planning.ts';

type AggregateCondition = Extract<Condition, { kind: 'aggregate' }>;
type Predicate = AggregateCondition['predicate'][number];

interface Related {
  readonly table: Table;
  readonly relationship: { readonly mapping: readonly ColumnPair[] };
}

/** `rowFilter` is the role's on the aggregated table; `planWhere` plans the caller's (given, as conditions contain aggregates again). */
export function planAggregatePredicate(
  planning: Planning,
  input: Input,
  field: GraphQLInputField,
  related: Related,
  rowFilter: Condition,
  planWhere: (planning: Planning, input: Input, type: GraphQLInputObjectType, path: string) => Condition,
  path: string,
): Condition {
  const meaning = field.extensions.engine;
  if (meaning?.kind !== 'aggregate_predicate') return TRUE;
  const type = inputObject(field);
  const known = type.getFields();
  const { reader } = planning;
  let columns: readonly Operand[] = [];
  let distinct = false;
  let filter: Condition = TRUE;
  let predicate: readonly Predicate[] = [];
  for (const [name, value, at] of reader.fields(input, type, path)) {
    const definition = known[name];
    if (!definition) continue;
    if (name === 'arguments') columns = readArguments(planning, value, definition, at);
    else if (name === 'distinct') distinct = reader.boolean(value, at);
    else if (name === 'filter') filter = planWhere(planning, value, inputObject(definition), at);
    else predicate = planPredicates(planning, value, inputObject(definition), meaning.type ?? INTEGER, at);
  }
  return {
    kind: 'aggregate',
    table: related.table.key,
    mapping: related.relationship.mapping,
    function: meaning.function,
    columns,
    distinct,
    filter: allOf(rowFilter, filter),
    predicate,
  };
}

/** One column, a list of them, or `{X Y}`. */
function readArguments(planning: Planning, input: Input, definition: GraphQLInputField, path: string): readonly Operand[] {
  let type: unknown = definition.type;
  while (isNonNullType(type) || isListType(type)) type = type.ofType;
  if (isEnumType(type)) {
    if (isListType(definition.type)) return selectColumns(planning, input, type, path).map((c) => c.operand);
    const column = type.getValue(planning.reader.enum(input, type, path))?.extensions.engine;
    return column ? [column.operand] : [];
  }
  const pair = inputObject(definition);
  const given = new Map(planning.reader.fields(input, pair, path).map(([name, value, at]) => [name, { value, at }]));
  return Object.values(pair.getFields()).flatMap((field) => {
    const found = given.get(field.name);
    return found ? readArguments(planning, found.value, field, found.at) : [];
  });
}

function planPredicates(
  planning: Planning,
  input: Input,
  type: GraphQLInputObjectType,
  of: CatalogType,
  path: string,
): Predicate[] {
  const known = type.getFields();
  const rule = comparisonRule(planning, of, null);
  return planning.reader.fields(input, type, path).flatMap(([name, value, at]): Predicate[] => {
    const meaning = known[name]?.extensions.engine;
    if (meaning?.kind === 'is_null') {
      const nothing: Value = { kind: 'literal', text: null, type: of };
      return [{ operator: planning.reader.boolean(value, at) ? 'is_null' : 'is_not_null', value: nothing }];
    }
    if (meaning?.kind !== 'operator') return [];
    return [{ operator: meaning.operator, value: readCompared(planning, value, rule, meaning.value, at) }];
  });
}
