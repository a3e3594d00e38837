/** Makes a virtual cluster what it should be and records what was seen of it. */
import { type ClusterPlan, planTenantCluster } from '../domain/plan/cluster.ts';
import { namespaceOf } from '../domain/plan/namespace-of.ts';
import type {
  DesiredTenantCluster,
  TenantNamespace,
  TenantObservation,
  TenantReference,
} from '../domain/ports/tenant-provider.ts';
import type { TenantClusterStatus } from '../domain/states/tenant-cluster.ts';
import { Fault } from '../kit/fault.ts';
import {
  MoveTenantClusterDocument,
  TenantClusterToReconcileDocument,
  type TenantClusterToReconcileQuery,
  TenantEnvironmentsDocument,
  type tenant_clusters_set_input,
} from '../sdk/generated.ts';
import { leave, referenceOf } from './cluster.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';
import type { WorkResult } from './queue.ts';

type TenantCluster = NonNullable<TenantClusterToReconcileQuery['tenant_clusters_by_pk']>;

const LOOK_EVERY_MS = 60_000;
const CALL_MS = 20_000;

export const reconcileTenantCluster: Reconcile = async (deps, id) => {
  const { graphql, tenants, now } = deps;
  const { tenant_clusters_by_pk: tenant } = await graphql.request(TenantClusterToReconcileDocument, { id }, { idempotent: true });
  // Nobody asked for the end of one without a row: a resync tells of it.
  if (tenant === null || tenant.status === 'failed') return {};
  if (tenant.host_cluster.given_up_at !== null) return await abandon(deps, tenant);
  const reference: TenantReference = {
    tenantClusterId: id,
    namespace: tenant.namespace,
    host: await referenceOf(deps, tenant.host_cluster),
  };
  if (tenant.status === 'deleted') {
    // What came to be although it was asked for before its end.
    await tenants.remove(reference, AbortSignal.timeout(CALL_MS));
    return {};
  }
  const { refusal, conflict } = await act(deps, tenant, reference);
  const seen = await tenants.observe(reference, AbortSignal.timeout(CALL_MS));
  const deadlineAt = millis(tenant.deadline_at);
  const plan = planTenantCluster({ status: tenant.status, generation: tenant.generation, deadlineAt }, seen, refusal, now());
  const explained = seen.state === 'present' && seen.reason !== null;
  await carryOut(deps, tenant, plan, seen, refusal ?? (explained ? null : (conflict?.message ?? null)));
  if (conflict !== null && plan.do === 'wait') throw conflict;
  if (plan.do !== 'wait') return {};
  return deadlineAt === null ? { requeueAfterMs: LOOK_EVERY_MS } : untilDeadline(deadlineAt, now());
};

/** Its host is lost, and nobody asks it anything. */
async function abandon(deps: ReconcileDeps, tenant: TenantCluster): Promise<WorkResult> {
  const { tenants, now, wake } = deps;
  try {
    await leave(deps, tenant.id, true, AbortSignal.timeout(CALL_MS));
    await tenants.abandon({ tenantClusterId: tenant.id, namespace: tenant.namespace }, AbortSignal.timeout(CALL_MS));
  } catch (error) {
    const late = tenant.deadline_at !== null && now() >= Date.parse(tenant.deadline_at);
    if (!late || !(error instanceof Fault) || tenant.status !== 'deleting') throw error;
    await carryOut(deps, tenant, { do: 'fail', reason: error.message }, { state: 'absent' }, error.message);
    return {};
  }
  if (tenant.status === 'deleting') await carryOut(deps, tenant, { do: 'gone' }, { state: 'absent' }, null);
  wake({ kind: 'cluster', id: tenant.host_cluster.id });
  return {};
}

interface Answer {
  /** Why the provider will not have it. */
  readonly refusal: string | null;
  /** What stands in the way now and may go: it is tried again. */
  readonly conflict: Fault | null;
}

/** Tells the provider what is wanted. */
async function act(deps: ReconcileDeps, tenant: TenantCluster, reference: TenantReference): Promise<Answer> {
  const { tenants, now } = deps;
  try {
    if (tenant.status === 'deleting') {
      await leave(deps, tenant.id, false, AbortSignal.timeout(CALL_MS));
      await tenants.remove(reference, AbortSignal.timeout(CALL_MS));
    } else await tenants.apply(desired(tenant, reference, await namespacesOf(deps, tenant)), AbortSignal.timeout(CALL_MS));
    return { refusal: null, conflict: null };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const late = tenant.deadline_at !== null && now() >= Date.parse(tenant.deadline_at);
    if (late || error.kind === 'reject' || error.kind === 'gone') return { refusal: error.message, conflict: null };
    // What is in the way of its end ends nothing.
    if (error.kind === 'conflict' && tenant.status !== 'deleting') return { refusal: null, conflict: error };
    throw error;
  }
}

/** One for each environment that is placed in it. */
async function namespacesOf({ graphql }: ReconcileDeps, { id }: TenantCluster): Promise<readonly TenantNamespace[]> {
  const { environments } = await graphql.request(TenantEnvironmentsDocument, { id }, { idempotent: true });
  return environments.map((environment) => ({
    name: namespaceOf(environment),
    project: environment.project.slug,
    environment: environment.slug,
  }));
}

const desired = (
  tenant: TenantCluster,
  reference: TenantReference,
  namespaces: readonly TenantNamespace[],
): DesiredTenantCluster => ({
  ...reference,
  namespaces,
  label: tenant.slug,
  kubernetesVersion: tenant.kubernetes_version,
  cpuMillicores: tenant.cpu_millicores,
  memoryMegabytes: tenant.memory_megabytes,
  storageGigabytes: tenant.storage_gigabytes,
  generation: tenant.generation,
});

async function carryOut(
  { graphql, tenants, now }: ReconcileDeps,
  tenant: TenantCluster,
  plan: ClusterPlan<TenantClusterStatus>,
  seen: TenantObservation,
  refusal: string | null,
): Promise<void> {
  const at = timestamp(now());
  const set: tenant_clusters_set_input = {
    provider: tenants.capabilities.provider,
    observed_at: at,
    status_reason: refusal ?? (seen.state === 'present' ? seen.reason : null),
    ...(seen.state === 'present'
      ? { observed_generation: seen.generation, api_server_url: seen.apiServerUrl ?? tenant.api_server_url }
      : {}),
    ...changeOf(tenant, plan, at),
  };
  await graphql.request(MoveTenantClusterDocument, { id: tenant.id, from: tenant.status, set }, { idempotent: true });
}

function changeOf(tenant: TenantCluster, plan: ClusterPlan<TenantClusterStatus>, at: string): tenant_clusters_set_input {
  switch (plan.do) {
    case 'wait':
      return {};
    case 'move':
      return { status: plan.to, status_changed_at: at, deadline_at: null, finished_at: at };
    case 'fail':
      return {
        status: 'failed',
        status_changed_at: at,
        failure_step: tenant.status,
        failure_reason: plan.reason,
        finished_at: at,
      };
    case 'gone':
      return { status: 'deleted', status_changed_at: at, finished_at: at };
  }
}
