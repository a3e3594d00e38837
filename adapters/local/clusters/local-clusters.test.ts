/** Registered clusters, against an HTTP server that answers as a Kubernetes API server does. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type ReceivedRequest, testServer } from '../../../test/support/http-server.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { openLocalClusters } from './open-clusters.ts';
import { openLocalTenants } from './open-tenants.ts';

const kubeconfig = (server: string, user: string = '{ token: t0ken }') =>
  `apiVersion: v1
kind: Config
current-context: c
clusters: [{ name: k, cluster: { server: "${server}" } }]
users: [{ name: u, user: ${user} }]
contexts: [{ name: c, context: { cluster: k, user: u } }]`;

const answers: Readonly<Record<string, unknown>> = {
  'GET /version': { gitVersion: 'v1.33.1' },
  'GET /api/v1/nodes': {
    items: [
      { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
      { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
    ],
  },
};

async function cluster(status = 200) {
  const server = await testServer(({ method, path }: ReceivedRequest) => {
    if (status !== 200) return { status, body: JSON.stringify({ message: 'no', reason: 'Forbidden' }) };
    if (path.endsWith('/token'))
      return {
        status: 201,
        body: JSON.stringify({ status: { token: 'short-lived', expirationTimestamp: '2030-01-01T00:00:00Z' } }),
      };
    // What somebody made before is a conflict, what is gone is not found: both are as good as done.
    if (method === 'POST') return { status: path.endsWith('/namespaces') ? 409 : 201, body: '{}' };
    if (method === 'DELETE') return { status: 404, body: JSON.stringify({ message: 'not found' }) };
    return { body: JSON.stringify(answers[`${method} ${path}`]) };
  });
  const reference = { clusterId: randomUUID(), registered: { kubeconfig: kubeconfig(server.url) } };
  return { server, reference };
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
  expect(server.received[0]?.headers.authorization).toBe('Bearer t0ken');
});

test('one that does not answer, or refuses us, is unreachable and says why', async () => {
  const refusing = await cluster(403);
  await using _server = refusing.server;
  expect(await openLocalClusters().observe(refusing.reference)).toMatchObject({
    phase: 'unreachable',
    reason: expect.stringContaining('403'),
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
  expect(readKubeconfig(issued.kubeconfig)).toMatchObject({ server: server.url, token: 'short-lived' });
  expect(issued.expiresAt).toBe(Date.parse('2030-01-01T00:00:00Z'));
  const binding = server.received.find((r) => r.path.endsWith('/clusterrolebindings'));
  expect(JSON.parse(binding?.body ?? '{}')).toMatchObject({ roleRef: { name: 'edit' }, subjects: [{ name: issued.externalId }] });
  await clusters.revokeKubeconfig({ grantId, cluster: reference, externalId: issued.externalId });
  await clusters.revokeKubeconfig({ grantId, cluster: reference, externalId: issued.externalId });
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
    generation: 1,
  };
  await expect(openLocalTenants().apply(wish)).rejects.toMatchObject({ kind: 'reject', code: 'tenant-clusters-unavailable' });
});
