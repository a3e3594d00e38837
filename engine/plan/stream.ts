/** `T_stream`: rows after a cursor, in its order (dialect §2.14). */
import { type GraphQLField, isEnumType } from 'graphql';
import { allOf, TRUE, type Value } from '../model/condition.ts';
import type { Table } from '../model/model.ts';
import { comparisonRule } from './comparison.ts';
import { type Input, inputObject } from './input.ts';
import { objectType } from './object-fields.ts';
import { unmasked } from './operands.ts';
import type { StreamPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { planRow } from './rows.ts';
import { invalid } from './scalar-input.ts';
import { readBatchSize } from './select-arguments.ts';
import type { CollectedField } from './selection.ts';
import { readValue } from './values.ts';
import { planWhere, rowFilter } from './where.ts';

export function planStream(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  path: string,
): StreamPlan {
  const args = new Arguments(planning, field, definition, path);
  const { reader } = planning;
  const argument = (name: string) => args.definition(name);
  const where = args.getUnlessNull(reader, 'where');
  const whereType = argument('where');
  const cursorType = argument('cursor');
  const condition = where && whereType ? planWhere(planning, where, inputObject(whereType), args.at('where')) : TRUE;
  const cursors = cursorType ? readCursors(planning, args.require('cursor'), inputObject(cursorType), args.at('cursor')) : [];
  const [cursor] = cursors;
  if (!cursor) throw invalid('one streaming column field is expected', args.path);
  if (cursors.length > 1) throw invalid('multiple column cursors are not supported yet', args.path);
  const { mask, ...of } = cursor;
  return {
    table: table.key,
    where: allOf(rowFilter(planning, table), mask ?? TRUE, condition),
    cursor: of,
    batchSize: readBatchSize(reader, args.require('batch_size'), args.at('batch_size')),
    fields: planRow(planning, objectType(definition), field.selections, path),
  };
}

type Cursor = StreamPlan['cursor'] & { readonly mask: ReturnType<typeof unmasked>['mask'] };

function readCursors(planning: Planning, input: Input, type: ReturnType<typeof inputObject>, path: string): Cursor[] {
  return planning.reader.items(input, type.name, path).flatMap(([item, at]): Cursor[] => {
    if (planning.reader.isNull(item)) return [];
    let direction: 'asc' | 'desc' = 'asc';
    let initial: { readonly input: Input; readonly path: string } | null = null;
    const known = type.getFields();
    for (const [name, value, valueAt] of planning.reader.fields(item, type, at)) {
      const ordering = known[name]?.type;
      if (isEnumType(ordering)) direction = planning.reader.enum(value, ordering, valueAt) === 'DESC' ? 'desc' : 'asc';
      else initial = { input: value, path: valueAt };
    }
    const values = known[planning.context.name('initial_value')];
    if (!initial || !values) return [];
    return readInitialValue(planning, initial.input, inputObject(values), initial.path).map((cursor) => ({
      ...cursor,
      direction,
    }));
  });
}

function readInitialValue(planning: Planning, input: Input, type: ReturnType<typeof inputObject>, path: string) {
  const known = type.getFields();
  return planning.reader.fields(input, type, path).flatMap(([name, value, at]) => {
    const meaning = known[name]?.extensions.engine;
    if (meaning?.kind !== 'compare') return [];
    const { operand, mask } = unmasked(meaning.operand);
    if (operand.kind !== 'column') return [];
    const rule = {
      ...comparisonRule(planning, operand.type, meaning.column),
      acceptsNull: meaning.column?.column.isNullable ?? false,
    };
    const initial: Value = readValue(planning.reader, value, rule, at);
    return [{ column: operand, initial, mask }];
  });
}
