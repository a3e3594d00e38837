/** Commands on cron triggers and one-off events (dialect §6.7). */
import { z } from 'zod';
import type { Connection } from '../../database/database.ts';
import { EngineError } from '../../error.ts';
import type { Metadata } from '../../metadata/metadata.ts';
import { type Commands, command, SUCCESS } from '../../metadata-api/command.ts';
import { scheduledHeaders, scheduledRetry, scheduledWebhook } from './scheduled-call.ts';
import { SCHEDULE_CHANNEL } from './scheduled-catalog.ts';

const Page = { limit: z.int().min(0).nullish(), offset: z.int().min(0).nullish(), get_rows_count: z.boolean().nullish() };
const Kind = z.enum(['cron', 'one_off']);
const Status = z.enum(['scheduled', 'locked', 'delivered', 'error', 'dead']);

/** A blank may stand between date and time, and before the zone. */
const withT = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T').replace(/ (?=[+-]\d|Z$)/, '') : value;

export const scheduledCommands: Commands = {
  create_scheduled_event: command(
    z.object({
      webhook: scheduledWebhook,
      schedule_at: z.preprocess(withT, z.iso.datetime({ offset: true, local: true })),
      payload: z.unknown().optional(),
      headers: scheduledHeaders,
      retry_conf: scheduledRetry.partial().nullish(),
      comment: z.string().nullish(),
      request_transform: z.record(z.string(), z.unknown()).nullish(),
    }),
    async ({ metadataDatabase }, args) => ({
      ...SUCCESS,
      event_id: await createEvent(metadataDatabase, [
        JSON.stringify(args.webhook),
        args.schedule_at,
        JSON.stringify(args.payload ?? null),
        JSON.stringify(args.headers ?? []),
        JSON.stringify(scheduledRetry.parse(args.retry_conf ?? {})),
        args.comment ?? null,
        args.request_transform ? JSON.stringify(args.request_transform) : null,
      ]),
    }),
  ),

  delete_scheduled_event: command(z.object({ type: Kind, event_id: z.string() }), async ({ metadataDatabase }, args) => {
    await metadataDatabase.query({
      text: `delete from ${TABLES[args.type].events} where id = $1`,
      values: [args.event_id],
    });
    return SUCCESS;
  }),

  get_scheduled_events: command(
    z.object({ type: Kind, trigger_name: z.string().nullish(), status: z.array(Status).nullish(), ...Page }),
    async ({ metadataDatabase, draft, path }, args) => {
      const trigger = args.type === 'cron' ? args.trigger_name : null;
      if (args.type === 'cron' && !trigger) {
        throw new EngineError('parse-failed', 'key "trigger_name" not found', { path });
      }
      if (trigger) mustBeKnown(draft.metadata, trigger);
      const list = (args.status ?? []).map((s) => `'${s}'`).join(', ');
      const where = [...(trigger ? ['trigger_name = $1'] : []), ...(list ? [`status in (${list})`] : [])];
      const { events, columns } = TABLES[args.type];
      return page(
        metadataDatabase,
        `select ${columns} from ${events} ${where.length > 0 ? `where ${where.join(' and ')}` : ''}`,
        'order by scheduled_time, id',
        trigger ? [trigger] : [],
        args,
        'events',
      );
    },
  ),

  get_scheduled_event_invocations: command(
    z.object({ type: Kind, event_id: z.string().nullish(), trigger_name: z.string().nullish(), ...Page }),
    async ({ metadataDatabase, draft }, args) => {
      const { events, log } = TABLES[args.type];
      const byTrigger = args.type === 'cron' && args.trigger_name ? args.trigger_name : null;
      if (byTrigger && !args.event_id) mustBeKnown(draft.metadata, byTrigger);
      const where = args.event_id
        ? 'where l.event_id = $1'
        : byTrigger
          ? `where l.event_id in (select id from ${events} where trigger_name = $1)`
          : '';
      const value = args.event_id ?? byTrigger;
      return page(
        metadataDatabase,
        `select l.id, l.event_id, l.status, l.request, l.response, l.created_at from ${log} l ${where}`,
        'order by created_at desc',
        value === null ? [] : [value],
        args,
        'invocations',
      );
    },
  ),
};

function mustBeKnown({ cron_triggers }: Metadata, name: string): void {
  if (cron_triggers?.some((t) => t.name === name)) return;
  throw new EngineError('not-exists', `cron trigger with name: ${name} does not exist`);
}

const TABLES = {
  cron: {
    events: 'hdb_catalog.hdb_cron_events',
    log: 'hdb_catalog.hdb_cron_event_invocation_logs',
    columns: 'id, trigger_name, scheduled_time, status, tries, created_at, next_retry_at',
  },
  one_off: {
    events: 'hdb_catalog.hdb_scheduled_events',
    log: 'hdb_catalog.hdb_scheduled_event_invocation_logs',
    columns:
      'id, webhook_conf, scheduled_time, retry_conf, payload, header_conf, status, tries, created_at, next_retry_at, comment',
  },
} as const;

async function createEvent(connection: Connection, values: readonly (string | null)[]): Promise<string | null | undefined> {
  const [row] = await connection.query({
    text: `with created as (
             insert into hdb_catalog.hdb_scheduled_events
               (webhook_conf, scheduled_time, payload, header_conf, retry_conf, comment, request_transform)
             values ($1, $2, $3, $4, $5, $6, $7) returning id)
           select id, pg_notify('${SCHEDULE_CHANNEL}', '') from created`,
    values,
  });
  return row?.id;
}

interface PageArgs {
  readonly limit?: number | null | undefined;
  readonly offset?: number | null | undefined;
  readonly get_rows_count?: boolean | null | undefined;
}

const Rows = z.array(z.record(z.string(), z.unknown()));

/** Its own times as Hasura writes them: `2024-01-02T03:04:05Z`. */
const inUtc = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      TIMES.has(key) && typeof value === 'string' ? value.replace(/\+00:00$/, 'Z') : value,
    ]),
  );
const TIMES = new Set(['scheduled_time', 'created_at', 'next_retry_at']);

/** `{"count"?, "<name>": […]}`. */
async function page(
  connection: Connection,
  query: string,
  order: string,
  values: readonly string[],
  args: PageArgs,
  name: string,
) {
  const [row] = await connection.query({
    text: `with found as (${query})
           select (select count(*) from found) as count,
             (select coalesce(json_agg(p), '[]') from (select * from found ${order}
               limit $${values.length + 1}::bigint offset $${values.length + 2}::bigint) p)::text as rows`,
    values: [...values, args.limit === null || args.limit === undefined ? null : String(args.limit), String(args.offset ?? 0)],
  });
  return {
    ...(args.get_rows_count ? { count: Number(row?.count) } : {}),
    [name]: Rows.parse(JSON.parse(row?.rows ?? '[]')).map(inUtc),
  };
}
