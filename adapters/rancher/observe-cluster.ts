/** Looks at a cluster: what Rancher says of it, and its machines one by one. */
import type { ClusterObservation } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { type ManagementCluster, machinesOf, managementClusters, type ProvisioningCluster } from './kinds.ts';
import { findCluster, type Rancher } from './rancher.ts';
import { type ClusterState, readState } from './read-state.ts';
import { hasLeftovers } from './remove-cluster.ts';

export async function observeCluster(rancher: Rancher, clusterId: string, signal?: AbortSignal): Promise<ClusterObservation> {
  const cluster = await findCluster(rancher, clusterId, signal);
  if (cluster === null) {
    if (!(await hasLeftovers(rancher, clusterId, signal))) return { state: 'absent' };
    return {
      state: 'present',
      phase: 'removing',
      reason: 'Rancher is still taking it down.',
      generation: 0,
      apiServerUrl: null,
      kubernetesVersion: null,
      nodes: 0,
      readyNodes: 0,
      pools: [],
      observedAt: rancher.now(),
    };
  }
  const managementId = cluster.status?.clusterName;
  return {
    state: 'present',
    ...(await observePresent(rancher, cluster, signal)),
    apiServerUrl: managementId === undefined ? null : `${rancher.url}/k8s/clusters/${managementId}`,
    observedAt: rancher.now(),
  };
}

export async function observePresent(
  rancher: Rancher,
  cluster: ProvisioningCluster,
  signal?: AbortSignal,
): Promise<ClusterState> {
  const [management, machines] = await Promise.all([
    managementOf(rancher, cluster, signal),
    listMachines(rancher, cluster.metadata.name, signal),
  ]);
  return readState({ cluster, management, machines }, rancher.timing, rancher.now(), rancher.tell);
}

/** Right before and after its life Rancher refuses to speak of it: that is no refusal of us. */
async function managementOf(
  { connection }: Rancher,
  { status }: ProvisioningCluster,
  signal: AbortSignal | undefined,
): Promise<ManagementCluster | null> {
  if (status?.clusterName === undefined) return null;
  try {
    return await connection.kubernetes.get(managementClusters, { name: status.clusterName }, { signal });
  } catch (error) {
    if (error instanceof Fault && error.kind === 'auth') return null;
    throw error;
  }
}

async function listMachines({ connection, namespace }: Rancher, name: string, signal: AbortSignal | undefined) {
  const kind = machinesOf(await connection.machineVersion(signal));
  const labelSelector = `cluster.x-k8s.io/cluster-name=${name}`;
  return (await connection.kubernetes.list(kind, { namespace, labelSelector, signal })).items;
}
