/** Takes a cluster down with its machines; one that was registered is only forgotten. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { DeleteClusterDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { clusterAnswer, findCluster, translateCluster } from './cluster-command.ts';
import { explainClusterInUse } from './explain-in-use.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

export const deleteCluster = defineAction({
  name: 'deleteCluster',
  input: z.object({ clusterId: z.guid(), requestId }),
  output: clusterAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ clusterId: string }>> => {
      const cluster = await findCluster(deps, member, input.clusterId);
      const times = {
        now: new Date(now()).toISOString(),
        deadlineAt: new Date(now() + DATA_DEADLINES.deleteCluster).toISOString(),
      };
      return {
        answer: { clusterId: cluster.id },
        run: async (row, options) => {
          try {
            await graphql.request(DeleteClusterDocument, { ...row, ...times, id: cluster.id }, options);
          } catch (error) {
            throw translateCluster(await explainClusterInUse(deps, member, cluster.id, error), cluster.slug);
          }
        },
      };
    };
    return await once(deps, { action: 'deleteCluster', member, requestId, input, plan }, (a) => clusterAnswer.parse(a));
  },
});
