/** `delete_T` and `delete_T_by_pk`. */
import type { GraphQLField } from 'graphql';
import { allOf, FALSE } from '../model/condition.ts';
import type { Table } from '../model/model.ts';
import { argumentsObject } from './action-input.ts';
import { inputObject } from './input.ts';
import { keyCondition } from './key.ts';
import { planResponse, planRowAnswer } from './mutation-answer.ts';
import type { RootPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import type { CollectedField } from './selection.ts';
import { planWhere } from './where.ts';

export function planDelete(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  path: string,
): RootPlan {
  const args = new Arguments(planning, field, definition, path);
  const permission = planning.context.access(table).delete;
  const isOne = definition.extensions.engine?.kind === 'delete_by_pk';
  const argument = args.definition('where');
  const where =
    isOne || !argument
      ? keyCondition(planning, args.parts())
      : planWhere(planning, args.require('where'), inputObject(argument), args.at('where'));
  const plan = {
    table: table.key,
    where: allOf(permission?.filter ?? FALSE, where),
    validateInput: permission?.validateInput
      ? { webhook: permission.validateInput, input: ['[', ...argumentsObject(planning, args), ']'] }
      : null,
    path: args.path,
  };
  const answer = isOne ? planRowAnswer(planning, field, definition, path) : planResponse(planning, field, definition, path);
  return { kind: 'delete', delete: plan, answer };
}
