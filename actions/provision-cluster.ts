/** Makes a Kubernetes cluster with its node pools. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { MakeClusterDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { clusterAnswer, findRegion, translateCluster } from './cluster-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireAvailable } from './platform.ts';
import { requireMember } from './session.ts';

const pool = z.object({
  name: z.string().min(1).max(30),
  quantity: z.int().min(0).max(500),
  machineType: z.string().min(1).max(100),
  controlPlane: z.boolean().nullish(),
  etcd: z.boolean().nullish(),
  worker: z.boolean().nullish(),
});

export const provisionCluster = defineAction({
  name: 'provisionCluster',
  input: z.object({
    slug,
    name: z.string().min(1).max(100).nullish(),
    region: z.string().max(40).nullish(),
    distribution: z.string().max(20).nullish(),
    kubernetesVersion: z.string().max(60),
    pools: z.array(pool).min(1).max(50),
    requestId,
  }),
  output: clusterAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now, platform } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ clusterId: string }>> => {
      requireAvailable(platform.clusters?.capabilities.provisioningUnavailable, 'clusters-unavailable');
      const distribution = input.distribution ?? 'rke2';
      if (distribution !== 'rke2' && distribution !== 'k3s')
        throw new Fault('reject', { code: 'distribution-unavailable', message: 'A cluster is made of rke2 or k3s.' });
      for (const [role, has] of [
        ['control plane', input.pools.some((p) => p.controlPlane && p.quantity > 0)],
        ['etcd', input.pools.some((p) => p.etcd && p.quantity > 0)],
        ['worker', input.pools.some((p) => (p.worker ?? true) && p.quantity > 0)],
      ] as const)
        if (!has)
          throw new Fault('reject', {
            code: 'invalid-pool',
            message: `A cluster needs at least one ${role} machine to come up.`,
          });
      const id = randomUUID();
      const cluster = {
        id,
        organization_id: member.organizationId,
        region_id: await findRegion(deps, member, input.region),
        slug: input.slug,
        name: input.name ?? input.slug,
        source: 'provisioned',
        distribution,
        kubernetes_version: input.kubernetesVersion,
        created_by: member.userId,
        deadline_at: new Date(now() + DATA_DEADLINES.provisionCluster).toISOString(),
      } as const;
      const pools = input.pools.map((p) => ({
        cluster_id: id,
        name: p.name,
        quantity: p.quantity,
        machine_type: p.machineType,
        is_control_plane: p.controlPlane ?? false,
        is_etcd: p.etcd ?? false,
        is_worker: p.worker ?? true,
      }));
      return {
        answer: { clusterId: id },
        run: async (row, options) => {
          try {
            await graphql.request(MakeClusterDocument, { ...row, cluster, pools }, options);
          } catch (error) {
            throw translateCluster(error, input.slug);
          }
        },
      };
    };
    return await once(deps, { action: 'provisionCluster', member, requestId, input, plan }, (a) => clusterAnswer.parse(a));
  },
});
