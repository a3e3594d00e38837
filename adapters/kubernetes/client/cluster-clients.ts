/**
 * Clients of many clusters, one each with connections of its own, so that a cluster that hangs holds up no other. Who asks brings the kubeconfig as
 * it is now; another one than before, since what signs in was renewed, is another client.
 */
import { createHash } from 'node:crypto';
import type { ReachableCluster } from '../../../domain/ports/cluster-provider.ts';
import { Fault } from '../../../kit/fault.ts';
import { ofInstallation } from './installation.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from './open-client.ts';

export interface ClusterClients extends AsyncDisposable {
  /** @throws Fault reject `kubeconfig-invalid` */
  of(cluster: ReachableCluster): KubernetesClient;
  /** Those that are open now. */
  all(): ReadonlyMap<string, KubernetesClient>;
  /** Forgetting the unknown succeeds. */
  forget(clusterId: string): void;
}

export interface ClusterClientsOptions {
  /** Of one call. */
  readonly timeoutMs?: number;
  /** Whose objects are looked at and written; see `ofInstallation`. Default: all. */
  readonly installation?: string;
  /** A client is there; the signal says that it is not any more. */
  readonly opened?: (clusterId: string, client: KubernetesClient, signal: AbortSignal) => void;
}

interface Entry {
  readonly print: string;
  readonly client: KubernetesClient;
  readonly ending: AbortController;
}

/** What was begun with a client that was replaced may end. */
const GRACE_MS = 30_000;

export function openClusterClients({ timeoutMs, installation, opened = () => {} }: ClusterClientsOptions = {}): ClusterClients {
  const entries = new Map<string, Entry>();
  /** Replaced, and not closed yet. */
  const retired = new Map<KubernetesClient, NodeJS.Timeout>();

  function retire({ client, ending }: Entry): void {
    ending.abort();
    const close = () => {
      retired.delete(client);
      void client[Symbol.asyncDispose]();
    };
    retired.set(client, setTimeout(close, GRACE_MS).unref());
  }

  return {
    of: ({ clusterId, kubeconfig }) => {
      const print = printOf(kubeconfig);
      const known = entries.get(clusterId);
      if (known?.print === print) return known.client;
      const plain = openKubernetesClient(readKubeconfig(kubeconfig), timeoutMs === undefined ? {} : { timeoutMs });
      const client = ofInstallation(plain, installation ?? null);
      if (known !== undefined) retire(known);
      const ending = new AbortController();
      entries.set(clusterId, { print, client, ending });
      opened(clusterId, client, ending.signal);
      return client;
    },
    all: () => new Map([...entries].map(([id, { client }]) => [id, client])),
    forget: (clusterId) => {
      const known = entries.get(clusterId);
      entries.delete(clusterId);
      if (known !== undefined) retire(known);
    },
    [Symbol.asyncDispose]: async () => {
      for (const { ending } of entries.values()) ending.abort();
      const open = [...entries.values()].map(({ client }) => client);
      for (const timer of retired.values()) clearTimeout(timer);
      await Promise.all([...open, ...retired.keys()].map((client) => client[Symbol.asyncDispose]()));
      entries.clear();
      retired.clear();
    },
  };
}

/** Of what signs in, for comparing. */
export const printOf = (kubeconfig: string): string => createHash('sha256').update(kubeconfig).digest('hex');

/**
 * A cluster that refuses us may have renewed what signs in a moment ago: whoever asks again brings what is right then. Only in clusters whose
 * way in is looked up; to others it is said as it is.
 */
export function asRenewed(error: unknown, cluster: ReachableCluster | null): unknown {
  if (cluster === null || !(error instanceof Fault) || error.code !== 'cluster-refuses') return error;
  return new Fault('retry', { code: 'cluster-access-refused', message: error.message, cause: error });
}
