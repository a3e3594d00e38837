/** ClusterProvider and TenantProvider in memory that do what a test tells them to, with the ports' promises about repeats and absence. */
import type {
  ClusterObservation,
  ClusterProvider,
  DesiredCluster,
  IssuedKubeconfig,
} from '../../domain/ports/cluster-provider.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import type { DesiredTenantCluster, TenantObservation, TenantProvider } from '../../domain/ports/tenant-provider.ts';
import { Fault } from '../../kit/fault.ts';

interface Told {
  /** What becomes of what is asked for. Default `at-once`. */
  mode: 'at-once' | 'never' | 'failing' | 'unreachable';
  /** Thrown by the next calls that change something. */
  refuse: Fault | null;
  readonly issued: ReadonlyMap<string, { readonly role: string; readonly email: string }>;
}

export interface ClustersEmulator extends ClusterProvider, Told {
  readonly desired: ReadonlyMap<string, DesiredCluster>;
}

export interface TenantsEmulator extends TenantProvider, Told {
  readonly desired: ReadonlyMap<string, DesiredTenantCluster>;
}

export function emulateClusters(hint: Hint, now: () => number = Date.now): ClustersEmulator {
  const desired = new Map<string, DesiredCluster>();
  const carriedOut = new Map<string, number>();
  const access = emulateAccess(now);
  const emulator: ClustersEmulator = {
    capabilities: {
      provider: 'emulated',
      provisioningUnavailable: null,
      distributions: ['rke2', 'k3s'],
      maximumKubeconfigSeconds: 24 * 3600,
    },
    desired,
    mode: 'at-once',
    refuse: null,
    issued: access.issued,
    apply: async (wanted, signal) => {
      signal?.throwIfAborted();
      if (emulator.refuse) throw emulator.refuse;
      if (wanted.registered === null && wanted.pools.length === 0)
        throw new Fault('reject', { code: 'pools-missing', message: 'A cluster needs at least one node pool.' });
      if (JSON.stringify(desired.get(wanted.clusterId)) === JSON.stringify(wanted)) return;
      desired.set(wanted.clusterId, wanted);
      if (emulator.mode === 'at-once') carriedOut.set(wanted.clusterId, wanted.generation);
      hint({ kind: 'cluster', id: wanted.clusterId });
    },
    observe: async ({ clusterId }, signal) => {
      signal?.throwIfAborted();
      const wanted = desired.get(clusterId);
      return wanted ? seenOf(wanted, carriedOut.get(clusterId) ?? 0, emulator.mode, now()) : { state: 'absent' };
    },
    remove: async ({ clusterId }, signal) => {
      signal?.throwIfAborted();
      if (emulator.refuse) throw emulator.refuse;
      desired.delete(clusterId);
      carriedOut.delete(clusterId);
    },
    list: async () =>
      [...desired.values()]
        .filter((c) => c.registered === null)
        .map(({ clusterId: id }) => ({ id, name: id, installation: null })),
    ownKubeconfig: async ({ clusterId, registered }) => registered?.kubeconfig ?? `own kubeconfig of ${clusterId}`,
    issueKubeconfig: async ({ grantId, cluster, role, user, seconds }) =>
      access.issue(grantId, cluster.clusterId, role, user.email, seconds),
    revokeKubeconfig: async ({ grantId }) => access.revoke(grantId),
    listGrants: async () => [...access.issued].map(([grantId, { clusterId }]) => ({ grantId, clusterId })),
  };
  return emulator;
}

export function emulateTenants(hint: Hint, now: () => number = Date.now): TenantsEmulator {
  const desired = new Map<string, DesiredTenantCluster>();
  const carriedOut = new Map<string, number>();
  const access = emulateAccess(now);
  const emulator: TenantsEmulator = {
    capabilities: { provider: 'emulated', unavailable: null },
    desired,
    mode: 'at-once',
    refuse: null,
    issued: access.issued,
    apply: async (wanted, signal) => {
      signal?.throwIfAborted();
      if (emulator.refuse) throw emulator.refuse;
      const taken = [...desired.values()].find(
        (t) => t.namespace === wanted.namespace && t.tenantClusterId !== wanted.tenantClusterId,
      );
      if (taken) throw new Fault('conflict', { code: 'namespace-taken', message: 'The namespace belongs to something else.' });
      if (JSON.stringify(desired.get(wanted.tenantClusterId)) === JSON.stringify(wanted)) return;
      desired.set(wanted.tenantClusterId, wanted);
      if (emulator.mode === 'at-once') carriedOut.set(wanted.tenantClusterId, wanted.generation);
      hint({ kind: 'tenant-cluster', id: wanted.tenantClusterId });
    },
    observe: async ({ tenantClusterId }, signal): Promise<TenantObservation> => {
      signal?.throwIfAborted();
      const wanted = desired.get(tenantClusterId);
      if (!wanted) return { state: 'absent' };
      const generation = carriedOut.get(tenantClusterId) ?? 0;
      return {
        state: 'present',
        ...phaseOf(wanted.generation, generation, emulator.mode),
        apiServerUrl: 'https://v.example',
        observedAt: now(),
      };
    },
    remove: async ({ tenantClusterId }, signal) => {
      signal?.throwIfAborted();
      if (emulator.refuse) throw emulator.refuse;
      desired.delete(tenantClusterId);
      carriedOut.delete(tenantClusterId);
    },
    abandon: async ({ tenantClusterId }) => void desired.delete(tenantClusterId),
    list: async () => [...desired.keys()].map((id) => ({ id, name: id, installation: null })),
    ownKubeconfig: async ({ tenantClusterId }) => `own kubeconfig of ${tenantClusterId}`,
    issueKubeconfig: async ({ grantId, tenant, role, user, seconds }) =>
      access.issue(grantId, tenant.tenantClusterId, role, user.email, seconds),
    revokeKubeconfig: async ({ grantId }) => access.revoke(grantId),
  };
  return emulator;
}

function emulateAccess(now: () => number) {
  const issued = new Map<string, { clusterId: string; role: string; email: string }>();
  return {
    issued,
    issue: (grantId: string, clusterId: string, role: string, email: string, seconds: number): IssuedKubeconfig => {
      issued.set(grantId, { clusterId, role, email });
      return { kubeconfig: `token of ${grantId}`, externalId: `account-${grantId}`, expiresAt: now() + seconds * 1000 };
    },
    revoke: (grantId: string): void => void issued.delete(grantId),
  };
}

function phaseOf(wanted: number, carriedOut: number, mode: Told['mode']) {
  const phase =
    mode === 'unreachable'
      ? 'unreachable'
      : carriedOut >= wanted
        ? 'active'
        : carriedOut > 0
          ? 'changing'
          : mode === 'failing'
            ? 'failed'
            : 'creating';
  return { phase, reason: phase === 'failed' ? 'There are no machines left.' : null, generation: carriedOut } as const;
}

function seenOf(wanted: DesiredCluster, carriedOut: number, mode: Told['mode'], now: number): ClusterObservation {
  const state = phaseOf(wanted.generation, carriedOut, mode);
  const pools = wanted.pools.map(({ name, quantity }) => ({
    name,
    quantity,
    readyNodes: state.phase === 'active' ? quantity : 0,
  }));
  const nodes = pools.reduce((sum, p) => sum + p.quantity, 0);
  return {
    state: 'present',
    ...state,
    apiServerUrl: 'https://k.example',
    kubernetesVersion: wanted.kubernetesVersion ?? 'v1.33.1',
    nodes,
    readyNodes: state.phase === 'active' ? nodes : 0,
    pools,
    observedAt: now,
  };
}
