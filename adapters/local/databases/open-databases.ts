/**
 * Databases on this machine: each is a PostgreSQL cluster of its own with its log archived, so that backups and restores to a moment are
 * real. What runs outlives NorthStack's process and is adopted by the next one.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  BackupObservation,
  BackupReference,
  DatabaseProvider,
  DesiredDatabase,
} from '../../../domain/ports/database-provider.ts';
import type { ObjectStore } from '../../../domain/ports/object-store.ts';
import { Fault } from '../../../kit/fault.ts';
import { removeTree } from '../files/remove-tree.ts';
import { safeId } from '../files/safe-id.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import type { LocalOptions } from '../options.ts';
import { createPortAllocator } from '../runtime/ports.ts';
import { seal, unseal } from '../seal.ts';
import { pruneArchive } from './archive.ts';
import { chooseBackup } from './choose-backup.ts';
import { type LocalDatabase, openDatabase, type RestoreSource, wishOf } from './database.ts';
import { backupFolders, backupFoldersAt, backupsFolder, databaseFolders, databasesFolder } from './folders.ts';
import { openOffMachine } from './off-machine.ts';
import { findPgbouncer } from './pooler.ts';
import { type BackupRecord, backupRecord, type DatabaseRecord, databaseRecord } from './record.ts';

export type LocalDatabasesOptions = Pick<LocalOptions, 'dataDirectory' | 'baseEnvironment' | 'key' | 'hint' | 'observe'> & {
  /** Default 42000 to 42999. */
  readonly ports?: { readonly first: number; readonly last: number };
  /** Where copies of backups are kept; null: only on this machine. */
  readonly objects?: ObjectStore | null;
};

export interface LocalDatabases extends DatabaseProvider, AsyncDisposable {
  /** Stops all servers and keeps what is wanted of them: the next start brings them back. */
  stopServers(): Promise<void>;
}

/** Resolves when what was there before is known; its servers are adopted or started meanwhile. */
export async function openLocalDatabases(options: LocalDatabasesOptions): Promise<LocalDatabases> {
  const { dataDirectory, key } = options;
  const ports = createPortAllocator(options.ports ?? { first: 20_000, last: 20_999 });
  const pgbouncer = findPgbouncer(options.baseEnvironment.PATH ?? '');
  const off = options.objects ? openOffMachine(options.objects) : null;
  const databases = new Map<string, LocalDatabase>();
  const backups = new Map<string, BackupRecord>();
  const running = new Map<
    string,
    { readonly databaseId: string; readonly stop: AbortController; readonly done: Promise<void> }
  >();
  const failed = new Map<string, string>();
  const restores = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>();
  const removing = new Map<string, Promise<void>>();
  await mkdir(databasesFolder(dataDirectory), { recursive: true, mode: 0o711 });

  const backupsOf = (databaseId: string): BackupRecord[] => [...backups.values()].filter((b) => b.databaseId === databaseId);
  const oldestOf = (databaseId: string): number | null =>
    backupsOf(databaseId).reduce<number | null>((least, b) => Math.min(least ?? b.consistentAt, b.consistentAt), null);

  const open = (record: DatabaseRecord): LocalDatabase => {
    const { databaseId } = record;
    const database = openDatabase(
      {
        dataDirectory,
        key,
        pgbouncer,
        freePort: () => ports.allocate(),
        recoverableFrom: () => oldestOf(databaseId),
        hint: () => options.hint({ kind: 'database', id: databaseId }),
        observe: options.observe,
      },
      record,
    );
    databases.set(databaseId, database);
    return database;
  };

  const create = async (desired: DesiredDatabase): Promise<LocalDatabase> => {
    const databaseId = safeId(desired.databaseId);
    const passwords = Object.fromEntries(desired.logins.map((l) => [l.username, l.password]));
    const record: DatabaseRecord = {
      version: 1,
      databaseId,
      wish: wishOf(desired),
      sealedPasswords: seal(key, databaseId, { ...passwords, postgres: randomBytes(24).toString('base64url') }),
      port: await ports.allocate(),
      poolerPort: null,
      applied: 0,
      removing: null,
      restoring: null,
      restores: {},
      timelines: [],
    };
    const folders = databaseFolders(dataDirectory, databaseId);
    await mkdir(folders.root, { recursive: true, mode: 0o711 });
    await writeAtomic(folders.record, JSON.stringify(record));
    return open(record);
  };

  /** Two wishes at once make one database: nobody would look after the other. */
  const creating = new Map<string, Promise<LocalDatabase>>();
  const createOnce = (desired: DesiredDatabase): Promise<LocalDatabase> => {
    const made = creating.get(desired.databaseId) ?? create(desired).finally(() => creating.delete(desired.databaseId));
    creating.set(desired.databaseId, made);
    return made;
  };

  const remove = async (databaseId: string, keepBackups: boolean): Promise<void> => {
    for (const task of running.values()) if (task.databaseId === databaseId) task.stop.abort();
    restores.get(databaseId)?.stop.abort();
    const database = databases.get(databaseId);
    // First: what cannot be reached is tried again as long as the database is there.
    if (!keepBackups) await off?.removeAll(databaseId);
    if (database) {
      await database.remove({ keepBackups });
      ports.release(database.record.port);
      if (database.record.poolerPort !== null) ports.release(database.record.poolerPort);
      databases.delete(databaseId);
    }
    if (!keepBackups) {
      for (const { backupId } of backupsOf(databaseId)) backups.delete(backupId);
      await removeTree(backupsFolder(dataDirectory, databaseId));
    }
    options.hint({ kind: 'database', id: databaseId });
  };

  const beginRemoval = (databaseId: string, keepBackups: boolean): void => {
    if (removing.has(databaseId)) return;
    const done = remove(databaseId, keepBackups)
      .catch((error: unknown) => options.observe({ type: 'database-failed', databaseId, step: 'remove', error }))
      .finally(() => removing.delete(databaseId));
    removing.set(databaseId, done);
  };

  const takeBackup = async (
    { backupId, databaseId }: BackupReference,
    database: LocalDatabase,
    stop: AbortSignal,
  ): Promise<void> => {
    const folders = backupFolders(dataDirectory, databaseId, backupId);
    const unfinished = backupFoldersAt(`${folders.root}.unfinished`);
    try {
      await removeTree(unfinished.root);
      const taken = await database.backUp(backupId, unfinished, stop);
      const record = { ...taken, location: off?.locationOf(databaseId, backupId) ?? null };
      // It is a backup when it is everywhere it has to be.
      await off?.store(record, unfinished, stop);
      await writeAtomic(unfinished.record, JSON.stringify(record));
      await rename(unfinished.root, folders.root);
      backups.set(backupId, record);
    } catch (error) {
      await removeTree(unfinished.root);
      if (stop.aborted) return;
      options.observe({ type: 'database-failed', databaseId, step: 'backup', error });
      failed.set(backupId, error instanceof Error ? error.message : String(error));
    } finally {
      running.delete(backupId);
      options.hint({ kind: 'backup', id: backupId });
    }
  };

  /** What replaying begins with and where it ends. @throws Fault reject */
  const sourceOf = async (
    sourceDatabaseId: string,
    targetDatabaseId: string,
    from: Parameters<DatabaseProvider['startRestore']>[0]['from'],
    stop: AbortSignal,
  ): Promise<RestoreSource> => {
    const source = databases.get(sourceDatabaseId);
    const inPlace = sourceDatabaseId === targetDatabaseId;
    if (from.kind === 'moment') await source?.flush();
    const timelines = source?.record.timelines ?? [];
    const moment = from.kind === 'moment' ? chooseBackup(backupsOf(sourceDatabaseId), timelines, from.at) : null;
    const here = from.kind === 'backup' ? backups.get(from.backupId) : moment?.backup;
    const elsewhere =
      here === undefined && from.kind === 'backup' ? await off?.find(sourceDatabaseId, from.backupId, stop) : null;
    const backup = here ?? elsewhere ?? undefined;
    if (backup === undefined) {
      throw new Fault('reject', {
        code: 'moment-not-recoverable',
        message: 'There is no backup that this could be restored from. Choose a later moment or another backup.',
      });
    }
    const superuser = unseal(key, backup.backupId, backup.sealedPasswords).postgres ?? '';
    if (elsewhere) {
      const fetched = backupFoldersAt(databaseFolders(dataDirectory, targetDatabaseId).fetched);
      await off?.fetch(backup.databaseId, backup.backupId, fetched, stop);
      // The log that is here may be another server's.
      return { recovery: { backup: fetched, source: null, until: { kind: 'consistent' } }, parent: null, superuser };
    }
    const folders = source && { archive: `../../${sourceDatabaseId}/archive`, data: `../../${sourceDatabaseId}/data` };
    return {
      recovery: {
        backup: backupFolders(dataDirectory, backup.databaseId, backup.backupId),
        source: folders ?? null,
        until: from.kind === 'moment' ? { ...from, timeline: moment?.timeline ?? backup.timeline } : { kind: 'consistent' },
      },
      parent: inPlace
        ? { timeline: moment?.timeline ?? backup.timeline, until: from.kind === 'moment' ? from.at : backup.consistentAt }
        : null,
      superuser,
    };
  };

  for (const record of await loadDatabases(options)) {
    ports.reserve(record.port);
    if (record.poolerPort !== null) ports.reserve(record.poolerPort);
    open(record);
  }
  for (const record of await loadBackups(options)) backups.set(record.backupId, record);
  for (const [databaseId, { record, resume }] of databases) {
    if (record.removing !== null) beginRemoval(databaseId, record.removing.keepBackups);
    // A restore that was cut short begins again when it is asked for again; in place, what was there before serves until then.
    else {
      if (record.restoring?.inPlace) record.restoring = null;
      resume();
    }
  }

  const capabilities = {
    provider: 'local',
    engines: [{ engine: 'postgresql', versions: ['15'] }],
    unavailable: null,
    maximumNodes: 1,
    poolingUnavailable:
      pgbouncer === null
        ? 'Connection pooling needs PgBouncer on this machine: install the package pgbouncer and start NorthStack again.'
        : null,
    backups: true,
    restoreInPlace: true,
    restoreIntoNew: true,
    pointInTime: 'any',
  } as const satisfies DatabaseProvider['capabilities'];

  const check = (desired: DesiredDatabase): void => {
    const refuse = (code: string, message: string): never => {
      throw new Fault('reject', { code, message });
    };
    if (desired.engine !== 'postgresql' || (desired.version !== null && desired.version !== '15'))
      refuse('engine-unavailable', 'This machine makes PostgreSQL 15. Leave the version out, or choose another place.');
    if (desired.nodes !== 1)
      refuse('nodes-unavailable', 'On one machine a database has one node. More nodes need a cluster: see docs/production.md.');
    if (desired.pooling && capabilities.poolingUnavailable !== null)
      refuse('pooling-unavailable', capabilities.poolingUnavailable);
    if (desired.logins.length === 0) refuse('logins-missing', 'A database needs at least one login.');
    const before = databases.get(desired.databaseId)?.record.wish;
    if (before && desired.storageGigabytes < before.storageGigabytes)
      refuse('storage-shrinks', 'Storage cannot be made smaller. Restore into a new, smaller database instead.');
    if (before && desired.databaseName !== before.databaseName)
      refuse('database-name-fixed', 'The name of the database on its server cannot change.');
  };

  return {
    capabilities,
    apply: async (desired, signal) => {
      signal?.throwIfAborted();
      check(desired);
      await removing.get(desired.databaseId);
      signal?.throwIfAborted();
      const database = databases.get(desired.databaseId);
      if (database) await database.apply(desired);
      else if (desired.madeBefore)
        throw new Fault('gone', {
          code: 'database-lost',
          message: 'The database is not on this machine any more, nor its data.',
        });
      else (await createOnce(desired)).resume();
    },
    observe: async (databaseId, signal) => {
      signal?.throwIfAborted();
      return (await databases.get(databaseId)?.observe()) ?? { state: 'absent' };
    },
    remove: async (databaseId, { keepBackups }, signal) => {
      signal?.throwIfAborted();
      if (databases.has(databaseId) || (!keepBackups && backupsOf(databaseId).length > 0)) beginRemoval(databaseId, keepBackups);
      // Of a machine that is gone.
      else if (!keepBackups) await off?.removeAll(databaseId, signal);
    },
    list: async (signal) => {
      signal?.throwIfAborted();
      return [...databases.keys()].map((id) => ({ id, name: id, installation: null }));
    },
    schedules: null,
    startBackup: async ({ backupId, databaseId }, signal) => {
      signal?.throwIfAborted();
      safeId(backupId);
      if (backups.has(backupId) || running.has(backupId)) return;
      if ((await off?.find(databaseId, backupId, signal)) ?? null) return;
      const database = databases.get(databaseId);
      if (!database) throw new Fault('gone', { code: 'database-not-found', message: 'There is no such database any more.' });
      failed.delete(backupId);
      const stop = new AbortController();
      running.set(backupId, { databaseId, stop, done: takeBackup({ backupId, databaseId }, database, stop.signal) });
    },
    observeBackup: async ({ backupId, databaseId }, signal) => {
      signal?.throwIfAborted();
      const seen = observeBackup(backupId);
      const elsewhere = seen.state === 'absent' ? ((await off?.find(databaseId, backupId, signal)) ?? null) : null;
      return elsewhere === null ? seen : succeeded(elsewhere);
    },
    removeBackup: async ({ backupId, databaseId }, signal) => {
      signal?.throwIfAborted();
      const task = running.get(backupId);
      task?.stop.abort();
      await task?.done;
      failed.delete(backupId);
      await off?.remove(databaseId, backupId, signal);
      backups.delete(backupId);
      await removeTree(backupFolders(dataDirectory, databaseId, safeId(backupId)).root);
      const oldest =
        backupsOf(databaseId)
          .map((b) => b.firstSegment.slice(8))
          .sort()[0] ?? null;
      if (oldest !== null) await pruneArchive(databaseFolders(dataDirectory, databaseId).archive, `00000000${oldest}`);
    },
    startRestore: async ({ restoreId, sourceDatabaseId, target, from }, signal) => {
      signal?.throwIfAborted();
      const targetId = safeId(target.databaseId);
      check(target);
      const known = databases.get(targetId);
      if (known && known.observeRestore(restoreId).state !== 'absent') return;
      if (known && targetId !== sourceDatabaseId && known.record.restoring?.restoreId !== restoreId)
        throw new Fault('reject', { code: 'target-exists', message: 'The database to restore into exists already.' });
      if (restores.has(targetId))
        throw new Fault('retry', { code: 'restore-under-way', message: 'It is being restored already.' });
      const isThere = async (backupId: string) =>
        backups.has(backupId) || ((await off?.find(sourceDatabaseId, backupId, signal)) ?? null) !== null;
      if (from.kind === 'backup' && !(await isThere(from.backupId)))
        throw new Fault('reject', { code: 'backup-not-found', message: 'There is no such backup any more. Choose another.' });
      if (from.kind === 'moment') {
        const [oldest, now] = [oldestOf(sourceDatabaseId), Date.now()];
        if (oldest === null || from.at < oldest || from.at > now || !databases.has(sourceDatabaseId))
          throw new Fault('reject', { code: 'moment-not-recoverable', message: windowOf(oldest, now) });
      }
      const database = known ?? (await createOnce(target));
      if (known) await known.apply(target);
      const stop = new AbortController();
      const done = database
        .restore(restoreId, () => sourceOf(sourceDatabaseId, targetId, from, stop.signal), stop.signal)
        .catch((error: unknown) => options.observe({ type: 'database-failed', databaseId: targetId, step: 'restore', error }))
        .finally(async () => {
          await removeTree(databaseFolders(dataDirectory, targetId).fetched);
          restores.delete(targetId);
          options.hint({ kind: 'restore', id: restoreId });
        });
      restores.set(targetId, { stop, done });
    },
    observeRestore: async ({ restoreId, targetDatabaseId }, signal) => {
      signal?.throwIfAborted();
      return databases.get(targetDatabaseId)?.observeRestore(restoreId) ?? { state: 'absent' };
    },
    stopServers: async () => {
      await endTasks();
      await Promise.all([...databases.values()].map((database) => database.stop()));
    },
    [Symbol.asyncDispose]: async () => {
      await endTasks();
      await Promise.all([...databases.values()].map((database) => database.close()));
    },
  };

  function observeBackup(backupId: string): BackupObservation {
    const record = backups.get(backupId);
    if (record) return succeeded(record);
    if (running.has(backupId)) return { state: 'running' };
    const reason = failed.get(backupId);
    return reason === undefined ? { state: 'absent' } : { state: 'failed', reason };
  }

  function succeeded({
    sizeBytes,
    engineVersion,
    consistentAt,
    databaseId,
    backupId,
    location: copy,
  }: BackupRecord): BackupObservation {
    const location = copy ?? backupFolders(dataDirectory, databaseId, backupId).root;
    return { state: 'succeeded', sizeBytes, location, engineVersion, consistentAt };
  }

  async function endTasks(): Promise<void> {
    const tasks = [...running.values(), ...restores.values()];
    for (const { stop } of tasks) stop.abort();
    await Promise.all(tasks.map((t) => t.done));
  }
}

function windowOf(oldest: number | null, now: number): string {
  return oldest === null
    ? 'It has no backup yet, so there is no moment it could be restored to. Take a backup first.'
    : `It can be restored to any moment from ${new Date(oldest).toISOString()} to ${new Date(now).toISOString()}.`;
}

/** A record that cannot be read is reported and left where it is. */
async function loadDatabases({ dataDirectory, observe }: LocalDatabasesOptions): Promise<DatabaseRecord[]> {
  const records: DatabaseRecord[] = [];
  for (const id of await readdir(databasesFolder(dataDirectory))) {
    const file = databaseFolders(dataDirectory, id).record;
    try {
      records.push(databaseRecord.parse(JSON.parse(await readFile(file, 'utf8'))));
    } catch (error) {
      observe({ type: 'unexpected', where: `database record ${id}`, error });
    }
  }
  return records;
}

/** What a crash left unfinished goes. */
async function loadBackups({ dataDirectory, observe }: LocalDatabasesOptions): Promise<BackupRecord[]> {
  const records: BackupRecord[] = [];
  const root = backupsFolder(dataDirectory, '.');
  for (const databaseId of await readdir(root).catch(() => [])) {
    for (const name of await readdir(join(root, databaseId))) {
      const folders = backupFoldersAt(join(root, databaseId, name));
      if (name.endsWith('.unfinished')) {
        await removeTree(folders.root);
        continue;
      }
      try {
        records.push(backupRecord.parse(JSON.parse(await readFile(folders.record, 'utf8'))));
      } catch (error) {
        observe({ type: 'unexpected', where: `backup record ${databaseId}/${name}`, error });
      }
    }
  }
  return records;
}
