/** `hdb_catalog.hdb_action_log`: asynchronous actions from the mutation that asks to the query that reads the outcome. */
import type { Connection } from '../database/database.ts';
import type { Session } from '../session.ts';

/** Woken by it: the worker of every engine process (the poll is the safety net). */
export const ACTION_CHANNEL = 'hdb_action_log';

/** Makes the table where it is missing, as Hasura's catalog has it. `claimed_by` is ours: the process that works on a row. */
export async function ensureActionLog(connection: Connection): Promise<void> {
  for (const text of [
    'create schema if not exists hdb_catalog',
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
  ]) {
    await connection.query({ text });
  }
}

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
