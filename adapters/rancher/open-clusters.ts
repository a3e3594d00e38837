/**
 * Kubernetes clusters by Rancher 2.7 and later: RKE2 and K3s on machines of a cloud, with access for people by Rancher's own users and roles.
 * Whatever is made has a name that follows from our id, and is looked up by it before; whatever is accepted is looked at until it is so.
 *
 * Source: Rancher's CustomResourceDefinitions and its controllers' and webhook's source at v2.15.0.
 */
import type { ClusterProvider, IssuedKubeconfig } from '../../domain/ports/cluster-provider.ts';
import { createShared } from '../../kit/shared.ts';
import {
  forgetRegistered,
  issueInRegistered,
  observeRegistered,
  revokeInRegistered,
} from '../kubernetes/registered/registered-clusters.ts';
import { issueAccess, listGrants, revokeAccess } from './access.ts';
import { applyCluster } from './apply-cluster.ts';
import { openConnection } from './connection.ts';
import { forgetImported, importCluster } from './import-cluster.ts';
import { tellOnce } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';
import { type RancherOptions, TIMING } from './options.ts';
import { ownKubeconfig } from './own-kubeconfig.ts';
import type { Rancher } from './rancher.ts';
import { listClusters, removeCluster } from './remove-cluster.ts';
import { tellChanges } from './tell-changes.ts';
import { tellTokenEnd } from './token-end.ts';

export function openRancherClusters(options: RancherOptions): ClusterProvider & AsyncDisposable {
  const { owner, namespace = 'fleet-default', places, importRegistered, now = Date.now } = options;
  const timing = { ...TIMING, ...options.timing };
  const connection = openConnection(options, timing);
  const rancher: Rancher = {
    connection,
    owner,
    namespace,
    places,
    url: options.url.replace(/\/+$/, ''),
    ca: options.ca,
    timing,
    tell: tellOnce(options.observe),
    now,
  };
  const closing = new AbortController();
  const watching = options.hint === null ? null : tellChanges(rancher, options.hint, closing.signal);
  // One process does what is to be done here, and tells.
  const minding =
    options.hint === null ? null : tellTokenEnd({ connection, token: options.token, now }, options.observe, closing.signal);
  const issuing = createShared<string, IssuedKubeconfig>();
  return {
    capabilities: {
      provider: 'rancher',
      provisioningUnavailable: null,
      distributions: ['rke2', 'k3s'],
      maximumKubeconfigSeconds: options.maximumKubeconfigSeconds,
    },
    apply: async (desired, signal) => {
      signal?.throwIfAborted();
      const { registered } = desired;
      if (registered === null) return await applyCluster(rancher, desired, signal);
      await importCluster(rancher, desired, registered.kubeconfig, importRegistered, signal);
    },
    observe: async (cluster, signal) => {
      signal?.throwIfAborted();
      const { registered } = cluster;
      return registered === null
        ? await observeCluster(rancher, cluster.clusterId, signal)
        : await observeRegistered(registered.kubeconfig, signal);
    },
    remove: async ({ clusterId, registered }, signal) => {
      signal?.throwIfAborted();
      if (registered === null) return await removeCluster(rancher, clusterId, signal);
      await forgetRegistered(clusterId, registered.kubeconfig, signal);
      if (importRegistered) await forgetImported(rancher, clusterId, signal);
    },
    list: async (signal) => {
      signal?.throwIfAborted();
      return await listClusters(rancher, signal);
    },
    issueKubeconfig: async (request, signal) => {
      signal?.throwIfAborted();
      const { registered } = request.cluster;
      return await issuing(request.grantId, () =>
        registered === null ? issueAccess(rancher, request, signal) : issueInRegistered(registered.kubeconfig, request, signal),
      );
    },
    ownKubeconfig: async ({ clusterId, registered }, signal) => {
      signal?.throwIfAborted();
      return registered === null ? await ownKubeconfig(rancher, clusterId, signal) : registered.kubeconfig;
    },
    revokeKubeconfig: async (grant, signal) => {
      signal?.throwIfAborted();
      const { registered } = grant.cluster;
      if (registered === null) await revokeAccess(rancher, grant.grantId, grant.externalId, signal);
      else await revokeInRegistered(registered.kubeconfig, grant, signal);
    },
    listGrants: async (signal) => {
      signal?.throwIfAborted();
      return await listGrants(rancher, signal);
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await watching;
      await minding;
      await connection[Symbol.asyncDispose]();
    },
  };
}
