/**
 * Deletes old events of triggers that were delivered or have failed, and their invocation logs where asked, in batches: no
 * long lock, and what was deleted stays deleted when the time is up. Pending events are never touched.
 */
import type { Connection } from '../../database/database.ts';
import { textArray } from '../../database/text-array.ts';

export interface Cleaning {
  readonly triggers: readonly string[];
  readonly olderThanHours: number;
  readonly batchSize: number;
  readonly timeoutSeconds: number;
  readonly cleanInvocationLogs: boolean;
}

export interface Cleaned {
  readonly events: number;
  readonly invocations: number;
}

export async function cleanEventLogs(connection: Connection, cleaning: Cleaning): Promise<Cleaned> {
  const until = performance.now() + cleaning.timeoutSeconds * 1000;
  let [events, invocations] = [0, 0];
  for (;;) {
    const batch = await cleanBatch(connection, cleaning);
    events += batch.events;
    invocations += batch.invocations;
    if (batch.events < cleaning.batchSize || performance.now() > until) return { events, invocations };
  }
}

/** Invocation logs that are kept lose their event, as in Hasura. */
async function cleanBatch(connection: Connection, cleaning: Cleaning): Promise<Cleaned> {
  const [row] = await connection.query({
    text: `with gone as (
             delete from hdb_catalog.event_log where id in (
               select id from hdb_catalog.event_log
               where (delivered or error) and trigger_name = any ($1::text[])
                 and created_at < now()::timestamp - make_interval(secs => $2::float8 * 3600)
               order by created_at limit $3::int for update skip locked)
             returning id),
           logs as (
             ${
               cleaning.cleanInvocationLogs
                 ? 'delete from hdb_catalog.event_invocation_logs where event_id in (select id from gone) returning 1'
                 : 'update hdb_catalog.event_invocation_logs set event_id = null where event_id in (select id from gone) returning 1'
             })
           select (select count(*) from gone) as events, (select count(*) from logs) as invocations`,
    values: [textArray(cleaning.triggers), String(cleaning.olderThanHours), String(cleaning.batchSize)],
  });
  return { events: Number(row?.events ?? 0), invocations: cleaning.cleanInvocationLogs ? Number(row?.invocations ?? 0) : 0 };
}
