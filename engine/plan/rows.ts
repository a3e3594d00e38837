/** Rows and what is selected from them: columns, relationships, computed fields, aggregates (dialect §2.3, §2.4, §2.9). */
import type { GraphQLField, GraphQLObjectType, SelectionNode } from 'graphql';
import { allOf, type ColumnPair, type Condition, type Operand, TRUE, type Value } from '../model/condition.ts';
import type { Table } from '../model/model.ts';
import { computedFieldCall } from '../schema/computed-field.ts';
import { TEXT_ARRAY } from '../schema/types.ts';
import { planAggregateFields } from './aggregates.ts';
import { readFunctionArguments } from './function-arguments.ts';
import { parseJsonPath } from './json-path.ts';
import { objectFields, objectType, rejectSelections, typenameField } from './object-fields.ts';
import { unmasked } from './operands.ts';
import type { Field, RowSource, SelectPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';
import { planSelectArguments } from './select-arguments.ts';
import type { CollectedField } from './selection.ts';
import { rowFilter } from './where.ts';

/** The fields selected from each row of a table. */
export function planRow(
  planning: Planning,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[] | null,
  path: string,
): Field[] {
  return objectFields<Field>(planning, type, selections, path, typenameField, (field, definition, at) =>
    planField(planning, field, definition, at),
  );
}

function planField(planning: Planning, field: CollectedField, definition: GraphQLField<unknown, unknown>, path: string): Field {
  const { alias } = field;
  const meaning = definition.extensions.engine;
  switch (meaning?.kind) {
    case 'column': {
      rejectSelections(field, path);
      const args = new Arguments(planning, field, definition, path);
      return { kind: 'value', alias, ...unmasked(meaning.operand), jsonPath: readJsonPath(planning, args) };
    }
    case 'computed_scalar': {
      rejectSelections(field, path);
      const args = new Arguments(planning, field, definition, path);
      const given = readFunctionArguments(planning, meaning.field.function, args);
      const operand: Operand = { kind: 'function', call: computedFieldCall(meaning.field, given), type: meaning.type };
      return { kind: 'value', alias, operand, mask: meaning.mask, jsonPath: readJsonPath(planning, args) };
    }
    case 'object_relationship': {
      new Arguments(planning, field, definition, path);
      const { table, relationship } = meaning;
      const select = rowSelect(planning, table, planRow(planning, objectType(definition), field.selections, path));
      return { kind: 'rows', alias, join: relationship.mapping, select, mask: null };
    }
    case 'array_relationship':
    case 'array_relationship_aggregate':
      return relatedRows(planning, field, definition, meaning.table, meaning.relationship.mapping, path);
    case 'computed_table': {
      const args = new Arguments(planning, field, definition, path);
      const call = computedFieldCall(meaning.field, readFunctionArguments(planning, meaning.field.function, args));
      const from: RowSource = { kind: 'function', call, table: meaning.table.key };
      const select = meaning.isSet
        ? listSelect(planning, from, meaning.table, args, field, definition, path)
        : { ...rowSelect(planning, meaning.table, planRow(planning, objectType(definition), field.selections, path)), from };
      return { kind: 'rows', alias, join: [], select, mask: null };
    }
    default:
      throw new TypeError(`${path} means nothing`);
  }
}

/** An array relationship, or its aggregate. */
export function relatedRows(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  join: readonly ColumnPair[],
  path: string,
): Extract<Field, { kind: 'rows' }> {
  const args = new Arguments(planning, field, definition, path);
  const from: RowSource = { kind: 'table', table: table.key };
  return {
    kind: 'rows',
    alias: field.alias,
    join,
    select: listSelect(planning, from, table, args, field, definition, path),
    mask: null,
  };
}

const AGGREGATES = new Set<string | undefined>([
  'select_aggregate',
  'function_aggregate',
  'array_relationship_aggregate',
  'output_relationship_aggregate',
]);

/** Many rows, or an aggregate of them, by what the field means. */
export function listSelect(
  planning: Planning,
  from: RowSource,
  table: Table,
  args: Arguments,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): SelectPlan {
  const { where, ...bounds } = planSelectArguments(planning, args);
  const type = objectType(definition);
  const isAggregate = AGGREGATES.has(definition.extensions.engine?.kind);
  return {
    from,
    shape: isAggregate ? 'aggregate' : 'list',
    where: allOf(rowFilter(planning, table), where),
    ...bounds,
    permissionLimit: planning.context.access(table).select?.limit ?? null,
    fields: isAggregate ? [] : planRow(planning, type, field.selections, path),
    aggregate: isAggregate ? planAggregateFields(planning, type, field.selections, path, planRow) : [],
  };
}

/** At most one row; the role's limit does not count. */
export function rowSelect(planning: Planning, table: Table, fields: readonly Field[], where: Condition = TRUE): SelectPlan {
  return {
    from: { kind: 'table', table: table.key },
    shape: 'row',
    where: allOf(rowFilter(planning, table), where),
    orderBy: [],
    distinctOn: [],
    limit: null,
    offset: null,
    permissionLimit: null,
    fields,
    aggregate: [],
  };
}

function readJsonPath(planning: Planning, args: Arguments): Value | null {
  const input = args.get('path');
  if (!input) return null;
  const text = planning.reader.string(input, args.at('path'));
  const keys = parseJsonPath(text);
  if (!keys) throw invalid(`parse json path error: invalid path: ${text}`, args.path);
  if (keys.length === 0) return null;
  const of = keys.map((key): Value => ({ kind: 'literal', text: key, type: TEXT_ARRAY.element ?? TEXT_ARRAY }));
  return { kind: 'list', of, type: TEXT_ARRAY };
}
