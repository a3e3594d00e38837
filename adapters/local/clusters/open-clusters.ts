/**
 * Clusters without a platform that makes them: one machine has none to give. Clusters that exist are registered with their kubeconfig; they
 * are looked after here, and people get access of their own to them, for a limited time and within Kubernetes' own roles.
 */
import { z } from 'zod';
import type {
  ClusterObservation,
  ClusterProvider,
  ClusterReference,
  KubeconfigRole,
} from '../../../domain/ports/cluster-provider.ts';
import { Fault } from '../../../kit/fault.ts';
import { defineKind, pathOf, plainKind } from '../../kubernetes/client/kind.ts';
import { readKubeconfig, writeKubeconfig } from '../../kubernetes/client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../../kubernetes/client/open-client.ts';

/** Where the accounts we make are, so that they are found by whoever looks. */
const NAMESPACE = 'northstack-access';
/** A cluster is looked at often: one that takes longer counts as unreachable. */
const LOOK_MS = 10_000;
const UNAVAILABLE =
  'Clusters are not made on one machine. Register a cluster that exists with its kubeconfig, or connect a Rancher: see docs/production.md.';

export function openLocalClusters(): ClusterProvider {
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
    observe: async (cluster, signal) => {
      signal?.throwIfAborted();
      return cluster.registered === null ? { state: 'absent' } : await look(cluster, signal);
    },
    // What was registered is not ours: it is only forgotten. Access that was given out is ended grant by grant.
    remove: async (_, signal) => signal?.throwIfAborted(),
    list: async (signal) => {
      signal?.throwIfAborted();
      return [];
    },
    issueKubeconfig: async ({ grantId, cluster, user, role, seconds }, signal) => {
      const access = accessOf(cluster);
      await using api = openKubernetesClient(access);
      const name = accountOf(grantId);
      const labels = { 'app.kubernetes.io/managed-by': 'northstack' };
      const annotations = { 'northstack.dev/user': user.email, 'northstack.dev/grant': grantId };
      const of = { signal };
      await api.apply(namespaces, { metadata: { name: NAMESPACE, labels } }, of);
      await api.apply(accounts, { metadata: { name, namespace: NAMESPACE, labels, annotations } }, of);
      const binding = {
        metadata: { name, labels, annotations },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: ROLES[role] },
        subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
      };
      await api.apply(bindings, binding, of);
      const answer = await api.call({
        method: 'POST',
        path: pathOf(accounts, { namespace: NAMESPACE, name, subresource: 'token' }),
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { expirationSeconds: Math.max(600, seconds) },
        },
        signal,
      });
      const { status } = token.parse(answer);
      return {
        kubeconfig: writeKubeconfig(access, `northstack-${cluster.clusterId.slice(0, 8)}`, status.token),
        externalId: name,
        expiresAt: Date.parse(status.expirationTimestamp),
      };
    },
    revokeKubeconfig: async ({ cluster, grantId, externalId }, signal) => {
      if (cluster.registered === null) return;
      await using api = openKubernetesClient(accessOf(cluster));
      const name = externalId ?? accountOf(grantId);
      // Without its account a token is worth nothing.
      await api.delete(accounts, { namespace: NAMESPACE, name }, { signal });
      await api.delete(bindings, { name }, { signal });
    },
  };
}

const namespaces = plainKind('v1', 'Namespace', 'namespaces', 'cluster');
const accounts = plainKind('v1', 'ServiceAccount', 'serviceaccounts', 'namespaced');
const bindings = plainKind('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', 'cluster');
const nodes = defineKind(
  { apiVersion: 'v1', kind: 'Node', plural: 'nodes', namespaced: false },
  { status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) }) },
);
const ROLES: Readonly<Record<KubeconfigRole, string>> = {
  view: 'view',
  edit: 'edit',
  admin: 'admin',
  cluster_admin: 'cluster-admin',
};
const token = z.object({ status: z.object({ token: z.string(), expirationTimestamp: z.iso.datetime({ offset: true }) }) });

const accountOf = (grantId: string): string => `northstack-${grantId.replaceAll('-', '').slice(0, 20)}`;

function accessOf({ registered }: ClusterReference) {
  if (registered !== null) return readKubeconfig(registered.kubeconfig);
  throw new Fault('reject', { code: 'kubeconfig-unavailable', message: 'This cluster cannot be reached from here.' });
}

async function look(cluster: ClusterReference, signal?: AbortSignal): Promise<ClusterObservation> {
  const access = accessOf(cluster);
  await using api = openKubernetesClient(access, { timeoutMs: LOOK_MS });
  const [version, nodes] = await Promise.allSettled([api.version({ signal }), countNodes(api, signal)]);
  const unreachable = version.status === 'rejected';
  const counted = nodes.status === 'fulfilled' ? nodes.value : { all: 0, ready: 0 };
  const failure = unreachable ? version.reason : nodes.status === 'rejected' ? nodes.reason : null;
  return {
    state: 'present',
    phase: unreachable ? 'unreachable' : 'active',
    reason: failure instanceof Error ? failure.message : null,
    // There is nothing to carry out in somebody else's cluster.
    generation: unreachable ? 0 : Number.MAX_SAFE_INTEGER,
    apiServerUrl: access.server,
    kubernetesVersion: version.status === 'fulfilled' ? version.value : null,
    nodes: counted.all,
    readyNodes: counted.ready,
    pools: [],
    observedAt: Date.now(),
  };
}

/** A kubeconfig that may not see nodes is enough for everything else. */
async function countNodes(
  api: KubernetesClient,
  signal?: AbortSignal,
): Promise<{ readonly all: number; readonly ready: number }> {
  try {
    const { items } = await api.list(nodes, { signal });
    const ready = items.filter(({ status }) => status.conditions.some((c) => c.type === 'Ready' && c.status === 'True'));
    return { all: items.length, ready: ready.length };
  } catch (error) {
    if (error instanceof Fault && error.kind === 'auth') return { all: 0, ready: 0 };
    throw error;
  }
}
