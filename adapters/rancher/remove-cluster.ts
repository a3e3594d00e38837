/**
 * Takes a cluster down, a step at each call: first the cluster, whose finalizers take the machines down with the cloud's credential; when it is
 * gone in both of Rancher's books, what was made for it. Finalizers are never taken away: machines nobody knows of cost money.
 */
import type { Held } from '../../domain/ports/held.ts';
import { Fault } from '../../kit/fault.ts';
import { heldBy } from '../kubernetes/client/installation.ts';
import type { Kind, KubernetesObject } from '../kubernetes/client/kind.ts';
import { removeAccounts } from './access.ts';
import { machineConfigsOf, provisioningClusters, users } from './kinds.ts';
import { CLUSTER_LABEL, clusterNameOf, IMPORTED, ofCluster, ownedBy } from './names.ts';
import type { Driver } from './options.ts';
import { findCluster, findManagement, type Rancher } from './rancher.ts';

export async function removeCluster(rancher: Rancher, clusterId: string, signal?: AbortSignal): Promise<void> {
  const { connection, namespace, owner } = rancher;
  const present = await findCluster(rancher, clusterId, signal);
  if (present !== null) {
    if (present.metadata.deletionTimestamp !== undefined) return;
    await connection.kubernetes.delete(provisioningClusters, { namespace, name: clusterNameOf(clusterId) }, { signal });
    return;
  }
  if ((await findManagement(rancher, clusterId, signal)) !== null) return;
  await removeAccounts(rancher, ofCluster(owner, clusterId), signal);
  for (const kind of machineKinds(rancher))
    for (const name of await namesOf(rancher, kind, ofCluster(owner, clusterId), signal))
      await connection.kubernetes.delete(kind, { namespace, name }, { signal });
}

/** Whether anything of it is still there beside the cluster itself. */
export async function hasLeftovers(rancher: Rancher, clusterId: string, signal?: AbortSignal): Promise<boolean> {
  if ((await findManagement(rancher, clusterId, signal)) !== null) return true;
  const selector = ofCluster(rancher.owner, clusterId);
  for (const kind of [users, ...machineKinds(rancher)])
    if ((await namesOf(rancher, kind, selector, signal)).length > 0) return true;
  return false;
}

/** All clusters that are there, or of which something is left. */
export async function listClusters(rancher: Rancher, signal?: AbortSignal): Promise<readonly Held[]> {
  const { connection, namespace, owner } = rancher;
  const all: KubernetesObject[] = [];
  for (const kind of [provisioningClusters, ...machineKinds(rancher)]) {
    const labelSelector = ownedBy(owner);
    const found = await unlessUnserved(connection.kubernetes.list<Listable>(kind, { namespace, labelSelector, signal }));
    for (const object of found) if (object.metadata.labels?.[IMPORTED] === undefined) all.push(object);
  }
  // Clusters last: their names count.
  return heldBy(all.reverse(), CLUSTER_LABEL);
}

type Listable = Kind extends Kind<infer T> ? T : never;

const machineKinds = ({ places }: Rancher): readonly Kind[] => {
  const drivers = new Set<Driver>(Object.values(places).map(({ driver }) => driver));
  return [...drivers].map(machineConfigsOf);
};

async function namesOf(
  { connection, namespace }: Rancher,
  kind: Kind,
  labelSelector: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const of = kind.namespaced ? { namespace } : {};
  const items = await unlessUnserved(connection.kubernetes.list<Listable>(kind, { ...of, labelSelector, signal }));
  return items.map(({ metadata }) => metadata.name);
}

/** The kinds of a driver are there once it was used. */
async function unlessUnserved<T>(listing: Promise<{ readonly items: readonly T[] }>): Promise<readonly T[]> {
  try {
    return (await listing).items;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return [];
    throw error;
  }
}
