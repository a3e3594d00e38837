/**
 * Clusters that somebody else made and that are known by a kubeconfig: they are looked after, and people get access of their own to them, for a
 * limited time and within Kubernetes' own roles. Each is talked to with its own address, authority and credentials, over connections of its
 * own, so that one that hangs holds up nobody.
 */
import { z } from 'zod';
import type {
  ClusterObservation,
  IssuedKubeconfig,
  KubeconfigGrant,
  KubeconfigRequest,
  KubeconfigRole,
} from '../../../domain/ports/cluster-provider.ts';
import { Fault } from '../../../kit/fault.ts';
import { defineKind, pathOf, plainKind } from '../client/kind.ts';
import { readKubeconfig, writeKubeconfig } from '../client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../client/open-client.ts';

/** Where the accounts we make are, so that they are found by whoever looks. */
const NAMESPACE = 'northstack-access';
/** A cluster is looked at often: one that takes longer counts as unreachable. */
const LOOK_MS = 10_000;
/** Kubernetes gives no token a shorter life. */
const SHORTEST_SECONDS = 600;
/** Kubernetes' own roles by ours. */
export const KUBERNETES_ROLES: Readonly<Record<KubeconfigRole, string>> = {
  view: 'view',
  edit: 'edit',
  admin: 'admin',
  cluster_admin: 'cluster-admin',
};

const namespaces = plainKind('v1', 'Namespace', 'namespaces', 'cluster');
const accounts = plainKind('v1', 'ServiceAccount', 'serviceaccounts', 'namespaced');
const bindings = plainKind('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', 'cluster');
const nodes = defineKind(
  { apiVersion: 'v1', kind: 'Node', plural: 'nodes', namespaced: false },
  { status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) }) },
);
const token = z.object({ status: z.object({ token: z.string(), expirationTimestamp: z.iso.datetime({ offset: true }) }) });

/** @throws Fault reject `kubeconfig-invalid` */
export async function observeRegistered(kubeconfig: string, signal?: AbortSignal): Promise<ClusterObservation> {
  signal?.throwIfAborted();
  const access = readKubeconfig(kubeconfig);
  await using api = openKubernetesClient(access, { timeoutMs: LOOK_MS });
  const [version, counted] = await Promise.allSettled([api.version({ signal }), countNodes(api, signal)]);
  signal?.throwIfAborted();
  const unreachable = version.status === 'rejected';
  const { all, ready } = counted.status === 'fulfilled' ? counted.value : { all: 0, ready: 0 };
  const failure = unreachable ? version.reason : counted.status === 'rejected' ? counted.reason : null;
  return {
    state: 'present',
    phase: unreachable ? 'unreachable' : 'active',
    reason: failure instanceof Error ? failure.message : null,
    // There is nothing to carry out in somebody else's cluster.
    generation: unreachable ? 0 : Number.MAX_SAFE_INTEGER,
    apiServerUrl: access.server,
    kubernetesVersion: version.status === 'fulfilled' ? version.value : null,
    nodes: all,
    readyNodes: ready,
    pools: [],
    observedAt: Date.now(),
  };
}

/** Ends all access that was given to it. What cannot be reached any more is forgotten. */
export async function forgetRegistered(clusterId: string, kubeconfig: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  try {
    await using api = openKubernetesClient(readKubeconfig(kubeconfig), { timeoutMs: LOOK_MS });
    const of = { signal, labelSelector: `northstack.dev/cluster=${clusterId}` };
    const given = await api.list(accounts, { namespace: NAMESPACE, ...of });
    for (const { metadata } of given.items) await api.delete(accounts, { namespace: NAMESPACE, name: metadata.name }, { signal });
    const bound = await api.list(bindings, of);
    for (const { metadata } of bound.items) await api.delete(bindings, { name: metadata.name }, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Fault)) throw error;
  }
}

/** An account of its own, bound to the role, and a token of it. @throws Fault reject | retry | auth */
export async function issueInRegistered(
  kubeconfig: string,
  { grantId, cluster, user, role, seconds }: KubeconfigRequest,
  signal?: AbortSignal,
): Promise<IssuedKubeconfig> {
  signal?.throwIfAborted();
  const access = readKubeconfig(kubeconfig);
  await using api = openKubernetesClient(access);
  const name = accountOf(grantId);
  const managed = { 'app.kubernetes.io/managed-by': 'northstack' };
  const labels = { ...managed, 'northstack.dev/cluster': cluster.clusterId };
  const annotations = { 'northstack.dev/user': user.email, 'northstack.dev/grant': grantId };
  await api.apply(namespaces, { metadata: { name: NAMESPACE, labels: managed } }, { signal });
  // A token is worth nothing without the account it was given to: one from before ends.
  await api.delete(accounts, { namespace: NAMESPACE, name }, { signal });
  await api.apply(accounts, { metadata: { name, namespace: NAMESPACE, labels, annotations } }, { signal });
  const binding = {
    metadata: { name, labels, annotations },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: KUBERNETES_ROLES[role] },
    subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
  };
  await api.apply(bindings, binding, { signal });
  const spec = { expirationSeconds: Math.max(SHORTEST_SECONDS, seconds) };
  const answer = await api.call({
    method: 'POST',
    path: pathOf(accounts, { namespace: NAMESPACE, name, subresource: 'token' }),
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec },
    signal,
  });
  const { status } = token.parse(answer);
  return {
    kubeconfig: writeKubeconfig(access, `northstack-${cluster.clusterId.slice(0, 8)}`, status.token),
    externalId: name,
    expiresAt: Date.parse(status.expirationTimestamp),
  };
}

export async function revokeInRegistered(
  kubeconfig: string,
  { grantId, externalId }: KubeconfigGrant,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  await using api = openKubernetesClient(readKubeconfig(kubeconfig));
  const name = externalId ?? accountOf(grantId);
  await api.delete(accounts, { namespace: NAMESPACE, name }, { signal });
  await api.delete(bindings, { name }, { signal });
}

const accountOf = (grantId: string): string => `northstack-${grantId.replaceAll('-', '').slice(0, 20)}`;

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
