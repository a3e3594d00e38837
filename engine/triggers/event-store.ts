/** `hdb_catalog.event_log` from the processor's side: claim, settle, release. One statement each, many events at a time. */
import type { Connection } from '../database/database.ts';
import { CLAIM_IS_LOST, type Taker, takerValues } from '../database/lease.ts';
import { textArray } from '../database/text-array.ts';

export interface ClaimedEvent {
  readonly id: string;
  readonly schema: string;
  readonly table: string;
  readonly trigger: string;
  /** JSON text: `{"op","data","session_variables","trace_context"}`. */
  readonly payload: string;
  readonly tries: number;
  /** ISO 8601 without offset (the column has none; the session is UTC). */
  readonly createdAt: string;
  readonly traceId: string | null;
}

/**
 * Lets the statement's commit not wait for the disk. Nothing is lost by it: if the server crashes in that moment the event is
 * delivered again, which at-least-once allows, and the wait would be most of the time that a claim takes.
 */
const NO_FLUSH = "set_config('synchronous_commit', 'off', true)";

/**
 * Takes up to `limit` due events of these triggers for the process `owner`. `skip locked` keeps processes apart; a claim that
 * names no process (Hasura's own) is taken over after half an hour.
 */
export async function claimEvents(
  connection: Connection,
  triggers: readonly string[],
  limit: number,
  owner: string,
): Promise<ClaimedEvent[]> {
  const rows = await connection.query({
    text: `update hdb_catalog.event_log set locked = now(), claimed_by = $3::uuid
           where id in (
             select l.id from hdb_catalog.event_log l
             where delivered = 'f' and error = 'f' and archived = 'f'
               and (l.locked is null or (l.locked < now() - interval '30 minute' and l.claimed_by is null))
               and (l.next_retry_at is null or l.next_retry_at <= now())
               and l.trigger_name = any ($1::text[])
             order by l.locked nulls first, l.next_retry_at nulls first, l.created_at
             limit $2::int
             for update skip locked)
           returning id, schema_name, table_name, trigger_name, payload::text as payload, tries, created_at::text as created_at,
             payload -> 'trace_context' ->> 'trace_id' as trace_id, ${NO_FLUSH} as flush`,
    values: [textArray(triggers), String(limit), owner],
    prepare: true,
  });
  return rows.map((row) => ({
    id: row.id ?? '',
    schema: row.schema_name ?? '',
    table: row.table_name ?? '',
    trigger: row.trigger_name ?? '',
    payload: row.payload ?? 'null',
    tries: Number(row.tries),
    createdAt: (row.created_at ?? '').replace(' ', 'T'),
    traceId: row.trace_id ?? null,
  }));
}

/** What became of one delivery. */
export interface Settlement {
  readonly id: string;
  readonly trigger: string;
  readonly outcome: 'delivered' | 'failed' | 'retry';
  /** Seconds until the next try, for `retry`. */
  readonly waitSeconds: number;
  readonly status: number;
  /** JSON texts of the invocation log. */
  readonly request: string;
  readonly response: string;
}

/** Logs the invocations and closes, fails or puts off their events, all in one statement. Doing it twice logs twice. */
export async function settleEvents(connection: Connection, settlements: readonly Settlement[]): Promise<void> {
  const list = settlements.map(
    (s) =>
      `{"id":${JSON.stringify(s.id)},"trigger":${JSON.stringify(s.trigger)},"outcome":"${s.outcome}","wait":${s.waitSeconds},"status":${s.status},"request":${s.request},"response":${s.response}}`,
  );
  await connection.query({
    text: `with settled as materialized (
             select * from json_to_recordset($1::json)
               as s (id text, trigger text, outcome text, wait float8, status int, request json, response json)),
           logged as (
             insert into hdb_catalog.event_invocation_logs (event_id, trigger_name, status, request, response)
             select id, trigger, status, request, response from settled),
           updated as (
             update hdb_catalog.event_log e
             set tries = e.tries + 1, delivered = s.outcome = 'delivered', error = s.outcome = 'failed',
                 next_retry_at = case when s.outcome = 'retry' then now() + make_interval(secs => s.wait) end,
                 locked = null, claimed_by = null
             from settled s where e.id = s.id)
           select ${NO_FLUSH}`,
    values: [`[${list.join(',')}]`],
    prepare: true,
  });
}

/** Gives claimed events back untried. */
export async function releaseEvents(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query({
    text: 'update hdb_catalog.event_log set locked = null, claimed_by = null where id = any ($1::text[])',
    values: [textArray(ids)],
  });
}

/** Releases claims that nobody will end (`CLAIM_IS_LOST`). Answers how many. */
export async function takeOverEvents(connection: Connection, by: Taker): Promise<number> {
  const [row] = await connection.query({
    text: `with freed as (
             update hdb_catalog.event_log set locked = null, claimed_by = null
             where id in (
               select id from hdb_catalog.event_log
               where delivered = 'f' and error = 'f' and archived = 'f' and locked is not null and ${CLAIM_IS_LOST}
               for update skip locked)
             returning 1)
           select count(*) as count from freed`,
    values: takerValues(by),
    prepare: true,
  });
  return Number(row?.count ?? 0);
}
