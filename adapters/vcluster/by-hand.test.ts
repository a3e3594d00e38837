/** What others do to a tenant: what they changed is put back, what they deleted is made again, what holds its end is told, and what it stands on is asked for. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desiredTenant } from '../../test/contracts/tenant-provider.contract.ts';
import { startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openVclusterUnderTest } from '../../test/support/vcluster-fixture.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../kubernetes/client/open-client.ts';

type UnderTest = Awaited<ReturnType<typeof openVclusterUnderTest>>;
type Wish = ReturnType<typeof desiredTenant>;
const APPLICATIONS = 'applications.argoproj.io';
const HOLD = 'example.com/hold';

let it: UnderTest;
beforeAll(async () => {
  it = await openVclusterUnderTest();
});
afterAll(async () => {
  await it?.[Symbol.asyncDispose]();
});

const becomes = (desired: Wish, phase: string) =>
  eventually(
    () => it.provider.observe(desired),
    (seen) => (seen.state === 'present' ? seen.phase : 'absent') === phase,
  );
const active = async (changes: Partial<Wish> = {}) => {
  const desired = desiredTenant(it.host, changes);
  await it.provider.apply(desired);
  await becomes(desired, 'active');
  return desired;
};
const cluster = () => it.emulator.cluster;
const by = (manager: string) => ({ manager });
const edit = (key: string, namespace: string | null, name: string, body: object, force = false) =>
  cluster().api.patch(cluster().kind(key), namespace, name, force ? 'apply' : 'merge', body, {
    ...by('kubectl'),
    ...(force ? { force } : {}),
  });
const remove = (key: string, namespace: string | null, name: string) =>
  cluster().api.delete(cluster().kind(key), namespace, name);
const specs = (key: string, namespace: string) =>
  cluster()
    .objects(key, namespace)
    .map(({ spec }) => spec);

test('quotas, limits, policies and the control plane are put back when somebody edits or deletes them', async () => {
  const desired = await active();
  const { namespace } = desired;
  const kinds = ['resourcequotas.', 'limitranges.', 'networkpolicies.networking.k8s.io', 'statefulsets.apps'];
  const before = kinds.map((kind) => specs(kind, namespace));
  edit('resourcequotas.', namespace, `vc-${namespace}`, { spec: { hard: { 'limits.cpu': '64' } } });
  remove('limitranges.', namespace, `vc-${namespace}`);
  edit('networkpolicies.networking.k8s.io', namespace, `vc-work-${namespace}`, { spec: { policyTypes: ['Ingress'] } });
  remove('statefulsets.apps', namespace, namespace);
  expect(kinds.map((kind) => specs(kind, namespace))).not.toEqual(before);
  await eventually(
    () => kinds.map((kind) => specs(kind, namespace)),
    (now) => JSON.stringify(now) === JSON.stringify(before),
  );
  await becomes(desired, 'active');
});

test('what is wanted of it stays ours: values and healing that others take over are taken back', async () => {
  const desired = await active();
  const { namespace } = desired;
  const name = `vc-${namespace}`;
  const spec = () =>
    cluster()
      .objects(APPLICATIONS)
      .find(({ metadata }) => metadata.name === name)?.spec;
  const before = spec();
  const quota = { 'limits.cpu': '64', 'requests.cpu': '64' };
  const theirs = {
    source: { helm: { valuesObject: { policies: { resourceQuota: { quota } } } } },
    syncPolicy: { automated: { selfHeal: false } },
  };
  const { apiVersion, kind } = cluster().objects(APPLICATIONS)[0] ?? {};
  edit(APPLICATIONS, 'argocd', name, { apiVersion, kind, metadata: { name }, spec: theirs }, true);
  expect(spec()).not.toEqual(before);
  await it.provider.apply(desired);
  expect(spec()).toEqual(before);
  await becomes(desired, 'active');
  // Argo CD may have compared what was there before, and syncs what is wanted after that.
  await eventually(
    () => JSON.stringify(specs('resourcequotas.', namespace)),
    (now) => now.includes('"limits.cpu":"4000m"'),
  );
});

test('an Application that somebody deleted is made again: around the content, or anew when that went with it', async () => {
  const desired = await active();
  const { namespace } = desired;
  const name = `vc-${namespace}`;
  const application = () =>
    cluster()
      .objects(APPLICATIONS)
      .find(({ metadata }) => metadata.name === name);
  const again = async () => {
    await eventually(application, (found) => found === undefined);
    expect(await it.provider.observe(desired)).toMatchObject({
      phase: 'creating',
      reason: expect.stringContaining('no Application'),
    });
    await it.provider.apply(desired);
    await becomes(desired, 'active');
  };
  it.emulator.inside(namespace)?.ensureNamespace('kept');
  // Without its finalizer Argo CD leaves what it made.
  edit(APPLICATIONS, 'argocd', name, { metadata: { finalizers: [] } });
  remove(APPLICATIONS, 'argocd', name);
  await again();
  expect(await it.namespaces(desired)).toContain('kept');
  remove(APPLICATIONS, 'argocd', name);
  await again();
  // Its volume is not kept, so nobody's former content comes back.
  expect(await it.namespaces(desired)).not.toContain('kept');
});

test('a namespace of the host that somebody deleted is waited for, made again and filled', async () => {
  const desired = await active({ namespaces: [{ name: 'shop-staging', project: 'shop', environment: 'staging' }] });
  const { namespace } = desired;
  edit('secrets.', namespace, `vc-${namespace}`, { metadata: { finalizers: [HOLD] } });
  remove('namespaces.', null, namespace);
  await expect(it.provider.apply(desired)).rejects.toMatchObject({ kind: 'conflict', code: 'tenant-being-removed' });
  await eventually(
    () => cluster().objects('secrets.', namespace).length,
    (left) => left === 1,
  );
  edit('secrets.', namespace, `vc-${namespace}`, { metadata: { finalizers: [] } });
  await eventually(
    () =>
      it.provider.apply(desired).then(
        () => true,
        () => false,
      ),
    (done) => done,
  );
  await becomes(desired, 'active');
  await eventually(
    () => it.namespaces(desired),
    (names) => names.includes('shop-staging'),
  );
});

test('without its kubeconfig it is not active, and says so; the next one that is written lets in', async () => {
  const desired = await active();
  const { namespace } = desired;
  remove('secrets.', namespace, `vc-${namespace}`);
  expect(await it.provider.observe(desired)).toMatchObject({ phase: 'creating', reason: 'Its kubeconfig is not there yet.' });
  await expect(it.provider.ownKubeconfig(desired)).rejects.toMatchObject({ kind: 'retry', code: 'cluster-not-ready' });
  const access = { grantId: randomUUID(), tenant: desired, user: { id: randomUUID(), email: 'ada@example.com' } };
  await expect(it.provider.issueKubeconfig({ ...access, role: 'admin', seconds: 60 })).rejects.toMatchObject({
    kind: 'reject',
    code: 'kubeconfig-unavailable',
  });
  it.emulator.rotate(namespace);
  await becomes(desired, 'active');
  expect(await it.letsIn(await it.provider.ownKubeconfig(desired))).toBe(true);
});

test('a control plane that is not ready makes it unreachable, and a namespace inside that somebody deleted comes back', async () => {
  const desired = await active({ namespaces: [{ name: 'shop-staging', project: 'shop', environment: 'staging' }] });
  const { namespace } = desired;
  const [set] = cluster().objects('statefulsets.apps', namespace);
  if (!set) throw new Error('there is no control plane');
  cluster().setStatus(set, { readyReplicas: 0 });
  expect(await it.provider.observe(desired)).toMatchObject({
    phase: 'unreachable',
    reason: 'Its control plane is not ready.',
  });
  cluster().setStatus(set, { readyReplicas: 1 });
  const names = (is: boolean) =>
    eventually(
      () => it.namespaces(desired),
      (all) => all.includes('shop-staging') === is,
    );
  await names(true);
  const inside = it.emulator.inside(namespace);
  inside?.api.delete(inside.kind('namespaces.'), null, 'shop-staging');
  await names(false);
  await it.provider.apply(desired);
  await names(true);
});

test('whoever holds its end is named, first at Argo CD and then in its namespace, until they let go', async () => {
  const desired = await active();
  const { namespace } = desired;
  const name = `vc-${namespace}`;
  const claim = `data-${namespace}-0`;
  edit(APPLICATIONS, 'argocd', name, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io', HOLD] } });
  cluster().api.create(cluster().kind('configmaps.'), namespace, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'theirs', namespace, finalizers: [HOLD] },
  });
  expect(
    cluster()
      .objects('persistentvolumeclaims.', namespace)
      .map(({ metadata }) => metadata.name),
  ).toEqual([claim]);
  const held = (what: string) =>
    eventually(
      () => it.provider.observe(desired),
      (seen) =>
        seen.state === 'present' &&
        seen.phase === 'removing' &&
        new RegExp(`^${what} is being deleted since \\d{4}-.*, held by .*${HOLD}`).test(seen.reason ?? ''),
    );
  await it.provider.remove(desired);
  await held(`Application ${name}`);
  edit(APPLICATIONS, 'argocd', name, { metadata: { finalizers: [] } });
  await held(`Namespace ${namespace}`);
  expect(cluster().objects('persistentvolumeclaims.', namespace)).toEqual([]);
  edit('configmaps.', namespace, 'theirs', { metadata: { finalizers: [] } });
  await becomes(desired, 'absent');
});

test.each(['Argo CD', 'its namespace'])(
  'without %s there are no virtual clusters: it is asked for, and nothing is left behind',
  async (missing) => {
    await using host = await startKubernetes();
    if (missing !== 'Argo CD')
      host.define(it.emulator.cluster.objects('customresourcedefinitions.apiextensions.k8s.io').map((d) => JSON.stringify(d)));
    await using client = openKubernetesClient(readKubeconfig(host.kubeconfig()));
    await using without = await openVclusterUnderTest({ argocd: { client, namespace: 'argocd', project: 'platform' } });
    const desired = desiredTenant({ clusterId: randomUUID(), registered: { kubeconfig: host.kubeconfig() } });
    await expect(without.provider.apply(desired)).rejects.toMatchObject({
      kind: 'reject',
      code: 'tenants-unavailable',
      message: expect.stringContaining(missing === 'Argo CD' ? 'Install Argo CD' : 'no namespace "argocd"'),
    });
    await eventually(
      () => without.provider.observe(desired),
      ({ state }) => state === 'absent',
    );
    await without.provider.remove(desired);
    expect(host.objects('namespaces.').map(({ metadata }) => metadata.name)).not.toContain(desired.namespace);
  },
);
