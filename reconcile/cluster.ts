/** Makes a cluster what it should be, or looks after one that was registered, and records what was seen of it and its node pools. */
import { type ClusterPlan, planCluster } from '../domain/plan/cluster.ts';
import type { ClusterObservation, ClusterReference, DesiredCluster } from '../domain/ports/cluster-provider.ts';
import type { ClusterStatus } from '../domain/states/cluster.ts';
import { variables } from '../domain/values/variables.ts';
import { Fault } from '../kit/fault.ts';
import {
  ClusterToReconcileDocument,
  type ClusterToReconcileQuery,
  type clusters_set_input,
  MoveClusterDocument,
  NoteNodePoolDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';

type Cluster = NonNullable<ClusterToReconcileQuery['clusters_by_pk']>;

/** Nobody tells us when somebody else's cluster goes away: it is asked. */
const LOOK_EVERY_MS = 60_000;
/** A store in another place. */
const OPEN_MS = 15_000;
/** A cluster that hangs holds up nobody else, and not even its own reconciler for long. */
const CALL_MS = 20_000;

export const reconcileCluster: Reconcile = async (deps, id) => {
  const { graphql, clusters, now } = deps;
  const { clusters_by_pk: cluster } = await graphql.request(ClusterToReconcileDocument, { id }, { idempotent: true });
  // Nobody asked for its end: the row may have been lost, or be another installation's. A resync tells of it.
  if (cluster === null) return {};
  if (cluster.status === 'deleted') {
    // What came to be although it was asked for before its end.
    if (cluster.source === 'provisioned')
      await clusters.remove({ clusterId: id, registered: null }, AbortSignal.timeout(CALL_MS));
    return {};
  }
  if (cluster.status === 'failed') return {};
  // Virtual ones first: who is left of them is found by their rows.
  if (cluster.given_up_at !== null && cluster.tenant_clusters.length > 0) {
    for (const tenant of cluster.tenant_clusters) deps.wake({ kind: 'tenant-cluster', id: tenant.id });
    return untilDeadline(millis(cluster.deadline_at), now());
  }
  const reference = await referenceOf(deps, cluster);
  const refusal = await act(deps, cluster, reference);
  // What was refused is not there to be looked at: a kubeconfig that cannot be read leads nowhere.
  const refused = refusal !== null && cluster.status === 'provisioning';
  // Somebody else's cluster stays where it is: it is only forgotten.
  const forgotten = refusal === null && cluster.status === 'deleting' && cluster.source === 'registered';
  const seen: ClusterObservation =
    refused || forgotten ? { state: 'absent' } : await clusters.observe(reference, AbortSignal.timeout(CALL_MS));
  const deadlineAt = millis(cluster.deadline_at);
  const plan = planCluster({ status: cluster.status, generation: cluster.generation, deadlineAt }, seen, refusal, now());
  await carryOut(deps, cluster, plan, seen, refusal);
  if (plan.do !== 'wait') return plan.do === 'move' ? { requeueAfterMs: LOOK_EVERY_MS } : {};
  return deadlineAt === null ? { requeueAfterMs: LOOK_EVERY_MS } : untilDeadline(deadlineAt, now());
};

/** How the adapter finds it; the kubeconfig it was registered with is opened for that. */
export async function referenceOf(
  { secrets }: Pick<ReconcileDeps, 'secrets'>,
  cluster: { readonly id: string; readonly organization_id: string; readonly sealed_kubeconfig: string | null },
): Promise<ClusterReference> {
  if (cluster.sealed_kubeconfig === null) return { clusterId: cluster.id, registered: null };
  const address = {
    organizationId: cluster.organization_id,
    scope: 'cluster',
    targetId: cluster.id,
    key: 'kubeconfig',
    versionId: cluster.id,
  } as const;
  const kubeconfig = await secrets.get(address, cluster.sealed_kubeconfig, AbortSignal.timeout(OPEN_MS));
  return { clusterId: cluster.id, registered: { kubeconfig } };
}

/** Tells the provider what is wanted. Answers why it will not have it. */
async function act(deps: ReconcileDeps, cluster: Cluster, reference: ClusterReference): Promise<string | null> {
  const { clusters, now } = deps;
  const signal = AbortSignal.timeout(CALL_MS);
  try {
    if (cluster.status === 'deleting') {
      // Whoever is to forget it has done so before it is gone: not being answered is no end of that.
      await leave(deps, cluster.id, cluster.given_up_at !== null, AbortSignal.timeout(CALL_MS));
      await clusters.remove(reference, signal);
    } else await clusters.apply(desiredCluster(cluster, reference), signal);
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) {
      if (signal.aborted) return null;
      throw error;
    }
    const late = cluster.deadline_at !== null && now() >= Date.parse(cluster.deadline_at);
    // Somebody else's cluster that cannot be reached is seen to be so; that is no refusal of a wish.
    if (cluster.source === 'registered' && error.kind === 'retry') return null;
    if (error.kind === 'reject' || late) return error.message;
    throw error;
  }
}

/** Nobody looks for workloads any more in a cluster that goes. */
export async function leave(
  { runtime, jobs }: ReconcileDeps,
  clusterId: string,
  isLost: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (isLost) await runtime.abandonCluster(clusterId, signal);
  else await runtime.forgetCluster(clusterId, signal);
  await jobs.forgetCluster(clusterId, signal);
}

const desiredCluster = (cluster: Cluster, reference: ClusterReference): DesiredCluster => ({
  ...reference,
  label: cluster.slug,
  region: cluster.region.slug,
  distribution: cluster.distribution,
  kubernetesVersion: cluster.kubernetes_version,
  pools: cluster.node_pools.map((pool) => ({
    name: pool.name,
    quantity: pool.quantity,
    controlPlane: pool.is_control_plane,
    etcd: pool.is_etcd,
    worker: pool.is_worker,
    machineType: pool.machine_type,
    labels: variables.parse(pool.labels),
  })),
  generation: cluster.generation,
});

async function carryOut(
  { graphql, clusters, now }: ReconcileDeps,
  cluster: Cluster,
  plan: ClusterPlan<ClusterStatus>,
  seen: ClusterObservation,
  refusal: string | null,
): Promise<void> {
  const at = timestamp(now());
  const set: clusters_set_input = {
    provider: clusters.capabilities.provider,
    observed_at: at,
    status_reason: refusal ?? (seen.state === 'present' ? seen.reason : null),
    ...(seen.state === 'present'
      ? {
          observed_generation: Math.min(seen.generation, cluster.generation),
          api_server_url: seen.apiServerUrl ?? cluster.api_server_url,
          observed_version: seen.kubernetesVersion ?? cluster.observed_version,
          nodes: seen.nodes,
          ready_nodes: seen.readyNodes,
        }
      : {}),
    ...changeOf(cluster, plan, at),
  };
  await graphql.request(MoveClusterDocument, { id: cluster.id, from: cluster.status, set }, { idempotent: true });
  if (seen.state !== 'present') return;
  for (const pool of seen.pools) {
    const known = cluster.node_pools.find((p) => p.name === pool.name);
    if (known && (known.observed_quantity !== pool.quantity || known.ready_nodes !== pool.readyNodes))
      await graphql.request(
        NoteNodePoolDocument,
        { id: known.id, set: { observed_quantity: pool.quantity, ready_nodes: pool.readyNodes, observed_at: at } },
        { idempotent: true },
      );
  }
}

function changeOf(cluster: Cluster, plan: ClusterPlan<ClusterStatus>, at: string): clusters_set_input {
  switch (plan.do) {
    case 'wait':
      return {};
    case 'move':
      return {
        status: plan.to,
        status_changed_at: at,
        deadline_at: null,
        ...(plan.problem === null ? {} : { failure_step: plan.problem.step, failure_reason: plan.problem.reason }),
        ...(cluster.status === 'provisioning' ? { finished_at: at } : {}),
      };
    case 'fail':
      return {
        status: 'failed',
        status_changed_at: at,
        failure_step: cluster.status,
        failure_reason: plan.reason,
        finished_at: at,
      };
    case 'gone':
      return { status: 'deleted', status_changed_at: at, finished_at: at, sealed_kubeconfig: null };
  }
}
