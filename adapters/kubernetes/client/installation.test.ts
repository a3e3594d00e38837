/** Two installations in one cluster, by what is written on objects. */
import { expect, test } from 'vitest';
import { startKubernetes } from '../../../test/emulators/kubernetes/emulator.ts';
import { heldBy, INSTALLATION, ofInstallation } from './installation.ts';
import { plainKind } from './kind.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { openKubernetesClient } from './open-client.ts';

const namespaces = plainKind('v1', 'Namespace', 'namespaces', 'cluster');
const ROW = 'northstack.dev/database';
const managed = { 'app.kubernetes.io/managed-by': 'northstack' };
const named = (name: string) => ({ metadata: { name, labels: { ...managed, [ROW]: `id-of-${name}` } } });

test('each sees what it made and what says nothing, which it adopts; what is another’s is neither taken over nor taken for gone', async () => {
  await using cluster = await startKubernetes();
  await using plain = openKubernetesClient(readKubeconfig(cluster.kubeconfig()));
  const [one, two] = [ofInstallation(plain, 'one'), ofInstallation(plain, 'two')];
  await plain.create(namespaces, named('from-before'));
  await one.create(namespaces, named('mine'));
  await two.apply(namespaces, named('theirs'));
  await one.create(namespaces, { metadata: { name: 'shared', labels: managed } });
  const held = async (client: typeof plain) =>
    heldBy((await client.list(namespaces)).items, ROW)
      .map(({ name, installation }) => `${name} ${installation}`)
      .sort();
  expect(await held(one)).toEqual(['from-before null', 'mine one']);
  expect(await held(two)).toEqual(['from-before null', 'theirs two']);
  expect((await two.get(namespaces, { name: 'shared' }))?.metadata.labels).not.toHaveProperty([INSTALLATION]);
  await expect(one.get(namespaces, { name: 'theirs' })).rejects.toMatchObject({
    kind: 'conflict',
    code: 'of-another-installation',
  });
  expect(await one.get(namespaces, { name: 'nobodys' })).toBeNull();

  expect(await one.get(namespaces, { name: 'from-before' })).not.toBeNull();
  await one.apply(namespaces, named('from-before'));
  expect(await held(one)).toEqual(['from-before one', 'mine one']);
  expect(await held(two)).toEqual(['theirs two']);

  const ending = new AbortController();
  for await (const event of two.watch(namespaces, { labelSelector: ROW, signal: ending.signal, onProblem: () => {} })) {
    expect(event.type === 'listed' ? event.objects.map(({ metadata }) => metadata.name) : event.type).toEqual(['theirs']);
    ending.abort();
  }
});
