/** NorthStack's own database: the embedded server with a role that owns it, or the one the operator names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { writeAtomic } from '../../adapters/local/files/write-atomic.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../../adapters/local/postgres/cluster.ts';
import { Fault } from '../../kit/fault.ts';
import type { DataDirectory } from '../data-directory/data-directory.ts';
import { onFreePort } from '../free-port.ts';

export interface OpenedDatabase {
  readonly url: string;
  /** Stops the embedded server; nothing to do for an external one. */
  stop(): Promise<void>;
  kill(): void;
}

export type DatabaseObservation =
  | { readonly kind: 'database-started'; readonly pid: number; readonly port: number; readonly adopted: boolean }
  | { readonly kind: 'database-ended'; readonly pid: number }
  | { readonly kind: 'database-start-failed'; readonly message: string };

/** An embedded server that dies is started again. @throws Fault reject `database-unreachable` | `database-failed` */
export async function openDatabaseServer(
  databaseUrl: string | null,
  data: DataDirectory,
  observe: (observation: DatabaseObservation) => void,
): Promise<OpenedDatabase> {
  if (databaseUrl !== null) {
    await reachable(databaseUrl);
    return { url: databaseUrl, stop: async () => {}, kill: () => {} };
  }
  const first = await startEmbedded(data).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('reject', { code: 'database-failed', message: `The embedded database does not start: ${message}`, cause });
  });
  observe({ kind: 'database-started', pid: first.pid, port: first.port, adopted: first.adopted });
  await prepare(first, data.secrets.postgresOwner);
  return {
    url: first.url(name, { user: name, password: data.secrets.postgresOwner }),
    ...keepRunning(first, () => startCluster(clusterOptions(data, first.port)), observe),
  };
}

/** Its clients reconnect by themselves: the address stays. */
function keepRunning(
  first: Cluster,
  restart: () => Promise<Cluster>,
  observe: (observation: DatabaseObservation) => void,
): Pick<OpenedDatabase, 'stop' | 'kill'> {
  let cluster = first;
  let starting: Promise<unknown> | null = null;
  let stopped = false;
  const again = async () => {
    for (let waitMs = 100; !stopped; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        cluster = await restart();
        observe({ kind: 'database-started', pid: cluster.pid, port: cluster.port, adopted: cluster.adopted });
        return;
      } catch (error) {
        observe({ kind: 'database-start-failed', message: String(error) });
        await delay(waitMs, undefined, { ref: false });
      }
    }
  };
  const watch = async () => {
    while (!stopped) {
      await cluster.exited();
      if (stopped) return;
      observe({ kind: 'database-ended', pid: cluster.pid });
      starting = again();
      await starting;
    }
  };
  void watch();
  return {
    stop: async () => {
      stopped = true;
      await starting;
      await cluster.stop();
    },
    kill: () => {
      stopped = true;
      cluster.kill();
    },
  };
}

/** Database and role. */
const name = 'northstack';

/** The port is chosen once and kept, so that an address written down somewhere stays true; if it is taken meanwhile, another one. */
async function startEmbedded(data: DataDirectory): Promise<Cluster> {
  const file = join(data.run, 'postgres-port');
  const kept = Number(await readFile(file, 'utf8').catch(() => '0'));
  const cluster = await onFreePort((port) => startCluster(clusterOptions(data, port)), kept);
  if (cluster.port !== kept) await writeAtomic(file, String(cluster.port));
  return cluster;
}

const clusterOptions = (data: DataDirectory, port: number): ClusterOptions => ({
  directory: data.postgres,
  port,
  password: data.secrets.postgresSuperuser,
  logFile: join(data.logs, 'postgres.log'),
});

/** Role and database, when they are not there yet. Not a superuser: what NorthStack cannot do by mistake it cannot be made to do. */
async function prepare(cluster: Cluster, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      'select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $1) as database',
      [name],
    );
    if (!rows[0]?.role) await client.query(`create role ${name} login password ${client.escapeLiteral(password)}`);
    if (!rows[0]?.database) await client.query(`create database ${name} owner ${name}`);
  } finally {
    await client.end();
  }
}

async function reachable(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } catch (cause) {
    throw new Fault('reject', {
      code: 'database-unreachable',
      message: `The database of DATABASE_URL cannot be used: ${cause instanceof Error ? cause.message : cause}.`,
      cause,
    });
  } finally {
    await client.end().catch(() => {});
  }
}
