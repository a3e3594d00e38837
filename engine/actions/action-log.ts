/** `hdb_catalog.hdb_action_log`: asynchronous actions from the mutation that asks to the query that reads the outcome. */
import type { Connection, Database } from '../database/database.ts';
import { CLAIM_IS_LOST, ensureTables, type Taker, takerValues } from '../database/lease.ts';
import { textArray } from '../database/text-array.ts';
import type { Session } from '../session.ts';

/** Notified when there is work for the worker of some engine process; the poll is the safety net. */
export const ACTION_CHANNEL = 'hdb_action_log';
/** Notified, with its id, when an action has an outcome: for subscriptions that wait for it. */
export const ACTION_DONE_CHANNEL = 'hdb_action_log_done';

/** Makes the table where it is missing, as Hasura's catalog has it. `claimed_by` is ours: the process that works on a row. */
export const ensureActionLog = (database: Database, options: { readonly lock: boolean }): Promise<void> =>
  ensureTables(
    database,
    [
      `create table if not exists hdb_catalog.hdb_action_log (
         id uuid primary key default gen_random_uuid(),
         action_name text,
         input_payload jsonb not null,
         request_headers jsonb not null,
         session_variables jsonb not null,
         response_payload jsonb,
         errors jsonb,
         created_at timestamptz not null default now(),
         response_received_at timestamptz,
         status text not null check (status in ('created', 'processing', 'completed', 'error'))
       )`,
      'alter table hdb_catalog.hdb_action_log add column if not exists claimed_by uuid',
      `create index if not exists hdb_action_log_open on hdb_catalog.hdb_action_log (created_at)
         where status in ('created', 'processing')`,
    ],
    options,
  );

export interface NewAction {
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly session: Session;
  readonly headers: Readonly<Record<string, string>>;
}

/** Records the call and wakes a worker. Answers the id that the mutation returns. */
export async function enqueueAction(connection: Connection, action: NewAction): Promise<string> {
  const [row] = await connection.query({
    text: `with logged as (
             insert into hdb_catalog.hdb_action_log (action_name, session_variables, request_headers, input_payload, status)
             values ($1, $2, $3, $4, 'created') returning id)
           select id, pg_notify('${ACTION_CHANNEL}', '') from logged`,
    values: [action.name, JSON.stringify(action.session.variables), JSON.stringify(kept(action.headers)), action.input],
    prepare: true,
  });
  return row?.id ?? '';
}

/** The client's headers, so that the worker can forward them later; secrets of the engine stay out of the table. */
const kept = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^x-hasura-(admin-secret|access-key)$/i.test(name)));

export interface ClaimedAction {
  readonly id: string;
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sessionVariables: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly input: string;
}

/** Takes up to `limit` waiting calls of these actions for the process `owner`. */
export async function claimActions(
  connection: Connection,
  names: readonly string[],
  limit: number,
  owner: string,
): Promise<ClaimedAction[]> {
  const rows = await connection.query({
    text: `update hdb_catalog.hdb_action_log set status = 'processing', claimed_by = $3::uuid
           where id in (
             select id from hdb_catalog.hdb_action_log
             where status = 'created' and action_name = any ($1::text[])
             order by created_at
             limit $2::int
             for update skip locked)
           returning id, action_name, request_headers::text, session_variables::text, input_payload::text`,
    values: [textArray(names), String(limit), owner],
    prepare: true,
  });
  return rows.map((row) => ({
    id: row.id ?? '',
    name: row.action_name ?? '',
    headers: JSON.parse(row.request_headers ?? '{}'),
    sessionVariables: JSON.parse(row.session_variables ?? '{}'),
    input: row.input_payload ?? '{}',
  }));
}

export type ActionOutcome =
  /** JSON texts. */
  { readonly status: 'completed'; readonly response: string } | { readonly status: 'error'; readonly errors: string };

export async function settleAction(connection: Connection, id: string, outcome: ActionOutcome): Promise<void> {
  await connection.query({
    text: `with settled as (
             update hdb_catalog.hdb_action_log
             set status = $2, response_payload = $3, errors = $4, response_received_at = now(), claimed_by = null
             where id = $1::uuid returning id)
           select pg_notify('${ACTION_DONE_CHANNEL}', id::text) from settled`,
    values: [
      id,
      outcome.status,
      outcome.status === 'completed' ? outcome.response : null,
      outcome.status === 'error' ? outcome.errors : null,
    ],
    prepare: true,
  });
}

/** Gives calls back that were not finished: another process, or this one after its restart, runs them. */
export async function releaseActions(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query({
    text: `update hdb_catalog.hdb_action_log set status = 'created', claimed_by = null
           where status = 'processing' and id = any ($1::uuid[])`,
    values: [textArray(ids)],
  });
}

/** Releases claims that nobody will end (`CLAIM_IS_LOST`). Answers how many. */
export async function takeOverActions(connection: Connection, by: Taker): Promise<number> {
  const [row] = await connection.query({
    text: `with freed as (
             update hdb_catalog.hdb_action_log set status = 'created', claimed_by = null
             where id in (
               select id from hdb_catalog.hdb_action_log where status = 'processing' and ${CLAIM_IS_LOST} for update skip locked)
             returning 1)
           select count(*) as count from freed`,
    values: takerValues(by),
    prepare: true,
  });
  return Number(row?.count ?? 0);
}

export interface ActionLogEntry {
  readonly id: string;
  /** JSON texts; null while there is none. */
  readonly createdAt: string;
  readonly response: string | null;
  readonly errors: string | null;
}

/** Null when there is no such call of this action, or it was made by another session (admins read all). */
export async function readAction(
  connection: Connection,
  name: string,
  id: string,
  session: Session,
): Promise<ActionLogEntry | null> {
  const [row] = await connection.query({
    text: `select id, to_json(created_at)::text as created_at, response_payload::text as response, errors::text as errors
           from hdb_catalog.hdb_action_log
           where id = $1::uuid and action_name = $2 and ($3::jsonb is null or session_variables = $3::jsonb)`,
    values: [id, name, session.role === 'admin' ? null : JSON.stringify(session.variables)],
    prepare: true,
  });
  if (!row) return null;
  return { id: row.id ?? id, createdAt: row.created_at ?? 'null', response: row.response ?? null, errors: row.errors ?? null };
}
