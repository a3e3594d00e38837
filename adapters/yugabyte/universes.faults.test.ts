/**
 * The whole life of a database while every fourth call goes wrong, each time in another way: in four lives every call does. It is made
 * once, backed up once, restored once, and nothing is left behind.
 */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { desiredDatabase } from '../../test/contracts/database-provider.contract.ts';
import type { Fault as Trouble } from '../../test/emulators/faults.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openYugabyteUnderTest } from '../../test/support/yugabyte-fixture.ts';

const WAIT_MS = 400_000;
const EVERY = 4;

const status = (code: number, reason: string): Trouble => ({
  kind: 'answer',
  status: code,
  headers: { 'content-type': 'application/json', 'retry-after': '0' },
  body: JSON.stringify({ kind: 'Status', status: 'Failure', code, reason, message: reason }),
});
const TROUBLES: readonly Trouble[] = [
  { kind: 'lost-answer' },
  status(500, 'InternalError'),
  { kind: 'half-answer' },
  status(409, 'Conflict'),
  { kind: 'twice' },
  status(429, 'TooManyRequests'),
  { kind: 'reset' },
  { kind: 'hang' },
];

test.each([0, 1, 2, 3])('life %i', async (life) => {
  await using it = await openYugabyteUnderTest({}, { timeoutMs: 4_000 });
  const { cluster } = it.emulator;
  const tasks: string[] = [];
  it.emulator.outcome = ({ kind, object }) => {
    tasks.push(`${kind} ${object.metadata.name}`);
    return 'ok';
  };
  for (let i = 0; i < 60; i += 1)
    cluster.faults.add({
      // Watches have tests of their own.
      path: /^(?!.*watch=)/,
      skip: life + i * (EVERY - 1),
      fault: TROUBLES[(i + life) % TROUBLES.length] ?? { kind: 'reset' },
    });
  /** As a reconciler does: again until it is so. */
  const until = async <T>(act: () => Promise<void>, look: () => Promise<T>, so: (seen: T) => boolean): Promise<void> => {
    await eventually(
      async () => {
        try {
          await act();
          return so(await look());
        } catch (error) {
          // Never the user's fault, and never one we do not know.
          expect(error).toBeInstanceOf(Fault);
          expect(error).not.toMatchObject({ kind: 'reject' });
          return false;
        }
      },
      (done) => done,
      WAIT_MS,
    );
  };
  const { provider } = it;
  const runs = (desired: ReturnType<typeof desiredDatabase>) =>
    until(
      () => provider.apply(desired),
      () => provider.observe(desired.databaseId),
      (s) => s.state === 'present' && s.phase === 'running' && s.generation === desired.generation,
    );
  const removed = (databaseId: string) =>
    until(
      () => provider.remove(databaseId, { keepBackups: false }),
      () => provider.observe(databaseId),
      (s) => s.state === 'absent',
    );
  const desired = desiredDatabase(it.wish);
  await runs(desired);
  await runs({ ...desired, nodes: 4, generation: 2 });
  const backup = { backupId: randomUUID(), databaseId: desired.databaseId };
  await until(
    () => provider.startBackup({ ...backup, keepMs: null }),
    () => provider.observeBackup(backup),
    (s) => s.state === 'succeeded',
  );
  const { schedules } = provider;
  if (schedules === null) throw new Error('the operator keeps schedules');
  await until(
    async () => {
      if (!(await schedules.keep({ databaseId: desired.databaseId, cron: '0 2 * * *' }))) throw new Error('not kept');
    },
    async () => {},
    () => true,
  );
  expect(it.emulator.strike()).toBe(1);
  const taken = new Set<string>();
  await until(
    async () => {
      for (const { backupId } of await schedules.taken(desired.databaseId)) taken.add(backupId);
    },
    async () => {
      const [backupId] = taken;
      return backupId === undefined ? null : await provider.observeBackup({ backupId, databaseId: desired.databaseId });
    },
    (s) => s?.state === 'succeeded',
  );
  expect(taken.size).toBe(1);
  const target = { ...desired, databaseId: randomUUID() };
  const restore = { restoreId: randomUUID(), targetDatabaseId: target.databaseId };
  const from = { kind: 'backup', backupId: backup.backupId } as const;
  await until(
    () => provider.startRestore({ restoreId: restore.restoreId, sourceDatabaseId: desired.databaseId, target, from }),
    () => provider.observeRestore(restore),
    (s) => s.state === 'succeeded',
  );
  await runs(target);
  expect(cluster.objects('ybuniverses.operator.yugabyte.io')).toHaveLength(2);
  await removed(target.databaseId);
  await removed(desired.databaseId);
  const met = cluster.faults.met;
  cluster.faults.clear();

  const times = (kind: string) => tasks.filter((task) => task.startsWith(`${kind} `)).length;
  expect({ made: times('create'), backups: times('Backup'), restores: times('RestoreJob') }).toEqual({
    made: 2,
    backups: 2,
    restores: 1,
  });
  for (const kind of ['ybuniverses', 'backups', 'backupschedules', 'restorejobs', 'pitrconfigs', 'pitrrestores'])
    expect(cluster.objects(`${kind}.operator.yugabyte.io`), kind).toEqual([]);
  // What backups of others are stored with stays.
  await eventually(
    () => cluster.objects('secrets.').map(({ metadata }) => metadata.name.replace(/-[0-9a-f]+$/, '')),
    (names) => names.join() === 'northstack-backups',
    WAIT_MS,
  );
  expect(met).toBeGreaterThan(15);
  expect(cluster.problems).toEqual([]);
});
