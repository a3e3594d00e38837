/** Virtual clusters need a host cluster and a platform that makes them: one machine has neither, and says so. */
import type { TenantProvider } from '../../../domain/ports/tenant-provider.ts';
import { Fault } from '../../../kit/fault.ts';

const UNAVAILABLE =
  'Virtual clusters are not made on one machine. Connect a cluster with Argo CD or Helm for vCluster: see docs/production.md.';

export function openLocalTenants(): TenantProvider {
  const refuse = () => Promise.reject(new Fault('reject', { code: 'tenant-clusters-unavailable', message: UNAVAILABLE }));
  return {
    capabilities: { provider: 'local', unavailable: UNAVAILABLE },
    apply: refuse,
    observe: async (_, signal) => {
      signal?.throwIfAborted();
      return { state: 'absent' };
    },
    remove: async (_, signal) => signal?.throwIfAborted(),
    abandon: async (_, signal) => signal?.throwIfAborted(),
    list: async (signal) => {
      signal?.throwIfAborted();
      return [];
    },
    issueKubeconfig: refuse,
    ownKubeconfig: refuse,
    revokeKubeconfig: async () => {},
  };
}
