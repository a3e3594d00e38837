/** Brings a database to the schema of `migrations/`: what is applied is skipped, so starting twice, or two at once, is the normal case. */
import pg from 'pg';
import { Fault } from '../../kit/fault.ts';
import { retryTransaction } from '../retry-transaction.ts';
import { appliedVersions, prepareCliState, recordVersion } from './cli-state.ts';
import { acquireLease, type Lease } from './lease.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

export interface MigrateOptions {
  /** Address of the database, which also holds the engine's catalog. */
  readonly url: string;
  /** Holds `<version>_<name>/up.sql`. */
  readonly directory: string;
  /** The source's name in the engine's metadata. */
  readonly database?: 'default';
  readonly observe?: (observation: MigrationObservation) => void;
}

export type MigrationObservation =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'applied'; readonly version: string; readonly name: string; readonly durationMs: number }
  /** The file is not what was applied here: it was edited afterwards, and the edit is not in this database. */
  | { readonly kind: 'changed-after-applied'; readonly version: string; readonly name: string };

/** The versions applied by this call. @throws Fault reject `migration-failed` | `migration-layout` */
export async function migrate({
  url,
  directory,
  database = 'default',
  observe = () => {},
}: MigrateOptions): Promise<readonly string[]> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url, application_name: 'northstack-migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    const lease = await acquireLease(client, () => observe({ kind: 'waiting' }));
    try {
      return await applyMissing(client, lease, migrations, database, observe);
    } finally {
      // Lost with the connection: then it expires.
      await lease.release().catch(() => {});
    }
  } finally {
    await client.end();
  }
}

async function applyMissing(
  client: pg.Client,
  lease: Lease,
  migrations: readonly Migration[],
  database: string,
  observe: (observation: MigrationObservation) => void,
): Promise<readonly string[]> {
  await prepareCliState(client);
  const applied = await appliedVersions(client, database);
  await reportChanged(client, migrations, observe);
  const missing = migrations.filter(({ version }) => !applied.has(version));
  for (const migration of missing) {
    const startedAt = performance.now();
    await lease.renew();
    await apply(client, migration, lease.fence, recordVersion(database, migration.version));
    const { version, name } = migration;
    observe({ kind: 'applied', version, name, durationMs: performance.now() - startedAt });
  }
  return missing.map(({ version }) => version);
}

/**
 * File and record in one simple-protocol message, which is one implicit transaction. YugabyteDB commits DDL by itself and may
 * refuse with a serialization failure; files can be applied again, so that is tried a few times.
 */
async function apply(client: pg.Client, migration: Migration, fence: string, record: string): Promise<void> {
  const { version, name, up, checksum } = migration;
  const remember = `insert into northstack_migrations.applied (version, name, checksum)
    values ('${version}', '${name.replaceAll("'", "''")}', '${checksum}')
    on conflict (version) do update set name = excluded.name, checksum = excluded.checksum, applied_at = now();`;
  try {
    await retryTransaction(() => client.query(`${fence}\n${up}\n;${record}\n${remember}`));
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const line = lineOf(up, Number(error.position) - fence.length - 1);
    throw new Fault('reject', {
      code: 'migration-failed',
      message: `Migration ${version}_${name}/up.sql${line} failed and was rolled back: ${error.message}`,
      detail: `${error.code ?? ''} ${error.detail ?? ''} ${error.hint ?? ''}`.trim(),
      cause: error,
    });
  }
}

/** PostgreSQL counts characters of the whole text from 1. */
const lineOf = (text: string, position: number): string =>
  position > 0 && position <= text.length ? `, line ${text.slice(0, position - 1).split('\n').length},` : '';

async function reportChanged(
  client: pg.Client,
  migrations: readonly Migration[],
  observe: (observation: MigrationObservation) => void,
): Promise<void> {
  const { rows } = await client.query<{ version: string; checksum: string }>(
    'select version, checksum from northstack_migrations.applied',
  );
  const checksums = new Map(rows.map((row) => [row.version, row.checksum]));
  for (const { version, name, checksum } of migrations) {
    if ((checksums.get(version) ?? checksum) !== checksum) observe({ kind: 'changed-after-applied', version, name });
  }
}
