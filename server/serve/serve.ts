/**
 * `northstack serve actions|events`: our webhooks beside a Hasura that somebody else runs (docker-compose.yml). `actions` keeps nothing and
 * may run many times; `events` also reconciles, and its apps run where it runs.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createTokens, openSigningKeys } from '../../actions/index.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import { createClient, type GraphqlClient } from '../../sdk/client.ts';
import { ACCOUNT_PATH, createAccountPages } from '../account/account-pages.ts';
import { type Closers, createClosers } from '../closers.ts';
import { unknownSettings } from '../config/known-settings.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { type Environment, secretsIn } from '../config/settings.ts';
import { openDataDirectory } from '../data-directory/data-directory.ts';
import { acquireLock } from '../data-directory/lock.ts';
import { openEndedAccess } from '../http/ended-access.ts';
import { createGatewayCheck, GATEWAY_CHECK_PATH } from '../http/gateway-check.ts';
import { createHandlerService, type Handler } from '../http/handler-service.ts';
import { answerLive, answerReady } from '../http/health.ts';
import { answerKeySet, KEY_SET_PATH } from '../http/key-set.ts';
import { leanFetch } from '../http/lean-fetch.ts';
import { createProcessMetrics, type ProcessMetrics } from '../http/process-metrics.ts';
import { rateLimited, readRateLimits } from '../http/rate-limit.ts';
import { createWebhookPage, WEBHOOKS_PATH } from '../http/webhook-page.ts';
import { graphqlKeyStore } from '../keys/graphql-key-store.ts';
import { createKnownSecrets } from '../known-secrets.ts';
import { type Log, openLog } from '../log.ts';
import { isBelow, OIDC_PATH, type Page } from '../oidc/oidc-pages.ts';
import { openOidc } from '../oidc/open-oidc.ts';
import { openCache } from '../platform/cache.ts';
import { actionHandlers, cronHandlersOf, eventHandlersOf } from '../platform/handlers.ts';
import { openLogs } from '../platform/logs.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { openToLook } from '../platform/open-to-look.ts';
import { openSecrets } from '../platform/secrets.ts';
import { splitAddresses } from '../platform/split-addresses.ts';
import type { Stoppable } from '../process-signals.ts';
import { createAddresses } from '../up/addresses.ts';
import { openPublicEdge } from '../up/open-public-edge.ts';
import { holdLease } from './lease.ts';

/** What a service answers. */
interface Answers {
  /** Webhooks, for the engine only. */
  readonly handlers: Readonly<Record<string, ReadonlyMap<string, Handler>>>;
  /** For everybody. */
  readonly pageAt: (path: string) => Page | null;
  /** false: another process may be doing this work at this moment, so nothing is answered. Default: there is no other. */
  readonly isMine?: () => boolean;
}

/** Gives what is answered from now on; before, and after null, everything is refused for the moment. */
type Answer = (answers: Answers | null) => void;

interface Service {
  readonly config: ServeConfig;
  /** Aborted when the process is told to end while it still starts. */
  readonly ending: AbortSignal;
  readonly graphql: GraphqlClient;
  readonly secrets: SecretStore;
  readonly environment: Environment;
  readonly log: Log;
  readonly closers: Closers;
  readonly metrics: ProcessMetrics;
}

/** Answers commands of users. */
export const serveActions = (config: ServeConfig, environment: Environment): Promise<Stoppable> =>
  serve(config, environment, new AbortController().signal, async (service) => {
    const { graphql, secrets, log, closers } = service;
    const rootKey = config.jwtPrivateKey;
    const signingKeys = openSigningKeys({ rootKey, store: graphqlKeyStore(graphql), now: Date.now });
    const tokens = createTokens({ rootKey, signingKeys });
    const people = { signUp: config.signUp, publicUrl: config.publicUrl, sendsMail: config.sendsMail };
    // Nothing is moved from here, and nobody waits for hints.
    const platform = await openToLook({ environment, log, closers, hint: null });
    const cache = openCache({ environment, log, closers });
    const { store: logs } = openLogs({ environment, closers, graphql });
    const { baseDomain } = config;
    const deps = { graphql, tokens, signingKeys, people, baseDomain, secrets, platform, cache, logs, now: Date.now };
    const oidc = openOidc(deps, config.oidc, rootKey, log);
    // Hasura fetches the keys before it serves, so they are answered without it.
    const keys: Page = (_request, response) => answerKeySet(response, signingKeys);
    const anonymous = createClient({ url: config.graphqlUrl });
    const ended = openEndedAccess({
      url: config.graphqlUrl.replace(/^http/, 'ws'),
      headers: { 'x-hasura-admin-secret': config.adminSecret },
      onFailure: (error) => log.warn({ error }, 'ended sessions cannot be watched: access tokens hold until they expire'),
    });
    closers.add({ name: 'ended sessions', close: () => ended[Symbol.asyncDispose]() });
    const check = createGatewayCheck({ signingKeys, anonymous, publicUrl: config.publicUrl, cache, ended });
    const account = createAccountPages(deps);
    const pageAt = (path: string) => {
      if (path === KEY_SET_PATH) return keys;
      if (path === GATEWAY_CHECK_PATH) return check;
      if (isBelow(path, ACCOUNT_PATH)) return account;
      return isBelow(path, OIDC_PATH) ? oidc : null;
    };
    const limits = await readRateLimits();
    const limited = [...actionHandlers(deps)].map(([name, handler]) => [name, rateLimited(handler, limits, cache)] as const);
    const answer = await listen(service);
    answer({ handlers: { actions: new Map(limited) }, pageAt });
  });

/**
 * Moves the world: builds, apps and the public port of the apps are on this machine, kept in the data directory. Of several only one does;
 * the others wait, not ready, until it is gone.
 * `ending`: do not wait any longer. `endAtOnce`: another one has taken over, so nothing may be asked of a platform any more; nothing is lost.
 */
export const serveEvents = (
  config: ServeConfig,
  server: ServerConfig,
  environment: Environment,
  { ending, endAtOnce }: { readonly ending: AbortSignal; readonly endAtOnce: () => void },
): Promise<Stoppable> =>
  serve(config, environment, ending, async (service) => {
    const { graphql, secrets, log, closers, metrics } = service;
    const answer = await listen(service);
    const lease = await holdLease({
      graphql,
      name: 'events',
      signal: service.ending,
      observe: (observation) =>
        observation.kind === 'lease-held' ? log.info(observation, 'lease') : log.warn(observation, 'lease'),
      onLost: () => {
        log.fatal('another process does the work of this one: it ends at once');
        endAtOnce();
      },
    });
    closers.add({ name: 'lease', close: () => lease.release() });
    const data = await openDataDirectory(server.dataDirectory);
    // Whoever worked on it elsewhere has lost the lease.
    const lock = await acquireLock(data.path, { elsewhereIsGone: true });
    closers.add({ name: 'lock', close: () => lock.release() });
    const edge = await openPublicEdge({ config: server, data, log, closers });
    const { reconciler, inbox } = await openPlatform({
      graphql,
      routes: edge.routes,
      secrets,
      cache: openCache({ environment, log, closers }),
      outgoing: server.outgoing,
      rootKey: config.jwtPrivateKey,
      publicUrl: config.publicUrl,
      addresses: createAddresses(server.publicUrl ?? `http://localhost:${server.port}`, server.baseDomain),
      directory: data.local,
      repositories: join(data.local, 'sources'),
      encryptionKey: Buffer.from(data.secrets.encryptionKey, 'base64url'),
      environment,
      log,
      closers,
      logs: openLogs({ environment, closers, graphql }),
      metrics,
      isMine: lease.isHeld,
      warn: (message) => log.warn(message),
    });
    await splitAddresses(graphql, secrets);
    await reconciler.resync();
    const webhooks = createWebhookPage(inbox);
    answer({
      handlers: { events: eventHandlersOf({ reconciler }), cron: cronHandlersOf({ reconciler }) },
      pageAt: (path) => (isBelow(path, WEBHOOKS_PATH) ? webhooks : null),
      isMine: lease.isHeld,
    });
    closers.add({ name: 'answers', close: () => answer(null) });
  });

async function serve(
  config: ServeConfig,
  environment: Environment,
  ending: AbortSignal,
  open: (service: Service) => Promise<void>,
): Promise<Stoppable> {
  const closers = createClosers();
  const own = [config.adminSecret, config.webhookSecret, config.jwtPrivateKey, ...(config.secretKeys?.split(',') ?? [])];
  const known = createKnownSecrets([...own, ...secretsIn(environment)]);
  const log = openLog({ level: config.logLevel, file: null, redact: known.redact });
  for (const name of unknownSettings(environment)) log.warn({ name }, 'nobody reads this setting: it may be misspelled');
  const headers = () => ({ 'x-hasura-admin-secret': config.adminSecret });
  const graphql = createClient({ url: config.graphqlUrl, headers, fetch: leanFetch });
  try {
    const { secretKeys } = config;
    const readKeys = secretKeys === null ? null : async () => secretKeys;
    const secrets = await openSecrets({ environment, known, readKeys, log, closers });
    await open({
      config,
      ending,
      graphql,
      secrets,
      environment,
      log,
      closers,
      metrics: createProcessMetrics({ process: true, graphql }),
    });
  } catch (error) {
    await closers.close(() => {});
    throw error;
  }
  log.info({ host: config.host, port: config.port }, 'ready');
  return {
    stop: async (signal) => {
      log.info({ signal }, 'stopping');
      await closers.close((name, error) => log.error({ name, error }, 'could not be closed'));
      log.info('stopped');
    },
    kill: closers.kill,
  };
}

async function listen({ config, log, closers, metrics }: Service): Promise<Answer> {
  let current: (Answers & { readonly app: ReturnType<typeof createHandlerService> }) | null = null;
  const working = () => (current?.isMine?.() === false ? null : current);
  const checks = {
    engine: () => askEngine(config),
    work: async () => {
      if (working() === null) throw new Error('this process does not do the work');
    },
  };
  const server = createServer(
    { keepAliveTimeout: 65_000, headersTimeout: 10_000, requestTimeout: 60_000 },
    (request, response) => {
      if (request.url === '/livez') return answerLive(response);
      if (request.url === '/readyz') return void answerReady(response, checks);
      if (request.url === '/metrics') return void metrics.answer(response).catch(() => response.destroy());
      const answers = working();
      if (answers === null) return void response.writeHead(503, { 'retry-after': '5' }).end();
      const page = answers.pageAt((request.url ?? '').split('?', 1)[0] ?? '');
      if (page === null) return answers.app(request, response);
      page(request, response).catch((error: unknown) => {
        log.error({ error }, 'a page failed');
        response.headersSent ? response.destroy() : response.writeHead(500).end();
      });
    },
  );
  server.listen(config.port, config.host);
  await once(server, 'listening');
  closers.add({
    name: 'http server',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      }),
  });
  return (answers) => {
    current = answers && {
      ...answers,
      app: createHandlerService({ secret: config.webhookSecret, handlers: answers.handlers, log, metrics }),
    };
  };
}

/** @throws when the engine does not answer a query */
async function askEngine({ graphqlUrl, adminSecret }: ServeConfig): Promise<void> {
  const answer = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': adminSecret },
    body: '{"query":"{ __typename }"}',
    signal: AbortSignal.timeout(2_500),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}
