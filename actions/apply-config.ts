/** Makes the state what a `northstack.yaml` says, in one transaction: everything or nothing, and only when the state is still the planned one. */
import { z } from 'zod';
import { parseConfig } from '../domain/config/parse-config.ts';
import { planConfig, takesDomain } from '../domain/plan/config.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { defineAction } from './action.ts';
import { configEffect } from './config-effect.ts';
import { refuseImpossible } from './config-refusals.ts';
import { readConfigState } from './config-state.ts';
import { changedSince } from './config-version.ts';
import { configText, requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

const answer = z.object({
  applicationId: z.guid(),
  creates: z.int(),
  updates: z.int(),
  deletes: z.int(),
  serviceIds: z.array(z.guid()),
});

export const applyConfig = defineAction({
  name: 'applyConfig',
  input: z.object({
    file: configText,
    stateVersion: z.string().max(2_000_000),
    allowDeletions: z.boolean().nullish(),
    requestId,
  }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const wanted = parseConfig(input.file);
      const state = await readConfigState(deps, member, wanted.projects);
      const changed = changedSince(input.stateVersion, wanted.projects, state.resources);
      if (changed.length > 0) throw stale(changed);
      const plan = planConfig(state.resources, wanted.resources);
      refuseImpossible(plan, state, member);
      const deletions = plan.changes
        .filter((c) => c.destructive)
        .flatMap((c) => (c.action === 'delete' ? c.path : c.fields.filter(takesDomain).map((f) => `${c.path} ${f.field}`)));
      if (deletions.length > 0 && !input.allowDeletions) throw deletionsRefused(deletions);
      const { run, projectIds: _, ...done } = await configEffect(deps, member, plan, wanted.resources, state);
      return {
        answer: done,
        run: async (row, options) => {
          try {
            await run(row, options);
          } catch (error) {
            // Somebody was faster, between our look and our write: look again, so that what they did can be named.
            if (!(error instanceof GraphqlError) || !/config_stale:|_slug_key|service instance "/.test(error.message))
              throw error;
            const now = await readConfigState(deps, member, wanted.projects);
            throw stale(changedSince(input.stateVersion, wanted.projects, now.resources), error);
          }
        },
      };
    };
    return await once(deps, { action: 'applyConfig', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});

const stale = (changed: readonly string[], cause?: unknown): Fault =>
  new Fault('conflict', {
    code: 'config-stale',
    message: [...(changed.length > 0 ? changed : ['Something else has changed since the plan.']), 'Plan again.'].join('\n'),
    cause,
  });

const deletionsRefused = (paths: readonly string[]): Fault =>
  new Fault('reject', {
    code: 'deletions-not-allowed',
    message: `This would delete ${paths.join(', ')}. Allow deletions, or put them into the file.`,
  });
