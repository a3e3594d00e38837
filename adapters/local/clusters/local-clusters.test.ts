/** Registered clusters, against the emulated API server. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tenantProviderContract } from '../../../test/contracts/tenant-provider.contract.ts';
import { startKubernetes } from '../../../test/emulators/kubernetes/emulator.ts';
import { plainKind } from '../../kubernetes/client/kind.ts';
import { readKubeconfig } from '../../kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../kubernetes/client/open-client.ts';
import { openLocalClusters } from './open-clusters.ts';
import { openLocalTenants } from './open-tenants.ts';

const kubeconfig = (server: string, user: string = '{ token: t0ken }') =>
  `apiVersion: v1
kind: Config
current-context: c
clusters: [{ name: k, cluster: { server: "${server}" } }]
users: [{ name: u, user: ${user} }]
contexts: [{ name: c, context: { cluster: k, user: u } }]`;

async function cluster(token?: string) {
  const server = await startKubernetes({ version: 'v1.33.1' });
  for (const [name, ready] of [
    ['n1', 'True'],
    ['n2', 'False'],
  ] as const) {
    const node = server.api.create(server.kind('nodes.'), null, { metadata: { name } });
    server.setStatus(node, { conditions: [{ type: 'Ready', status: ready }] });
  }
  return { server, reference: { clusterId: randomUUID(), registered: { kubeconfig: server.kubeconfig(token) } } };
}

test('a registered cluster that answers is active, with its version and nodes', async () => {
  const { server, reference } = await cluster();
  await using _server = server;
  expect(await openLocalClusters().observe(reference)).toMatchObject({
    state: 'present',
    phase: 'active',
    kubernetesVersion: 'v1.33.1',
    nodes: 2,
    readyNodes: 1,
    apiServerUrl: server.url,
  });
});

test('one that does not answer, or refuses us, is unreachable and says why', async () => {
  const refusing = await cluster('of-nobody');
  await using _server = refusing.server;
  expect(await openLocalClusters().observe(refusing.reference)).toMatchObject({
    phase: 'unreachable',
    reason: expect.stringContaining('401: Unauthorized'),
  });
  const gone = await cluster();
  await gone.server[Symbol.asyncDispose]();
  expect(await openLocalClusters().observe(gone.reference)).toMatchObject({
    phase: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

test('access is an account of its own, bound to the role, with a token for a limited time; ending it twice succeeds', async () => {
  const { server, reference } = await cluster();
  await using _server = server;
  const clusters = openLocalClusters();
  const grantId = randomUUID();
  const user = { id: randomUUID(), email: 'ada@example.com' };
  const issued = await clusters.issueKubeconfig({ grantId, cluster: reference, user, role: 'edit', seconds: 3600 });
  expect(Math.abs(issued.expiresAt - Date.now() - 3_600_000)).toBeLessThan(600_000);
  const [binding] = server.objects('clusterrolebindings.rbac.authorization.k8s.io');
  expect(binding).toMatchObject({ roleRef: { name: 'edit' }, subjects: [{ name: issued.externalId }] });
  await using theirs = openKubernetesClient(readKubeconfig(issued.kubeconfig));
  expect((await theirs.list(plainKind('v1', 'Pod', 'pods', 'namespaced'), { namespace: 'default' })).items).toEqual([]);
  await clusters.issueKubeconfig({ grantId, cluster: reference, user, role: 'edit', seconds: 3600 });
  expect(server.objects('serviceaccounts.', 'northstack-access')).toHaveLength(1);
  await clusters.revokeKubeconfig({ grantId, cluster: reference, externalId: issued.externalId });
  await clusters.revokeKubeconfig({ grantId, cluster: reference, externalId: issued.externalId });
  expect(server.objects('serviceaccounts.', 'northstack-access')).toEqual([]);
  expect(server.objects('clusterrolebindings.rbac.authorization.k8s.io')).toEqual([]);
});

test.each([
  ['no YAML', '{{{'],
  ['something else', 'a: 1'],
  ['a file of its author', kubeconfig('https://k', '{ client-certificate: /etc/passwd, client-key: /etc/shadow }')],
  ['a token file', kubeconfig('https://k', '{ tokenFile: /etc/passwd }')],
  ['a program', kubeconfig('https://k', '{ exec: { command: sh } }')],
  ['no way to sign in', kubeconfig('https://k', '{}')],
  ['another scheme', kubeconfig('file:///etc')],
])('a kubeconfig with %s is rejected', async (_name, text) => {
  const cluster = { clusterId: randomUUID(), registered: { kubeconfig: text } };
  await expect(openLocalClusters().observe(cluster)).rejects.toMatchObject({ kind: 'reject', code: 'kubeconfig-invalid' });
});

test('one machine makes no clusters, and says what to do', async () => {
  const wanted = {
    clusterId: randomUUID(),
    registered: null,
    label: 'c',
    region: 'local',
    distribution: 'rke2',
    kubernetesVersion: 'v1.33.4',
    pools: [],
    generation: 1,
  } as const;
  await expect(openLocalClusters().apply(wanted)).rejects.toMatchObject({ kind: 'reject', code: 'clusters-unavailable' });
  expect(await openLocalClusters().observe(wanted)).toEqual({ state: 'absent' });
  const tenant = { tenantClusterId: randomUUID(), namespace: 'ns-1', host: wanted };
  const wish = {
    ...tenant,
    label: 't',
    kubernetesVersion: null,
    cpuMillicores: 1,
    memoryMegabytes: 1,
    storageGigabytes: 1,
    namespaces: [],
    generation: 1,
  };
  await expect(openLocalTenants().apply(wish)).rejects.toMatchObject({ kind: 'reject', code: 'tenant-clusters-unavailable' });
});

describe('contract of tenants', () =>
  tenantProviderContract(async () => ({
    provider: openLocalTenants(),
    hints: [],
    host: { clusterId: randomUUID(), registered: null },
    letsIn: null,
    namespaces: null,
    reopen: async () => openLocalTenants(),
    [Symbol.asyncDispose]: async () => {},
  })));
