/** Gives an environment up: what runs in it is removed first, its row goes last. Developers may do so with previews. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { DeleteEnvironmentDocument, EnvironmentForDeletionDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ environmentId: z.guid() });

export const deleteEnvironment = defineAction({
  name: 'deleteEnvironment',
  input: z.object({ environmentId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ environmentId: string }>> => {
      const { environments_by_pk: environment } = await graphql.request(EnvironmentForDeletionDocument, input, {
        headers: asMember(member),
        idempotent: true,
      });
      if (environment === null)
        throw new Fault('gone', { code: 'environment-not-found', message: 'There is no such environment. Check the id.' });
      requireMayChange(environment, member);
      if (environment.type !== 'preview' && member.role === 'developer')
        throw new Fault('auth', {
          code: 'environment-not-preview',
          message: 'Developers delete preview environments. Ask a team lead to delete this one.',
        });
      return {
        answer: input,
        run: (row, options) =>
          graphql.request(DeleteEnvironmentDocument, { ...row, id: environment.id, now: new Date(now()).toISOString() }, options),
      };
    };
    return await once(deps, { action: 'deleteEnvironment', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
