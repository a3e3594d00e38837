/** NorthStack's own database: the embedded server with a role that owns it, or the one the operator names. */
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { Fault } from '../../kit/fault.ts';
import type { DataDirectory } from '../data-directory/data-directory.ts';
import { type Cluster, startCluster } from '../postgres/cluster.ts';

export interface OpenedDatabase {
  readonly url: string;
  /** null: an external database. */
  readonly cluster: Cluster | null;
}

/** @throws Fault reject `database-unreachable` | `database-failed` */
export async function openDatabaseServer(databaseUrl: string | null, data: DataDirectory): Promise<OpenedDatabase> {
  if (databaseUrl !== null) {
    await reachable(databaseUrl);
    return { url: databaseUrl, cluster: null };
  }
  const cluster = await startEmbedded(data).catch((cause: unknown) => {
    if (cause instanceof Fault) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('reject', { code: 'database-failed', message: `The embedded database does not start: ${message}`, cause });
  });
  await prepare(cluster, data.secrets.postgresOwner);
  return { url: cluster.url(name, { user: name, password: data.secrets.postgresOwner }), cluster };
}

/** Database and role. */
const name = 'northstack';

/** The port is chosen once and kept, so that an address written down somewhere stays true; if it is taken meanwhile, another one. */
async function startEmbedded(data: DataDirectory): Promise<Cluster> {
  const file = join(data.run, 'postgres-port');
  const kept = Number(await readFile(file, 'utf8').catch(() => '0'));
  for (let port = kept, tries = 1; ; tries += 1) {
    if (port === 0) port = await freePort();
    try {
      const cluster = await startCluster({
        directory: data.postgres,
        port,
        password: data.secrets.postgresSuperuser,
        logFile: join(data.logs, 'postgres.log'),
      });
      if (cluster.port !== kept) await writeFile(file, String(cluster.port));
      return cluster;
    } catch (error) {
      if (tries >= 5 || !(error instanceof Error) || !error.message.includes('Address already in use')) throw error;
      port = 0;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

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
