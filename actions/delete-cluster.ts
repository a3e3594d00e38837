/** Takes a cluster down with its machines; one that was registered is only forgotten. With `force` one that is lost goes with what is in it. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { Fault } from '../kit/fault.ts';
import { DeleteClusterDocument, GiveUpClusterDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { clusterAnswer, findCluster, translateCluster } from './cluster-command.ts';
import { explainClusterInUse } from './explain-in-use.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

export const deleteCluster = defineAction({
  name: 'deleteCluster',
  input: z.object({ clusterId: z.guid(), force: z.boolean().nullish(), confirm: z.string().max(200).nullish(), requestId }),
  output: clusterAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ clusterId: string }>> => {
      const cluster = await findCluster(deps, member, input.clusterId);
      if (input.force === true && input.confirm !== cluster.slug) throw notConfirmed();
      const document = input.force === true ? GiveUpClusterDocument : DeleteClusterDocument;
      const times = {
        now: new Date(now()).toISOString(),
        deadlineAt: new Date(now() + DATA_DEADLINES.deleteCluster).toISOString(),
      };
      return {
        answer: { clusterId: cluster.id },
        run: async (row, options) => {
          try {
            await graphql.request(document, { ...row, ...times, id: cluster.id }, options);
          } catch (error) {
            throw translateCluster(await explainClusterInUse(deps, member, cluster.id, error), cluster.slug);
          }
        },
      };
    };
    return await once(deps, { action: 'deleteCluster', member, requestId, input, plan }, (a) => clusterAnswer.parse(a));
  },
});

const notConfirmed = (): Fault =>
  new Fault('reject', {
    code: 'not-confirmed',
    message: 'Giving up a cluster with what is in it cannot be undone. Say its name once more as «confirm».',
  });
