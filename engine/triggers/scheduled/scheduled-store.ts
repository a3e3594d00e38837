/** Cron and one-off events from the processor's side: what is due, claim, settle, release. */
import type { Connection } from '../../database/database.ts';
import { CLAIM_IS_LOST, type Taker, takerValues } from '../../database/lease.ts';
import { textArray } from '../../database/text-array.ts';

export type ScheduledKind = 'cron' | 'one_off';

const TABLES = {
  cron: { events: 'hdb_catalog.hdb_cron_events', log: 'hdb_catalog.hdb_cron_event_invocation_logs' },
  one_off: { events: 'hdb_catalog.hdb_scheduled_events', log: 'hdb_catalog.hdb_scheduled_event_invocation_logs' },
} as const;

export interface ClaimedScheduled {
  readonly kind: ScheduledKind;
  readonly id: string;
  readonly scheduledAt: Date;
  readonly createdAt: Date;
  readonly tries: number;
  /** Of cron events. */
  readonly trigger: string | null;
  /** Of one-off events: JSON texts of the columns. */
  readonly oneOff: {
    readonly webhook: string;
    readonly payload: string | null;
    readonly headers: string | null;
    readonly retry: string | null;
    readonly comment: string | null;
    readonly requestTransform: string | null;
  } | null;
}

const OPEN = `status = 'scheduled' and coalesce(next_retry_at, scheduled_time) <= $1::timestamptz`;

/** Takes due events for the process `owner`: of these cron triggers, and one-off ones. */
export async function claimScheduled(
  connection: Connection,
  kind: ScheduledKind,
  options: { readonly now: Date; readonly triggers: readonly string[]; readonly limit: number; readonly owner: string },
): Promise<ClaimedScheduled[]> {
  const { events } = TABLES[kind];
  const columns =
    kind === 'cron'
      ? 'trigger_name'
      : `webhook_conf::text as webhook, payload::text as payload, header_conf::text as headers, retry_conf::text as retry, comment,
         request_transform::text as request_transform`;
  const rows = await connection.query({
    text: `update ${events} set status = 'locked', claimed_by = $3::uuid
           where id in (
             select id from ${events} where ${OPEN} ${kind === 'cron' ? 'and trigger_name = any ($4::text[])' : ''}
             order by coalesce(next_retry_at, scheduled_time) limit $2::int for update skip locked)
           returning id, scheduled_time, created_at, tries, ${columns}`,
    values: [
      options.now.toISOString(),
      String(options.limit),
      options.owner,
      ...(kind === 'cron' ? [textArray(options.triggers)] : []),
    ],
    prepare: true,
  });
  return rows.map((row) => ({
    kind,
    id: row.id ?? '',
    scheduledAt: new Date(row.scheduled_time ?? ''),
    createdAt: new Date(row.created_at ?? ''),
    tries: Number(row.tries),
    trigger: row.trigger_name ?? null,
    oneOff:
      kind === 'cron'
        ? null
        : {
            webhook: row.webhook ?? 'null',
            payload: row.payload ?? null,
            headers: row.headers ?? null,
            retry: row.retry ?? null,
            comment: row.comment ?? null,
            requestTransform: row.request_transform ?? null,
          },
  }));
}

/** When the next event of these is due, null when there is none. */
export async function nextDue(connection: Connection, triggers: readonly string[]): Promise<Date | null> {
  const [row] = await connection.query({
    text: `select least(
             (select min(coalesce(next_retry_at, scheduled_time)) from ${TABLES.cron.events}
              where status = 'scheduled' and trigger_name = any ($1::text[])),
             (select min(coalesce(next_retry_at, scheduled_time)) from ${TABLES.one_off.events} where status = 'scheduled')) as due`,
    values: [textArray(triggers)],
    prepare: true,
  });
  return row?.due ? new Date(row.due) : null;
}

export interface ScheduledSettlement {
  readonly outcome: 'delivered' | 'failed' | 'retry';
  readonly retryAt: Date | null;
  readonly status: number;
  /** JSON texts of the invocation log. */
  readonly request: string;
  readonly response: string;
}

export async function settleScheduled(
  connection: Connection,
  event: Pick<ClaimedScheduled, 'kind' | 'id'>,
  s: ScheduledSettlement,
): Promise<void> {
  const { events, log } = TABLES[event.kind];
  const status = s.outcome === 'delivered' ? 'delivered' : s.outcome === 'failed' ? 'error' : 'scheduled';
  await connection.query({
    text: `with logged as (
             insert into ${log} (event_id, status, request, response) values ($1, $4::int, $5::json, $6::json))
           update ${events} set status = $2, next_retry_at = $3::timestamptz, tries = tries + 1, claimed_by = null where id = $1`,
    values: [event.id, status, s.retryAt?.toISOString() ?? null, String(s.status), s.request, s.response],
    prepare: true,
  });
}

/** Too late to be delivered at all. */
export async function markDead(connection: Connection, event: Pick<ClaimedScheduled, 'kind' | 'id'>): Promise<void> {
  await connection.query({
    text: `update ${TABLES[event.kind].events} set status = 'dead', claimed_by = null where id = $1`,
    values: [event.id],
  });
}

/** Gives claimed events back untried. */
export async function releaseScheduled(connection: Connection, kind: ScheduledKind, ids: readonly string[]): Promise<void> {
  await connection.query({
    text: `update ${TABLES[kind].events} set status = 'scheduled', claimed_by = null where status = 'locked' and id = any ($1::text[])`,
    values: [textArray(ids)],
  });
}

/** Releases claims that nobody will end (`CLAIM_IS_LOST`, and what a real Hasura had when it was stopped). */
export async function takeOverScheduled(connection: Connection, by: Taker): Promise<void> {
  for (const { events } of Object.values(TABLES)) {
    await connection.query({
      text: `update ${events} set status = 'scheduled', claimed_by = null where id in (
               select id from ${events} where status = 'locked' and (claimed_by is null or (${CLAIM_IS_LOST})) for update skip locked)`,
      values: takerValues(by),
    });
  }
}
