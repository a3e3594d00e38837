/** Root fields, by what they mean. */
import type { GraphQLField } from 'graphql';
import type { Table } from '../model/model.ts';
import { NO_QUERIES } from '../schema/role-schema.ts';
import { planAction, planActionResult } from './actions.ts';
import { planDelete } from './delete.ts';
import { planFunction } from './functions.ts';
import { planInsert } from './insert.ts';
import { keyCondition } from './key.ts';
import { objectFields, objectType, rejectSelections } from './object-fields.ts';
import type { Root, RootPlan, SelectPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { listSelect, planRow, rowSelect } from './rows.ts';
import { invalid } from './scalar-input.ts';
import type { CollectedField } from './selection.ts';
import { planStream } from './stream.ts';
import { planUpdate, planUpdateMany } from './update.ts';

/** Each root field is a statement (or a call) of its own. */
const MAX_ROOTS = 1_000;

export function mustBeFew(count: number): void {
  if (count > MAX_ROOTS) throw invalid(`the query has more than ${MAX_ROOTS} root fields`, '$');
}

export function planRoot(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): RootPlan {
  const meaning = definition.extensions.engine;
  switch (meaning?.kind) {
    case 'placeholder':
      rejectSelections(field, path);
      return { kind: 'text', json: JSON.stringify(NO_QUERIES) };
    case 'select':
    case 'select_aggregate': {
      const args = new Arguments(planning, field, definition, path);
      const from = { kind: 'table' as const, table: meaning.table.key };
      return { kind: 'select', select: listSelect(planning, from, meaning.table, args, field, definition, path) };
    }
    case 'select_by_pk':
      return { kind: 'select', select: planByKey(planning, field, definition, meaning.table, path) };
    case 'select_stream':
      return { kind: 'stream', stream: planStream(planning, field, definition, meaning.table, path) };
    case 'function':
    case 'function_aggregate': {
      const select = planFunction(planning, field, definition, meaning, path);
      return { kind: meaning.function.exposedAs === 'mutation' ? 'function_mutation' : 'select', select };
    }
    case 'insert':
    case 'insert_one':
      return planInsert(planning, field, definition, meaning.table, path);
    case 'update':
    case 'update_by_pk':
      return planUpdate(planning, field, definition, meaning.table, path);
    case 'update_many':
      return planUpdateMany(planning, field, definition, meaning.table, path);
    case 'delete':
    case 'delete_by_pk':
      return planDelete(planning, field, definition, meaning.table, path);
    case 'action':
      return planAction(planning, field, definition, meaning.action, path);
    case 'action_result':
      return planActionResult(planning, field, definition, meaning.action, path);
    case 'namespace':
      return { kind: 'namespace', roots: planNamespace(planning, field, definition, path) };
    default:
      throw new TypeError(`${path} is no root field`);
  }
}

function planNamespace(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): Root[] {
  const roots = objectFields<Root>(
    planning,
    objectType(definition),
    field.selections,
    path,
    (alias, name) => ({ alias, path, field: { kind: 'text', json: JSON.stringify(name) } }),
    (of, ofDefinition, at) => ({ alias: of.alias, path: at, field: planRoot(planning, of, ofDefinition, at) }),
  );
  mustBeFew(roots.length);
  return roots;
}

function planByKey(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  path: string,
): SelectPlan {
  const args = new Arguments(planning, field, definition, path);
  const where = keyCondition(planning, args.parts());
  return rowSelect(planning, table, planRow(planning, objectType(definition), field.selections, path), where);
}
