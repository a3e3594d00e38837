/** YBClusters of the emulated former operator, whose servers are real PostgreSQL: the port's contract without what it has not. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databaseProviderContract, desiredDatabase } from '../../test/contracts/database-provider.contract.ts';
import { openLegacyEmulator } from '../../test/emulators/yugabyte/legacy.ts';
import { eventually } from '../../test/support/eventually.ts';
import { queryUniverse } from '../../test/support/yugabyte-fixture.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { isMoving, openLegacyClusters } from './open-legacy.ts';

async function openUnderTest() {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-ybcluster-'));
  await chmod(directory, 0o711);
  const emulator = await openLegacyEmulator(directory);
  const hints: string[] = [];
  const client = openKubernetesClient(readKubeconfig(emulator.cluster.kubeconfig()), { timeoutMs: 5_000 });
  const open = () =>
    openLegacyClusters({
      places: [{ region: null, client }],
      versions: ['2025.2.2.1-b1'],
      image: 'yugabytedb/yugabyte',
      storageClass: 'standard',
      maximumNodes: 9,
      hint: ({ id }) => hints.push(id),
      onProblem: () => {},
      pollMs: 50,
    });
  let provider = open();
  return {
    emulator,
    hints,
    get provider() {
      return provider;
    },
    wish: { engine: 'yugabytedb', nodes: 3 } as const,
    sql: queryUniverse,
    reopen: async () => {
      await provider[Symbol.asyncDispose]();
      provider = open();
      return provider;
    },
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
      await emulator[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

describe('contract', () => databaseProviderContract(openUnderTest));

test('it is ready when its pods are and SQL answers; what the operator cannot do is refused by name, and nothing of it stays', async () => {
  await using it = await openUnderTest();
  it.emulator.ready = false;
  const desired = desiredDatabase(it.wish);
  const seen = () => it.provider.observe(desired.databaseId);
  await it.provider.apply(desired);
  await eventually(
    () => it.emulator.cluster.objects('statefulsets.apps').length,
    (n) => n === 2,
  );
  expect(await seen()).toMatchObject({ phase: 'creating', generation: 0, endpoint: null });
  it.emulator.ready = true;
  await it.provider.apply({ ...desired, nodes: 4, generation: 2 });
  await eventually(seen, (s) => s.state === 'present' && s.phase === 'running' && s.generation === 2);
  expect(await seen()).toMatchObject({ readyNodes: 4, recoverable: null });
  // Asked for again, as reconcilers do, everything stays.
  const credentials = () => {
    const found = it.emulator.cluster.objects('secrets.').find(({ metadata }) => metadata.name.endsWith('-credentials'));
    return Object.keys(found?.data ?? {}).sort();
  };
  await it.provider.apply({ ...desired, nodes: 4, generation: 2 });
  expect(credentials()).toEqual(['database', 'host', 'logins.json', 'password', 'port', 'uri', 'username']);
  const [spec] = it.emulator.cluster.objects('ybclusters.yugabyte.com').map((c) => c.spec);
  expect(spec).toMatchObject({ replicationFactor: 3, tserver: { replicas: 4, storage: { size: '10Gi' } } });
  const refusal = (changes: object) => it.provider.apply({ ...desired, generation: 3, ...changes }).catch((e: unknown) => e);
  expect(await refusal({ storageGigabytes: 20 })).toMatchObject({
    kind: 'reject',
    message: expect.stringContaining('tserver.storage.size'),
  });
  expect(await refusal({ nodes: 2 })).toMatchObject({ kind: 'reject', message: expect.stringContaining('replicationFactor') });
  expect(await refusal({ pooling: true })).toMatchObject({ kind: 'reject', code: 'pooling-unavailable' });
  await it.provider.remove(desired.databaseId, { keepBackups: false });
  await eventually(seen, (s) => s.state === 'absent');
  for (const kind of ['ybclusters.yugabyte.com', 'statefulsets.apps', 'secrets.'])
    expect(it.emulator.cluster.objects(kind)).toEqual([]);
  expect(it.emulator.cluster.problems).toEqual([]);
});

test.each([
  ['nothing', [], false],
  ['MovingData True', [{ type: 'MovingData', status: 'True' }], true],
  ['MovingData False', [{ type: 'MovingData', status: 'False' }], false],
  ['MovingData Unknown', [{ type: 'MovingData', status: 'Unknown' }], true],
  ['ScalingDownTServers True', [{ type: 'ScalingDownTServers', status: 'True' }], true],
  [
    'both False',
    [
      { type: 'MovingData', status: 'False' },
      { type: 'ScalingDownTServers', status: 'False' },
    ],
    false,
  ],
  ['a condition of tomorrow', [{ type: 'Levitating', status: 'True' }], false],
])('the former operator says %s: whether data is on its way', (_, conditions, moving) => {
  expect(isMoving(conditions)).toBe(moving);
});
