/**
 * Runs the cleanups that event triggers ask for at their times. The next run of each trigger is a row in
 * `hdb_event_log_cleanups`; of several processes the one that gets the row runs it.
 */
import type { Connection } from '../../database/database.ts';
import type { Snapshot } from '../../engine.ts';
import { nextTimes } from '../../model/cron-schedule.ts';
import type { Observe } from '../../observation.ts';
import { startAlarm } from '../alarm.ts';
import { cleanEventLogs } from './clean-event-logs.ts';
import { type CleanupConfig, cleanupOf } from './cleanup-config.ts';

export interface CleanupDeps {
  /** The source's database. */
  readonly database: Connection;
  readonly snapshot: () => Snapshot;
  readonly onChange: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly observe: Observe;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

const LOOK_EVERY_MS = 600_000;

export function startEventCleanup(deps: CleanupDeps): AsyncDisposable {
  const now = deps.now ?? (() => new Date());
  const pass = async (): Promise<Date | null> => {
    try {
      const due = await runDue(deps, now());
      return due && new Date(Date.now() + due.getTime() - now().getTime());
    } catch (cause) {
      deps.observe({ kind: 'internal-error', message: 'cleaning event logs failed', cause });
      return null;
    }
  };
  const alarm = startAlarm(pass, LOOK_EVERY_MS);
  const unsubscribe = deps.onChange(() => alarm.wake());
  return {
    [Symbol.asyncDispose]: () => {
      unsubscribe();
      return alarm.stop();
    },
  };
}

/** Answers when the next cleanup is due. */
async function runDue(deps: CleanupDeps, now: Date): Promise<Date | null> {
  let earliest: Date | null = null;
  for (const trigger of deps.snapshot().model.eventTriggers.values()) {
    const config = cleanupOf(trigger);
    if (config === null) continue;
    while (await takeDue(deps.database, trigger.name, now)) await clean(deps.database, trigger.name, config);
    const [next] = nextTimes(config.schedule, now, 1);
    if (next === undefined) continue;
    await putNext(deps.database, trigger.name, next);
    if (earliest === null || next < earliest) earliest = next;
  }
  return earliest;
}

async function clean(connection: Connection, trigger: string, config: CleanupConfig): Promise<void> {
  const { events, invocations } = await cleanEventLogs(connection, {
    triggers: [trigger],
    olderThanHours: config.clear_older_than,
    batchSize: config.batch_size,
    timeoutSeconds: config.timeout,
    cleanInvocationLogs: config.clean_invocation_logs,
  });
  await connection.query({
    text: `update hdb_catalog.hdb_event_log_cleanups
           set deleted_event_logs = $2::int, deleted_event_invocation_logs = $3::int
           where id = (select id from hdb_catalog.hdb_event_log_cleanups where trigger_name = $1 and status = 'completed'
                       order by scheduled_at desc limit 1)`,
    values: [trigger, String(events), String(invocations)],
  });
}

/** True for the one process that may run what is due. */
async function takeDue(connection: Connection, trigger: string, now: Date): Promise<boolean> {
  const rows = await connection.query({
    text: `update hdb_catalog.hdb_event_log_cleanups set status = 'completed'
           where id in (select id from hdb_catalog.hdb_event_log_cleanups
                        where trigger_name = $1 and status = 'scheduled' and scheduled_at <= $2::timestamptz at time zone 'UTC'
                        order by scheduled_at limit 1 for update skip locked)
           returning id`,
    values: [trigger, now.toISOString()],
  });
  return rows.length > 0;
}

/** The next run stands in the table alone: a changed schedule replaces what it had planned. */
async function putNext(connection: Connection, trigger: string, next: Date): Promise<void> {
  await connection.query({
    text: `with replaced as (
             delete from hdb_catalog.hdb_event_log_cleanups
             where trigger_name = $1 and status = 'scheduled' and scheduled_at <> $2::timestamptz at time zone 'UTC')
           insert into hdb_catalog.hdb_event_log_cleanups (trigger_name, scheduled_at, status)
           values ($1, $2::timestamptz at time zone 'UTC', 'scheduled') on conflict do nothing`,
    values: [trigger, next.toISOString()],
  });
}
