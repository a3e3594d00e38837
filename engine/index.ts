/**
 * The engine's door. `startEngine` puts the stages together: catalog and metadata become a model that is replaced as a whole when
 * either changes; requests are planned against it and run; transports, live queries and triggers stand around that. Disposing
 * stops in reverse order: nothing new is taken, what is under way ends, and only then the database is let go.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ClosingStack, createClosingStack } from '../kit/closing-stack.ts';
import { startAsyncActions } from './actions/async-worker.ts';
import { openAuthenticator } from './auth/authenticate.ts';
import type { EngineConfig } from './config/config.ts';
import { createCore } from './core.ts';
import { openDatabase } from './database/pool.ts';
import { toEngineError } from './database/postgres-error.ts';
import type { Core } from './engine.ts';
import { EngineError } from './error.ts';
import { createExecutor, type Explain } from './execute/execute.ts';
import type { Repeats } from './execute/run-once.ts';
import type { WriteVariables } from './execute/session-settings.ts';
import { engineEndpoints } from './http/endpoints.ts';
import { asEngineError, createHandler } from './http/handler.ts';
import { listen } from './http/server.ts';
import { VERSION } from './http/version.ts';
import { openLifecycle } from './lifecycle/lifecycle.ts';
import { createAdmission } from './limits/admission.ts';
import { openLive } from './live/live.ts';
import { metadataCommands, queryCommands } from './metadata-api/commands.ts';
import { createMetadataApi } from './metadata-api/metadata-api.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { Observe } from './observation.ts';
import { createPlanner, DEFAULT_PLANNER_OPTIONS } from './plan/planner.ts';
import type { ProblemType } from './rest/problem.ts';
import type { Revocation, Session } from './session.ts';
import { eventTriggerApplier } from './triggers/apply-event-triggers.ts';
import { startEventCleanup } from './triggers/cleanup/cleanup-schedule.ts';
import { triggerCommands } from './triggers/commands.ts';
import { startEventDelivery } from './triggers/event-delivery.ts';
import { cronApplier } from './triggers/scheduled/plan-cron-events.ts';
import { startScheduledTriggers } from './triggers/scheduled/scheduled-processor.ts';
import { isAllowedHost } from './webhook/allowed-host.ts';
import { openWebhookClient } from './webhook/client.ts';
import { CLOSE } from './ws/protocol.ts';
import { createWebSocketServer } from './ws/websocket-server.ts';

export { type EngineConfig, parseConfig } from './config/config.ts';
export type { Core } from './engine.ts';
export type { KeyedRequest, Repeats } from './execute/run-once.ts';
export type { Observation, Observe } from './observation.ts';
export type { Session } from './session.ts';

export interface Engine extends AsyncDisposable {
  /** Where it listens; null when it was started to be mounted in another server. */
  readonly port: number | null;
  readonly core: Core;
  handler(req: IncomingMessage, res: ServerResponse): void;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface StartOptions {
  readonly observe?: Observe;
  /** False: it does not listen, its `handler` and `upgrade` are called by another server. Default true. */
  readonly listen?: boolean;
  /** Goes into `hasura.user` with each write, for triggers. */
  readonly writeVariables?: WriteVariables;
  /** Sessions that ended before their tokens: requests of theirs are refused, sockets closed. */
  readonly revocation?: Revocation;
  /** Keeps answers of mutations with an `Idempotency-Key`, for repeats. */
  readonly repeats?: Repeats;
  /** Words for refused writes, as `extensions.explanation` beside Hasura's code and message. */
  readonly explain?: Explain;
  /** Failures of REST endpoints are problems (RFC 9457) whose type is this of their code. Default: Hasura's own form. */
  readonly problemType?: ProblemType;
  /** Metrics of the program around, in Prometheus's text form and with names of their own: told with the engine's. */
  readonly moreMetrics?: () => Promise<string>;
}

export async function startEngine(config: EngineConfig, options: StartOptions = {}): Promise<Engine> {
  const opened = createClosingStack();
  try {
    return await start(config, options, opened);
  } catch (error) {
    await opened[Symbol.asyncDispose]();
    throw error;
  }
}

async function start(config: EngineConfig, options: StartOptions, opened: ClosingStack): Promise<Engine> {
  const startedAt = performance.now();
  const metrics = createMetrics(options.moreMetrics);
  const tell = options.observe ?? (() => {});
  const observe: Observe = (observation) => {
    metrics.observe(observation);
    tell(observation);
  };
  const onConnection = ({ kind, message }: { readonly kind: 'lost' | 'back'; readonly message: string }) =>
    observe({ kind: kind === 'lost' ? 'database-lost' : 'database-back', message });
  const open = (url: string) =>
    opened.use(
      openDatabase(url, {
        maxConnections: config.pool.maxConnections,
        poolTimeoutMs: config.pool.acquireTimeoutMs,
        idleTimeoutMs: config.pool.idleTimeoutMs,
        isolation: config.pool.isolation,
        prepare: config.pool.usePreparedStatements,
        onConnection,
      }),
    );
  const database = open(config.databaseUrl);
  const metadataDatabase = config.metadataDatabaseUrl === config.databaseUrl ? database : open(config.metadataDatabaseUrl);
  const authenticator = opened.use(await openAuthenticator(config.auth, observe, options.revocation));

  const lifecycle = opened.use(
    await openLifecycle({
      database,
      metadataDatabase,
      metadataDirectory: config.metadataDirectory,
      env: config.env,
      naming: { isEnabled: config.experimentalFeatures.has('naming_convention'), byDefault: config.namingConvention },
      observe,
      appliers: [
        eventTriggerApplier({ stringifyNumericTypes: config.stringifyNumericTypes, notify: config.notify }),
        ...(metadataDatabase === database ? [cronApplier()] : []),
      ],
      notify: config.notify,
      syncIntervalMs: config.schemaSyncIntervalMs,
    }),
  );
  const { snapshot, onChange } = lifecycle;
  const notify = config.notify && !snapshot().catalog.isYugabyte;
  const experiments = config.experimentalFeatures;
  const planner = createPlanner({
    ...DEFAULT_PLANNER_OPTIONS,
    schema: {
      inferFunctionPermissions: config.inferFunctionPermissions,
      hideAggregationPredicates: experiments.has('hide_aggregation_predicates'),
      hideUpdateMany: experiments.has('hide_update_many_fields'),
      hideStreams: experiments.has('hide_stream_fields'),
    },
    allowsNullForNonNull: config.nullInNonNullableVariables,
  });
  const webhooks = opened.use(openWebhookClient({ trusts: (url) => isAllowedHost(snapshot().model.tlsAllowlist, url) }));
  const actions = { webhooks, observe, version: VERSION, configuredHeaderPrecedence: config.configuredHeaderPrecedence };
  const compileOptions = { stringifyNumeric: config.stringifyNumericTypes };
  const execute = createExecutor({
    database,
    actionLog: metadataDatabase,
    planner,
    actions,
    compile: compileOptions,
    isolation: config.pool.isolation,
    snapshot,
    afterWrites: lifecycle.afterWrites,
    observe,
    ...(options.writeVariables ? { writeVariables: options.writeVariables } : {}),
    ...(options.explain ? { explain: options.explain } : {}),
    ...(options.repeats ? { repeats: options.repeats } : {}),
  });
  const core = createCore({
    database,
    snapshot,
    onChange,
    planner,
    enableAllowlist: config.enableAllowlist,
    execute,
  });

  const instanceId = randomUUID();
  const worker = {
    snapshot,
    onChange,
    instanceId,
    leaseSeconds: config.claimLeaseSeconds,
    shutdownMs: config.gracefulShutdownMs,
    notify,
  };
  const deliveries = { webhooks, observe, version: VERSION, logHeadersFromEnv: config.logHeadersFromEnv };
  opened.use(
    await startEventDelivery({
      ...worker,
      ...deliveries,
      database,
      concurrency: config.events.httpPoolSize,
      batchSize: config.events.fetchBatchSize,
      pollMs: config.events.fetchIntervalMs,
    }),
  );
  opened.use(startEventCleanup({ database, snapshot, onChange, observe }));
  opened.use(await startScheduledTriggers({ ...worker, ...deliveries, database: metadataDatabase, env: config.env }));
  opened.use(
    await startAsyncActions({
      ...worker,
      ...actions,
      database: metadataDatabase,
      batchSize: config.asyncActions.fetchBatchSize,
      pollMs: config.asyncActions.fetchIntervalMs,
    }),
  );

  const live = opened.use(
    openLive({
      config,
      database,
      snapshot,
      onChange: config.websocket.closeOnMetadataChange ? null : onChange,
      plan: core.plan,
      answer: (request, context) => execute(request, context, true),
      compileOptions,
      toEngineError: (error) => {
        const known = toEngineError(error);
        return known instanceof EngineError ? known : asEngineError(known, observe);
      },
      observe,
    }),
  );

  metrics.gauge('hasura_postgres_connections', 'Connections to the source database', () => database.connections().open);
  metrics.gauge('hasura_postgres_idle_connections', 'Of these, those that nobody uses', () => database.connections().idle);
  metrics.gauge('hasura_postgres_pool_waiting', 'Requests that wait for a connection', () => database.connections().waiting);
  metrics.gauge('hasura_live_query_cohorts', 'Groups of subscribers with equal answers', () => live.cohorts);

  const showsInternal = (session: Session | null) => config.devMode || (session?.role === 'admin' && config.adminInternalErrors);
  const admit = createAdmission(() => snapshot().model.limits);
  const sockets = opened.use(
    createWebSocketServer(config, {
      authenticator,
      operations: {
        kindOf: (request, context, ip) => {
          admit(context.session, ip, 1);
          return core.plan(request, context).plan.kind;
        },
        execute: core.execute,
        subscribe: live.subscribe,
      },
      showsInternal,
      observe,
    }),
  );
  opened.defer(
    onChange(() => {
      if (config.websocket.closeOnMetadataChange) sockets.closeAll(CLOSE.metadataChanged);
    }),
  );

  options.revocation?.onChange(() => sockets.closeSessions((session) => options.revocation?.isRevoked(session) ?? false));

  const metadataApi = createMetadataApi({
    lifecycle,
    database,
    metadataDatabase,
    env: config.env,
    metadataCommands: { ...metadataCommands, ...triggerCommands },
    queryCommands,
  });
  const handler = createHandler({
    ...engineEndpoints({
      config,
      core,
      metadataApi,
      admit,
      schemaOf: (session) => planner.schema(snapshot(), session).complete,
      compileOptions,
      metrics,
      showsInternal,
      observe,
      keepsRepeats: options.repeats !== undefined,
      ...(options.problemType ? { problemType: options.problemType } : {}),
    }),
    authenticator,
    corsDomains: config.corsDomains,
    maxRequestBytes: config.http.maxRequestBytes,
    showsInternal,
    observe,
  });

  let port: number | null = null;
  if (options.listen !== false) {
    const server = await listen(config, handler, sockets.upgrade);
    // A socket that was upgraded keeps its server open.
    opened.defer(async () => {
      await Promise.all([server.close(config.gracefulShutdownMs), sockets[Symbol.asyncDispose]()]);
    });
    port = server.port;
    observe({ kind: 'started', port, durationMs: performance.now() - startedAt });
  }
  return {
    port,
    core,
    handler,
    upgrade: sockets.upgrade,
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      observe({ kind: 'stopped' });
    },
  };
}
