/** What a mutation answers. */
import type { GraphQLField } from 'graphql';
import { objectFields, objectType, rejectSelections, typenameField } from './object-fields.ts';
import type { MutationAnswer, MutationField } from './operation-plan.ts';
import type { Planning } from './planning.ts';
import { planRow } from './rows.ts';
import type { CollectedField } from './selection.ts';

/** `{affected_rows returning}`. */
export function planResponse(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): MutationAnswer {
  const type = objectType(definition);
  const fields = objectFields<MutationField>(planning, type, field.selections, path, typenameField, (of, ofDefinition, at) => {
    if (ofDefinition.extensions.engine?.kind === 'returning') {
      return { kind: 'returning', alias: of.alias, fields: planRow(planning, objectType(ofDefinition), of.selections, at) };
    }
    rejectSelections(of, at);
    return { kind: 'affected_rows', alias: of.alias };
  });
  return { kind: 'response', fields };
}

/** The row itself. */
export const planRowAnswer = (
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  path: string,
): MutationAnswer => ({ kind: 'row', fields: planRow(planning, objectType(definition), field.selections, path) });
