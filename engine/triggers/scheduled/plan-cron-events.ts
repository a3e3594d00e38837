/**
 * Keeps the next hundred events of each cron trigger on the schedule. Level, not edge: what is there is compared with what the
 * schedules say now, so a changed, removed or restored trigger comes out right, and a second process changes nothing.
 */
import type { Connection } from '../../database/database.ts';
import { textArray } from '../../database/text-array.ts';
import type { Applier } from '../../lifecycle/lifecycle.ts';
import { nextTimes } from '../../model/cron-schedule.ts';
import type { CronTrigger } from '../../model/triggers.ts';
import { SCHEDULE_CHANNEL } from './scheduled-catalog.ts';

const AHEAD = 100;

/**
 * Plans in the transaction that stores changed metadata, where both are in one database: whoever asks after a change finds the
 * schedule complete. Elsewhere the processor does it a moment later.
 */
export const cronApplier =
  (now: () => Date = () => new Date()): Applier =>
  async (connection, next, previous) => {
    if (previous === null || sameTriggers(previous.cronTriggers, next.cronTriggers)) return;
    const at = now();
    await removeCronEvents(connection, next.namedTriggers.cron, at);
    await planCronEvents(connection, next.cronTriggers.values(), at);
  };

const sameTriggers = (a: ReadonlyMap<string, CronTrigger>, b: ReadonlyMap<string, CronTrigger>): boolean =>
  a.size === b.size && [...b].every(([name, trigger]) => a.get(name)?.schedule === trigger.schedule);

export async function planCronEvents(connection: Connection, triggers: Iterable<CronTrigger>, now: Date): Promise<void> {
  const counts = await countPlanned(connection, now);
  for (const trigger of triggers) {
    const times = nextTimes(trigger.schedule, now, AHEAD).map((time) => time.toISOString());
    const planned = counts.get(trigger.name);
    if (planned?.times === fingerprint(times)) continue;
    await putOnSchedule(connection, trigger.name, times, now);
  }
}

/** Events never tried of triggers that the metadata no longer names. */
export async function removeCronEvents(connection: Connection, named: ReadonlySet<string>, now: Date): Promise<void> {
  await connection.query({
    text: `delete from hdb_catalog.hdb_cron_events
           where status = 'scheduled' and tries = 0 and scheduled_time > $2::timestamptz and trigger_name <> all ($1::text[])`,
    values: [textArray([...named]), now.toISOString()],
  });
}

const fingerprint = (times: readonly string[]): string => `${times.length} ${times[0] ?? ''} ${times.at(-1) ?? ''}`;

/** What is on the schedule by trigger: enough to see that nothing has to be done. */
async function countPlanned(connection: Connection, now: Date): Promise<Map<string, { times: string }>> {
  const rows = await connection.query({
    text: `select trigger_name, count(*) as count, min(scheduled_time) as first, max(scheduled_time) as last
           from hdb_catalog.hdb_cron_events
           where status = 'scheduled' and tries = 0 and scheduled_time > $1::timestamptz group by trigger_name`,
    values: [now.toISOString()],
    prepare: true,
  });
  const iso = (text: string | null | undefined) => (text ? new Date(text).toISOString() : '');
  return new Map(rows.map((r) => [r.trigger_name ?? '', { times: `${r.count} ${iso(r.first)} ${iso(r.last)}` }]));
}

async function putOnSchedule(connection: Connection, trigger: string, times: readonly string[], now: Date): Promise<void> {
  await connection.query({
    text: `with removed as (
             delete from hdb_catalog.hdb_cron_events
             where trigger_name = $1 and status = 'scheduled' and tries = 0 and scheduled_time > $3::timestamptz
               and scheduled_time <> all ($2::timestamptz[])),
           added as (
             insert into hdb_catalog.hdb_cron_events (trigger_name, scheduled_time)
             select $1, unnest($2::timestamptz[])
             on conflict (trigger_name, scheduled_time) where status = 'scheduled' do nothing)
           select pg_notify('${SCHEDULE_CHANNEL}', '')`,
    values: [trigger, textArray(times), now.toISOString()],
    prepare: true,
  });
}
