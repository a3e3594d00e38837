/** Puts a deployment into the queue and translates a full one. Its instance is made with the first deployment, by the database. */
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { QueueDeploymentDocument, type QueueDeploymentMutationVariables } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import type { Effect, RequestRow } from './once.ts';

/** How long a deployment may wait for its turn. */
const QUEUE_MS = 2 * 3600_000;

export type NewDeployment = Omit<QueueDeploymentMutationVariables, keyof RequestRow | 'deadlineAt'>;

export function queueDeployment({ graphql, now }: ActionDeps, deployment: NewDeployment): Effect<{ deploymentId: string }> {
  const deadlineAt = new Date(now() + QUEUE_MS).toISOString();
  return {
    answer: { deploymentId: deployment.id },
    run: async (row, options) => {
      try {
        await graphql.request(QueueDeploymentDocument, { ...deployment, ...row, deadlineAt }, options);
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

function translate(error: unknown): unknown {
  if (!(error instanceof GraphqlError)) return error;
  const gone = /being_deleted: (.*)/.exec(error.message);
  if (gone)
    return new Fault('conflict', {
      code: 'being-deleted',
      message: `This is not possible any more: ${gone[1]}.`,
      cause: error,
    });
  const full = /deployments_queue_limit: (\d+)/.exec(error.message);
  if (!full) return error;
  return new Fault('retry', {
    code: 'queue-full',
    message: `${full[1]} deployments of your organization are waiting, and no more may. Wait for some to finish or cancel one.`,
    cause: error,
  });
}
