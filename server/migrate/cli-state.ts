/** Which migrations are applied, kept where the Hasura CLI keeps it, so that `hasura migrate status` and we agree. */
import type pg from 'pg';
import { z } from 'zod';

const stateSchema = z.looseObject({
  // Version to "dirty": false once applied.
  migrations: z.record(z.string(), z.record(z.string(), z.boolean())).optional(),
});

/** Makes the engine's catalog table when no engine has run yet; the engine completes its catalog around it. */
export async function prepareCliState(client: pg.Client): Promise<void> {
  await client.query('create schema if not exists hdb_catalog');
  await client.query(`create table if not exists hdb_catalog.hdb_version (
    hasura_uuid uuid primary key default gen_random_uuid(), version text not null, upgraded_on timestamptz not null,
    cli_state jsonb not null default '{}', console_state jsonb not null default '{}', ee_client_id text, ee_client_secret text)`);
  await client.query(
    'create unique index if not exists hdb_version_one_row on hdb_catalog.hdb_version (((version is not null)))',
  );
  await client.query(`insert into hdb_catalog.hdb_version (version, upgraded_on) select '48', now()
    where not exists (select from hdb_catalog.hdb_version)`);
}

/** Versions of `database` that are recorded as applied. */
export async function appliedVersions(client: pg.Client, database: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ cli_state: unknown }>('select cli_state from hdb_catalog.hdb_version');
  const migrations = stateSchema.parse(rows[0]?.cli_state ?? {}).migrations?.[database] ?? {};
  return new Set(Object.entries(migrations).flatMap(([version, dirty]) => (dirty ? [] : [version])));
}

/** Statement that records one version and leaves everything else in the state as it is. Both names are checked by the caller. */
export const recordVersion = (database: string, version: string): string => `
update hdb_catalog.hdb_version set cli_state =
  '{"settings": {"migration_mode": "true"}, "isStateCopyCompleted": true}'::jsonb || cli_state || jsonb_build_object('migrations',
    coalesce(cli_state -> 'migrations', '{}'::jsonb) || jsonb_build_object('${database}',
      coalesce(cli_state #> '{migrations,${database}}', '{}'::jsonb) || '{"${version}": false}'::jsonb));`;
