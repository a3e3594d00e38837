/** Clusters that lack what databases need: it is said what, nothing is left behind, and what is not there can be removed. */
import { expect, test } from 'vitest';
import { desiredDatabase } from '../../test/contracts/database-provider.contract.ts';
import { type Kubernetes, startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { startYugabyteCluster } from '../../test/emulators/yugabyte/emulator.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { openLegacyClusters } from './open-legacy.ts';
import { openUniverses } from './open-universes.ts';
import { openPlace } from './place.ts';

const desired = desiredDatabase({ engine: 'yugabytedb', nodes: 3 });
const versions = ['2025.2.2.1-b1'] as const;
const settings = { storageClass: null, maximumNodes: 9, hint: () => {}, onProblem: () => {} };

async function underTest(cluster: Kubernetes, operator: 'universe' | 'legacy') {
  const client = openKubernetesClient(readKubeconfig(cluster.kubeconfig()), { timeoutMs: 30_000 });
  const provider =
    operator === 'legacy'
      ? openLegacyClusters({ ...settings, places: [{ region: null, client }], versions, image: 'yugabytedb/yugabyte' })
      : openUniverses({
          ...settings,
          places: [openPlace({ region: null, client, namespace: 'yugabyte' })],
          versions,
          providerName: null,
          tls: false,
          authority: null,
          pooling: { kind: 'ysql' },
          storage: null,
          snapshots: { intervalSeconds: 3600, retentionSeconds: 86_400 },
          onUnknown: () => {},
        });
  return {
    provider,
    refusal: () =>
      provider.apply(desired).then(
        () => null,
        (error: unknown) => error,
      ),
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

test.each(['universe', 'legacy'] as const)('without the operator of a %s there are no databases', async (operator) => {
  const cluster = await startKubernetes({});
  cluster.ensureNamespace('yugabyte');
  await using it = await underTest(cluster, operator);
  expect(await it.refusal()).toMatchObject({
    kind: 'reject',
    code: 'databases-unavailable',
    message: expect.stringMatching(/operator/),
  });
  expect(await it.provider.observe(desired.databaseId)).toEqual({ state: 'absent' });
  await it.provider.remove(desired.databaseId, { keepBackups: false });
  expect(await it.provider.list()).toEqual([]);
  // Where universes are not served, none of them is lost.
  if (operator === 'universe')
    await expect(it.provider.apply({ ...desired, madeBefore: true })).rejects.toMatchObject({ kind: 'retry' });
  expect(cluster.objects('secrets.')).toEqual([]);
  expect(cluster.objects('namespaces.').filter(({ metadata }) => metadata.name.startsWith('ns-'))).toEqual([]);
});

test('without the namespace that the operator looks at, it is asked for', async () => {
  const cluster = await startYugabyteCluster();
  await using it = await underTest(cluster, 'universe');
  expect(await it.refusal()).toMatchObject({
    kind: 'reject',
    code: 'databases-unavailable',
    message: expect.stringContaining('namespace "yugabyte"'),
  });
  await it.provider.remove(desired.databaseId, { keepBackups: false });
  // As soon as it is there, it goes.
  cluster.ensureNamespace('yugabyte');
  expect(await it.refusal()).toBeNull();
  expect(await it.provider.observe(desired.databaseId)).toMatchObject({ state: 'present', phase: 'creating' });
  expect(cluster.problems).toEqual([]);
});
