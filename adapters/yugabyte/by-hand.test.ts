/** What others do to a universe: what they changed is put back or told, marks they took away come again, and what holds its end is named. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desiredDatabase } from '../../test/contracts/database-provider.contract.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openYugabyteUnderTest } from '../../test/support/yugabyte-fixture.ts';
import { universeName } from './names.ts';

const WAIT_MS = 240_000;
const UNIVERSES = 'ybuniverses.operator.yugabyte.io';
const HOLD = 'example.com/hold';

let it: Awaited<ReturnType<typeof openYugabyteUnderTest>>;
let desired: ReturnType<typeof desiredDatabase>;
beforeAll(async () => {
  it = await openYugabyteUnderTest({ settleMs: 300 });
  desired = desiredDatabase(it.wish);
  await it.provider.apply(desired);
  await running();
});
afterAll(async () => {
  await it?.[Symbol.asyncDispose]();
});

const look = () => it.provider.observe(desired.databaseId);
const running = () =>
  eventually(look, (s) => s.state === 'present' && s.phase === 'running' && s.generation === desired.generation, WAIT_MS);
const universe = () => {
  const [found] = it.emulator.cluster.objects(UNIVERSES);
  if (!found) throw new Error('there is no universe');
  return found;
};
const edit = (body: object) => {
  const { cluster, namespace } = it.emulator;
  cluster.api.patch(cluster.kind(UNIVERSES), namespace, universeName(desired.databaseId), 'merge', body, { manager: 'kubectl' });
};

test('a number of nodes that somebody changed is noticed and put back', async () => {
  const before = it.hints.length;
  edit({ spec: { numNodes: 5 } });
  await eventually(
    () => it.hints.slice(before),
    (hints) => hints.includes(desired.databaseId),
    WAIT_MS,
  );
  await it.provider.apply(desired);
  await running();
  expect(universe().spec).toMatchObject({ numNodes: 3 });
  expect(await look()).toMatchObject({ readyNodes: 3 });
});

test('storage that somebody grew cannot shrink again: that is said, and the database serves', async () => {
  edit({ spec: { deviceInfo: { volumeSize: 40 } } });
  await expect(it.provider.apply(desired)).rejects.toMatchObject({
    kind: 'reject',
    code: 'storage-shrinks',
    message: expect.stringContaining('40 GB'),
  });
  desired = { ...desired, storageGigabytes: 40, generation: 2 };
  await it.provider.apply(desired);
  await running();
});

test.each(['labels', 'annotations'])('without its %s it is still ours, and gets them again', async (marks) => {
  const before = universe().metadata;
  const ours = Object.keys((marks === 'labels' ? before.labels : before.annotations) ?? {});
  expect(ours.length).toBeGreaterThan(1);
  edit({ metadata: { [marks]: Object.fromEntries(ours.map((name) => [name, null])) } });
  expect(await look()).toMatchObject({ state: 'present' });
  await it.provider.apply(desired);
  await running();
  expect(universe().metadata).toMatchObject({ uid: before.uid, labels: before.labels });
  const [login] = desired.logins;
  const seen = await look();
  if (seen.state !== 'present' || !seen.endpoint || !login) throw new Error('nothing to ask');
  expect(await it.sql(seen.endpoint, desired, login, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('somebody else’s universe of the same name is not taken for ours', async () => {
  const labels = universe().metadata.labels ?? {};
  edit({ metadata: { labels: { 'northstack.dev/database': 'another' } } });
  expect(await look()).toEqual({ state: 'absent' });
  await expect(it.provider.apply(desired)).rejects.toMatchObject({ kind: 'conflict' });
  edit({ metadata: { labels } });
  await running();
});

test('one that somebody pauses is unreachable, and says why', async () => {
  const { cluster } = it.emulator;
  cluster.setStatus(universe(), { universeState: 'Paused' });
  expect(await look()).toMatchObject({ phase: 'unreachable', reason: expect.stringContaining('paused') });
  cluster.setStatus(universe(), { universeState: 'Ready' });
  await running();
});

test('whoever holds its end is named, until they let go', async () => {
  const { finalizers = [] } = universe().metadata;
  edit({ metadata: { finalizers: [...finalizers, HOLD] } });
  await it.provider.remove(desired.databaseId, { keepBackups: false });
  await eventually(
    look,
    (s) =>
      s.state === 'present' &&
      s.phase === 'removing' &&
      new RegExp(`^YBUniverse ns-\\w+ is being deleted since \\d{4}-.*, held by ${HOLD}\\.$`).test(s.reason ?? ''),
    WAIT_MS,
  );
  await expect(it.provider.apply(desired)).rejects.toMatchObject({ kind: 'conflict', code: 'database-being-removed' });
  edit({ metadata: { finalizers: [] } });
  await eventually(look, (s) => s.state === 'absent', WAIT_MS);
  expect(it.emulator.cluster.problems).toEqual([]);
});
