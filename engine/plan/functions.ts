/** Tracked functions as root fields: rows of a table, filtered by the role's permission on it. */
import type { GraphQLField } from 'graphql';
import type { Table, TrackedFunction } from '../model/model.ts';
import { callArguments, sessionArgument } from '../schema/computed-field.ts';
import { JSONB } from '../schema/types.ts';
import { readFunctionArguments } from './function-arguments.ts';
import { objectType } from './object-fields.ts';
import type { RowSource, SelectPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { listSelect, planRow, rowSelect } from './rows.ts';
import { planSelectArguments } from './select-arguments.ts';
import type { CollectedField } from './selection.ts';

export function planFunction(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  of: { readonly function: TrackedFunction; readonly table: Table },
  path: string,
): SelectPlan {
  const args = new Arguments(planning, field, definition, path);
  const { schema, name, arguments: parameters } = of.function.function;
  const given = readFunctionArguments(planning, of.function.function, args);
  const call = {
    schema,
    name,
    arguments: callArguments(parameters.length, (i) =>
      i === of.function.sessionArgument ? sessionArgument(parameters[i]?.name ?? null, parameters[i]?.type ?? JSONB) : given(i),
    ),
  };
  const from: RowSource = { kind: 'function', call, table: of.table.key };
  if (of.function.isSet) return listSelect(planning, from, of.table, args, field, definition, path);
  const { where } = planSelectArguments(planning, args);
  const fields = planRow(planning, objectType(definition), field.selections, path);
  return { ...rowSelect(planning, of.table, fields, where), from };
}
