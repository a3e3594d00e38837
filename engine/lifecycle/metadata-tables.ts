/** The engine's own tables in the metadata database, named and shaped as Hasura's (dialect §6.3), made when they are missing. */
import type { Database } from '../database/database.ts';
import { retryRaces } from './retry-races.ts';

/** Late Hasura v2's catalog version. */
const CATALOG_VERSION = '48';

const TABLES = `
create schema if not exists hdb_catalog;
create table if not exists hdb_catalog.hdb_version (
  hasura_uuid uuid primary key default gen_random_uuid(),
  version text not null,
  upgraded_on timestamptz not null,
  cli_state jsonb not null default '{}',
  console_state jsonb not null default '{}'
);
create unique index if not exists hdb_version_one_row on hdb_catalog.hdb_version (((version is not null)));
create table if not exists hdb_catalog.hdb_metadata (
  id integer primary key,
  metadata json not null,
  resource_version integer not null default 1 unique
);
create table if not exists hdb_catalog.hdb_schema_notifications (
  id integer primary key check (id = 1),
  notification json not null,
  resource_version integer not null default 1,
  instance_id uuid not null,
  updated_at timestamptz default now()
);
insert into hdb_catalog.hdb_version (version, upgraded_on) values ('${CATALOG_VERSION}', now()) on conflict do nothing;
`;

/** Idempotent, and safe when several engines start on an empty database at once: no lock is taken, the loser tries again. */
export async function createMetadataTables(database: Database): Promise<void> {
  await retryRaces(() => database.script(TABLES));
}
