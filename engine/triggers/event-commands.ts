/** Commands on the events of event triggers: invoke, deliver again, look at, clean up (dialect §6.6). */
import { z } from 'zod';
import type { Connection } from '../database/database.ts';
import { EngineError } from '../error.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { type CommandContext, type Commands, command, SUCCESS } from '../metadata-api/command.ts';
import { sourceOf } from '../metadata-api/edits/edit.ts';
import { cleanEventLogs } from './cleanup/clean-event-logs.ts';

const ByTrigger = z.object({ name: z.string(), source: z.string().nullish() });
const Invoke = ByTrigger.extend({ payload: z.unknown().optional() });
const Page = { limit: z.int().min(0).nullish(), offset: z.int().min(0).nullish() };
const PAGE = 100;

export const eventCommands: Commands = {
  invoke_event_trigger: command(Invoke, invoke),

  redeliver_event: command(
    z.object({ event_id: z.string(), source: z.string().nullish() }),
    async ({ database, draft }, args) => {
      if (args.source) sourceOf(draft.metadata, args.source);
      await redeliver(database, args.event_id);
      return SUCCESS;
    },
  ),

  get_event_logs: command(
    ByTrigger.extend({ ...Page, status: z.enum(['pending', 'processed', 'error', 'all']).nullish() }),
    async (context, args) => {
      requireTrigger(context, args.name);
      return rows(
        context.database,
        `select id, schema_name, table_name, trigger_name, payload, delivered, error, tries, created_at, locked, next_retry_at, archived
         from hdb_catalog.event_log where trigger_name = $1 ${STATUS[args.status ?? 'all']} order by created_at desc`,
        [args.name],
        args,
      );
    },
  ),

  get_event_invocation_logs: command(ByTrigger.extend(Page), async (context, args) => {
    requireTrigger(context, args.name);
    return rows(
      context.database,
      `select id, trigger_name, event_id, status, request, response, created_at
       from hdb_catalog.event_invocation_logs where trigger_name = $1 order by created_at desc`,
      [args.name],
      args,
    );
  }),

  get_event_by_id: command(
    z.object({
      event_id: z.string(),
      source: z.string().nullish(),
      invocation_log_limit: Page.limit,
      invocation_log_offset: Page.offset,
    }),
    async ({ database }, args) => {
      const [event] = await rows(
        database,
        `select id, schema_name, table_name, trigger_name, payload, delivered, error, tries, created_at, locked, next_retry_at, archived
         from hdb_catalog.event_log where id = $1`,
        [args.event_id],
        { limit: 1, offset: 0 },
      );
      const invocations = await rows(
        database,
        `select id, trigger_name, event_id, status, request, response, created_at
         from hdb_catalog.event_invocation_logs where event_id = $1 order by created_at desc`,
        [args.event_id],
        { limit: args.invocation_log_limit, offset: args.invocation_log_offset },
      );
      return { event: event ?? null, invocations };
    },
  ),

  delete_event_trigger_logs: command(
    ByTrigger.extend({
      older_than: z.number().min(0),
      clean_invocation_logs: z.boolean().nullish(),
      batch_size: z.int().positive().nullish(),
      timeout: z.number().positive().nullish(),
    }),
    async (context, args) => {
      requireTrigger(context, args.name);
      const { events, invocations } = await cleanEventLogs(context.database, {
        triggers: [args.name],
        olderThanHours: args.older_than,
        batchSize: args.batch_size ?? 10_000,
        timeoutSeconds: args.timeout ?? 60,
        cleanInvocationLogs: args.clean_invocation_logs ?? false,
      });
      return { deleted_event_logs: events, deleted_event_invocation_logs: invocations };
    },
  ),

  pause_event_trigger_cleanups: command(z.unknown(), (context, args) => pauseCleanups(context, args, true)),
  resume_event_trigger_cleanups: command(z.unknown(), (context, args) => pauseCleanups(context, args, false)),
};

const STATUS = {
  all: '',
  pending: 'and not delivered and not error and not archived',
  processed: 'and (delivered or error) and not archived',
  error: 'and error and not archived',
} as const;

function requireTrigger({ draft }: CommandContext, name: string) {
  const trigger = draft.model.eventTriggers.get(name);
  if (trigger === undefined) throw new EngineError('not-exists', `event trigger "${name}" does not exist`);
  return trigger;
}

/** The payload becomes the event's new row; the event tells the caller's session. */
async function invoke(context: CommandContext, args: z.infer<typeof Invoke>): Promise<unknown> {
  if (args.payload === undefined) throw new EngineError('parse-failed', 'key "payload" not found');
  if (args.source) sourceOf(context.draft.metadata, args.source);
  const trigger = requireTrigger(context, args.name);
  if (!trigger.enableManual) {
    throw new EngineError('not-supported', 'manual mode is not enabled for event trigger');
  }
  const table = context.draft.model.tables.get(trigger.table)?.catalog;
  const [row] = await context.database.transaction({}, async (connection) => {
    await connection.query({
      text: "select set_config('hasura.user', $1, true), set_config('hasura.tracecontext', 'null', true)",
      values: [JSON.stringify(context.session.variables)],
    });
    return connection.query({
      text: "select hdb_catalog.insert_event_log($1, $2, $3, 'MANUAL', $4::json) as event_id",
      values: [table?.schema ?? '', table?.name ?? '', trigger.name, JSON.stringify({ old: null, new: args.payload })],
    });
  });
  return { event_id: row?.event_id };
}

async function redeliver(connection: Connection, id: string): Promise<void> {
  const [row] = await connection.query({
    text: `with found as (
             select id, locked is not null and locked > now() - interval '30 minutes' as busy
             from hdb_catalog.event_log where id = $1 for update),
           again as (
             update hdb_catalog.event_log e set delivered = false, error = false, tries = 0
             from found where e.id = found.id and not found.busy)
           select busy, pg_notify('hdb_event_log', '') from found`,
    values: [id],
  });
  if (row === undefined) throw new EngineError('not-exists', 'event not found');
  if (row.busy === 't') throw new EngineError('busy', 'event is already being processed');
}

async function rows(
  connection: Connection,
  query: string,
  values: readonly string[],
  page: { readonly limit?: number | null | undefined; readonly offset?: number | null | undefined },
): Promise<readonly unknown[]> {
  const [row] = await connection.query({
    text: `select coalesce(json_agg(r), '[]')::text as rows from (${query} limit $${values.length + 1}::bigint offset $${values.length + 2}::bigint) r`,
    values: [...values, String(page.limit ?? PAGE), String(page.offset ?? 0)],
  });
  return JSON.parse(row?.rows ?? '[]');
}

const Cleanups = z.union([
  z.object({ all_sources: z.literal(true) }),
  z.object({ sources: z.union([z.literal('*'), z.array(z.string())]) }),
  z.object({ event_triggers: z.array(z.object({ source: z.string().nullish(), event_triggers: z.array(z.string()) })) }),
  z.object({ names: z.array(z.string()) }),
]);

/** Of all triggers, of sources, or of single triggers. */
async function pauseCleanups({ draft, path }: CommandContext, args: unknown, paused: boolean): Promise<unknown> {
  const parsed = Cleanups.safeParse(args);
  if (!parsed.success) throw new EngineError('parse-failed', 'expected all_sources, sources or event_triggers', { path });
  const given = parsed.data;
  const chosen = (source: string, trigger: string): boolean => {
    if ('all_sources' in given) return true;
    if ('sources' in given) return given.sources === '*' || given.sources.includes(source);
    if ('names' in given) return given.names.includes(trigger);
    return given.event_triggers.some((e) => (e.source ?? 'default') === source && e.event_triggers.includes(trigger));
  };
  const edited: Metadata = {
    ...draft.metadata,
    sources: draft.metadata.sources?.map((source) => ({
      ...source,
      tables: source.tables?.map((table) =>
        table.event_triggers?.some((t) => t.cleanup_config && chosen(source.name, t.name))
          ? {
              ...table,
              event_triggers: table.event_triggers.map((t) =>
                t.cleanup_config && chosen(source.name, t.name) ? { ...t, cleanup_config: { ...t.cleanup_config, paused } } : t,
              ),
            }
          : table,
      ),
    })),
  };
  await draft.edit(edited);
  return SUCCESS;
}
