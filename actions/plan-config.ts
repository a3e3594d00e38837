/** Compares a `northstack.yaml` with what is there and says, field by field, what applying it would change. Changes nothing. */
import { z } from 'zod';
import { parseConfig } from '../domain/config/parse-config.ts';
import type { Scalar } from '../domain/config/resources.ts';
import { planConfig as planChanges } from '../domain/plan/config.ts';
import { defineAction } from './action.ts';
import { refuseImpossible } from './config-refusals.ts';
import { readConfigState } from './config-state.ts';
import { stateVersion } from './config-version.ts';
import { configText } from './inputs.ts';
import { requireMember } from './session.ts';

export const planConfig = defineAction({
  name: 'planConfig',
  input: z.object({ file: configText }),
  output: z.object({
    stateVersion: z.string(),
    creates: z.int(),
    updates: z.int(),
    deletes: z.int(),
    changes: z.array(
      z.object({
        action: z.string(),
        kind: z.string(),
        path: z.string(),
        destructive: z.boolean(),
        fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
      }),
    ),
  }),
  handle: async (deps, { file }, session) => {
    const member = requireMember(session);
    const wanted = parseConfig(file);
    const state = await readConfigState(deps, member, wanted.projects);
    const plan = planChanges(state.resources, wanted.resources);
    refuseImpossible(plan, state, member);
    const count = (action: string) => plan.changes.filter((c) => c.action === action).length;
    return {
      stateVersion: stateVersion(wanted.projects, state.resources),
      creates: count('create'),
      updates: count('update'),
      deletes: count('delete'),
      changes: plan.changes.map(({ fields, ...change }) => ({
        ...change,
        fields: fields.map(({ field, before, after }) => ({ field, before: asText(before), after: asText(after) })),
      })),
    };
  },
});

const asText = (value: Scalar): string | null => (value === null ? null : String(value));
