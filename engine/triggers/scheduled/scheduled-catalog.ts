/** The tables of cron triggers and one-off events in the metadata database, as Hasura has them (dialect §6.3). */
import type { Database } from '../../database/database.ts';
import { ensureTables } from '../../database/lease.ts';

/** Notified when an event was put on the schedule; the poll is the safety net. */
export const SCHEDULE_CHANNEL = 'hdb_scheduled_events';

const STATUS = "check (status in ('scheduled', 'locked', 'delivered', 'error', 'dead'))";

const invocationLog = (name: string, events: string): string[] => [
  `create table if not exists hdb_catalog.${name} (
     id text primary key default gen_random_uuid()::text,
     event_id text references hdb_catalog.${events} (id) on update cascade on delete cascade,
     status integer,
     request json,
     response json,
     created_at timestamptz default now()
   )`,
  `create index if not exists ${name}_event_id on hdb_catalog.${name} (event_id)`,
];

export const ensureScheduledTables = (database: Database, options: { readonly lock: boolean }): Promise<void> =>
  ensureTables(
    database,
    [
      `create table if not exists hdb_catalog.hdb_cron_events (
         id text primary key default gen_random_uuid()::text,
         trigger_name text not null,
         scheduled_time timestamptz not null,
         status text not null default 'scheduled' ${STATUS},
         tries integer not null default 0,
         created_at timestamptz default now(),
         next_retry_at timestamptz
       )`,
      'alter table hdb_catalog.hdb_cron_events add column if not exists claimed_by uuid',
      `create unique index if not exists hdb_cron_events_unique_scheduled
         on hdb_catalog.hdb_cron_events (trigger_name, scheduled_time) where status = 'scheduled'`,
      'create index if not exists hdb_cron_event_status on hdb_catalog.hdb_cron_events (status)',
      ...invocationLog('hdb_cron_event_invocation_logs', 'hdb_cron_events'),
      `create table if not exists hdb_catalog.hdb_scheduled_events (
         id text primary key default gen_random_uuid()::text,
         webhook_conf json not null,
         scheduled_time timestamptz not null,
         retry_conf json,
         payload json,
         header_conf json,
         status text not null default 'scheduled' ${STATUS},
         tries integer not null default 0,
         created_at timestamptz default now(),
         next_retry_at timestamptz,
         comment text
       )`,
      'alter table hdb_catalog.hdb_scheduled_events add column if not exists claimed_by uuid',
      'alter table hdb_catalog.hdb_scheduled_events add column if not exists request_transform json',
      'create index if not exists hdb_scheduled_event_status on hdb_catalog.hdb_scheduled_events (status)',
      ...invocationLog('hdb_scheduled_event_invocation_logs', 'hdb_scheduled_events'),
    ],
    options,
  );
