/** What every part of the adapter works with. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../kit/fault.ts';
import type { Connection } from './connection.ts';
import { type ManagementCluster, managementClusters, type ProvisioningCluster, provisioningClusters } from './kinds.ts';
import { clusterNameOf } from './names.ts';
import type { RancherObservation } from './observation.ts';
import type { Place, RancherTiming } from './options.ts';

export interface Rancher {
  readonly connection: Connection;
  readonly owner: string;
  /** Where provisioning clusters are. */
  readonly namespace: string;
  readonly places: Readonly<Record<string, Place>>;
  /** Without a slash at the end. */
  readonly url: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  readonly timing: RancherTiming;
  readonly tell: (observation: RancherObservation) => void;
  readonly now: () => number;
}

export const findCluster = (
  { connection, namespace }: Rancher,
  clusterId: string,
  signal?: AbortSignal,
): Promise<ProvisioningCluster | null> =>
  connection.kubernetes.get(provisioningClusters, { namespace, name: clusterNameOf(clusterId) }, { signal });

/** Finds it by the name we gave, also when the object that knew its id is gone. */
export async function findManagement(
  { connection }: Rancher,
  clusterId: string,
  signal?: AbortSignal,
): Promise<ManagementCluster | null> {
  const name = clusterNameOf(clusterId);
  const { items } = await connection.kubernetes.list(managementClusters, { signal });
  return items.find(({ spec }) => spec?.displayName === name) ?? null;
}

/** Does it again after a pause when somebody else was faster. At most five times. @throws what the last time threw */
export async function untilUndisturbed<T>(
  { timing }: Rancher,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  for (let left = 5; ; left -= 1)
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !(error instanceof Fault) || error.kind !== 'conflict') throw error;
      await sleep(timing.pauseMs * (0.5 + Math.random()), undefined, { signal });
    }
}

/** Creating what is there already succeeds: its name is ours, so it is the one that was meant. */
export async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'cluster-object-exists')) throw error;
  }
}
