/**
 * What stands in for the nodes of an emulated universe: one real PostgreSQL server on one port, so that logins, backups and moments are real.
 * All of them begin as a copy of one stopped server, and all that is written is archived: the copy and the log of a universe are every
 * content it ever had. So a backup is the log until then, and a moment needs nothing that was made before it. A universe keeps its port for life.
 */
import { execFile } from 'node:child_process';
import { chmod, chown, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Cluster, type ClusterOptions, startCluster } from '../../../adapters/local/postgres/cluster.ts';
import { databaseOwner } from '../../../adapters/local/postgres/owner.ts';
import { withClient } from '../../../adapters/sql/with-client.ts';
import { isSameProcess, processEnded } from '../../../kit/process-identity.ts';
import { freePort } from '../../support/ports.ts';

export interface UniverseServer {
  readonly port: number;
  hasDatabase(name: string): Promise<boolean>;
  /** A copy of everything in it into a new folder, which outlives it. */
  copy(to: string): Promise<void>;
  /** From now on moments can be restored. */
  snapshot(): void;
  /** @throws when there is no snapshot before, or the log does not reach that far */
  restoreMoment(at: number): Promise<void>;
  /** The content of a copy of another universe, in a database of this name. */
  restoreCopy(from: string, database: string, as: string): Promise<void>;
  destroy(): Promise<void>;
}

/** Nothing of it has to outlive the machine. */
const common = {
  fsync: 'off',
  autovacuum: 'off',
  shared_buffers: '16MB',
  max_connections: '50',
  password_encryption: 'scram-sha-256',
};
/** Finished files of the log are never written again, so that the archive can share them. */
const settings = (archive: string) => ({
  ...common,
  archive_mode: 'on',
  archive_command: `ln -f %p ../${archive}/%f`,
  wal_recycle: 'off',
  wal_init_zero: 'off',
  full_page_writes: 'off',
});
/** `create database` writes 8 MB of log, and each file of it costs two processes. */
const walSegmentMegabytes = 4;

const run = promisify(execFile);

/** Made once for all servers of an emulator: a server begins as a copy of it. */
export async function makeTemplate(root: string): Promise<string> {
  await folder(root, 0o711);
  const directory = join(root, 'data');
  let port = await freePort();
  const cluster = await startSomewhere(
    () => ({ directory, port, password: 'emulated', walSegmentMegabytes, settings: common }),
    async () => {
      port = await freePort();
    },
  );
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
  let port = await freePort();
  /** Of the content, and of the log, which goes on when a moment of its own is restored. */
  let generation = 1;
  let history = 1;
  const data = () => join(root, `data-${generation}`);
  const archive = () => join(root, `archive-${history}`);
  const options = (): ClusterOptions => ({
    directory: data(),
    port,
    password: 'emulated',
    walSegmentMegabytes,
    settings: settings(`archive-${history}`),
  });
  const prepare = async (): Promise<void> => {
    // With its owner.
    await run('cp', ['-a', template, data()]);
    if ((await mkdir(archive(), { recursive: true, mode: 0o700 })) !== undefined) await give(archive(), data());
  };
  await prepare();
  let cluster = await startSomewhere(options, async () => {
    port = await freePort();
  });
  let snapshotAt = Number.POSITIVE_INFINITY;
  const timelines = [{ timeline: 1, since: 0 }];

  const as = <T>(
    database: string,
    work: (sql: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }) => Promise<T>,
  ) => withClient(cluster.url(database), work);
  await ensureSuperuser(cluster, password);

  /** Everything until now into the archive. */
  const flush = async (): Promise<void> => {
    const name = await as('postgres', async (sql) => {
      await sql.query('select pg_create_restore_point($1)', ['emulated']);
      const { rows } = await sql.query('select pg_walfile_name(pg_switch_wal()) as name');
      return (rows[0] as { name: string }).name;
    });
    for (const until = Date.now() + 60_000; Date.now() < until; await delay(10))
      if ((await readdir(archive())).includes(name)) return;
    throw new Error('the log was not archived');
  };
  /** Begins anew, with what the log says until the moment; null: with all of it. As it was when that cannot be. */
  const replace = async (until: { readonly at: number; readonly timeline: number } | null, history_ = history): Promise<void> => {
    await flush();
    await end(cluster);
    const before = { generation, history };
    [generation, history] = [generation + 1, history_];
    try {
      await prepare();
      cluster = await replay(options(), `archive-${history}`, until);
    } catch (error) {
      await rm(data(), { recursive: true, force: true });
      ({ generation, history } = before);
      cluster = await startAgain(options());
      throw error;
    }
    await rm(join(root, `data-${before.generation}`), { recursive: true, force: true });
    timelines.push({ timeline: await timelineNow(), since: Date.now() });
    await ensureSuperuser(cluster, password);
  };
  const timelineNow = () =>
    as('postgres', async (sql) => {
      const { rows } = await sql.query(
        "select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as timeline",
      );
      return (rows[0] as { timeline: number }).timeline;
    });
  return {
    port,
    hasDatabase: async (name) =>
      (await as('postgres', (sql) => sql.query('select 1 from pg_database where datname = $1', [name]))).rows.length > 0,
    copy: async (to) => {
      await flush();
      await mkdir(to, { recursive: true, mode: 0o700 });
      for (const name of await readdir(archive())) await link(join(archive(), name), join(to, name));
    },
    snapshot: () => {
      snapshotAt = Math.min(snapshotAt, Date.now());
    },
    restoreMoment: async (at) => {
      const timeline = [...timelines].reverse().find((t) => t.since <= at)?.timeline;
      if (snapshotAt > at || timeline === undefined) throw new Error('the restore time is before the first snapshot');
      await replace({ at, timeline });
    },
    restoreCopy: async (from, database, name) => {
      const other = join(root, `archive-${history + 1}`);
      await rm(other, { recursive: true, force: true });
      await mkdir(other, { mode: 0o700 });
      for (const file of await readdir(from)) await link(join(from, file), join(other, file));
      await give(other, data());
      await replace(null, history + 1);
      // Another history: moments of the former one are not of this content.
      snapshotAt = Number.POSITIVE_INFINITY;
      timelines.splice(0, timelines.length - 1);
      if (name !== database) await as('postgres', (sql) => sql.query(`alter database "${database}" rename to "${name}"`));
    },
    destroy: async () => {
      await end(cluster);
      // Its archiver's last command may still be at work.
      await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

/** A server out of a copy of the template and a log, which writes on a timeline of its own. @throws with PostgreSQL's words when it cannot */
async function replay(
  options: ClusterOptions,
  archive: string,
  until: { readonly at: number; readonly timeline: number } | null,
): Promise<Cluster> {
  const { directory } = options;
  const recovery = {
    restore_command: `cp ../${archive}/%f %p 2>/dev/null`,
    recovery_target_action: 'promote',
    recovery_target_timeline: until === null ? 'latest' : String(until.timeline),
    ...(until === null ? {} : { recovery_target_time: new Date(until.at).toISOString().replace('T', ' ').replace('Z', '+00') }),
  };
  const configuration = join(directory, 'postgresql.auto.conf');
  const lines = Object.entries(recovery).map(([name, value]) => `${name} = '${value}'\n`);
  await writeFile(configuration, lines.join(''), { mode: 0o600 });
  await writeFile(join(directory, 'recovery.signal'), '', { mode: 0o600 });
  await give(join(directory, 'recovery.signal'), directory);
  const cluster = await startAgain(options);
  // It accepts readers before it has replayed everything. A replay that cannot reach its end ends the server.
  for (const limit = Date.now() + 120_000; ; await delay(10)) {
    if (!isSameProcess(cluster.process)) throw new Error('PostgreSQL could not replay the log until there.');
    const done = await withClient(cluster.url('postgres'), async (sql) => {
      const { rows } = await sql.query<{ recovering: boolean }>('select pg_is_in_recovery() as recovering');
      return rows[0]?.recovering === false;
    }).catch(() => false);
    if (done) break;
    if (Date.now() > limit) throw new Error('PostgreSQL does not come to the end of the log.');
  }
  await writeFile(configuration, '');
  return cluster;
}

/** At once: what is in its memory is in the log as well. */
async function end(cluster: Cluster): Promise<void> {
  if (isSameProcess(cluster.process)) process.kill(cluster.pid, 'SIGQUIT');
  if (await processEnded(cluster.process, 10_000)) return;
  cluster.kill();
  await processEnded(cluster.process, 10_000);
}

/** To whom the other file belongs. */
async function give(path: string, as: string): Promise<void> {
  const owner = databaseOwner(as);
  if (owner) await chown(path, owner.uid, owner.gid);
}

async function folder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  await chmod(path, mode);
}

/** Whoever has its port for a moment is waited for: a universe keeps its own for life. */
async function startAgain(options: ClusterOptions): Promise<Cluster> {
  for (const until = Date.now() + 60_000; ; await delay(100)) {
    try {
      return await startCluster(options);
    } catch (error) {
      if (Date.now() > until || !isTaken(error)) throw error;
    }
  }
}

async function startSomewhere(options: () => ClusterOptions, elsewhere: () => Promise<void>): Promise<Cluster> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startCluster(options());
    } catch (error) {
      if (tries > 20 || !isTaken(error)) throw error;
      await elsewhere();
    }
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && error.message.includes('Address already in use');
