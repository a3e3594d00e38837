/** What Rancher does that others do not, against an emulated one. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clusterIsGone, clusterReaches, desiredCluster } from '../../test/contracts/cluster-provider.contract.ts';
import { startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { openRancherEmulator, type RancherEmulator } from '../../test/emulators/rancher/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { mayWithKubeconfig } from '../../test/support/may-with-kubeconfig.ts';
import { rancherProvider } from '../../test/support/rancher-provider.ts';
import { SELF_SIGNED } from '../../test/support/self-signed.ts';

let rancher: RancherEmulator;
beforeAll(async () => {
  rancher = await openRancherEmulator({ stepMs: 5, kubeconfigMinutes: 30 });
});
afterEach(() => {
  expect(rancher.violations).toEqual([]);
  expect(rancher.problems).toEqual([]);
});
afterAll(() => rancher?.[Symbol.asyncDispose]());

const CLUSTERS = 'clusters.provisioning.cattle.io';
const nameOf = (clusterId: string) => `ns-${clusterId.replaceAll('-', '').slice(0, 12)}`;
const ada = { id: randomUUID(), email: 'ada@example.com' };
const objectOf = (clusterId: string, at = rancher) =>
  at.kubernetes.objects(CLUSTERS).find(({ metadata }) => metadata.name === nameOf(clusterId));

test('what others write at the same time stays, and every change arrives', async () => {
  await using provider = rancherProvider(rancher);
  const desired = desiredCluster();
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  const others = (async () => {
    for (let i = 0; i < 20; i += 1) {
      const object = objectOf(desired.clusterId);
      if (object) rancher.kubernetes.setStatus(object, { rkeConfigRevision: i });
      rancher.kubernetes.api.patch(rancher.kubernetes.kind(CLUSTERS), 'fleet-default', nameOf(desired.clusterId), 'merge', {
        metadata: { labels: { [`theirs-${i}`]: 'x' } },
      });
      await new Promise((next) => setImmediate(next));
    }
  })();
  const wish = { ...desired, generation: 2, pools: desired.pools.map((p) => (p.worker ? { ...p, quantity: 3 } : p)) };
  await Promise.all([
    others,
    eventually(
      () =>
        provider.apply(wish).then(
          () => true,
          () => false,
        ),
      Boolean,
    ),
  ]);
  await clusterReaches(provider, desired, (s) => s.phase === 'active' && s.generation === 2 && s.nodes === 4);
  expect(Object.keys(objectOf(desired.clusterId)?.metadata.labels ?? {}).filter((l) => l.startsWith('theirs-'))).toHaveLength(20);
  await clusterIsGone(provider, desired);
});

test('a cluster whose agent is lost is unreachable, and active again when it is back', async () => {
  await using provider = rancherProvider(rancher);
  const desired = desiredCluster();
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  rancher.disconnect(nameOf(desired.clusterId));
  const lost = await clusterReaches(provider, desired, ({ phase }) => phase === 'unreachable');
  expect(lost.reason).toBe('Cluster agent is not connected');
  rancher.disconnect(nameOf(desired.clusterId), true);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  await clusterIsGone(provider, desired);
});

test('one that cannot be made fails in Rancher’s words, and leaves nothing when it is removed', async () => {
  await using provider = rancherProvider(rancher, { toleratedErrorMs: 0 });
  const desired = desiredCluster();
  rancher.outcomes.set(nameOf(desired.clusterId), 'error');
  await provider.apply(desired);
  const failed = await clusterReaches(provider, desired, ({ phase }) => phase === 'failed');
  expect(failed).toMatchObject({ generation: 0, reason: 'error creating machine: the cloud has no machines left' });
  await clusterIsGone(provider, desired);
  expect(rancher.leftovers()).toEqual([]);
});

test('without its cloud credential it does not go, and says why; nobody takes its finalizers away', async () => {
  await using own = await openRancherEmulator({ stepMs: 5 });
  await using provider = rancherProvider(own);
  const desired = desiredCluster();
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  const secrets = own.kubernetes.kind('secrets.');
  own.kubernetes.api.delete(secrets, 'cattle-global-data', 'cc-abcde');
  await provider.remove(desired);
  const stuck = await clusterReaches(provider, desired, ({ reason }) => reason?.includes('credential') === true);
  expect(stuck.phase).toBe('removing');
  expect(objectOf(desired.clusterId, own)?.metadata.finalizers).not.toEqual([]);
  own.kubernetes.api.create(secrets, 'cattle-global-data', { metadata: { name: 'cc-abcde' } });
  await clusterIsGone(provider, desired);
});

test.each(['2.15.0', '2.9.3'])('a kubeconfig of Rancher %s ends when Rancher says, whatever was asked for', async (version) => {
  await using own = await openRancherEmulator({ version, stepMs: 5, tokenMinutes: 20 });
  // A clock of ours that is wrong by hours says nothing about it.
  await using provider = rancherProvider(own, {}, { now: () => Date.now() + 5 * 3600_000 });
  const desired = desiredCluster();
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  const before = Date.now();
  const request = { grantId: randomUUID(), cluster: desired, user: ada, role: 'view', seconds: 3600 } as const;
  const { expiresAt } = await provider.issueKubeconfig(request);
  expect(expiresAt).toBeGreaterThanOrEqual(before + 20 * 60_000);
  expect(expiresAt).toBeLessThanOrEqual(Date.now() + 20 * 60_000);
  expect(own.violations).toEqual([]);
});

test('that the token we work with ends is told two weeks before', async () => {
  const tokenEndsAt = Date.now() + 3 * 24 * 3600_000;
  await using ending = await openRancherEmulator({ stepMs: 5, tokenEndsAt });
  const told: unknown[] = [];
  await using _minding = rancherProvider(ending, {}, { hint: () => {}, observe: (o) => told.push(o) });
  await eventually(
    () => told,
    (all) => all.length > 0,
  );
  expect(told).toEqual([{ kind: 'token-ends', at: tokenEndsAt }]);
});

test('a kubeconfig leads to its cluster alone, not to Rancher, and ends as soon as the installation says', async () => {
  await using provider = rancherProvider(rancher);
  const desired = desiredCluster();
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  const before = Date.now();
  const request = { grantId: randomUUID(), cluster: desired, user: ada, role: 'view', seconds: 3600 } as const;
  const { kubeconfig, expiresAt } = await provider.issueKubeconfig(request);
  const { clusters, users } = parse(kubeconfig) as { clusters: { cluster: { server: string } }[]; users: object[] };
  expect(users).toHaveLength(1);
  expect(clusters.map(({ cluster }) => cluster.server)).toEqual([expect.stringMatching(/\/k8s\/clusters\/c-m-\w+$/)]);
  // Half an hour, as this installation allows.
  expect(expiresAt - before).toBeLessThanOrEqual(30 * 60_000 + 60_000);
  const [account] = rancher.kubernetes.objects('users.management.cattle.io').filter((u) => u.displayName === ada.email);
  expect(account?.description).toContain('NorthStack');
  expect(JSON.stringify(rancher.kubernetes.objects('secrets.', 'cattle-local-user-passwords'))).not.toContain('token-');
  // What nobody remembers is found by its labels.
  await using theirs = rancherProvider(rancher, {}, { owner: 'others' });
  expect(await provider.listGrants()).toEqual([{ grantId: request.grantId, clusterId: desired.clusterId }]);
  expect(await theirs.listGrants()).toEqual([]);
  await provider.revokeKubeconfig({ grantId: request.grantId, externalId: null, cluster: desired });
  expect(await provider.listGrants()).toEqual([]);
  await clusterIsGone(provider, desired);
  expect(await mayWithKubeconfig(kubeconfig, 'list', 'pods')).toBe(false);
  expect(rancher.leftovers()).toEqual([]);
});

test('access to a cluster that is not there yet is refused with what to do, and leaves nothing', async () => {
  await using provider = rancherProvider(rancher);
  const cluster = { clusterId: randomUUID(), registered: null };
  const request = { grantId: randomUUID(), cluster, user: ada, role: 'view', seconds: 3600 } as const;
  await expect(provider.issueKubeconfig(request)).rejects.toMatchObject({ kind: 'reject', code: 'kubeconfig-unavailable' });
  expect(rancher.leftovers()).toEqual([]);
});

test('what changes in Rancher is told without being asked for, also after the connection was cut', async () => {
  const hints: string[] = [];
  await using provider = rancherProvider(rancher, {}, { hint: ({ kind, id }) => hints.push(`${kind} ${id}`) });
  const desired = desiredCluster();
  const mine = () => hints.filter((hint) => hint === `cluster ${desired.clusterId}`).length;
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  await eventually(mine, (count) => count > 3);
  rancher.kubernetes.cutWatches();
  const before = mine();
  rancher.disconnect(nameOf(desired.clusterId));
  await eventually(mine, (count) => count > before);
  rancher.disconnect(nameOf(desired.clusterId), true);
  await clusterIsGone(provider, desired);
});

test('two NorthStacks on one Rancher do not see each other', async () => {
  await using ours = rancherProvider(rancher);
  await using theirs = rancherProvider(rancher, {}, { owner: 'others' });
  const desired = desiredCluster();
  await theirs.apply(desired);
  expect(await ours.list()).toEqual([]);
  expect(await theirs.list()).toMatchObject([{ id: desired.clusterId, installation: 'others' }]);
  await clusterReaches(theirs, desired, ({ phase }) => phase === 'active');
  await clusterIsGone(theirs, desired);
});

test('an authority of its own is trusted for Rancher, and without it nothing is sent', async () => {
  await using own = await openRancherEmulator({ tls: { ...SELF_SIGNED, host: 'localhost' } });
  await using trusting = rancherProvider(own, {}, { ca: SELF_SIGNED.cert });
  expect(await trusting.list()).toEqual([]);
  const before = own.requests.length;
  await using careful = rancherProvider(own);
  await expect(careful.list()).rejects.toMatchObject({ kind: 'retry', code: 'rancher-unreachable' });
  expect(own.requests).toHaveLength(before);
});

test('a token that is not good is said to be so', async () => {
  await using provider = rancherProvider(rancher, {}, { token: 'token-nobody:nothing' });
  await expect(provider.list()).rejects.toMatchObject({ kind: 'auth', code: 'rancher-refuses' });
});

test('a registered cluster is managed beside when that is wished: its agent is put into it, and taken off the books when it is forgotten', async () => {
  await using theirs = await startKubernetes();
  await using provider = rancherProvider(rancher, {}, { importRegistered: true });
  const cluster = { clusterId: randomUUID(), registered: { kubeconfig: theirs.kubeconfig() } };
  const wish = desiredCluster({ ...cluster, distribution: 'other', kubernetesVersion: null, pools: [] });
  const agent = () => theirs.objects('deployments.apps', 'cattle-system').map(({ metadata }) => metadata.name);
  await eventually(
    async () => {
      await provider.apply(wish);
      return agent();
    },
    (names) => names.includes('cattle-cluster-agent'),
  );
  // A kind whose plural does not follow from its name.
  expect(theirs.objects('priorityclasses.scheduling.k8s.io')).toHaveLength(1);
  rancher.connect(String(objectOf(cluster.clusterId)?.status?.clusterName));
  await eventually(
    () => objectOf(cluster.clusterId)?.status?.ready,
    (ready) => ready === true,
  );
  await provider.apply(wish);
  expect(await provider.list()).toEqual([]);
  await provider.remove(cluster);
  await eventually(
    () => objectOf(cluster.clusterId),
    (object) => object === undefined,
  );
  await provider.remove(cluster);
});

const fixtures = resolve(import.meta.dirname, '../../../shared/specs/rancher/fixtures');
test.runIf(existsSync(fixtures))('the emulated Rancher shows a cluster as the vendor’s own fixture does', async () => {
  await using provider = rancherProvider(rancher);
  const desired = desiredCluster();
  await provider.apply(desired);
  await clusterReaches(provider, desired, ({ phase }) => phase === 'active');
  const path = `/v1/provisioning.cattle.io.clusters/fleet-default/${nameOf(desired.clusterId)}`;
  const shown = (await (
    await fetch(`${rancher.url}${path}`, { headers: { authorization: `Bearer ${rancher.token}` } })
  ).json()) as object;
  const fixture = JSON.parse(readFileSync(join(fixtures, 'mockCapiProvCluster.json'), 'utf8')) as Record<string, object>;
  expect(shown).toMatchObject({ type: fixture.type, kind: fixture.kind, apiVersion: fixture.apiVersion });
  for (const key of ['id', 'links', 'metadata', 'spec', 'status']) expect(shown).toHaveProperty(key);
  const { status } = shown as { status: { conditions: { type: string }[] } };
  const known = (fixture.status as { conditions: { type: string }[] }).conditions.map(({ type }) => type);
  expect(known).toEqual(expect.arrayContaining(['Created', 'Provisioned', 'Updated', 'Ready', 'Connected']));
  expect(known).toEqual(expect.arrayContaining(status.conditions.map(({ type }) => type).filter((t) => t !== 'Waiting')));
  await clusterIsGone(provider, desired);
});
