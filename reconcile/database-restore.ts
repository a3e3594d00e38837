/** Brings a database to an earlier content: asks the provider, and records how it ended. The database's own state follows from that. */
import type { RestoreRequest } from '../domain/ports/database-provider.ts';
import { Fault } from '../kit/fault.ts';
import {
  DatabaseToReconcileDocument,
  type database_restores_set_input,
  MoveRestoreDocument,
  RestoreToReconcileDocument,
  type RestoreToReconcileQuery,
} from '../sdk/generated.ts';
import { desiredDatabase } from './database.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Restore = NonNullable<RestoreToReconcileQuery['database_restores_by_pk']>;

export const reconcileRestore: Reconcile = async (deps, id) => {
  const { graphql, databases, now, wake } = deps;
  const { database_restores_by_pk: restore } = await graphql.request(RestoreToReconcileDocument, { id }, { idempotent: true });
  if (restore === null || restore.status === 'succeeded' || restore.status === 'failed') return {};
  const database = { kind: 'database', id: restore.target_database_id } as const;
  const reference = { restoreId: id, targetDatabaseId: restore.target_database_id };
  const deadlineAt = millis(restore.deadline_at);
  let seen = await databases.observeRestore(reference);
  if (seen.state === 'absent') {
    const refusal = await start(deps, restore);
    if (refusal !== null) return await end(deps, restore, refusal);
    seen = await databases.observeRestore(reference);
  }
  if (restore.status === 'queued') await move(deps, restore, { status: 'restoring', started_at: timestamp(now()) });
  const begun: Restore = { ...restore, status: 'restoring' };
  if (seen.state === 'succeeded') {
    await move(deps, begun, { status: 'succeeded', finished_at: timestamp(now()) });
    wake(database);
    return {};
  }
  if (seen.state === 'failed') return await end(deps, begun, seen.reason);
  // What it is doing cannot be undone half-way: the row ends, and the database is looked at as it is.
  if (deadlineAt !== null && now() >= deadlineAt) return await end(deps, begun, 'It did not end in time.');
  return untilDeadline(deadlineAt, now());
};

/** Why the provider will not do it. */
async function start(deps: ReconcileDeps, restore: Restore): Promise<string | null> {
  const { graphql, databases } = deps;
  const { databases_by_pk: target } = await graphql.request(
    DatabaseToReconcileDocument,
    { id: restore.target_database_id },
    { idempotent: true },
  );
  if (target === null || target.status === 'deleting' || target.status === 'deleted') return 'The database is gone.';
  const from = fromOf(restore);
  if (from === null) return 'The backup it should be restored from is gone.';
  const { id: restoreId, source_database_id: sourceDatabaseId } = restore;
  try {
    await databases.startRestore({ restoreId, sourceDatabaseId, target: await desiredDatabase(deps, target), from });
    return null;
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'reject' || error.kind === 'gone')) return error.message;
    throw error;
  }
}

function fromOf({ backup_id: backupId, target_time: moment }: Restore): RestoreRequest['from'] | null {
  if (moment !== null) return { kind: 'moment', at: Date.parse(moment) };
  return backupId === null ? null : { kind: 'backup', backupId };
}

async function end(deps: ReconcileDeps, restore: Restore, reason: string): Promise<WorkResult> {
  const set = {
    status: 'failed',
    failure_step: restore.status,
    failure_reason: reason,
    finished_at: timestamp(deps.now()),
  } as const;
  await move(deps, restore, set);
  deps.wake({ kind: 'database', id: restore.target_database_id });
  return {};
}

async function move({ graphql }: ReconcileDeps, { id, status }: Restore, set: database_restores_set_input): Promise<void> {
  await graphql.request(MoveRestoreDocument, { id, from: status, set }, { idempotent: true });
}
