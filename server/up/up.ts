/**
 * `northstack up`: everything on one machine from one process (and what it starts: the database, the edge, the apps). Resolves when
 * ready; whatever was started by then is stopped again when a later step fails.
 */
import { join } from 'node:path';
import { type Closers, createClosers } from '../closers.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { type DataDirectory, openDataDirectory } from '../data-directory/data-directory.ts';
import { acquireLock } from '../data-directory/lock.ts';
import { type Edge, openEdge } from '../edge/edge.ts';
import { type Log, openLog } from '../log.ts';
import { migrate } from '../migrate/migrate.ts';
import { projectRoot } from '../project-root.ts';
import { listenControlPlane } from './control-plane.ts';
import { openDatabaseServer } from './database.ts';
import type { Report } from './reporter.ts';

export interface Up {
  /** Stops everything that was started, in order: no new requests, then apps, engine, edge, database. */
  stop(signal: string): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

interface Home {
  readonly config: ServerConfig;
  readonly data: DataDirectory;
  readonly log: Log;
  readonly report: Report;
  readonly closers: Closers;
  /** Of the outside, without a slash at the end. */
  readonly url: string;
}

/** @throws Fault with a sentence for the operator */
export async function up(config: ServerConfig, report: Report): Promise<Up> {
  const startedAt = performance.now();
  const closers = createClosers();
  try {
    const home = await openHome(config, report, closers);
    const { data, log, url } = home;
    await start(home);
    const durationMs = Math.round(performance.now() - startedAt);
    report({
      event: 'ready',
      url,
      graphqlUrl: `${url}/v1/graphql`,
      adminSecretFile: data.adminSecretFile,
      dataDir: data.path,
      durationMs,
    });
    log.info({ durationMs }, 'ready');
    return {
      stop: async (signal) => {
        report({ event: 'stopping', signal });
        await closers.close((name, error) => log.error({ error, name }, 'could not be closed'));
        report({ event: 'stopped' });
      },
      kill: closers.kill,
    };
  } catch (error) {
    await closers.close(() => {});
    throw error;
  }
}

async function openHome(config: ServerConfig, report: Report, closers: Closers): Promise<Home> {
  const data = await openDataDirectory(config.dataDirectory);
  const lock = await acquireLock(data.path);
  closers.add({ name: 'lock', close: () => lock.release() });
  const url = config.publicUrl ?? `http://localhost:${config.port}`;
  await lock.describe(url);
  report({ event: 'starting', dataDir: data.path });
  const log = openLog({ level: config.logLevel, file: join(data.logs, 'northstack.log'), secrets: Object.values(data.secrets) });
  log.info({ pid: process.pid, node: process.version }, 'starting');
  return { config, data, log, report, closers, url };
}

async function start(home: Home): Promise<void> {
  await allDone([timed(home, 'database', openMigrated(home)), timed(home, 'edge', openPublicEdge(home))]);
  const controlPlane = await listenControlPlane(join(home.data.sockets, 'control-plane.sock'), {
    onRequest: (_, response) => response.end('ok'),
    onUpgrade: (_, socket) => socket.destroy(),
  });
  home.closers.add({ name: 'control plane', close: () => controlPlane.close(5_000) });
}

async function openMigrated({ config, data, log, report, closers }: Home): Promise<string> {
  const database = await openDatabaseServer(config.databaseUrl, data, (observation) => log.info(observation, 'database'));
  closers.add({ name: 'database', close: database.stop, timeoutMs: 30_000, kill: database.kill });
  await migrate({
    url: database.url,
    directory: join(projectRoot, 'migrations/default'),
    observe: (observation) => {
      log.info(observation, 'migration');
      if (observation.kind !== 'changed-after-applied') return;
      const { version, name } = observation;
      report({ event: 'warning', message: `migrations/default/${version}_${name} was edited after it was applied here` });
    },
  });
  return database.url;
}

async function openPublicEdge({ config, data, log, closers }: Home): Promise<Edge> {
  const edge = await openEdge({
    hosts: config.hosts,
    port: config.port,
    baseDomain: config.baseDomain,
    sockets: data.sockets,
    routesFile: join(data.run, 'routes.json'),
    logFile: join(data.logs, 'edge.log'),
    script: join(projectRoot, 'dist/edge.js'),
    observe: (observation) => log.warn(observation, 'edge'),
  });
  closers.add({ name: 'edge', close: () => edge.stop(), kill: () => kill(edge.pid) });
  return edge;
}

async function timed<T>({ log, report }: Home, step: string, work: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work;
  const durationMs = Math.round(performance.now() - startedAt);
  log.info({ step, durationMs }, 'started');
  report({ event: 'step', step, durationMs });
  return result;
}

/** Like `Promise.all`, but a failure waits for the others, so that what they open is known when everything is closed. */
async function allDone<T extends readonly Promise<unknown>[]>(work: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(work);
  return (await Promise.all(work)) as { -readonly [P in keyof T]: Awaited<T[P]> };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
