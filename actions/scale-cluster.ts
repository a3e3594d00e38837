/** Adds, scales or removes a node pool of a cluster that the platform made. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { Fault } from '../kit/fault.ts';
import { ClusterForAccessDocument, type node_pools_insert_input, ScaleNodePoolDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { clusterAnswer, findCluster, translateCluster } from './cluster-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

const input = z.object({
  clusterId: z.guid(),
  pool: z.string().min(1).max(30),
  quantity: z.int().min(0).max(500),
  machineType: z.string().min(1).max(100).nullish(),
  controlPlane: z.boolean().nullish(),
  etcd: z.boolean().nullish(),
  worker: z.boolean().nullish(),
  requestId,
});

export const scaleCluster = defineAction({
  name: 'scaleCluster',
  input,
  output: clusterAnswer,
  handle: async (deps, { requestId, ...wish }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ clusterId: string }>> => {
      const cluster = await findCluster(deps, member, wish.clusterId);
      if (cluster.source === 'registered')
        throw new Fault('reject', {
          code: 'cluster-not-ours',
          message: 'This cluster was registered: its machines are managed where it was made.',
        });
      if (cluster.status !== 'active')
        throw new Fault('conflict', {
          code: 'cluster-busy',
          message: `The cluster is ${cluster.status} at the moment. Try again when it is active.`,
        });
      const { clusters_by_pk: known } = await graphql.request(
        ClusterForAccessDocument,
        { clusterId: cluster.id },
        { idempotent: true },
      );
      const pool = known?.node_pools.find((p) => p.name === wish.pool);
      const changed = poolOf(wish, pool);
      const set = {
        status: 'scaling',
        status_changed_at: new Date(now()).toISOString(),
        deadline_at: new Date(now() + DATA_DEADLINES.scaleCluster).toISOString(),
        failure_step: null,
        failure_reason: null,
      } as const;
      return {
        answer: { clusterId: cluster.id },
        run: async (row, options) => {
          try {
            const pools = changed === null ? [] : [changed];
            const removed = changed === null ? [wish.pool] : [];
            await graphql.request(ScaleNodePoolDocument, { ...row, clusterId: cluster.id, set, pools, removed }, options);
          } catch (error) {
            throw translateCluster(error, cluster.slug);
          }
        },
      };
    };
    return await once(deps, { action: 'scaleCluster', member, requestId, input: wish, plan }, (a) => clusterAnswer.parse(a));
  },
});

type Wish = Omit<z.output<typeof input>, 'requestId'>;

interface KnownPool {
  readonly is_control_plane: boolean;
  readonly is_etcd: boolean;
  readonly is_worker: boolean;
  readonly machine_type: string;
}

/** null: it goes. @throws Fault reject */
function poolOf(wish: Wish, known: KnownPool | undefined): node_pools_insert_input | null {
  if (known === undefined && (wish.quantity === 0 || wish.machineType == null))
    throw new Fault('reject', {
      code: 'pool-not-found',
      message: `The cluster has no pool "${wish.pool}". To add it, name its machine type and at least one machine.`,
    });
  if (wish.quantity === 0 && known && !known.is_control_plane && !known.is_etcd) return null;
  return {
    cluster_id: wish.clusterId,
    name: wish.pool,
    quantity: wish.quantity,
    machine_type: known?.machine_type ?? wish.machineType ?? '',
    is_control_plane: known?.is_control_plane ?? wish.controlPlane ?? false,
    is_etcd: known?.is_etcd ?? wish.etcd ?? false,
    is_worker: known?.is_worker ?? wish.worker ?? true,
  };
}
