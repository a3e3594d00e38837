/** Takes a backup, records what was made of it, and removes it when it is not wanted any more. */
import type { BackupObservation } from '../domain/ports/database-provider.ts';
import { Fault } from '../kit/fault.ts';
import {
  BackupToReconcileDocument,
  type BackupToReconcileQuery,
  type database_backups_set_input,
  MoveBackupDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, SAFETY_MS, timestamp, untilDeadline } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Backup = NonNullable<BackupToReconcileQuery['database_backups_by_pk']>;

export const reconcileBackup: Reconcile = async (deps, id) => {
  const { graphql, wake } = deps;
  const { database_backups_by_pk: backup } = await graphql.request(BackupToReconcileDocument, { id }, { idempotent: true });
  // With its row gone, its database is gone with its backups too.
  if (backup === null) return {};
  switch (backup.status) {
    case 'queued':
    case 'running': {
      const result = await take(deps, backup);
      wake({ kind: 'database', id: backup.database_id });
      return result;
    }
    case 'deleting':
      return await remove(deps, backup);
    case 'succeeded':
    case 'failed':
    case 'deleted':
      return {};
  }
};

async function take(deps: ReconcileDeps, backup: Backup): Promise<WorkResult> {
  const { databases, now } = deps;
  const reference = { backupId: backup.id, databaseId: backup.database_id };
  const deadlineAt = millis(backup.deadline_at);
  const late = deadlineAt !== null && now() >= deadlineAt;
  let seen = await databases.observeBackup(reference);
  // A provider that lost it begins anew.
  if (seen.state === 'absent' && !late) {
    const refusal = await start(deps, backup);
    if (refusal === 'later') return { requeueAfterMs: 1_000 };
    if (refusal !== null) return await fail(deps, backup, refusal);
    if (backup.status === 'queued') await move(deps, backup, { status: 'running', started_at: timestamp(now()) });
    seen = await databases.observeBackup(reference);
  }
  return await note(deps, backup, seen, late);
}

async function note(deps: ReconcileDeps, backup: Backup, seen: BackupObservation, late: boolean): Promise<WorkResult> {
  const { now } = deps;
  if (seen.state === 'succeeded') {
    if (backup.status === 'queued') await move(deps, backup, { status: 'running', started_at: timestamp(now()) });
    await move(
      deps,
      { ...backup, status: 'running' },
      {
        status: 'succeeded',
        size_bytes: seen.sizeBytes === null ? null : String(seen.sizeBytes),
        location: seen.location,
        engine_version: seen.engineVersion,
        consistent_at: timestamp(seen.consistentAt),
        finished_at: timestamp(now()),
      },
    );
    return {};
  }
  // Begun by the platform's own clock.
  if (seen.state === 'running' && backup.status === 'queued')
    await move(deps, backup, { status: 'running', started_at: timestamp(now()) });
  if (seen.state === 'failed') return await fail(deps, { ...backup, status: started(backup) }, seen.reason);
  if (late) return await fail(deps, { ...backup, status: started(backup) }, 'It did not end in time.');
  return untilDeadline(millis(backup.deadline_at), now());
}

/** It was just begun, or before. */
const started = ({ status }: Backup): 'queued' | 'running' => (status === 'queued' ? 'queued' : 'running');

/** Why the provider will not take it; `later`: it is busy. */
async function start({ databases, now }: ReconcileDeps, backup: Backup): Promise<string | null> {
  const { id: backupId, database_id: databaseId, database, expires_at: expiresAt } = backup;
  if (database.status === 'deleting' || database.status === 'deleted' || database.status === 'failed')
    return 'The database is gone.';
  // It is taken when the database serves again; its deadline ends the waiting.
  if (database.status !== 'running' && database.status !== 'backing_up') return 'later';
  try {
    await databases.startBackup({ backupId, databaseId, keepMs: expiresAt === null ? null : Date.parse(expiresAt) - now() });
    return null;
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'reject' || error.kind === 'gone')) return error.message;
    throw error;
  }
}

async function fail(deps: ReconcileDeps, backup: Backup, reason: string): Promise<WorkResult> {
  await deps.databases.removeBackup({ backupId: backup.id, databaseId: backup.database_id });
  for (const status of ['queued', 'running'] as const) {
    const set = { status: 'failed', failure_step: status, failure_reason: reason, finished_at: timestamp(deps.now()) } as const;
    await move(deps, { ...backup, status }, set);
  }
  return {};
}

async function remove(deps: ReconcileDeps, backup: Backup): Promise<WorkResult> {
  const { databases, now } = deps;
  const reference = { backupId: backup.id, databaseId: backup.database_id };
  const deadlineAt = millis(backup.deadline_at);
  try {
    await databases.removeBackup(reference);
  } catch (error) {
    if (deadlineAt === null || now() < deadlineAt || !(error instanceof Fault)) throw error;
    const set = { status: 'failed', failure_step: 'deleting', failure_reason: error.message } as const;
    await move(deps, backup, set);
    return {};
  }
  if ((await databases.observeBackup(reference)).state !== 'absent') {
    if (deadlineAt === null || now() < deadlineAt) return { requeueAfterMs: SAFETY_MS };
    const failure_reason = 'It could not be removed in time: the platform still has it.';
    await move(deps, backup, { status: 'failed', failure_step: 'deleting', failure_reason });
    return {};
  }
  await move(deps, backup, { status: 'deleted', finished_at: timestamp(now()) });
  return {};
}

/** Somebody else may have moved it meanwhile: then nothing happens here, and the event of that move wakes us. */
async function move({ graphql }: ReconcileDeps, { id, status }: Backup, set: database_backups_set_input): Promise<void> {
  await graphql.request(MoveBackupDocument, { id, from: status, set }, { idempotent: true });
}
