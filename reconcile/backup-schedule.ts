/**
 * Has a database's backups taken when they are due, by its platform's own clock where that has one, and removes those that have had their
 * time. What the platform took is found again when it is due; when it did not, we do.
 */
import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import { outlived } from '../domain/plan/backup-schedule.ts';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  AdvanceScheduleDocument,
  MoveBackupDocument,
  NoteTakenBackupDocument,
  ScheduleToReconcileDocument,
  type ScheduleToReconcileQuery,
  TakeScheduledBackupDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Schedule = NonNullable<ScheduleToReconcileQuery['backup_schedules_by_pk']>;

/** How often it is asked whether the platform has begun with what is due, and when we do it instead. */
const LOOK_AGAIN_MS = 15_000;
const LATE_MS = 30 * 60_000;

/** Timers of Node end at 2^31 ms; a resync looks sooner anyhow. */
const LONGEST_MS = 24 * 3600_000;

export const reconcileSchedule: Reconcile = async (deps, id) => {
  const { graphql, databases, now } = deps;
  const { backup_schedules_by_pk: schedule } = await graphql.request(ScheduleToReconcileDocument, { id }, { idempotent: true });
  if (schedule === null) return {};
  const { status } = schedule.database;
  // Of a database that is lost they are all there is.
  if (status !== 'lost') await retire(deps, schedule);
  if (status === 'deleting' || status === 'deleted' || status === 'failed') return {};
  if (!schedule.is_enabled) {
    await databases.schedules?.end(schedule.database_id);
    return {};
  }
  const isServing = status === 'running' || status === 'backing_up';
  const { database_id: databaseId, cron } = schedule;
  const isKept = isServing && (await databases.schedules?.keep({ databaseId, cron })) === true;
  const dueAt = millis(schedule.next_run_at);
  if (dueAt === null) return await advance(deps, schedule, null);
  if (now() < dueAt) {
    // The expression may have been changed: then another moment is the next.
    const next = nextRun(schedule.cron, now());
    if (next !== null && next < dueAt) return await advance(deps, schedule, null);
    return { requeueAfterMs: Math.min(LONGEST_MS, dueAt - now() + 50) };
  }
  // The first one is due before the database is there: it is taken as soon as it serves, and its state wakes us.
  if (!isServing) return {};
  // The first one is ours, at once.
  if (isKept && schedule.last_run_at !== null) {
    const found = await findTaken(deps, schedule);
    if (found === 'later' || (found === 'nothing' && now() < dueAt + LATE_MS)) return { requeueAfterMs: LOOK_AGAIN_MS };
    if (found === 'found') return await advance(deps, schedule, dueAt);
  }
  if (schedule.database.backups.length === 0) await take(deps, schedule);
  return await advance(deps, schedule, dueAt);
};

async function take({ graphql, now, wake }: ReconcileDeps, { database_id }: Schedule): Promise<void> {
  const id = randomUUID();
  const backup = { id, database_id, kind: 'scheduled', deadline_at: timestamp(now() + DATA_DEADLINES.backup) } as const;
  try {
    await graphql.request(TakeScheduledBackupDocument, { backup });
    wake({ kind: 'backup', id });
  } catch (error) {
    // Somebody else takes one at this moment: that one counts.
    if (!isAnotherOpen(error)) throw error;
  }
}

/** `later`: another backup is under way, and what was found is written down after it. */
async function findTaken(
  { graphql, databases, now, wake }: ReconcileDeps,
  { database_id }: Schedule,
): Promise<'found' | 'nothing' | 'later'> {
  let found = 0;
  for (const { backupId: id, at } of (await databases.schedules?.taken(database_id)) ?? []) {
    const deadline_at = timestamp(now() + DATA_DEADLINES.backup);
    const backup = { id, database_id, kind: 'scheduled', deadline_at, created_at: timestamp(at) } as const;
    try {
      const { insert_database_backups: made } = await graphql.request(NoteTakenBackupDocument, { backup }, { idempotent: true });
      if (made?.affected_rows !== 1) continue;
    } catch (error) {
      if (!isAnotherOpen(error)) throw error;
      if (found === 0) return 'later';
      break;
    }
    found += 1;
    wake({ kind: 'backup', id });
  }
  return found > 0 ? 'found' : 'nothing';
}

const isAnotherOpen = (error: unknown): boolean =>
  error instanceof GraphqlError && error.message.includes('database_backups_one_open_idx');

/** `ranAt`: the run that was taken; null: only the next one is computed. */
async function advance({ graphql, now }: ReconcileDeps, schedule: Schedule, ranAt: number | null): Promise<WorkResult> {
  const next = nextRun(schedule.cron, now());
  const set = {
    next_run_at: next === null ? null : timestamp(next),
    ...(ranAt === null ? {} : { last_run_at: timestamp(now()) }),
  };
  const from = schedule.next_run_at === null ? { _is_null: true } : { _eq: schedule.next_run_at };
  await graphql.request(AdvanceScheduleDocument, { id: schedule.id, from, set }, { idempotent: true });
  return next === null ? {} : { requeueAfterMs: Math.min(LONGEST_MS, next - now() + 50) };
}

/** null: never again. The database's check lets nothing else through than five fields. */
function nextRun(expression: string, after: number): number | null {
  return new Cron(expression, { timezone: 'UTC' }).nextRun(new Date(after))?.getTime() ?? null;
}

async function retire({ graphql, now, wake }: ReconcileDeps, schedule: Schedule): Promise<void> {
  const kept = schedule.database.kept.map((b) => ({ id: b.id, createdAt: Date.parse(b.created_at) }));
  const retention = { days: schedule.retention_days, minimumKept: schedule.minimum_kept };
  for (const id of outlived(kept, retention, now())) {
    const set = { status: 'deleting', deadline_at: timestamp(now() + DATA_DEADLINES.deleteBackup) } as const;
    await graphql.request(MoveBackupDocument, { id, from: 'succeeded', set }, { idempotent: true });
    wake({ kind: 'backup', id });
  }
}
