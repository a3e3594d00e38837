/** Registers a Kubernetes cluster that exists: its kubeconfig is sealed, and from then on it is looked after. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { slug } from '../domain/values/slug.ts';
import { MakeClusterDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { clusterAnswer, findRegion, translateCluster } from './cluster-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

export const registerCluster = defineAction({
  name: 'registerCluster',
  input: z.object({
    slug,
    name: z.string().min(1).max(100).nullish(),
    region: z.string().max(40).nullish(),
    kubeconfig: z.string().min(1).max(64_000),
    requestId,
  }),
  output: clusterAnswer,
  handle: async (deps, { requestId, kubeconfig, ...input }, session) => {
    const { graphql, secrets, tokens, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ clusterId: string }>> => {
      const id = randomUUID();
      const address = {
        organizationId: member.organizationId,
        scope: 'cluster',
        targetId: id,
        key: 'kubeconfig',
        versionId: id,
      } as const;
      const { sealed } = await secrets.put(address, kubeconfig);
      const cluster = {
        id,
        organization_id: member.organizationId,
        region_id: await findRegion(deps, member, input.region),
        slug: input.slug,
        name: input.name ?? input.slug,
        source: 'registered',
        distribution: 'other',
        sealed_kubeconfig: sealed,
        created_by: member.userId,
        deadline_at: new Date(now() + DATA_DEADLINES.registerCluster).toISOString(),
      } as const;
      return {
        answer: { clusterId: id },
        run: async (row, options) => {
          try {
            await graphql.request(MakeClusterDocument, { ...row, cluster, pools: [] }, options);
          } catch (error) {
            throw translateCluster(error, input.slug);
          }
        },
      };
    };
    // What identifies the command may be kept; the kubeconfig may not.
    const same = { ...input, kubeconfig: tokens.keyedHash(kubeconfig) };
    return await once(deps, { action: 'registerCluster', member, requestId, input: same, plan }, (a) => clusterAnswer.parse(a));
  },
});
