/** Stops a build that has not ended. It is `cancelling` until the builder confirms; a deployment that waits for it fails. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { BuildForCancelDocument, CancelBuildDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { cancelDeadline } from './cancel-deadline.ts';
import { buildAnswer, buildNotFound, requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

const ENDED = ['succeeded', 'failed', 'cancelled'];

export const cancelBuild = defineAction({
  name: 'cancelBuild',
  input: z.object({ buildId: z.guid(), requestId }),
  output: buildAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ buildId: string }>> => {
      const { builds_by_pk: build } = await graphql.request(
        BuildForCancelDocument,
        { buildId: input.buildId },
        { headers: asMember(member), idempotent: true },
      );
      if (build === null) throw buildNotFound();
      for (const { environment } of build.deployments) requireMayChange(environment, member);
      if (ENDED.includes(build.status))
        throw new Fault('conflict', {
          code: 'build-ended',
          message: `This build has ended: it is ${build.status}. There is nothing to cancel.`,
        });
      return {
        answer: { buildId: build.id },
        run: (row, options) =>
          graphql.request(CancelBuildDocument, { ...row, id: build.id, deadlineAt: cancelDeadline(now()) }, options),
      };
    };
    return await once(deps, { action: 'cancelBuild', member, requestId, input, plan }, (a) => buildAnswer.parse(a));
  },
});
