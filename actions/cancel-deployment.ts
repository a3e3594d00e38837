/** Stops a deployment that does not serve yet. It is `cancelling` until whatever works on it confirms. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { CancelDeploymentDocument, DeploymentForCancelDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { cancelDeadline } from './cancel-deadline.ts';
import { deploymentAnswer, deploymentNotFound, requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

const ENDED = ['running', 'superseded', 'rolled_back', 'failed', 'cancelled', 'rejected'];

export const cancelDeployment = defineAction({
  name: 'cancelDeployment',
  input: z.object({ deploymentId: z.guid(), requestId }),
  output: deploymentAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ deploymentId: string }>> => {
      const { deployments_by_pk: deployment } = await graphql.request(
        DeploymentForCancelDocument,
        { deploymentId: input.deploymentId },
        { headers: asMember(member), idempotent: true },
      );
      if (deployment === null) throw deploymentNotFound();
      // Whoever asked for it may take it back while nobody has approved it.
      const ownWish = deployment.status === 'pending_approval' && deployment.created_by === member.userId;
      if (!ownWish) requireMayChange(deployment.environment, member);
      if (ENDED.includes(deployment.status)) throw tooLate(deployment.status);
      return {
        answer: { deploymentId: deployment.id },
        run: (row, options) =>
          graphql.request(
            CancelDeploymentDocument,
            { ...row, id: deployment.id, now: new Date(now()).toISOString(), deadlineAt: cancelDeadline(now()) },
            options,
          ),
      };
    };
    return await once(deps, { action: 'cancelDeployment', member, requestId, input, plan }, (a) => deploymentAnswer.parse(a));
  },
});

const tooLate = (status: string): Fault =>
  new Fault('conflict', {
    code: 'deployment-ended',
    message:
      status === 'running'
        ? 'This deployment serves already. Use rollbackService to bring the version before it back, or stopService.'
        : `This deployment has ended: it is ${status}. There is nothing to cancel.`,
  });
