/**
 * What stands in for the nodes of an emulated universe: one real PostgreSQL server on one port, with its log archived, so that logins,
 * backups and moments are real. A universe keeps its port for life.
 */
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { takeBaseBackup } from '../../../adapters/local/databases/base-backup.ts';
import { type BackupFolders, backupFoldersAt } from '../../../adapters/local/databases/folders.ts';
import { recoverCluster } from '../../../adapters/local/databases/recover.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../../../adapters/local/postgres/cluster.ts';
import { databaseOwner } from '../../../adapters/local/postgres/owner.ts';
import { withClient } from '../../../adapters/sql/with-client.ts';
import { freePort } from '../../support/ports.ts';

export interface UniverseServer {
  readonly port: number;
  hasDatabase(name: string): Promise<boolean>;
  /** A copy of everything in it, which outlives it. */
  copy(to: BackupFolders): Promise<void>;
  /** From now on moments can be restored. */
  snapshot(): Promise<void>;
  /** @throws when there is no snapshot before, or the log does not reach that far */
  restoreMoment(at: number): Promise<void>;
  /** The content of a copy of another universe, in a database of this name. */
  restoreCopy(from: BackupFolders, database: string, as: string): Promise<void>;
  destroy(): Promise<void>;
}

const archive =
  'if test -f ../archive/%f; then cmp -s %p ../archive/%f; else cp %p ../archive/%f.part && mv ../archive/%f.part ../archive/%f; fi';

const settings = {
  wal_level: 'replica',
  archive_mode: 'on',
  archive_command: archive,
  fsync: 'off',
  shared_buffers: '16MB',
  max_connections: '50',
  password_encryption: 'scram-sha-256',
};

const copyFiles = promisify(execFile);

/** Made once for all servers of an emulator: a server begins as a copy of it. */
export async function makeTemplate(root: string): Promise<string> {
  await folder(root, 0o711);
  const directory = join(root, 'data');
  const cluster = await startCluster({
    directory,
    port: await freePort(),
    password: 'emulated',
    walSegmentMegabytes: 1,
    settings,
  });
  await ensureSuperuser(cluster, 'unknown');
  await cluster.stop();
  return directory;
}

async function ensureSuperuser(cluster: Cluster, password: string): Promise<void> {
  await withClient(cluster.url('postgres'), async (sql) => {
    const there = async (text: string) => (await sql.query(text)).rows.length > 0;
    const is = await there("select 1 from pg_roles where rolname = 'yugabyte'");
    await sql.query(`${is ? 'alter' : 'create'} role yugabyte superuser login password '${password.replaceAll("'", "''")}'`);
    if (!(await there("select 1 from pg_database where datname = 'yugabyte'"))) await sql.query('create database yugabyte');
  });
}

/** `password`: of the superuser `yugabyte`. */
export async function startUniverseServer(root: string, template: string, password: string): Promise<UniverseServer> {
  await folder(root, 0o711);
  // With its owner.
  await copyFiles('cp', ['-a', template, join(root, 'data-1')]);
  await folder(join(root, 'archive'), 0o700);
  const owner = databaseOwner(join(root, 'data-1'));
  if (owner) await chown(join(root, 'archive'), owner.uid, owner.gid);
  let generation = 1;
  const port = await freePort();
  const data = () => join(root, `data-${generation}`);
  const options = (): ClusterOptions => ({
    directory: data(),
    port,
    password: 'emulated',
    walSegmentMegabytes: 1,
    settings,
  });
  let cluster: Cluster = await startCluster(options());
  const snapshots: { readonly at: number; readonly folders: BackupFolders }[] = [];
  const timelines = [{ timeline: 1, since: 0 }];

  const as = <T>(
    database: string,
    work: (sql: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }) => Promise<T>,
  ) => withClient(cluster.url(database), work);
  await ensureSuperuser(cluster, password);

  /** Everything until now into the archive: the folder it is in is left. */
  const flush = async (): Promise<void> => {
    const name = await as('postgres', async (sql) => {
      await sql.query('select pg_create_restore_point($1)', ['emulated']);
      const { rows } = await sql.query('select pg_walfile_name(pg_switch_wal()) as name');
      return (rows[0] as { name: string }).name;
    });
    for (const until = Date.now() + 30_000; Date.now() < until; await delay(20))
      if ((await readdir(join(root, 'archive'))).includes(name)) return;
    throw new Error('the log was not archived');
  };
  /** Stops it, and begins anew with content that was brought back. */
  const replace = async (recovery: Parameters<typeof recoverCluster>[1]): Promise<void> => {
    await flush();
    await cluster.stop();
    const before = generation;
    generation += 1;
    try {
      cluster = await recoverCluster(options(), recovery, AbortSignal.timeout(60_000));
    } catch (error) {
      await rm(data(), { recursive: true, force: true });
      generation = before;
      cluster = await startCluster(options());
      throw error;
    }
  };
  const timelineNow = () =>
    as('postgres', async (sql) => {
      const { rows } = await sql.query(
        "select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as timeline",
      );
      return (rows[0] as { timeline: number }).timeline;
    });
  const copy = async (to: BackupFolders): Promise<void> => {
    await takeBaseBackup({ cluster, data: data(), archive: join(root, 'archive') }, 'copy', to, AbortSignal.timeout(60_000));
  };
  return {
    port,
    hasDatabase: async (name) =>
      (await as('postgres', (sql) => sql.query('select 1 from pg_database where datname = $1', [name]))).rows.length > 0,
    copy,
    snapshot: async () => {
      const folders = backupFoldersAt(join(root, `snapshot-${snapshots.length}`));
      await copy(folders);
      snapshots.push({ at: Date.now(), folders });
    },
    restoreMoment: async (at) => {
      const snapshot = [...snapshots].reverse().find((s) => s.at <= at);
      const timeline = [...timelines].reverse().find((t) => t.since <= at)?.timeline;
      if (!snapshot || timeline === undefined) throw new Error('the restore time is before the first snapshot');
      const source = { archive: '../archive', data: `../data-${generation}` };
      await replace({ backup: snapshot.folders, source, until: { kind: 'moment', at, timeline } });
      timelines.push({ timeline: await timelineNow(), since: Date.now() });
      await ensureSuperuser(cluster, password);
    },
    restoreCopy: async (from, database, name) => {
      await replace({ backup: from, source: null, until: { kind: 'consistent' } });
      // Another history: moments of the former one are not of this content.
      snapshots.length = 0;
      timelines.splice(0, timelines.length, { timeline: await timelineNow(), since: Date.now() });
      await ensureSuperuser(cluster, password);
      if (name !== database) await as('postgres', (sql) => sql.query(`alter database "${database}" rename to "${name}"`));
    },
    destroy: async () => {
      await cluster.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function folder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  await chmod(path, mode);
}
