/** A connection pool in front of a database: PgBouncer, when this machine has it. Its passwords are the verifiers that PostgreSQL keeps itself. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import {
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
  processEnded,
  signalProcess,
} from '../../../kit/process-identity.ts';
import { rotateWhenLarge } from '../../../kit/rotate-log.ts';
import { withClient } from '../../sql/with-client.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import type { Cluster } from '../postgres/cluster.ts';
import { databaseOwner } from '../postgres/owner.ts';

/** The program's path, null when it is not installed. */
export function findPgbouncer(path: string): string | null {
  const folders = [...path.split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'pgbouncer')).find((file) => existsSync(file)) ?? null;
}

export interface PoolerOptions {
  readonly program: string;
  readonly directory: string;
  readonly port: number;
  readonly cluster: Cluster;
  readonly databaseName: string;
  readonly usernames: readonly string[];
}

export interface Pooler {
  readonly process: ProcessIdentity;
  /** Everything that, when it is another, needs another process. */
  readonly fingerprint: string;
}

const stored = z.object({ pid: z.number(), start: z.string(), fingerprint: z.string() });

/** Starts it, adopts the one that runs with the same settings, or lets it read its users again. */
export async function ensurePooler(options: PoolerOptions): Promise<Pooler> {
  const { directory } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const configuration = configurationOf(options);
  const users = await userList(options);
  const fingerprint = JSON.stringify([options.program, configuration]);
  const running = await readPooler(directory);
  const owner = databaseOwner(directory);
  // As root: PgBouncer runs as PostgreSQL's user, and reads its two files through the folder that is handed over.
  await owned(join(directory, 'users.txt'), users, owner);
  await owned(join(directory, 'pgbouncer.ini'), configuration, owner);
  if (owner) await chown(directory, owner.uid, owner.gid);
  if (running?.fingerprint === fingerprint) {
    signalProcess(running.process, 'SIGHUP');
    return running;
  }
  if (running) await stopPooler(directory);
  const logFile = join(directory, 'pgbouncer.log');
  rotateWhenLarge(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const folder = openSync(directory, 'r');
  try {
    const child = spawn(options.program, ['-q', `${FOLDER}/pgbouncer.ini`], {
      stdio: ['ignore', log, log, folder],
      cwd: '/',
      detached: true,
      ...(owner ?? {}),
    });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    const identity = await Promise.race([failed, started(child.pid)]);
    child.unref();
    await writeAtomic(join(directory, 'process.json'), JSON.stringify({ ...identity, fingerprint }));
    return { process: identity, fingerprint };
  } finally {
    closeSync(log);
    closeSync(folder);
  }
}

/** The folder as the child sees it: file descriptor 3. */
const FOLDER = '/proc/self/fd/3';

/** The one that runs, null when none does. */
export async function readPooler(directory: string): Promise<Pooler | null> {
  const text = await readFile(join(directory, 'process.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const { pid, start, fingerprint } = stored.parse(JSON.parse(text));
  return isSameProcess({ pid, start }) ? { process: { pid, start }, fingerprint } : null;
}

/** SIGINT lets queries end, SIGTERM does not wait. Stopping what does not run succeeds. */
export async function stopPooler(directory: string): Promise<void> {
  const running = await readPooler(directory);
  if (running === null) return;
  for (const [signal, waitMs] of [
    ['SIGINT', 3_000],
    ['SIGTERM', 3_000],
    ['SIGKILL', 3_000],
  ] as const) {
    signalProcess(running.process, signal);
    if (await processEnded(running.process, waitMs)) return;
  }
}

async function started(pid: number | undefined): Promise<ProcessIdentity> {
  for (let tries = 0; pid !== undefined && tries < 100; tries++) {
    const identity = identifyProcess(pid);
    if (identity !== null) return identity;
    await delay(20);
  }
  throw new Error('PgBouncer did not start');
}

function configurationOf({ port, cluster, databaseName }: PoolerOptions): string {
  return [
    '[databases]',
    `${databaseName} = host=127.0.0.1 port=${cluster.port} dbname=${databaseName}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${FOLDER}/users.txt`,
    'pool_mode = transaction',
    'max_client_conn = 1000',
    'default_pool_size = 10',
    'ignore_startup_parameters = extra_float_digits,options,search_path',
    'log_connections = 0',
    'log_disconnections = 0',
    '',
  ].join('\n');
}

async function userList({ cluster, usernames }: PoolerOptions): Promise<string> {
  return await withClient(cluster.url('postgres'), async (client) => {
    const { rows } = await client.query<{ rolname: string; rolpassword: string }>(
      'select rolname, rolpassword from pg_authid where rolname = any ($1) order by rolname',
      [usernames],
    );
    return rows.map((r) => `"${r.rolname}" "${r.rolpassword}"\n`).join('');
  });
}

async function owned(file: string, text: string, owner: { readonly uid: number; readonly gid: number } | null): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  if (owner) await chown(file, owner.uid, owner.gid);
}
