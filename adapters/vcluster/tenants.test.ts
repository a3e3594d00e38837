/** Tenants of an emulated Argo CD with vCluster's chart, each with an API server inside: the port's contract, and what goes wrong on the way. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { desiredTenant, tenantProviderContract } from '../../test/contracts/tenant-provider.contract.ts';
import { valuesProblem } from '../../test/emulators/vcluster/definitions.ts';
import { startHostCluster } from '../../test/emulators/vcluster/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openVclusterUnderTest } from '../../test/support/vcluster-fixture.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { tenantValues } from './values.ts';

type UnderTest = Awaited<ReturnType<typeof openVclusterUnderTest>>;
type Wish = ReturnType<typeof desiredTenant>;

const phaseOf = async ({ provider }: UnderTest, desired: Wish): Promise<string> => {
  const seen = await provider.observe(desired);
  return seen.state === 'absent' ? 'absent' : seen.phase;
};
const becomes = (it: UnderTest, desired: Wish, phase: string): Promise<string> =>
  eventually(
    () => phaseOf(it, desired),
    (p) => p === phase,
  );
describe('contract', () => tenantProviderContract(openVclusterUnderTest));

test.each([
  ['within the host', 'https://{namespace}.{namespace}.svc', {}],
  ['from outside', 'https://{namespace}.tenants.example.com', {}],
  ['with a version, an image and a storage class', 'https://x.y.svc', { kubernetesVersion: 'v1.33.4', cpuMillicores: 100 }],
])('values %s are what the chart takes: quotas, limits, policies, and volumes that go with it', (_name, template, changes) => {
  const desired = desiredTenant({ clusterId: randomUUID(), registered: null }, changes);
  const server = template.replaceAll('{namespace}', desired.namespace);
  const values = tenantValues(desired, { server, image: 'loft-sh/vcluster-oss', storageClass: 'fast', replicas: 3 });
  expect(valuesProblem()(values)).toBeNull();
  expect(values.policies.resourceQuota.quota).toMatchObject({ 'limits.cpu': `${desired.cpuMillicores}m` });
  expect(values.controlPlane.statefulSet.persistence.volumeClaim.retentionPolicy).toBe('Delete');
  expect(values.controlPlane.proxy.extraSANs).toEqual([new URL(server).hostname]);
  expect('ingress' in values.controlPlane).toBe(!server.endsWith('.svc'));
});

test('around a tenant are its quotas, limits and policies, and when it goes nothing is left', async () => {
  await using it = await openVclusterUnderTest();
  const desired = desiredTenant(it.host);
  const { namespace } = desired;
  await it.provider.apply(desired);
  await becomes(it, desired, 'active');
  const { cluster } = it.emulator;
  const kinds = [
    'resourcequotas.',
    'limitranges.',
    'networkpolicies.networking.k8s.io',
    'statefulsets.apps',
    'persistentvolumeclaims.',
  ];
  for (const kind of kinds) expect(cluster.objects(kind, namespace), kind).toHaveLength(1);
  expect(cluster.objects('resourcequotas.', namespace)[0]?.spec).toMatchObject({ hard: { 'limits.cpu': '4000m' } });
  // What belongs to it is placed in it by this.
  expect(readKubeconfig(await it.provider.ownKubeconfig(desired)).server).toBe(`${it.emulator.gateway}/${namespace}`);
  await it.provider.remove(desired);
  await becomes(it, desired, 'absent');
  for (const kind of [...kinds, 'secrets.', 'applications.argoproj.io']) expect(cluster.objects(kind), kind).toEqual([]);
  expect(cluster.objects('namespaces.').map(({ metadata }) => metadata.name)).not.toContain(namespace);
});

test('a host that somebody made for us is reached by the way that they give, which is asked for anew', async () => {
  const ways = new Map<string, string>();
  const asked: string[] = [];
  const ownKubeconfig = async ({ clusterId }: { readonly clusterId: string }) => {
    asked.push(clusterId);
    return ways.get(clusterId) ?? '';
  };
  await using it = await openVclusterUnderTest({ clusters: { ownKubeconfig } });
  const host = { clusterId: randomUUID(), registered: null };
  ways.set(host.clusterId, it.emulator.cluster.kubeconfig());
  const desired = desiredTenant(host);
  await it.provider.apply(desired);
  await becomes(it, desired, 'active');
  expect(new Set(asked)).toEqual(new Set([host.clusterId]));
  await it.provider.remove(desired);
  await becomes(it, desired, 'absent');
});

test('when its certificates are renewed it is reached with the new ones, and whoever places workloads gets them', async () => {
  await using it = await openVclusterUnderTest();
  const desired = desiredTenant(it.host);
  await it.provider.apply(desired);
  await becomes(it, desired, 'active');
  const before = await it.provider.ownKubeconfig(desired);
  it.emulator.rotate(desired.namespace);
  expect(await phaseOf(it, desired)).toBe('active');
  const after = await it.provider.ownKubeconfig(desired);
  expect(await it.letsIn(before)).toBe(false);
  expect(await it.letsIn(after)).toBe(true);
  it.emulator.down(desired.namespace, true);
  expect(await it.provider.observe(desired)).toMatchObject({
    phase: 'unreachable',
    reason: expect.stringMatching(/does not answer/),
  });
  it.emulator.down(desired.namespace, false);
  await becomes(it, desired, 'active');
});

test('values that the chart refuses fail it with the reason; a repository that does not answer is waited for', async () => {
  await using it = await openVclusterUnderTest();
  const [refused, waiting] = [desiredTenant(it.host), desiredTenant(it.host)];
  it.emulator.outcome = ({ metadata }) => {
    if (metadata.name === `vc-${refused.namespace}`) return { fail: "values don't meet the specifications of the schema(s)" };
    return { fail: 'dial tcp: lookup charts.loft.sh: no such host' };
  };
  await it.provider.apply(refused);
  await it.provider.apply(waiting);
  await becomes(it, refused, 'failed');
  const seen = await eventually(
    () => it.provider.observe(waiting),
    (s) => s.state === 'present' && s.reason !== null,
  );
  expect(seen).toMatchObject({ phase: 'creating', reason: expect.stringContaining('no such host') });
  it.emulator.outcome = () => 'ok';
  await it.provider.apply({ ...waiting, cpuMillicores: 5000, generation: 2 });
  await becomes(it, waiting, 'active');
  expect(await it.provider.observe(waiting)).toMatchObject({ generation: 2 });
});

test('what Argo CD never said before is unknown, and told once', async () => {
  await using it = await openVclusterUnderTest();
  it.emulator.outcome = () => ({ state: 'Levitating' });
  const desired = desiredTenant(it.host);
  await it.provider.apply(desired);
  await becomes(it, desired, 'unknown');
  await becomes(it, desired, 'unknown');
  expect(it.unknown).toEqual(['Application: health Levitating']);
});

test('a host that is away holds up its own tenants alone', async () => {
  await using it = await openVclusterUnderTest({}, 5_000);
  await using other = await startHostCluster();
  it.emulator.addHost(other);
  const away = desiredTenant({ clusterId: randomUUID(), registered: { kubeconfig: other.kubeconfig() } });
  const here = desiredTenant(it.host);
  await it.provider.apply(away);
  await becomes(it, away, 'active');
  expect(other.objects('statefulsets.apps', away.namespace)).toHaveLength(1);
  other.faults.add({ fault: { kind: 'hang' }, times: 1_000 });
  const looking = it.provider.observe(away, AbortSignal.timeout(60_000)).catch((error: unknown) => error);
  await it.provider.apply(here);
  await becomes(it, here, 'active');
  other.faults.clear();
  await looking;
});
