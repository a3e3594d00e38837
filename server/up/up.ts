/**
 * `northstack up`: everything on one machine from one process (and what it starts: the database, the edge, the apps). Resolves when
 * ready; whatever was started by then is stopped again when a later step fails.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTokens, openSigningKeys, type SigningKeys } from '../../actions/index.ts';
import { hostEnvironment } from '../../adapters/local/host-environment.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import { type Engine, type Observe, parseConfig, type Session, startEngine } from '../../engine/index.ts';
import { createClient, type GraphqlClient } from '../../sdk/client.ts';
import type { Inbox } from '../../webhooks/index.ts';
import { createAccountPages } from '../account/account-pages.ts';
import { type Closers, createClosers } from '../closers.ts';
import { unknownSettings } from '../config/known-settings.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { type Environment, secretsIn } from '../config/settings.ts';
import { type DataDirectory, openDataDirectory } from '../data-directory/data-directory.ts';
import { acquireLock } from '../data-directory/lock.ts';
import type { Edge } from '../edge/edge.ts';
import { markEmulated } from '../emulate/mark-emulated.ts';
import { type Emulated, startEmulators } from '../emulate/start-emulators.ts';
import { engineObserver } from '../engine/engine-observer.ts';
import { explainWrite } from '../engine/explain-write.ts';
import { quotaObserver } from '../engine/quota-observer.ts';
import { repeats } from '../engine/repeats.ts';
import { writeVariables } from '../engine/write-variables.ts';
import { type EndedAccess, openEndedAccess } from '../http/ended-access.ts';
import { createHandlerService } from '../http/handler-service.ts';
import { answerKeySet } from '../http/key-set.ts';
import { leanFetch } from '../http/lean-fetch.ts';
import { problemType } from '../http/problem.ts';
import { createProcessMetrics, type ProcessMetrics } from '../http/process-metrics.ts';
import { openSessionDoor } from '../http/session-door.ts';
import { createWebhookPage } from '../http/webhook-page.ts';
import { databaseKeyStore } from '../keys/database-key-store.ts';
import { createKnownSecrets, type KnownSecrets } from '../known-secrets.ts';
import { type Log, openLog } from '../log.ts';
import { migrate } from '../migrate/migrate.ts';
import type { Page } from '../oidc/oidc-pages.ts';
import { openOidc } from '../oidc/open-oidc.ts';
import { openCache } from '../platform/cache.ts';
import { actionHandlers, cronHandlersOf, eventHandlersOf } from '../platform/handlers.ts';
import { openLogs } from '../platform/logs.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { openSecrets } from '../platform/secrets.ts';
import { splitAddresses } from '../platform/split-addresses.ts';
import { projectRoot } from '../project-root.ts';
import { authorizeSource } from '../sources/authorize-source.ts';
import { createGitHost } from '../sources/git-host.ts';
import { createAddresses } from './addresses.ts';
import { createFirstAdministrator, type FirstAdministrator } from './bootstrap.ts';
import { listenControlPlane } from './control-plane.ts';
import { openDatabaseServer } from './database.ts';
import { engineEnvironment } from './engine-environment.ts';
import { type InternalServer, openInternalServer } from './internal-server.ts';
import { openPublicEdge } from './open-public-edge.ts';
import type { Report } from './reporter.ts';
import { createRequestRouter } from './route-request.ts';

export interface Up {
  /** Stops everything that was started, in order: no new requests, then apps, engine, edge, database. */
  stop(signal: string): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

/** What every step of the start works with. */
interface Home {
  readonly config: ServerConfig;
  readonly environment: Environment;
  /** Platforms that are not real. */
  readonly emulated: readonly string[];
  readonly ingress: Emulated['ingress'];
  readonly data: DataDirectory;
  readonly log: Log;
  readonly known: KnownSecrets;
  readonly report: Report;
  readonly closers: Closers;
  /** Of the outside, without a slash at the end. */
  readonly url: string;
}

/** @throws Fault with a sentence for the operator */
export async function up(config: ServerConfig, environment: Environment, report: Report): Promise<Up> {
  const startedAt = performance.now();
  const closers = createClosers();
  try {
    const home = await openHome(config, environment, report, closers);
    const { data, log, url, emulated } = home;
    const administrator = await start(home);
    const durationMs = Math.round(performance.now() - startedAt);
    report({
      event: 'ready',
      url,
      graphqlUrl: `${url}/v1/graphql`,
      adminSecretFile: data.adminSecretFile,
      dataDir: data.path,
      durationMs,
      ...(emulated.length > 0 ? { emulated } : {}),
      ...(administrator ? { adminEmail: administrator.email, adminPassword: administrator.password } : {}),
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

async function openHome(config: ServerConfig, given: Environment, report: Report, closers: Closers): Promise<Home> {
  const data = await openDataDirectory(config.dataDirectory);
  const lock = await acquireLock(data.path);
  closers.add({ name: 'lock', close: () => lock.release() });
  const url = config.publicUrl ?? `http://localhost:${config.port}`;
  await lock.describe(url);
  report({ event: 'starting', dataDir: data.path });
  await markEmulated(data, config.emulate);
  const { environment: led, emulated, ingress } = config.emulate ? await startEmulators(data, url, closers) : nothingEmulated;
  for (const name of unknownSettings(given))
    report({
      event: 'warning',
      message: `Nobody reads the setting ${name}: it may be misspelled (docs/settings.md lists them).`,
    });
  const environment = { ...given, ...led };
  const known = createKnownSecrets([
    ...Object.values(data.secrets),
    ...secretsIn(environment),
    ...(await readFile(data.keyFile, 'utf8')).trim().split('\n'),
  ]);
  const log = openLog({ level: config.logLevel, file: join(data.logs, 'northstack.log'), redact: known.redact });
  log.info({ pid: process.pid, node: process.version }, 'starting');
  // The process ends all the same; what it runs goes on, and the next start takes it over.
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ error }, 'a mistake of ours'));
  return { config, environment, emulated, ingress, data, log, known, report, closers, url };
}

const nothingEmulated: Emulated = { environment: {}, emulated: [], ingress: null };

async function start(home: Home): Promise<FirstAdministrator | null> {
  const { config, data, log, closers, url } = home;
  const [databaseUrl, edge, internal] = await allDone([
    timed(home, 'database', openMigrated({ ...home, closers: closers.place() })),
    timed(home, 'edge', openPublicEdge({ ...home, closers: closers.place() })),
    openInternal({ ...home, closers: closers.place() }),
  ]);
  const { ingress } = home;
  if (ingress !== null) await edge.routes.set('emulated', [{ hostname: `*.${config.baseDomain}`, targets: [ingress] }]);
  const rootKey = data.secrets.jwtPrivateKey;
  const signingKeys = openSigningKeys({ rootKey, store: databaseKeyStore(databaseUrl), now: Date.now });
  internal.serveKeys((_request, response) => void answerKeySet(response, signingKeys));
  const graphqlUrl = `${internal.url}/v1/graphql`;
  const admin = createClient({
    url: graphqlUrl,
    headers: () => ({ 'x-hasura-admin-secret': data.secrets.admin }),
    fetch: leanFetch,
  });
  const metrics = createProcessMetrics({ process: false, graphql: admin });
  const repositories = join(data.local, 'sources');
  const { environment, known } = home;
  const secrets = await openSecrets({ environment, known, readKeys: () => readFile(data.keyFile, 'utf8'), log, closers });
  const logs = openLogs({ environment, closers, graphql: admin });
  const cache = openCache({ environment, log, closers });
  // The apps that run are found and routed while the engine still starts; what the two have to tell each other waits in between.
  const ended = openEndedAccess({
    url: graphqlUrl.replace(/^http/, 'ws'),
    headers: { 'x-hasura-admin-secret': data.secrets.admin },
    onFailure: (error) => log.warn({ error }, 'ended sessions cannot be watched'),
  });
  closers.add({ name: 'ended sessions', close: () => ended[Symbol.asyncDispose]() });
  const [engine, { reconciler, platform, inbox }] = await allDone([
    timed(home, 'engine', openEngine({ ...home, closers: closers.place() }, databaseUrl, internal, admin, { ended, metrics })),
    timed(
      home,
      'apps',
      openPlatform({
        graphql: admin,
        routes: edge.routes,
        secrets,
        cache,
        outgoing: config.outgoing,
        rootKey,
        publicUrl: url,
        addresses: createAddresses(url, config.baseDomain),
        directory: data.local,
        repositories,
        encryptionKey: Buffer.from(data.secrets.encryptionKey, 'base64url'),
        environment,
        log,
        closers: closers.place(),
        logs,
        metrics,
        warn: (message) => home.report({ event: 'warning', message }),
      }),
    ),
  ]);
  const tokens = createTokens({ rootKey, signingKeys });
  const people = { signUp: config.signUp, publicUrl: url, sendsMail: config.outgoing.smtpUrl !== null };
  const { baseDomain } = config;
  const deps = {
    graphql: admin,
    tokens,
    signingKeys,
    people,
    baseDomain,
    secrets,
    platform,
    cache,
    logs: logs.store,
    now: Date.now,
  };
  internal.serveHandlers(
    createHandlerService({
      secret: data.secrets.internal,
      handlers: {
        actions: actionHandlers(deps),
        events: eventHandlersOf({ reconciler }),
        cron: cronHandlersOf({ reconciler }),
      },
      log,
      metrics,
    }),
  );
  const split = await splitAddresses(admin, secrets);
  if (split > 0) log.info({ split }, 'credentials were taken out of repository addresses');
  await reconciler.resync();
  const anonymous = createClient({ url: graphqlUrl });
  // Nobody who was signed out comes in because we were started again; when that cannot be known, tokens hold until they expire.
  await Promise.race([ended.known, delay(10_000, undefined, { ref: false })]);
  const oidc = openOidc(deps, config.oidc, rootKey, log);
  const account = createAccountPages(deps);
  await openFront(home, { edge, engine, anonymous, repositories, signingKeys, oidc, account, inbox, cache });
  // Last: the password is shown once, so nothing may fail between here and there.
  return await createFirstAdministrator(databaseUrl, config.adminEmail);
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

async function openInternal({ closers }: Home): Promise<InternalServer> {
  const internal = await openInternalServer();
  closers.add({ name: 'internal server', close: internal.close });
  return internal;
}

async function openEngine(
  { data, log, closers, environment }: Home,
  databaseUrl: string,
  internal: InternalServer,
  admin: GraphqlClient,
  { ended, metrics }: { readonly ended: EndedAccess; readonly metrics: ProcessMetrics },
): Promise<Engine> {
  const toLog = engineObserver(log);
  const toEvents = quotaObserver(admin, (error) => log.warn({ error }, 'an event could not be told'));
  const observe: Observe = (observation) => {
    toLog(observation);
    toEvents(observation);
  };
  const engineConfig = parseConfig(
    engineEnvironment({
      databaseUrl,
      metadataDirectory: join(projectRoot, 'hasura/metadata'),
      adminSecret: data.secrets.admin,
      handlersUrl: internal.url,
      handlersSecret: data.secrets.internal,
      given: environment,
    }),
  );
  const revocation = { isRevoked: ({ variables }: Session) => ended.has(variables), onChange: ended.onChange };
  const engine = await startEngine(engineConfig, {
    listen: false,
    observe,
    writeVariables,
    repeats,
    explain: explainWrite,
    problemType,
    moreMetrics: metrics.text,
    revocation,
  });
  closers.add({ name: 'engine', close: () => engine[Symbol.asyncDispose]() });
  internal.serveEngine(engine.handler, engine.upgrade);
  return engine;
}

/** What the front hands requests to. */
interface Behind {
  readonly edge: Edge;
  readonly engine: Engine;
  readonly anonymous: GraphqlClient;
  readonly repositories: string;
  readonly signingKeys: SigningKeys;
  readonly inbox: Inbox;
  /** Signing in at identity providers. */
  readonly oidc: Page;
  readonly cache: Cache;
  /** Where mails to people lead. */
  readonly account: Page;
}

/** Opens the door to the outside: from here on the edge finds us. */
async function openFront(
  { log, closers, environment, emulated, url }: Home,
  { edge, engine, anonymous, repositories, signingKeys, oidc, account, inbox, cache }: Behind,
): Promise<void> {
  const git = createGitHost({
    directory: repositories,
    authorize: (id, authorization) => authorizeSource(anonymous, id, authorization),
    environment: hostEnvironment(environment),
  });
  const controlPlane = await listenControlPlane(edge.controlPlaneSocket, {
    onRequest: createRequestRouter({
      engine: openSessionDoor({ handle: engine.handler, anonymous, publicUrl: url, cache }),
      git: git.onRequest,
      oidc,
      account,
      webhooks: createWebhookPage(inbox),
      keys: (response) => answerKeySet(response, signingKeys),
      emulated,
      checks: { database: () => engine.core.database.query({ text: 'select 1' }), edge: () => edge.check() },
      onFailure: (error) => log.error({ error }, 'a request failed'),
    }),
    onUpgrade: engine.upgrade,
  });
  closers.add({ name: 'control plane', close: () => controlPlane.close(5_000) });
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
async function allDone<T extends readonly Promise<unknown>[]>(
  work: [...T],
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
