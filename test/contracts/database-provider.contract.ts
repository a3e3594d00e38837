/** What every DatabaseProvider promises, run over each implementation. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  BackupObservation,
  DatabaseEndpoint,
  DatabaseLogin,
  DatabaseObservation,
  DatabaseProvider,
  DesiredDatabase,
  RestoreObservation,
} from '../../domain/ports/database-provider.ts';
import { eventually } from '../support/eventually.ts';

export interface DatabasesUnderTest extends AsyncDisposable {
  readonly provider: DatabaseProvider;
  readonly hints: readonly string[];
  /** Runs SQL as a login; null where no server is behind the adapter: then only what it says is looked at. */
  readonly sql:
    | ((endpoint: DatabaseEndpoint, desired: DesiredDatabase, login: DatabaseLogin, text: string) => Promise<readonly unknown[]>)
    | null;
  /** A wish that this implementation can grant. */
  readonly wish: Partial<DesiredDatabase>;
  /** Where the platform takes backups by the clock: the time of this database's schedule has come. */
  readonly strike?: (databaseId: string) => void;
  /** What lives between the calls of a process is gone, and the adapter is opened again over what it kept. */
  reopen(): Promise<DatabaseProvider>;
}

type Present = Extract<DatabaseObservation, { state: 'present' }>;

/** A real platform takes its time. */
const LIMIT_MS = 240_000;

export function desiredDatabase(changes: Partial<DesiredDatabase> = {}): DesiredDatabase {
  return {
    databaseId: randomUUID(),
    label: 'shop-production-main',
    engine: 'postgresql',
    version: null,
    region: 'local',
    nodes: 1,
    cpuMillicores: 500,
    memoryMegabytes: 128,
    storageGigabytes: 10,
    pooling: false,
    databaseName: 'app',
    logins: [{ username: 'app_1', password: `p'"${randomUUID()}` }],
    madeBefore: false,
    generation: 1,
    ...changes,
  };
}

export function databaseProviderContract(open: () => Promise<DatabasesUnderTest>): void {
  let it: DatabasesUnderTest;
  let provider: DatabaseProvider;
  beforeAll(async () => {
    it = await open();
    provider = it.provider;
  });
  afterAll(async () => {
    await it?.[Symbol.asyncDispose]();
  });

  const present = (id: string, satisfies: (seen: Present) => boolean): Promise<Present> =>
    eventually(
      async () => {
        const seen = await provider.observe(id);
        return seen.state === 'present' ? seen : null;
      },
      (seen): seen is Present => seen !== null && satisfies(seen),
      LIMIT_MS,
    ) as Promise<Present>;
  const running = (desired: DesiredDatabase): Promise<Present> =>
    present(desired.databaseId, (s) => s.phase === 'running' && s.generation === desired.generation);
  const made = async (changes: Partial<DesiredDatabase> = {}) => {
    const desired = desiredDatabase({ ...it.wish, ...changes });
    await provider.apply(desired);
    const seen = await running(desired);
    return { desired, seen };
  };
  const backedUp = async (databaseId: string): Promise<{ backupId: string; databaseId: string }> => {
    const backup = { backupId: randomUUID(), databaseId };
    await provider.startBackup({ ...backup, keepMs: null });
    const seen = await eventually(
      () => provider.observeBackup(backup),
      (s: BackupObservation) => s.state === 'succeeded' || s.state === 'failed',
      LIMIT_MS,
    );
    expect(seen).toMatchObject({ state: 'succeeded' });
    return backup;
  };
  const restored = (restoreId: string, targetDatabaseId: string): Promise<RestoreObservation> =>
    eventually(
      () => provider.observeRestore({ restoreId, targetDatabaseId }),
      (s) => s.state === 'succeeded' || s.state === 'failed',
      LIMIT_MS,
    );
  const absent = (id: string) =>
    eventually(
      () => provider.observe(id),
      (s) => s.state === 'absent',
      LIMIT_MS,
    );
  const ask = async (desired: DesiredDatabase, text: string, login = desired.logins[0]): Promise<readonly unknown[]> => {
    const seen = await provider.observe(desired.databaseId);
    if (seen.state !== 'present' || seen.endpoint === null || !login || !it.sql) throw new Error('nothing to ask');
    return await it.sql(seen.endpoint, desired, login, text);
  };

  test('what was never made is absent, and removing it succeeds', async () => {
    const id = randomUUID();
    expect(await provider.observe(id)).toEqual({ state: 'absent' });
    expect(await provider.observeBackup({ backupId: randomUUID(), databaseId: id })).toEqual({ state: 'absent' });
    expect(await provider.observeRestore({ restoreId: randomUUID(), targetDatabaseId: id })).toEqual({ state: 'absent' });
    await provider.remove(id, { keepBackups: false });
    await provider.removeBackup({ backupId: randomUUID(), databaseId: id });
  });

  test('an aborted signal ends a call', async () => {
    await expect(provider.apply(desiredDatabase(it.wish), AbortSignal.abort())).rejects.toThrow();
    await expect(provider.observe(randomUUID(), AbortSignal.abort())).rejects.toThrow();
  });

  test('what cannot be granted is rejected with a sentence, and nothing is made', async () => {
    const desired = desiredDatabase({ ...it.wish, version: '1' });
    await expect(provider.apply(desired)).rejects.toMatchObject({ kind: 'reject', message: expect.stringMatching(/\w.+\./) });
    expect(await provider.observe(desired.databaseId)).toEqual({ state: 'absent' });
  });

  test('a wished database runs, the same wish again changes nothing, and it goes when it is removed', async () => {
    const desired = desiredDatabase(it.wish);
    await Promise.all([provider.apply(desired), provider.apply(desired)].map((p) => p.catch(() => {})));
    await provider.apply(desired);
    const seen = await running(desired);
    expect(seen).toMatchObject({ readyNodes: desired.nodes, endpoint: { host: expect.any(String), port: expect.any(Number) } });
    await provider.apply(desired);
    expect((await running(desired)).endpoint).toEqual(seen.endpoint);
    expect((await provider.list()).map(({ id }) => id)).toContain(desired.databaseId);
    await eventually(
      () => it.hints,
      (hints) => hints.includes(desired.databaseId),
      LIMIT_MS,
    );
    await provider.remove(desired.databaseId, { keepBackups: false });
    await absent(desired.databaseId);
    await provider.remove(desired.databaseId, { keepBackups: false });
    expect((await provider.list()).map(({ id }) => id)).not.toContain(desired.databaseId);
    // What held data and is gone is not made anew and empty.
    await expect(provider.apply({ ...desired, madeBefore: true })).rejects.toMatchObject({ kind: 'gone', code: 'database-lost' });
    expect(await provider.observe(desired.databaseId)).toEqual({ state: 'absent' });
  });

  test('exactly the wished logins work, and what one made belongs to the next', async () => {
    const { desired } = await made();
    const [first] = desired.logins;
    if (!first) throw new Error('no login');
    const second = { username: 'app_2', password: randomUUID() };
    const both = { ...desired, logins: [second, first], generation: 2 };
    if (it.sql) await ask(desired, 'create table kept (id int)');
    await provider.apply(both);
    await running(both);
    if (it.sql) {
      await ask(both, 'alter table kept add column more text', second);
      expect(await ask(both, 'select count(*)::int as n from kept', first)).toEqual([{ n: 0 }]);
    }
    // One of them expires: nobody has wished anything.
    const one = { ...both, logins: [second] };
    await provider.apply(one);
    await running(one);
    if (it.sql) {
      await eventually(
        () => ask(one, 'select 1', first).catch(() => null),
        (rows) => rows === null,
        LIMIT_MS,
      );
      expect(await ask(one, 'select count(*)::int as n from kept', second)).toEqual([{ n: 0 }]);
      await expect(ask(one, 'select 1', { ...second, password: 'wrong' })).rejects.toThrow();
    }
    await provider.remove(desired.databaseId, { keepBackups: false });
    await absent(desired.databaseId);
  });

  test('another size is brought about without losing anything', async () => {
    const { desired } = await made();
    if (it.sql) await ask(desired, 'create table kept as select 1 as id');
    const larger = { ...desired, memoryMegabytes: desired.memoryMegabytes * 2, generation: 2 };
    await provider.apply(larger);
    await running(larger);
    if (it.sql) expect(await ask(larger, 'select id from kept')).toEqual([{ id: 1 }]);
    await expect(provider.apply({ ...larger, storageGigabytes: 1, generation: 3 })).rejects.toMatchObject({ kind: 'reject' });
    await provider.remove(desired.databaseId, { keepBackups: false });
    await absent(desired.databaseId);
  });

  test('what runs is found again by a new process of ours', async () => {
    const { desired, seen } = await made();
    provider = await it.reopen();
    expect((await provider.list()).map(({ id }) => id)).toContain(desired.databaseId);
    expect((await running(desired)).endpoint).toEqual(seen.endpoint);
    await provider.remove(desired.databaseId, { keepBackups: false });
    await absent(desired.databaseId);
  });

  test('a backup is taken once, restored into a new database, and outlives its own when it shall', async () => {
    if (!provider.capabilities.backups) {
      const request = { backupId: randomUUID(), databaseId: randomUUID(), keepMs: null };
      await expect(provider.startBackup(request)).rejects.toMatchObject({ kind: 'reject', code: 'backups-unavailable' });
      return;
    }
    const { desired } = await made();
    if (it.sql) await ask(desired, 'create table kept as select 1 as id');
    const backup = await backedUp(desired.databaseId);
    const first = await provider.observeBackup(backup);
    await provider.startBackup({ ...backup, keepMs: null });
    expect(await provider.observeBackup(backup)).toEqual(first);
    if (provider.capabilities.pointInTime !== 'none')
      expect((await present(desired.databaseId, () => true)).recoverable).not.toBeNull();
    if (it.sql) await ask(desired, 'insert into kept values (2)');
    await provider.remove(desired.databaseId, { keepBackups: true });
    await absent(desired.databaseId);
    expect(await provider.observeBackup(backup)).toEqual(first);

    const target = {
      ...desired,
      databaseId: randomUUID(),
      logins: [{ username: 'other', password: randomUUID() }],
      generation: 1,
    };
    if (provider.capabilities.restoreIntoNew) {
      const restoreId = randomUUID();
      const from = { kind: 'backup', backupId: backup.backupId } as const;
      const request = { restoreId, sourceDatabaseId: desired.databaseId, target, from };
      await provider.startRestore(request);
      await provider.startRestore(request);
      expect(await restored(restoreId, target.databaseId)).toEqual({ state: 'succeeded' });
      await running(target);
      if (it.sql) {
        expect(await ask(target, 'select id from kept')).toEqual([{ id: 1 }]);
        await expect(ask(target, 'select 1', desired.logins[0])).rejects.toThrow();
      }
      await expect(provider.startRestore({ ...request, restoreId: randomUUID() })).rejects.toMatchObject({ kind: 'reject' });
    }
    if (provider.capabilities.restoreInPlace) {
      // It is not there any more, and comes back under its own name.
      const lost = { ...desired, madeBefore: true };
      await expect(provider.apply(lost)).rejects.toMatchObject({ kind: 'gone', code: 'database-lost' });
      const restoreId = randomUUID();
      const from = { kind: 'backup', backupId: backup.backupId } as const;
      await provider.startRestore({ restoreId, sourceDatabaseId: desired.databaseId, target: lost, from });
      expect(await restored(restoreId, desired.databaseId)).toEqual({ state: 'succeeded' });
      await provider.apply(lost);
      await running(desired);
      if (it.sql) expect(await ask(desired, 'select id from kept')).toEqual([{ id: 1 }]);
      await provider.remove(desired.databaseId, { keepBackups: true });
      await absent(desired.databaseId);
    }
    await provider.removeBackup(backup);
    await eventually(
      () => provider.observeBackup(backup),
      (s) => s.state === 'absent',
      LIMIT_MS,
    );
    await provider.remove(target.databaseId, { keepBackups: false });
    await absent(target.databaseId);
  });

  test('where the platform takes backups by the clock, each is found, once, and is like any other', async () => {
    const { schedules } = provider;
    if (schedules === null || it.strike === undefined) {
      expect([schedules, it.strike]).toEqual([null, undefined]);
      return;
    }
    const { desired } = await made();
    const { databaseId } = desired;
    await expect(schedules.keep({ databaseId, cron: '0 2 * * *' }, AbortSignal.abort())).rejects.toThrow();
    const kept = (cron: string) =>
      eventually(
        () => schedules.keep({ databaseId, cron }),
        (yes) => yes,
        LIMIT_MS,
      );
    const taken = (count: number) =>
      eventually(
        () => schedules.taken(databaseId),
        (all) => all.length === count,
        LIMIT_MS,
      );
    await kept('0 2 * * *');
    await kept('0 2 * * *');
    expect(await schedules.taken(databaseId)).toEqual([]);
    it.strike(databaseId);
    const [first] = await taken(1);
    if (!first) throw new Error('nothing was taken');
    expect(await schedules.taken(databaseId)).toEqual([first]);
    const succeeded = (backupId: string) =>
      eventually(
        () => provider.observeBackup({ backupId, databaseId }),
        (s) => s.state === 'succeeded',
        LIMIT_MS,
      );
    await succeeded(first.backupId);
    await kept('30 3 * * *');
    it.strike(databaseId);
    const [second] = (await taken(2)).filter(({ backupId }) => backupId !== first.backupId);
    if (!second) throw new Error('nothing was taken the second time');
    await succeeded(second.backupId);
    await schedules.end(databaseId);
    await schedules.end(databaseId);
    await provider.removeBackup({ backupId: first.backupId, databaseId });
    await eventually(
      () => provider.observeBackup({ backupId: first.backupId, databaseId }),
      (s) => s.state === 'absent',
      LIMIT_MS,
    );
    expect(await schedules.taken(databaseId)).toEqual([second]);
    await kept('0 2 * * *');
    await provider.remove(databaseId, { keepBackups: false });
    await absent(databaseId);
    await eventually(
      () => provider.observeBackup({ backupId: second.backupId, databaseId }),
      (s) => s.state === 'absent',
      LIMIT_MS,
    );
    expect(await schedules.keep({ databaseId, cron: '0 2 * * *' })).toBe(false);
    await schedules.end(databaseId);
  });

  test('a database is brought back in place to a moment, and to one before or after that later', async () => {
    const { capabilities } = provider;
    if (capabilities.pointInTime === 'none' || !capabilities.restoreInPlace || !it.sql) return;
    const { desired } = await made();
    await backedUp(desired.databaseId);
    const now = async (): Promise<number> => {
      const [row] = await ask(
        desired,
        `select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at, pg_sleep(0.01)`,
      );
      return Number((row as { at: string }).at) + 5;
    };
    await ask(desired, 'create table kept as select 1 as id');
    const good = await now();
    await ask(desired, 'insert into kept values (2)');
    const better = await now();
    await ask(desired, 'delete from kept');
    const content = async () => (await ask(desired, 'select id from kept order by id')).map((r) => (r as { id: number }).id);
    const back = async (at: number, wish = desired): Promise<RestoreObservation> => {
      const restoreId = randomUUID();
      const from = { kind: 'moment', at } as const;
      await provider.startRestore({ restoreId, sourceDatabaseId: desired.databaseId, target: wish, from });
      const end = await restored(restoreId, wish.databaseId);
      await running(wish);
      return end;
    };
    expect(await back(better)).toEqual({ state: 'succeeded' });
    expect(await content()).toEqual([1, 2]);
    await ask(desired, 'insert into kept values (3)');
    const later = await now();
    await ask(desired, 'drop table kept');
    expect(await back(later)).toEqual({ state: 'succeeded' });
    expect(await content()).toEqual([1, 2, 3]);
    expect(await back(good)).toEqual({ state: 'succeeded' });
    expect(await content()).toEqual([1]);

    if (capabilities.pointInTime === 'any') {
      const copy = { ...desired, databaseId: randomUUID(), generation: 1 };
      expect(await back(better, copy)).toEqual({ state: 'succeeded' });
      expect(await ask(copy, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
      await provider.remove(copy.databaseId, { keepBackups: false });
    }
    const early = { restoreId: randomUUID(), sourceDatabaseId: desired.databaseId, target: desired };
    await expect(provider.startRestore({ ...early, from: { kind: 'moment', at: 1 } })).rejects.toMatchObject({
      kind: 'reject',
      code: 'moment-not-recoverable',
    });
    expect(await content()).toEqual([1]);
    await provider.remove(desired.databaseId, { keepBackups: false });
    await absent(desired.databaseId);
  });
}
