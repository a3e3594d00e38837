/** The clusters that workloads run in: a client for each, and each known to Argo CD, with what signs in there now. */
import type { ReachableCluster } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { openClusterClients, printOf } from '../kubernetes/client/cluster-clients.ts';
import { type KubernetesAccess, readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client/open-client.ts';
import type { ArgocdApi } from './argocd-api.ts';

export interface Target {
  /** As Argo CD calls it. */
  readonly server: string;
  /** null: we have no access of our own. */
  readonly client: KubernetesClient | null;
}

export interface PlatformCluster {
  /** As Argo CD calls it, for example `https://kubernetes.default.svc`. */
  readonly server: string;
  readonly access: KubernetesAccess | null;
  /** Of one call to a cluster. */
  readonly timeoutMs?: number;
}

export interface ClusterPool extends AsyncDisposable {
  /** @throws Fault reject | auth | retry */
  target(cluster: ReachableCluster | null, signal?: AbortSignal): Promise<Target>;
  /** Those that we have access to and that are in use now. */
  clients(): ReadonlyMap<string, KubernetesClient>;
  /** As Argo CD calls it; null: it does not know it, or it is where the platform runs things by itself. */
  serverOf(clusterId: string, signal?: AbortSignal): Promise<string | null>;
  /** Argo CD forgets it as well. Forgetting the unknown succeeds. */
  forget(clusterId: string, signal?: AbortSignal): Promise<void>;
}

export function openClusterPool(platform: PlatformCluster, api: ArgocdApi): ClusterPool {
  const limits = platform.timeoutMs === undefined ? {} : { timeoutMs: platform.timeoutMs };
  const own: Target = {
    server: platform.server,
    client: platform.access === null ? null : openKubernetesClient(platform.access, limits),
  };
  const clients = openClusterClients(limits);
  /** What Argo CD was told, by cluster. */
  const told = new Map<string, { readonly print: string; readonly done: Promise<void> }>();

  async function tell({ clusterId, kubeconfig }: ReachableCluster, signal?: AbortSignal): Promise<void> {
    const print = printOf(kubeconfig);
    const known = told.get(clusterId);
    if (known?.print === print) return await known.done;
    const entry = { print, done: api.putCluster(clusterOf(clusterId, readKubeconfig(kubeconfig)), signal) };
    told.set(clusterId, entry);
    try {
      await entry.done;
    } catch (error) {
      // The next one tries again.
      if (told.get(clusterId) === entry) told.delete(clusterId);
      throw error instanceof Fault && error.kind === 'reject' ? notTaken(error) : error;
    }
  }

  return {
    target: async (cluster, signal) => {
      if (cluster === null) return own;
      const client = clients.of(cluster);
      await tell(cluster, signal);
      return { server: client.server, client };
    },
    clients: () => {
      const all = new Map(clients.all());
      if (own.client !== null) all.set(own.server, own.client);
      return all;
    },
    serverOf: async (clusterId, signal) => {
      const server = (await api.cluster(nameOf(clusterId), signal))?.server ?? null;
      return server === platform.server ? null : server;
    },
    forget: async (clusterId, signal) => {
      clients.forget(clusterId);
      told.delete(clusterId);
      await api.removeCluster(nameOf(clusterId), signal);
    },
    [Symbol.asyncDispose]: async () => {
      await own.client?.[Symbol.asyncDispose]();
      await clients[Symbol.asyncDispose]();
    },
  };
}

/** It takes a cluster when it gets through to it: one that has just come to be, or is away for a moment, is one that it gets through to later. */
const notTaken = (cause: Fault): Fault =>
  new Fault('retry', { code: 'cluster-not-registered', message: `Argo CD does not take the cluster. ${cause.message}`, cause });

const nameOf = (clusterId: string): string => `northstack-${clusterId}`;

function clusterOf(clusterId: string, { server, authority, verify, token, basic, client }: KubernetesAccess): object {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return {
    server,
    name: nameOf(clusterId),
    config: {
      ...(token === null ? {} : { bearerToken: token }),
      ...(basic === null ? {} : basic),
      tlsClientConfig: {
        insecure: !verify,
        ...(authority === null ? {} : { caData: base64(authority) }),
        ...(client === null ? {} : { certData: base64(client.certificate), keyData: base64(client.key) }),
      },
    },
  };
}
