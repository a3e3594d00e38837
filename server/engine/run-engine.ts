/** `northstack engine`: the engine alone, configured by Hasura's own variables, until a signal. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { parseConfig, startEngine } from '../../engine/index.ts';
import { type Closers, createClosers } from '../closers.ts';
import { onFreePort } from '../free-port.ts';
import { createKnownSecrets } from '../known-secrets.ts';
import { openLog } from '../log.ts';
import { type Stoppable, stopOnSignals } from '../process-signals.ts';
import { engineObserver } from './engine-observer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export async function runEngine(environment: Environment): Promise<void> {
  const running = serveEngine(environment);
  stopOnSignals(running);
  await running;
}

/** Without HASURA_GRAPHQL_DATABASE_URL it gets an embedded database of its own, which is gone when it ends. */
async function serveEngine(environment: Environment): Promise<Stoppable> {
  const closers = createClosers();
  try {
    const configure = (databaseUrl: string) => parseConfig({ ...environment, HASURA_GRAPHQL_DATABASE_URL: databaseUrl });
    const given = environment.HASURA_GRAPHQL_DATABASE_URL;
    // Wrong settings are told before a database is made for them.
    if (!given) configure('postgres://127.0.0.1/scratch');
    const databaseUrl = given || (await scratchDatabase(closers));
    const config = configure(databaseUrl);
    const { redact } = createKnownSecrets([...config.auth.adminSecrets, passwordOf(databaseUrl)]);
    const log = openLog({ level: config.logLevel, file: null, redact });
    const engine = await startEngine(config, { observe: engineObserver(log) });
    const timeoutMs = config.gracefulShutdownMs + 5_000;
    closers.add({ name: 'engine', close: () => engine[Symbol.asyncDispose](), timeoutMs });
    return {
      stop: () => closers.close((name, error) => log.error({ name, error }, 'could not be closed')),
      kill: closers.kill,
    };
  } catch (error) {
    await closers.close(() => {});
    throw error;
  }
}

async function scratchDatabase(closers: Closers): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-engine-'));
  closers.add({ name: 'scratch directory', close: () => rm(directory, { recursive: true, force: true }) });
  const cluster = await onFreePort((port) =>
    startCluster({
      directory: join(directory, 'postgres'),
      port,
      password: 'scratch',
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    }),
  );
  closers.add({ name: 'scratch database', close: cluster.stop, kill: cluster.kill });
  return cluster.url('postgres');
}

const passwordOf = (url: string): string => (URL.canParse(url) ? decodeURIComponent(new URL(url).password) : '');
