/** The cluster that an environment runs in and the platform's way into it; null: where the platform runs things by itself. */
import type { ReachableCluster } from '../domain/ports/cluster-provider.ts';
import type { PlaceOfEnvironmentFragment } from '../sdk/generated.ts';
import { referenceOf } from './cluster.ts';
import type { ReconcileDeps } from './deps.ts';

type Place = Pick<PlaceOfEnvironmentFragment, 'cluster' | 'tenant_cluster'>;

/** A provider that hangs holds up nobody for long. */
const CALL_MS = 20_000;

/** Looked up each time: what signs in there may have been renewed. @throws Fault retry `cluster-not-ready` | reject | auth */
export async function reachOf(
  deps: Pick<ReconcileDeps, 'secrets' | 'clusters' | 'tenants'>,
  { cluster, tenant_cluster: tenant }: Place,
): Promise<ReachableCluster | null> {
  const signal = AbortSignal.timeout(CALL_MS);
  if (tenant !== null) {
    const host = await referenceOf(deps, tenant.host_cluster);
    const reference = { tenantClusterId: tenant.id, namespace: tenant.namespace, host };
    return { clusterId: tenant.id, kubeconfig: await deps.tenants.ownKubeconfig(reference, signal) };
  }
  if (cluster === null) return null;
  return { clusterId: cluster.id, kubeconfig: await deps.clusters.ownKubeconfig(await referenceOf(deps, cluster), signal) };
}
