/** What approving and rejecting have in common: the caller sees the deployment, and the database counts, refuses and carries out. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { DecideDeploymentDocument, DeploymentForApprovalDocument, NoteRequestDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { deploymentAnswer, deploymentNotFound, reason, requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { type ActionSession, asMember, requireMember } from './session.ts';

export const approvalInput = z.object({ deploymentId: z.guid(), comment: reason, requestId });

export interface Decision {
  readonly action: string;
  readonly decision: 'approved' | 'rejected';
  readonly input: z.output<typeof approvalInput>;
  readonly session: ActionSession;
}

export async function decideDeployment(
  deps: ActionDeps,
  { action, decision, input: { requestId, ...input }, session }: Decision,
): Promise<z.input<typeof deploymentAnswer>> {
  const { graphql } = deps;
  const member = requireMember(session);
  const { deploymentId } = input;
  const plan = async (): Promise<Effect<{ deploymentId: string }>> => {
    const { deployments_by_pk: deployment } = await graphql.request(
      DeploymentForApprovalDocument,
      { deploymentId, approver: member.userId },
      { headers: asMember(member), idempotent: true },
    );
    if (deployment === null) throw deploymentNotFound();
    const answer = { deploymentId };
    // Decided the same way before: the wish is fulfilled, whatever became of the deployment since.
    if (deployment.approvals.some((a) => a.decision === decision))
      return { answer, run: (row, options) => graphql.request(NoteRequestDocument, row, options) };
    return {
      answer,
      run: async (row, options) => {
        try {
          await graphql.request(DecideDeploymentDocument, { ...row, ...input, decision }, options);
        } catch (error) {
          throw translate(error);
        }
      },
    };
  };
  return await once(deps, { action, member, requestId, input, plan }, (a) => deploymentAnswer.parse(a));
}

const refusals: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  approval_not_waiting: { code: 'not-waiting-for-approval', message: 'This deployment does not wait for an approval any more.' },
  approval_by_author: {
    code: 'own-deployment',
    message:
      'You asked for this deployment yourself, and its environment wants somebody else to approve it. Ask another team lead.',
  },
  approval_outdated: {
    code: 'deployment-outdated',
    message: 'A later version served here meanwhile. Deploy this one again if it is still wanted.',
  },
  deployment_approvals_once_key: {
    code: 'already-decided',
    message: 'You decided the other way about this deployment before. A decision cannot be changed.',
  },
};

function translate(error: unknown): unknown {
  if (!(error instanceof GraphqlError)) return error;
  const { message } = error;
  const found = Object.entries(refusals).find(([name]) => message.includes(name));
  return found ? new Fault('conflict', { ...found[1], cause: error }) : error;
}
