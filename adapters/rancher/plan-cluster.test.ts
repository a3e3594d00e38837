import { expect, test } from 'vitest';
import { desiredCluster } from '../../test/contracts/cluster-provider.contract.ts';
import type { ProvisioningCluster } from './kinds.ts';
import { CARRIED_OUT, CHANGED_AT, GENERATION } from './names.ts';
import type { Place } from './options.ts';
import { planCluster, planPatch, planPools } from './plan-cluster.ts';

const setting = { owner: 'tests', namespace: 'fleet-default' };
const place: Place = {
  driver: 'amazonec2',
  cloudCredential: 'cattle-global-data:cc-abcde',
  fields: { region: 'eu-central-1' },
  machineTypes: { medium: { instanceType: 't3.medium', rootSize: '32' } },
};
const desired = desiredCluster();
const NOW = Date.parse('2026-01-01T00:00:00Z');

function present(change: (cluster: ProvisioningCluster) => void = () => {}): ProvisioningCluster {
  const planned = planCluster(desired, planPools(desired, place, setting), place, setting, NOW);
  const cluster = structuredClone({
    apiVersion: 'provisioning.cattle.io/v1',
    kind: 'Cluster',
    ...planned,
    metadata: { ...planned.metadata, uid: 'u', resourceVersion: '7' },
  }) as unknown as ProvisioningCluster;
  change(cluster);
  return cluster;
}
const patch = (wish: Partial<typeof desired>, from = present()) => {
  const wanted = { ...desired, ...wish };
  return planPatch(from, wanted, planPools(wanted, place, setting), place, 1, NOW).filter(
    ({ path }) => !path.startsWith('/metadata/annotations'),
  );
};
const pools = (change: (pool: (typeof desired.pools)[number]) => Partial<(typeof desired.pools)[number]>) =>
  desired.pools.map((pool) => ({ ...pool, ...change(pool) }));

test('what is as wished is left alone', () => {
  expect(planPatch(present(), desired, planPools(desired, place, setting), place, 0, NOW)).toEqual([]);
});

test('only the number that changed is written, where the pool is still where it was', () => {
  expect(patch({ generation: 2, pools: pools((p) => (p.name === 'workers' ? { quantity: 5 } : {})) })).toEqual([
    { op: 'test', path: '/spec/rkeConfig/machinePools/1/name', value: 'workers' },
    { op: 'add', path: '/spec/rkeConfig/machinePools/1/quantity', value: 5 },
  ]);
});

test('each change says its generation, what was carried out before it, and when', () => {
  const wanted = { ...desired, generation: 2 };
  expect(planPatch(present(), wanted, planPools(wanted, place, setting), place, 1, NOW)).toEqual(
    [
      [GENERATION, '2'],
      [CARRIED_OUT, '1'],
      [CHANGED_AT, '2026-01-01T00:00:00.000Z'],
    ].map(([name, value]) => ({ op: 'add', path: `/metadata/annotations/${name?.replace('/', '~1')}`, value })),
  );
});

test('a pool that scales itself keeps its number', () => {
  const from = present((cluster) => {
    for (const pool of cluster.spec.rkeConfig?.machinePools ?? []) pool.autoscalingMinSize = 1;
  });
  expect(patch({ pools: pools(() => ({ quantity: 9 })) }, from)).toEqual([]);
});

test('pools are added and removed for exactly this version, from the end', () => {
  const gpu = {
    name: 'gpu',
    quantity: 1,
    controlPlane: false,
    etcd: false,
    worker: true,
    machineType: 'p3.large',
    labels: { a: 'b' },
  };
  const operations = patch({ pools: [{ ...gpu, controlPlane: true, etcd: true }] });
  expect(operations.map(({ op, path }) => `${op} ${path}`)).toEqual([
    'test /metadata/resourceVersion',
    'add /spec/rkeConfig/machinePools/-',
    'test /spec/rkeConfig/machinePools/1/name',
    'remove /spec/rkeConfig/machinePools/1',
    'test /spec/rkeConfig/machinePools/0/name',
    'remove /spec/rkeConfig/machinePools/0',
  ]);
  expect(operations[1]?.value).toMatchObject({ name: 'gpu', labels: { a: 'b' }, machineConfigRef: { kind: 'Amazonec2Config' } });
});

test('another kind of machine is another config: configs are not changed', () => {
  const [before] = planPools(desired, place, setting);
  const [after] = planPools({ ...desired, pools: pools(() => ({ machineType: 't3.large' })) }, place, setting);
  expect(before?.config.manifest).toMatchObject({ instanceType: 't3.medium', rootSize: '32', region: 'eu-central-1' });
  expect(after?.config.manifest).toMatchObject({ instanceType: 't3.large' });
  expect(after?.config.name).not.toBe(before?.config.name);
  expect(planPools(desired, place, setting)[0]?.config.name).toBe(before?.config.name);
});

test('a size that nobody knows is refused with those there are', () => {
  const harvester: Place = { ...place, driver: 'harvester' };
  const wish = { ...desired, pools: pools(() => ({ machineType: 'enormous' })) };
  expect(() => planPools(wish, harvester, setting)).toThrow('There are medium.');
});

test('K3s brings its own network', () => {
  const k3s = { ...desired, distribution: 'k3s' } as const;
  const planned = planCluster(k3s, planPools(k3s, place, setting), place, setting, NOW);
  expect(planned.spec.rkeConfig.machineGlobalConfig).toEqual({});
});
