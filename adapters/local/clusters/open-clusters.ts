/** Clusters without a platform that makes them: one machine has none to give. Clusters that exist are registered with their kubeconfig. */
import type { ClusterProvider, IssuedKubeconfig } from '../../../domain/ports/cluster-provider.ts';
import { Fault } from '../../../kit/fault.ts';
import { createShared } from '../../../kit/shared.ts';
import { readKubeconfig } from '../../kubernetes/client/kubeconfig.ts';
import {
  forgetRegistered,
  issueInRegistered,
  observeRegistered,
  revokeInRegistered,
} from '../../kubernetes/registered/registered-clusters.ts';

const UNAVAILABLE =
  'Clusters are not made on one machine. Register a cluster that exists with its kubeconfig, or connect a Rancher: see docs/production.md.';

export function openLocalClusters(): ClusterProvider {
  const issuing = createShared<string, IssuedKubeconfig>();
  return {
    capabilities: {
      provider: 'local',
      provisioningUnavailable: UNAVAILABLE,
      distributions: ['other'],
      maximumKubeconfigSeconds: 24 * 3600,
    },
    apply: async ({ registered }, signal) => {
      signal?.throwIfAborted();
      if (registered === null) throw new Fault('reject', { code: 'clusters-unavailable', message: UNAVAILABLE });
      readKubeconfig(registered.kubeconfig);
    },
    observe: async ({ registered }, signal) => {
      signal?.throwIfAborted();
      return registered === null ? { state: 'absent' } : await observeRegistered(registered.kubeconfig, signal);
    },
    remove: async ({ clusterId, registered }, signal) => {
      signal?.throwIfAborted();
      if (registered !== null) await forgetRegistered(clusterId, registered.kubeconfig, signal);
    },
    list: async (signal) => {
      signal?.throwIfAborted();
      return [];
    },
    issueKubeconfig: async (request, signal) => {
      signal?.throwIfAborted();
      const { registered } = request.cluster;
      if (registered !== null)
        return await issuing(request.grantId, () => issueInRegistered(registered.kubeconfig, request, signal));
      throw new Fault('reject', { code: 'kubeconfig-unavailable', message: 'This cluster cannot be reached from here.' });
    },
    ownKubeconfig: async ({ registered }, signal) => {
      signal?.throwIfAborted();
      if (registered !== null) return registered.kubeconfig;
      throw new Fault('reject', { code: 'kubeconfig-unavailable', message: 'This cluster cannot be reached from here.' });
    },
    revokeKubeconfig: async (grant, signal) => {
      signal?.throwIfAborted();
      const { registered } = grant.cluster;
      if (registered !== null) await revokeInRegistered(registered.kubeconfig, grant, signal);
    },
    // Accounts are in the clusters themselves, and their tokens end.
    listGrants: async (signal) => {
      signal?.throwIfAborted();
      return [];
    },
  };
}
