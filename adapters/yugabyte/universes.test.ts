/** Universes of an emulated operator, whose servers are real PostgreSQL: the port's contract, and what goes wrong on the way. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { databaseProviderContract, desiredDatabase } from '../../test/contracts/database-provider.contract.ts';
import { controlWorkloads } from '../../test/emulators/kubernetes/workloads.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openYugabyteUnderTest } from '../../test/support/yugabyte-fixture.ts';

const WAIT_MS = 240_000;
type UnderTest = Awaited<ReturnType<typeof openYugabyteUnderTest>>;
type Wish = ReturnType<typeof desiredDatabase>;

const wishFor = (it: UnderTest, changes: Partial<Wish> = {}) => desiredDatabase({ ...it.wish, ...changes });
const becomes = async (it: UnderTest, { databaseId, generation }: Wish, phase: string) => {
  const seen = await eventually(
    () => it.provider.observe(databaseId),
    (s) => s.state === 'present' && s.phase === phase && (phase !== 'running' || s.generation === generation),
    WAIT_MS,
  );
  if (seen.state !== 'present') throw new Error('it is not there');
  return seen;
};
const running = (it: UnderTest, desired: Wish) => becomes(it, desired, 'running');
const made = async (it: UnderTest, changes: Partial<Wish> = {}) => {
  const desired = wishFor(it, changes);
  await it.provider.apply(desired);
  return { desired, seen: await running(it, desired) };
};
const ask = async (it: UnderTest, desired: Wish, text: string) => {
  const seen = await it.provider.observe(desired.databaseId);
  const [login] = desired.logins;
  if (seen.state !== 'present' || !seen.endpoint || !login) throw new Error('nothing to ask');
  return await it.sql(seen.endpoint, desired, login, text);
};
const backedUp = async (it: UnderTest, databaseId: string) => {
  const backup = { backupId: randomUUID(), databaseId };
  await it.provider.startBackup({ ...backup, keepMs: 86_400_000 });
  await eventually(
    () => it.provider.observeBackup(backup),
    (s) => s.state === 'succeeded',
    WAIT_MS,
  );
  return backup;
};
const ended = (it: UnderTest, restoreId: string, targetDatabaseId: string) =>
  eventually(
    () => it.provider.observeRestore({ restoreId, targetDatabaseId }),
    (s) => s.state === 'succeeded' || s.state === 'failed',
    WAIT_MS,
  );
const of = (it: UnderTest, plural: string) => it.emulator.cluster.objects(`${plural}.operator.yugabyte.io`);

describe('contract', () => databaseProviderContract(openYugabyteUnderTest));

test('a database is told what it is, keeps what can never be changed, and refuses by the name of the field', async () => {
  await using it = await openYugabyteUnderTest();
  const { desired } = await made(it, { nodes: 3, pooling: true });
  const spec = () => of(it, 'ybuniverses')[0]?.spec;
  expect(spec()).toMatchObject({
    numNodes: 3,
    replicationFactor: 3,
    enableYSQLAuth: true,
    deviceInfo: { volumeSize: 10, storageClass: 'standard' },
    gFlags: { tserverGFlags: { enable_ysql_conn_mgr: 'true' } },
    tserverResourceSpec: { cpu: 1, memory: 1 },
  });
  const writes = () => it.emulator.cluster.requests.filter(({ method }) => method !== 'GET').length;
  const before = writes();
  await it.provider.apply(desired);
  await it.provider.apply(desired);
  expect(writes()).toBe(before);
  // The connection manager is in the servers.
  const pooled = await running(it, desired);
  expect(pooled.pooler).toEqual(pooled.endpoint);
  const wider = { ...desired, nodes: 5, storageGigabytes: 20, pooling: false, generation: 2 };
  await it.provider.apply(wider);
  expect(await running(it, wider)).toMatchObject({ readyNodes: 5, pooler: null });
  expect(spec()).toMatchObject({ numNodes: 5, replicationFactor: 3, deviceInfo: { volumeSize: 20 } });
  expect(spec()).toMatchObject({ gFlags: { tserverGFlags: { enable_ysql_conn_mgr: 'false' } } });
  const refusal = (changes: Partial<Wish>) => it.provider.apply({ ...wider, ...changes, generation: 3 }).catch((e: unknown) => e);
  expect(await refusal({ nodes: 2 })).toMatchObject({ kind: 'reject', message: expect.stringContaining('replicationFactor') });
  expect(await refusal({ storageGigabytes: 5 })).toMatchObject({
    kind: 'reject',
    message: expect.stringContaining('volumeSize'),
  });
  expect(await refusal({ nodes: 10 })).toMatchObject({ kind: 'reject', code: 'nodes-unavailable' });
  // What runs is not changed by settings that were.
  const elsewhere = await it.reopen({ storageClass: 'other', tls: true });
  await elsewhere.apply({ ...wider, memoryMegabytes: 2048, generation: 3 });
  await running(it, { ...wider, generation: 3 });
  expect(spec()).toMatchObject({ deviceInfo: { storageClass: 'standard' }, enableClientToNodeEncrypt: false });
});

test('a change that does not succeed leaves it serving, with the reason; a universe that cannot be made fails with it', async () => {
  await using it = await openYugabyteUnderTest();
  const { desired } = await made(it);
  it.emulator.outcome = ({ kind }) => (kind === 'edit' || kind === 'create' ? { fail: 'no nodes left in zone a' } : 'ok');
  await it.provider.apply({ ...desired, nodes: 4, generation: 2 });
  const seen = await eventually(
    () => it.provider.observe(desired.databaseId),
    (s) => s.state === 'present' && s.reason !== null,
    WAIT_MS,
  );
  expect(seen).toMatchObject({ phase: 'changing', reason: 'no nodes left in zone a', generation: 1 });
  expect(await ask(it, desired, 'select 1 as one')).toEqual([{ one: 1 }]);
  const second = wishFor(it);
  await it.provider.apply(second);
  expect(await becomes(it, second, 'failed')).toMatchObject({ reason: 'no nodes left in zone a', endpoint: null });
});

test('what the operator never said before is unknown, and told once', async () => {
  await using it = await openYugabyteUnderTest();
  it.emulator.outcome = ({ kind }) => (kind === 'create' ? { state: 'Levitating' } : 'ok');
  const desired = wishFor(it);
  await it.provider.apply(desired);
  expect(await becomes(it, desired, 'unknown')).toMatchObject({ reason: expect.stringContaining('Levitating') });
  await it.provider.observe(desired.databaseId);
  expect(it.unknown).toEqual(['YBUniverse: Levitating']);
});

test('a restore in place keeps the old content until the new is there, and leaves no job that could run again', async () => {
  await using it = await openYugabyteUnderTest();
  const { desired } = await made(it);
  await ask(it, desired, 'create table kept as select 1 as id');
  const { backupId } = await backedUp(it, desired.databaseId);
  await ask(it, desired, 'insert into kept values (2)');
  const restore = async () => {
    const restoreId = randomUUID();
    await it.provider.startRestore({
      restoreId,
      sourceDatabaseId: desired.databaseId,
      target: desired,
      from: { kind: 'backup', backupId },
    });
    return { restoreId, end: await ended(it, restoreId, desired.databaseId) };
  };
  it.emulator.outcome = ({ kind }) => (kind === 'RestoreJob' ? { fail: 'no' } : 'ok');
  const failed = await restore();
  expect(failed.end).toEqual({ state: 'failed', reason: 'Failed Restore task' });
  await running(it, desired);
  expect(await ask(it, desired, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
  it.emulator.outcome = () => 'ok';
  const { restoreId, end } = await restore();
  expect(end).toEqual({ state: 'succeeded' });
  await running(it, desired);
  expect(of(it, 'restorejobs')).toEqual([]);
  await ask(it, desired, 'insert into kept values (3)');
  it.emulator.restartOperator();
  expect(it.emulator.runs.get(`ns-${restoreId.replaceAll('-', '').slice(0, 12)}`)).toBe(1);
  expect(await ask(it, desired, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 3 }]);
  const databases = await ask(it, desired, "select datname from pg_database where datname like '%before%'");
  expect(databases).toEqual([]);
  // Its moments begin anew.
  await eventually(
    () => it.provider.observe(desired.databaseId),
    (s) => s.state === 'present' && s.recoverable !== null,
    WAIT_MS,
  );
});

test('a restore to a moment that the operator never begins is given up, and the content stays', async () => {
  await using it = await openYugabyteUnderTest({ giveUpMs: 500 });
  const { desired, seen } = await made(it);
  await ask(it, desired, 'create table kept as select 1 as id');
  it.emulator.outcome = ({ kind }) => (kind === 'PitrRestore' ? { fail: 'universe is locked' } : 'ok');
  const restoreId = randomUUID();
  const from = { kind: 'moment', at: seen.recoverable?.until ?? 0 } as const;
  await it.provider.startRestore({ restoreId, sourceDatabaseId: desired.databaseId, target: desired, from });
  expect(await ended(it, restoreId, desired.databaseId)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('universe is locked'),
  });
  await running(it, desired);
  expect(await ask(it, desired, 'select id from kept')).toEqual([{ id: 1 }]);
  expect(of(it, 'pitrrestores')).toEqual([]);
});

test('backups say where they are and why they failed; the key of the storage is in a secret alone', async () => {
  await using it = await openYugabyteUnderTest();
  const { desired } = await made(it);
  const good = await backedUp(it, desired.databaseId);
  expect(await it.provider.observeBackup(good)).toMatchObject({
    location: expect.stringContaining('s3://backups/northstack'),
    engineVersion: '2025.2.2.1-b1',
  });
  expect(of(it, 'backups')[0]?.spec).toMatchObject({ timeBeforeDelete: 86_400_000, keyspace: 'app' });
  expect(JSON.stringify(of(it, 'storageconfigs'))).not.toContain('secret-of-storage');
  it.emulator.outcome = ({ kind }) => (kind === 'Backup' ? { fail: 'x' } : 'ok');
  const bad = { backupId: randomUUID(), databaseId: desired.databaseId };
  await it.provider.startBackup({ ...bad, keepMs: null });
  expect(
    await eventually(
      () => it.provider.observeBackup(bad),
      (s) => s.state === 'failed',
      WAIT_MS,
    ),
  ).toEqual({ state: 'failed', reason: 'Backup State: Failed' });
  it.emulator.outcome = ({ kind }) => (kind === 'Backup' ? 'never' : 'ok');
  const long = { backupId: randomUUID(), databaseId: desired.databaseId };
  await it.provider.startBackup({ ...long, keepMs: null });
  await expect(
    it.provider.startBackup({ backupId: randomUUID(), databaseId: desired.databaseId, keepMs: null }),
  ).rejects.toMatchObject({
    kind: 'retry',
    code: 'backup-under-way',
  });
});

test('the credentials are a secret of the cluster, follow a rotation, and go with the universe', async () => {
  await using it = await openYugabyteUnderTest();
  const { desired } = await made(it);
  const { cluster, namespace } = it.emulator;
  const secret = () => {
    const found = cluster.objects('secrets.', namespace).find(({ metadata }) => metadata.name.endsWith('-credentials'));
    const data = (found?.data ?? {}) as Record<string, string>;
    return Object.fromEntries(Object.entries(data).map(([k, v]) => [k, Buffer.from(v, 'base64').toString('utf8')]));
  };
  expect(secret()).toMatchObject({
    username: 'app_1',
    password: desired.logins[0]?.password,
    database: 'app',
    host: '127.0.0.1',
  });
  const rotated = { ...desired, logins: [{ username: 'app_2', password: 'another-password' }, ...desired.logins], generation: 2 };
  await it.provider.apply(rotated);
  await running(it, rotated);
  expect(secret()).toMatchObject({ username: 'app_2', uri: expect.stringContaining('app_2:another-password@127.0.0.1') });
  await it.provider.remove(desired.databaseId, { keepBackups: false });
  await eventually(
    () => cluster.objects('secrets.', namespace).length,
    (left) => left === 0,
    WAIT_MS,
  );
  expect(cluster.problems).toEqual([]);
});

test('PgBouncer stands in front of it when that is the pool, and goes when nobody wants it', async () => {
  await using it = await openYugabyteUnderTest({ pooling: { kind: 'pgbouncer', image: 'registry.example.test/pgbouncer:1.24' } });
  const stop = controlWorkloads(it.emulator.cluster);
  const { desired, seen } = await made(it, { pooling: true });
  expect(seen.pooler).toEqual({ host: expect.stringMatching(/^ns-.*-pooler\.yugabyte\.svc$/), port: 6432 });
  const { cluster, namespace } = it.emulator;
  expect(cluster.objects('deployments.apps', namespace)).toHaveLength(1);
  const without = { ...desired, pooling: false, generation: 2 };
  await it.provider.apply(without);
  expect(await running(it, without)).toMatchObject({ pooler: null });
  expect(cluster.objects('deployments.apps', namespace)).toEqual([]);
  stop();
});

test('an operator without snapshots says so, and makes databases and backups all the same', async () => {
  await using it = await openYugabyteUnderTest({}, { version: '0.1.6' });
  const { desired, seen } = await made(it);
  expect(it.provider.capabilities).toMatchObject({ backups: true, restoreIntoNew: true, pointInTime: 'none' });
  expect(seen.recoverable).toBeNull();
  await backedUp(it, desired.databaseId);
  const moment = { restoreId: randomUUID(), sourceDatabaseId: desired.databaseId, target: desired };
  await expect(it.provider.startRestore({ ...moment, from: { kind: 'moment', at: Date.now() } })).rejects.toMatchObject({
    kind: 'reject',
    code: 'moment-not-recoverable',
  });
});
