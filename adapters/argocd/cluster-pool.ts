/** The clusters that workloads run in: a client for each, and each known to Argo CD. One that hangs has only its own connections. */
import { createHash } from 'node:crypto';
import type { ClusterReference } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
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
  target(cluster: ClusterReference | null, signal?: AbortSignal): Promise<Target>;
}

export function openClusterPool(platform: PlatformCluster, api: ArgocdApi): ClusterPool {
  const limits = platform.timeoutMs === undefined ? {} : { timeoutMs: platform.timeoutMs };
  const own: Target = {
    server: platform.server,
    client: platform.access === null ? null : openKubernetesClient(platform.access, limits),
  };
  const others = new Map<string, { readonly print: string; readonly target: Promise<Target> }>();

  async function open({ clusterId }: ClusterReference, access: KubernetesAccess, signal?: AbortSignal): Promise<Target> {
    await api.putCluster(clusterOf(clusterId, access), signal);
    return { server: access.server, client: openKubernetesClient(access, limits) };
  }
  const close = (target: Promise<Target>) => target.then(({ client }) => client?.[Symbol.asyncDispose]()).catch(() => {});

  return {
    target: async (cluster, signal) => {
      if (cluster === null) return own;
      if (cluster.registered === null)
        throw new Fault('reject', {
          code: 'cluster-not-reachable',
          message: 'Workloads cannot be placed in this cluster yet. Register it with a kubeconfig of a service account.',
        });
      const { kubeconfig } = cluster.registered;
      const print = createHash('sha256').update(kubeconfig).digest('hex');
      const known = others.get(cluster.clusterId);
      if (known?.print === print) return await known.target;
      if (known !== undefined) void close(known.target);
      const target = open(cluster, readKubeconfig(kubeconfig), signal);
      others.set(cluster.clusterId, { print, target });
      // What did not work is tried again by the next.
      target.catch(() => others.delete(cluster.clusterId));
      return await target;
    },
    [Symbol.asyncDispose]: async () => {
      await own.client?.[Symbol.asyncDispose]();
      await Promise.all([...others.values()].map(({ target }) => close(target)));
    },
  };
}

function clusterOf(clusterId: string, { server, authority, verify, token, basic, client }: KubernetesAccess): object {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return {
    server,
    name: `northstack-${clusterId}`,
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
