/** A DatabaseProvider in memory that does what a test tells it to, with the port's promises about repeats and absence. */
import { randomUUID } from 'node:crypto';
import type {
  BackupObservation,
  DatabaseObservation,
  DatabaseProvider,
  DesiredDatabase,
  RestoreObservation,
} from '../../domain/ports/database-provider.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import { Fault } from '../../kit/fault.ts';

export interface DatabasesEmulator extends DatabaseProvider {
  readonly desired: ReadonlyMap<string, DesiredDatabase>;
  /** What becomes of what is asked for. Default `at-once`. */
  mode: 'at-once' | 'never' | 'failing';
  /** Thrown by the next calls that change something. */
  refuse: Fault | null;
  /** Whether the platform takes backups by the clock, and the clock. */
  keepsSchedules: boolean;
  strike(databaseId: string): void;
  /** Somebody deletes it there, by hand. */
  destroy(databaseId: string): void;
  lose(databaseId: string): void;
  find(databaseId: string): void;
  readonly backups: ReadonlyMap<string, BackupObservation>;
  readonly restored: readonly { readonly source: string; readonly target: string; readonly at: number | null }[];
}

export function emulateDatabases(hint: Hint, now: () => number = Date.now): DatabasesEmulator {
  const desired = new Map<string, DesiredDatabase>();
  const carriedOut = new Map<string, number>();
  const lost = new Set<string>();
  const kept = new Map<string, string>();
  const struck = new Map<string, number>();
  const backups = new Map<string, BackupObservation & { databaseId: string }>();
  const restores = new Map<string, RestoreObservation>();
  const restored: { source: string; target: string; at: number | null }[] = [];
  const change = (signal?: AbortSignal) => {
    signal?.throwIfAborted();
    if (emulator.refuse) throw emulator.refuse;
  };
  const oldest = (databaseId: string): number | null => {
    const times = [...backups.values()].flatMap((b) =>
      b.databaseId === databaseId && b.state === 'succeeded' ? [b.consistentAt] : [],
    );
    return times.length === 0 ? null : Math.min(...times);
  };
  const check = (wanted: DesiredDatabase) => {
    if (wanted.version !== null && wanted.version !== '15')
      throw new Fault('reject', { code: 'engine-unavailable', message: 'There is only version 15.' });
    const before = desired.get(wanted.databaseId);
    if (before && wanted.storageGigabytes < before.storageGigabytes)
      throw new Fault('reject', { code: 'storage-shrinks', message: 'Storage cannot be made smaller.' });
  };
  const take = (wanted: DesiredDatabase) => {
    desired.set(wanted.databaseId, wanted);
    if (emulator.mode === 'at-once') carriedOut.set(wanted.databaseId, wanted.generation);
    hint({ kind: 'database', id: wanted.databaseId });
  };
  const emulator: DatabasesEmulator = {
    capabilities: {
      provider: 'emulated',
      engines: [{ engine: 'postgresql', versions: ['15'] }],
      unavailable: null,
      maximumNodes: 9,
      poolingUnavailable: null,
      backups: true,
      restoreInPlace: true,
      restoreIntoNew: true,
      pointInTime: 'any',
    },
    desired,
    mode: 'at-once',
    refuse: null,
    keepsSchedules: false,
    backups,
    restored,
    apply: async (wanted, signal) => {
      change(signal);
      check(wanted);
      if (wanted.madeBefore && !desired.has(wanted.databaseId))
        throw new Fault('gone', { code: 'database-lost', message: 'The database is not there any more, nor its data.' });
      const before = desired.get(wanted.databaseId);
      const was = { ...before, madeBefore: wanted.madeBefore };
      if (before && JSON.stringify(was) === JSON.stringify(wanted) && carriedOut.get(wanted.databaseId) === wanted.generation)
        return;
      take(wanted);
    },
    observe: async (id, signal) => {
      signal?.throwIfAborted();
      const wanted = desired.get(id);
      if (!wanted) return { state: 'absent' };
      return seenOf(wanted, carriedOut.get(id) ?? 0, lost.has(id), oldest(id), emulator.mode, now());
    },
    remove: async (id, { keepBackups }, signal) => {
      change(signal);
      const wasThere = desired.delete(id);
      kept.delete(id);
      carriedOut.delete(id);
      if (!keepBackups) for (const [backupId, b] of backups) if (b.databaseId === id) backups.delete(backupId);
      if (wasThere) hint({ kind: 'database', id });
    },
    list: async () => [...desired.keys()].map((id) => ({ id, name: id, installation: null })),
    schedules: {
      keep: async ({ databaseId, cron }, signal) => {
        change(signal);
        if (emulator.keepsSchedules && desired.has(databaseId)) kept.set(databaseId, cron);
        return emulator.keepsSchedules && desired.has(databaseId);
      },
      end: async (databaseId, signal) => {
        change(signal);
        kept.delete(databaseId);
      },
      taken: async (databaseId, signal) => {
        signal?.throwIfAborted();
        return [...backups].flatMap(([backupId, b]) =>
          b.databaseId === databaseId && struck.has(backupId) ? [{ backupId, at: struck.get(backupId) ?? 0 }] : [],
        );
      },
    },
    strike: (databaseId) => {
      if (!kept.has(databaseId)) throw new Error('there is no schedule');
      const backupId = randomUUID();
      struck.set(backupId, now());
      const location = `memory/${backupId}`;
      backups.set(backupId, {
        state: 'succeeded',
        sizeBytes: 1,
        location,
        engineVersion: '15.1',
        consistentAt: now(),
        databaseId,
      });
    },
    startBackup: async ({ backupId, databaseId }, signal) => {
      change(signal);
      if (backups.has(backupId)) return;
      const end: BackupObservation =
        emulator.mode === 'failing'
          ? { state: 'failed', reason: 'The disk is full.' }
          : emulator.mode === 'never'
            ? { state: 'running' }
            : { state: 'succeeded', sizeBytes: 1, location: `memory/${backupId}`, engineVersion: '15.1', consistentAt: now() };
      backups.set(backupId, { ...end, databaseId });
      hint({ kind: 'backup', id: backupId });
    },
    observeBackup: async ({ backupId }, signal) => {
      signal?.throwIfAborted();
      const found = backups.get(backupId);
      if (!found) return { state: 'absent' };
      const { databaseId: _, ...seen } = found;
      return seen;
    },
    removeBackup: async ({ backupId }, signal) => {
      change(signal);
      backups.delete(backupId);
    },
    startRestore: async ({ restoreId, sourceDatabaseId, target, from }, signal) => {
      change(signal);
      if (restores.has(restoreId)) return;
      if (target.databaseId !== sourceDatabaseId && desired.has(target.databaseId))
        throw new Fault('reject', { code: 'target-exists', message: 'It exists already.' });
      const first = oldest(sourceDatabaseId);
      if (from.kind === 'moment' && (first === null || from.at < first))
        throw new Fault('reject', { code: 'moment-not-recoverable', message: 'No backup is old enough.' });
      if (from.kind === 'backup' && !backups.has(from.backupId))
        throw new Fault('reject', { code: 'backup-not-found', message: 'There is no such backup.' });
      restored.push({ source: sourceDatabaseId, target: target.databaseId, at: from.kind === 'moment' ? from.at : null });
      if (emulator.mode === 'failing') restores.set(restoreId, { state: 'failed', reason: 'The backup is broken.' });
      else {
        restores.set(restoreId, { state: emulator.mode === 'never' ? 'running' : 'succeeded' });
        take(target);
      }
      hint({ kind: 'restore', id: restoreId });
    },
    observeRestore: async ({ restoreId }, signal) => {
      signal?.throwIfAborted();
      return restores.get(restoreId) ?? { state: 'absent' };
    },
    destroy: (id) => {
      desired.delete(id);
      carriedOut.delete(id);
      hint({ kind: 'database', id });
    },
    lose: (id) => {
      lost.add(id);
      hint({ kind: 'database', id });
    },
    find: (id) => {
      lost.delete(id);
      hint({ kind: 'database', id });
    },
  };
  return emulator;
}

function seenOf(
  wanted: DesiredDatabase,
  carriedOut: number,
  lost: boolean,
  from: number | null,
  mode: DatabasesEmulator['mode'],
  now: number,
): DatabaseObservation {
  const done = carriedOut >= wanted.generation;
  const begun = carriedOut > 0;
  const phase = lost ? 'unreachable' : done ? 'running' : begun ? 'changing' : mode === 'failing' ? 'failed' : 'creating';
  const host = begun ? { host: 'db.example', port: 5432 } : null;
  return {
    state: 'present',
    phase,
    reason: phase === 'failed' ? 'There is no room for it.' : null,
    generation: carriedOut,
    endpoint: host,
    pooler: begun && wanted.pooling ? { host: 'pool.example', port: 6432 } : null,
    version: '15.1',
    readyNodes: begun && !lost ? wanted.nodes : 0,
    sizeBytes: 1,
    recoverable: from === null ? null : { from, until: now },
    observedAt: now,
  };
}
