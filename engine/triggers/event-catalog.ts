/**
 * The event tables of a source database (`hdb_catalog`), as Hasura has them. Making them again changes nothing; several
 * engine processes may do it at once. `claimed_by` is ours: the process that holds `locked`, so that the events of one that
 * was killed are taken over in seconds instead of half an hour.
 */
import type { Connection } from '../database/database.ts';
import { makeTables } from '../database/lease.ts';

/** Notified in the transaction that writes an event; carries nothing. The poll finds what a lost notification would have told. */
export const EVENT_CHANNEL = 'hdb_event_log';

const STATEMENTS = [
  `create or replace function hdb_catalog.gen_hasura_uuid() returns uuid language sql as $$ select gen_random_uuid() $$`,
  `create table if not exists hdb_catalog.hdb_source_catalog_version (version text not null, upgraded_on timestamptz not null)`,
  `create unique index if not exists hdb_source_catalog_version_one_row
     on hdb_catalog.hdb_source_catalog_version ((version is not null))`,
  `insert into hdb_catalog.hdb_source_catalog_version (version, upgraded_on) values ('3', now()) on conflict do nothing`,
  `create table if not exists hdb_catalog.event_log (
     id text default hdb_catalog.gen_hasura_uuid() primary key,
     schema_name text not null,
     table_name text not null,
     trigger_name text not null,
     payload jsonb not null,
     delivered boolean not null default false,
     error boolean not null default false,
     tries integer not null default 0,
     created_at timestamp default now(),
     locked timestamptz,
     next_retry_at timestamp,
     archived boolean not null default false
   )`,
  'alter table hdb_catalog.event_log add column if not exists claimed_by uuid',
  'create index if not exists event_log_trigger_name_idx on hdb_catalog.event_log (trigger_name)',
  `create index if not exists event_log_fetch_events on hdb_catalog.event_log
     (locked asc nulls first, next_retry_at asc nulls first, created_at asc)
     where delivered = 'f' and error = 'f' and archived = 'f'`,
  `create table if not exists hdb_catalog.event_invocation_logs (
     id text default hdb_catalog.gen_hasura_uuid() primary key,
     trigger_name text,
     event_id text,
     status integer,
     request json,
     response json,
     created_at timestamp default now()
   )`,
  'create index if not exists event_invocation_logs_event_id_idx on hdb_catalog.event_invocation_logs (event_id)',
  `create table if not exists hdb_catalog.hdb_event_log_cleanups (
     id text default hdb_catalog.gen_hasura_uuid() primary key,
     trigger_name text not null,
     scheduled_at timestamp not null,
     deleted_event_logs integer,
     deleted_event_invocation_logs integer,
     status text not null check (status in ('scheduled', 'paused', 'completed', 'dead')),
     unique (trigger_name, scheduled_at)
   )`,
];

/**
 * Writes an event into the caller's transaction. `hasura.user` is '' and not NULL on a session that has set it once, hence
 * NULLIF (Hasura itself fails there).
 */
const insertEventLog = (notify: boolean) => `
create or replace function hdb_catalog.insert_event_log(
  schema_name text, table_name text, trigger_name text, op text, row_data json
) returns text language plpgsql as $$
declare
  event_id text := gen_random_uuid()::text;
begin
  insert into hdb_catalog.event_log (id, schema_name, table_name, trigger_name, payload)
  values (event_id, schema_name, table_name, trigger_name, jsonb_build_object(
    'op', op,
    'data', row_data,
    'session_variables', nullif(current_setting('hasura.user', true), '')::json,
    'trace_context', nullif(current_setting('hasura.tracecontext', true), '')::json
  ));
  ${notify ? `perform pg_notify('${EVENT_CHANNEL}', '');` : ''}
  return event_id;
end $$`;

/** To be run in a transaction. `notify`: the database has NOTIFY (PostgreSQL has, YugabyteDB has not). */
export const ensureEventCatalog = (connection: Connection, { notify }: { notify: boolean }): Promise<void> =>
  makeTables(connection, [...STATEMENTS, insertEventLog(notify)], { lock: notify });
