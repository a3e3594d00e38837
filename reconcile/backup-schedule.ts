/** Takes a database's backups when they are due and removes those that have had their time. */
import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import { outlived } from '../domain/plan/backup-schedule.ts';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  AdvanceScheduleDocument,
  MoveBackupDocument,
  ScheduleToReconcileDocument,
  type ScheduleToReconcileQuery,
  TakeScheduledBackupDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Schedule = NonNullable<ScheduleToReconcileQuery['backup_schedules_by_pk']>;

/** Timers of Node end at 2^31 ms; a resync looks sooner anyhow. */
const LONGEST_MS = 24 * 3600_000;

export const reconcileSchedule: Reconcile = async (deps, id) => {
  const { graphql, now } = deps;
  const { backup_schedules_by_pk: schedule } = await graphql.request(ScheduleToReconcileDocument, { id }, { idempotent: true });
  if (schedule === null) return {};
  await retire(deps, schedule);
  const { status } = schedule.database;
  if (!schedule.is_enabled || status === 'deleting' || status === 'deleted' || status === 'failed') return {};
  const dueAt = millis(schedule.next_run_at);
  if (dueAt === null) return await advance(deps, schedule, null);
  if (now() < dueAt) {
    // The expression may have been changed: then another moment is the next.
    const next = nextRun(schedule.cron, now());
    if (next !== null && next < dueAt) return await advance(deps, schedule, null);
    return { requeueAfterMs: Math.min(LONGEST_MS, dueAt - now() + 50) };
  }
  // The first one is due before the database is there: it is taken as soon as it serves, and its state wakes us.
  if (status !== 'running' && status !== 'backing_up') return {};
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
    if (!(error instanceof GraphqlError) || !error.message.includes('database_backups_one_open_idx')) throw error;
  }
}

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
