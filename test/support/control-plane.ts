/**
 * The control plane without a machine to run apps on: a migrated database, the real engine over HTTP with our metadata, the handler
 * service with our actions and events, our reconcilers, and emulated builds and runtime.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import pino from 'pino';
import {
  type ActionDeps,
  actions,
  createTokens,
  hashPassword,
  openSecretOf,
  openSigningKeys,
  runAction,
} from '../../actions/index.ts';
import { openHttpSender } from '../../adapters/http/open-http-sender.ts';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { openInProcessBus } from '../../adapters/local/events/in-process-bus.ts';
import { builtInPolicy } from '../../adapters/local/policy/built-in-policy.ts';
import { addKey, newKey } from '../../adapters/local/secrets/key-ring.ts';
import { openLocalSecrets } from '../../adapters/local/secrets/open-secrets.ts';
import type { CommitStatusReporter } from '../../domain/ports/commit-status.ts';
import type { Dns } from '../../domain/ports/dns.ts';
import type { EventBus } from '../../domain/ports/event-bus.ts';
import type { Mailer } from '../../domain/ports/mailer.ts';
import type { PolicyEngine } from '../../domain/ports/policy-engine.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import type { VulnerabilityScanner } from '../../domain/ports/vulnerability-scanner.ts';
import { parseConfig, startEngine } from '../../engine/index.ts';
import { cronHandlers, eventHandlers, runEvent } from '../../events/index.ts';
import { createReconciler, type ReconcileObservation, type Reconciler } from '../../reconcile/index.ts';
import { createClient, type GraphqlClient } from '../../sdk/client.ts';
import { explainWrite } from '../../server/engine/explain-write.ts';
import { quotaObserver } from '../../server/engine/quota-observer.ts';
import { repeats } from '../../server/engine/repeats.ts';
import { writeVariables } from '../../server/engine/write-variables.ts';
import { openEndedAccess } from '../../server/http/ended-access.ts';
import { createHandlerService, type Handler } from '../../server/http/handler-service.ts';
import { answerKeySet, KEY_SET_PATH } from '../../server/http/key-set.ts';
import { leanFetch } from '../../server/http/lean-fetch.ts';
import { problemType } from '../../server/http/problem.ts';
import { databaseKeyStore } from '../../server/keys/database-key-store.ts';
import { databaseLogs } from '../../server/platform/database-logs.ts';
import { type BuilderEmulator, emulateBuilder } from '../emulators/builder.ts';
import { type ClustersEmulator, emulateClusters, emulateTenants, type TenantsEmulator } from '../emulators/clusters.ts';
import { type DatabasesEmulator, emulateDatabases } from '../emulators/databases.ts';
import { emulateImages, type ImagesEmulator } from '../emulators/images.ts';
import { emulateJobs, type JobsEmulator } from '../emulators/jobs.ts';
import { emulateRuntime, type RuntimeEmulator } from '../emulators/runtime.ts';
import { emulateScanner, type ScannerEmulator } from '../emulators/scanner.ts';
import { METADATA } from './metadata.ts';
import { migratedDatabase } from './migrated.ts';
import { freePort } from './ports.ts';
import type { ScratchDatabase } from './postgres.ts';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export interface Caller {
  readonly role: string;
  readonly userId: string;
  readonly organizationId: string;
}

export interface ControlPlane extends AsyncDisposable {
  readonly url: string;
  readonly adminSecret: string;
  readonly database: ScratchDatabase;
  readonly admin: GraphqlClient;
  readonly actionDeps: ActionDeps;
  readonly builder: BuilderEmulator;
  readonly images: ImagesEmulator;
  readonly runtime: RuntimeEmulator;
  readonly scanner: ScannerEmulator;
  readonly jobs: JobsEmulator;
  readonly databases: DatabasesEmulator;
  readonly clusters: ClustersEmulator;
  readonly tenants: TenantsEmulator;
  readonly reconciler: () => Reconciler;
  readonly observations: readonly ReconcileObservation[];
  /** Sends a request with these headers. */
  send(headers: Readonly<Record<string, string>>, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** As a member, by the admin secret and session headers. */
  as(caller: Caller, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** A new reconciler that knows nothing, as after a restart; the old one is gone without a word. */
  restart(): Promise<void>;
  /**
   * The same without a good end: nothing of the old one reaches the database any more, whatever it had begun. `buried` ends its adapters, before
   * those of the new one are made.
   */
  kill(buried: () => Promise<void>): Promise<void>;
  /** Makes a new key-encryption key the current one. */
  rotateSecretKey(): void;
  /** A clock that tests move forward, for deadlines. */
  advance(ms: number): void;
}

const SECRET = 'admin-secret-of-tests';
/** What everything says that a killed reconciler begins. */
export const DEAD = 'this process is dead';

export interface ControlPlaneOptions {
  /** Default: the installation has no mail server. */
  readonly mailer?: Mailer;
  /** Default: events stay in the process. */
  readonly bus?: EventBus;
  /** Events move nothing: what is in the database is what the test wrote and what callers change. */
  readonly still?: boolean;
  /** Where secrets are kept; it is given the local store. Default: that. */
  readonly secrets?: (local: SecretStore) => SecretStore;
  /** Default: the built-in rules. */
  readonly policy?: PolicyEngine;
  /** Default: an emulated one, told by the test. */
  readonly scanner?: VulnerabilityScanner;
  /** Default: no name has anything. */
  readonly dns?: Dns;
  /** Default: no git host is known. */
  readonly commits?: CommitStatusReporter;
  /** Another metadata folder than the project's own. */
  readonly metadata?: string;
  /** Tokens of ended sessions are refused at once, as `up` does. Default: they hold until they expire. */
  readonly endsAccess?: boolean;
  /** Real adapters in place of the emulated ports; they hint by what they are given. They are the caller's to close. */
  readonly platform?: (hint: Hint) => Partial<PlatformParts>;
}

type PlatformParts = Pick<
  Parameters<typeof createReconciler>[0]['deps'],
  'builder' | 'images' | 'runtime' | 'jobs' | 'databases' | 'clusters' | 'tenants'
>;

export async function startControlPlane({
  mailer,
  secrets: keep = (local) => local,
  policy = builtInPolicy(),
  scanner: given,
  dns = { texts: async () => [], aliases: async () => [], addresses: async () => [] },
  commits = { knows: () => false, report: async () => {} },
  bus,
  metadata = METADATA,
  still = false,
  endsAccess = false,
  platform = () => ({}),
}: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const database = await migratedDatabase();
  const { privateKey } = generateKeyPairSync('ed25519');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/v1/graphql`;
  const admin = createClient({ url, headers: () => ({ 'x-hasura-admin-secret': SECRET }), fetch: leanFetch });
  let skewMs = 0;
  const now = () => Date.now() + skewMs;
  let keys = newKey();
  const secrets = keep(openLocalSecrets({ readKeys: async () => keys }));
  const rootKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signingKeys = openSigningKeys({ rootKey, store: databaseKeyStore(database.url), now, maxAgeSeconds: 1 });
  const people = { signUp: 'open', publicUrl: 'http://localhost:8080', sendsMail: mailer !== undefined } as const;
  let reconciler: Reconciler;
  const hint = (ref: Parameters<Reconciler['wake']>[0]) => reconciler.wake(ref);
  const jobs = emulateJobs(hint, now);
  const databases = emulateDatabases(hint, now);
  const clusters = emulateClusters(hint, now);
  const tenants = emulateTenants(hint, now);
  let real = platform(hint);
  const actionDeps: ActionDeps = {
    graphql: admin,
    tokens: createTokens({ rootKey, signingKeys }),
    signingKeys,
    people,
    baseDomain: 'localhost',
    secrets,
    platform: {
      databases: (real.databases ?? databases).capabilities,
      clusters: real.clusters ?? clusters,
      tenants: real.tenants ?? tenants,
    },
    cache: openInProcessCache(),
    logs: databaseLogs(admin),
    now,
  };
  // This machine only: servers of the tests.
  const http = openHttpSender({ allowed: ['127.0.0.1'] });
  const observations: ReconcileObservation[] = [];
  const builder = emulateBuilder(hint);
  const runtime = emulateRuntime(hint, now);
  const images = emulateImages();
  const scanner = emulateScanner();
  const addresses = { hostname: (s: string) => `${s}.localhost`, url: (h: string) => `http://${h}:8080` };
  const eventBus = bus ?? openInProcessBus({ hint: () => hint({ kind: 'event-bus', id: 'dead-letters' }) });
  let life = { isOver: false };
  const open = () => {
    const own = { isOver: false };
    life = own;
    const request: GraphqlClient['request'] = (...of) => (own.isOver ? Promise.reject(new Error(DEAD)) : admin.request(...of));
    return createReconciler({
      isMine: () => !own.isOver,
      deps: {
        graphql: { ...admin, request },
        bus: eventBus,
        builder,
        images,
        runtime,
        jobs,
        databases,
        clusters,
        tenants,
        ...real,
        secrets,
        scanner: given ?? scanner,
        policy,
        commits,
        dns,
        http,
        logsKeptMs: 30 * 24 * 3_600_000,
        mailer: mailer ?? null,
        mailTokens: openSecretOf(rootKey),
        publicUrl: people.publicUrl,
        addresses,
        now,
      },
      observe: (observation) => observations.push(observation),
    });
  };
  reconciler = open();

  const eventDeps = {
    reconciler: {
      wake: (ref: Parameters<Reconciler['wake']>[0]) => reconciler.wake(ref),
      resync: (...args: Parameters<Reconciler['resync']>) => reconciler.resync(...args),
      reap: () => reconciler.reap(),
      checkAlerts: () => reconciler.checkAlerts(),
    },
  };
  const handlers = {
    actions: bind(actions, (action) => (body, headers) => runAction(actionDeps, action, body, headers)),
    events: bind(
      eventHandlers,
      (handler) => async (body) => (still ? { status: 200, body: {} } : runEvent(eventDeps, handler, body)),
    ),
    // Tests sweep when it is time: a sweep of the clock's, begun under what was so before, would end between two of their lines.
    cron: bind(cronHandlers, () => async () => ({ status: 200, body: {} })),
  };
  const app = createHandlerService({ secret: 'webhook-secret', handlers, log: pino({ level: 'silent' }) });
  const handlerServer = await new Promise<Server>((resolve) => {
    const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) =>
      request.url === KEY_SET_PATH ? void answerKeySet(response, signingKeys) : app(request, response),
    ).listen(0, '127.0.0.1', () => resolve(server));
  });
  const address = handlerServer.address();
  const handlersUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const ended = endsAccess
    ? openEndedAccess({
        url: url.replace(/^http/, 'ws'),
        headers: { 'x-hasura-admin-secret': SECRET },
        onFailure: () => {},
        retryMs: 50,
      })
    : null;
  const engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: database.url,
      HASURA_GRAPHQL_METADATA_DIR: metadata,
      HASURA_GRAPHQL_ADMIN_SECRET: SECRET,
      HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous',
      HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES: 'true',
      ENGINE_OPENAPI_VERSION: '3.1',
      HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({
        type: 'Ed25519',
        jwk_url: `${handlersUrl}${KEY_SET_PATH}`,
        issuer: 'northstack',
        audience: 'northstack',
      }),
      HASURA_GRAPHQL_SERVER_PORT: String(port),
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      NORTHSTACK_ACTIONS_URL: handlersUrl,
      NORTHSTACK_EVENTS_URL: handlersUrl,
      NORTHSTACK_WEBHOOK_SECRET: 'webhook-secret',
    }),
    {
      observe: quotaObserver(admin, () => {}),
      writeVariables,
      explain: explainWrite,
      problemType,
      repeats,
      ...(ended ? { revocation: { isRevoked: ({ variables }) => ended.has(variables), onChange: ended.onChange } } : {}),
    },
  );

  await ended?.known;

  const send: ControlPlane['send'] = async (headers, query, variables = {}) => {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    return (await response.json()) as Answer;
  };
  return {
    url,
    adminSecret: SECRET,
    database,
    admin,
    actionDeps,
    builder,
    images,
    runtime,
    scanner,
    jobs,
    databases,
    clusters,
    tenants,
    observations,
    reconciler: () => reconciler,
    send,
    as: (caller, query, variables) =>
      send(
        {
          'x-hasura-admin-secret': SECRET,
          'x-hasura-role': caller.role,
          'x-hasura-user-id': caller.userId,
          'x-hasura-org-id': caller.organizationId,
        },
        query,
        variables,
      ),
    restart: async () => {
      await reconciler[Symbol.asyncDispose]();
      reconciler = open();
    },
    kill: async (buried) => {
      life.isOver = true;
      await buried();
      // Waits for what was under way, which now fails; nobody else waits for it.
      void reconciler[Symbol.asyncDispose]();
      real = platform(hint);
      reconciler = open();
    },
    rotateSecretKey: () => {
      keys = addKey(keys);
    },
    advance: (ms) => {
      skewMs += ms;
    },
    [Symbol.asyncDispose]: async () => {
      await reconciler[Symbol.asyncDispose]();
      await http[Symbol.asyncDispose]();
      await ended?.[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
      handlerServer.closeAllConnections();
      await new Promise((resolve) => handlerServer.close(resolve));
      await database[Symbol.asyncDispose]();
    },
  };
}

const bind = <T>(registry: ReadonlyMap<string, T>, handler: (item: T) => Handler): ReadonlyMap<string, Handler> =>
  new Map([...registry].map(([name, item]) => [name, handler(item)]));

export const PASSWORD = 'correct horse battery staple';
let passwordHash: Promise<string> | undefined;

export interface TestTenant {
  readonly organizationId: string;
  readonly slug: string;
  readonly projectId: string;
  readonly productionId: string;
  readonly serviceId: string;
  /** A member with this role; made when first asked for. */
  member(role: string): Promise<Caller & { readonly email: string }>;
}

/** An organization with a project and a service that is built from git. */
export async function createTenant({ database }: ControlPlane, projectSlug?: string): Promise<TestTenant> {
  const [organizationId, projectId, serviceId] = [randomUUID(), randomUUID(), randomUUID()];
  const slug = `o-${organizationId.slice(0, 8)}`;
  await database.sql('insert into organizations (id, slug, name) values ($1, $2, $2)', [organizationId, slug]);
  await database.sql('insert into projects (id, organization_id, slug, name) values ($1, $2, $3, $3)', [
    projectId,
    organizationId,
    projectSlug ?? `p-${projectId.slice(0, 8)}`,
  ]);
  await database.sql(
    `insert into services (id, project_id, slug, name, type, source_type, git_repository)
     values ($1, $2, 'web', 'Web', 'web', 'git', 'file:///srv/repository')`,
    [serviceId, projectId],
  );
  const [environment] = await database.sql('select id from environments where project_id = $1', [projectId]);
  const members = new Map<string, Caller & { readonly email: string }>();
  return {
    organizationId,
    slug,
    projectId,
    productionId: String(environment?.id),
    serviceId,
    member: async (role) => {
      const known = members.get(role);
      if (known) return known;
      passwordHash ??= hashPassword(PASSWORD);
      const userId = randomUUID();
      const email = `${role}-${userId.slice(0, 8)}@example.com`;
      await database.sql('insert into users (id, email, name, is_platform_admin) values ($1, $2, $3, $4)', [
        userId,
        email,
        role,
        role === 'platform_admin',
      ]);
      await database.sql('insert into user_credentials (user_id, password_hash) values ($1, $2)', [userId, await passwordHash]);
      if (role !== 'platform_admin')
        await database.sql('insert into organization_members (organization_id, user_id, role) values ($1, $2, $3)', [
          organizationId,
          userId,
          role,
        ]);
      const member = { role, userId, organizationId, email };
      members.set(role, member);
      return member;
    },
  };
}
