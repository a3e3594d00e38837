/** Actions: the handler's input as JSON, and what is selected from its answer (dialect §5). */
import { type GraphQLField, GraphQLObjectType, getNamedType } from 'graphql';
import type { Action } from '../model/actions.ts';
import { UUID } from '../schema/types.ts';
import { argumentsObject } from './action-input.ts';
import { objectFields, objectType, rejectSelections, typenameField } from './object-fields.ts';
import type { ActionField, ActionResultField, RootPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { listSelect, planRow, rowSelect } from './rows.ts';
import type { CollectedField } from './selection.ts';
import { readValue } from './values.ts';

type Definition = GraphQLField<unknown, unknown>;

export function planAction(
  planning: Planning,
  field: CollectedField,
  definition: Definition,
  action: Action,
  path: string,
): RootPlan {
  const args = new Arguments(planning, field, definition, path);
  const input = argumentsObject(planning, args);
  return { kind: 'action', action: { name: action.name, input, selection: planOutput(planning, field, definition, path) } };
}

export function planActionResult(
  planning: Planning,
  field: CollectedField,
  definition: Definition,
  action: Action,
  path: string,
): RootPlan {
  const args = new Arguments(planning, field, definition, path);
  const rule = { type: UUID, name: 'uuid', enumValues: null, acceptsNull: false, isStrict: true };
  const id = readValue(planning.reader, args.require('id'), rule, args.at('id'));
  const type = objectType(definition);
  const selection = objectFields<ActionResultField>(
    planning,
    type,
    field.selections,
    path,
    typenameField,
    (of, ofDefinition, at) => {
      const { alias } = of;
      const kind = ofDefinition.extensions.engine?.kind;
      if (kind === 'result_output') return { kind: 'output', alias, selection: planOutput(planning, of, ofDefinition, at) };
      rejectSelections(of, at);
      return { kind: kind === 'result_created_at' ? 'created_at' : kind === 'result_errors' ? 'errors' : 'id', alias };
    },
  );
  return { kind: 'action_result', name: action.name, id, selection };
}

/** Nothing below a scalar; the fields of an object, and rows joined to it. */
function planOutput(planning: Planning, field: CollectedField, definition: Definition, path: string): ActionField[] {
  const type = getNamedType(definition.type);
  if (!(type instanceof GraphQLObjectType)) {
    rejectSelections(field, path);
    return [];
  }
  return objectFields<ActionField>(planning, type, field.selections, path, typenameField, (of, ofDefinition, at) => {
    const { alias } = of;
    const meaning = ofDefinition.extensions.engine;
    if (meaning?.kind !== 'output_relationship' && meaning?.kind !== 'output_relationship_aggregate') {
      new Arguments(planning, of, ofDefinition, at);
      return { kind: 'value', alias, field: of.name, selection: planOutput(planning, of, ofDefinition, at) };
    }
    const { relationship, table } = meaning;
    const args = new Arguments(planning, of, ofDefinition, at);
    const select =
      relationship.kind === 'array'
        ? listSelect(planning, { kind: 'table', table: table.key }, table, args, of, ofDefinition, at)
        : rowSelect(planning, table, planRow(planning, objectType(ofDefinition), of.selections, at));
    return { kind: 'rows', alias, relationship, select };
  });
}
