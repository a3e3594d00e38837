/**
 * The engine's settings: Hasura's own `HASURA_GRAPHQL_*` names (dialect §8.5), parsed once from a given environment.
 * What Hasura has no name for is `ENGINE_*`. Everything that is wrong is reported at once.
 */
import { Fault } from '../../kit/fault.ts';
import { type AuthConfig, parseAuth } from './auth-config.ts';
import { Settings } from './settings.ts';

export type ApiGroup = 'metadata' | 'graphql' | 'pgdump' | 'config' | 'metrics' | 'developer';

export interface PollingConfig {
  readonly refetchIntervalMs: number;
  readonly batchSize: number;
}

export interface EngineConfig {
  readonly databaseUrl: string;
  /** Where metadata and its version live; the same database when not given. */
  readonly metadataDatabaseUrl: string;
  /** A Hasura CLI metadata directory loaded at start, null to use what the database holds. */
  readonly metadataDirectory: string | null;
  readonly host: string;
  readonly port: number;
  readonly auth: AuthConfig;
  readonly enableConsole: boolean;
  readonly devMode: boolean;
  readonly adminInternalErrors: boolean;
  readonly enabledApis: ReadonlySet<ApiGroup>;
  readonly enableAllowlist: boolean;
  /** Origins as written (`*`, `https://*.example.com`), null when CORS is off. */
  readonly corsDomains: readonly string[] | null;
  /** Read cookies of WebSocket handshakes even though CORS is off. */
  readonly wsReadCookie: boolean;
  readonly stringifyNumericTypes: boolean;
  readonly inferFunctionPermissions: boolean;
  readonly booleanNullCollapse: boolean;
  readonly nullInNonNullableVariables: boolean;
  readonly experimentalFeatures: ReadonlySet<string>;
  readonly namingConvention: 'hasura-default' | 'graphql-default';
  readonly liveQueries: PollingConfig;
  readonly streamingQueries: PollingConfig;
  /**
   * Subscriptions, events and changes of metadata wake by NOTIFY where the database can, with the poll as safety net. False: as on
   * YugabyteDB, where everything is polled, and nothing needs NOTIFY or advisory locks.
   */
  readonly notify: boolean;
  /** What `/api/swagger/json` answers: Hasura's own document to admins, or an OpenAPI 3.1 document of what the asking role may use. */
  readonly openApiVersion: '3.0' | '3.1';
  readonly events: { readonly httpPoolSize: number; readonly fetchIntervalMs: number; readonly fetchBatchSize: number };
  readonly asyncActions: { readonly fetchIntervalMs: number; readonly fetchBatchSize: number };
  readonly websocket: {
    readonly keepaliveMs: number;
    readonly initTimeoutMs: number;
    readonly compression: boolean;
    readonly closeOnMetadataChange: boolean;
    /** Of one connection, and of all together. */
    readonly maxOperations: number;
    readonly maxTotalOperations: number;
    readonly maxMessageBytes: number;
    /** A client whose unread bytes stay above this is closed. */
    readonly maxBufferedBytes: number;
  };
  readonly gracefulShutdownMs: number;
  /** Events and actions held by a process that was silent for so long are taken over by another. */
  readonly claimLeaseSeconds: number;
  /** How often other processes' metadata changes are looked for; 0 turns it off. */
  readonly schemaSyncIntervalMs: number;
  readonly configuredHeaderPrecedence: boolean;
  /** Invocation logs show values of headers that come from the environment. */
  readonly logHeadersFromEnv: boolean;
  /** Bearer token of `/v1/metrics`; null: admins only. */
  readonly metricsSecret: string | null;
  readonly http: {
    readonly maxHeaderBytes: number;
    readonly maxRequestBytes: number;
    readonly maxResponseBytes: number;
    readonly headersTimeoutMs: number;
    readonly requestTimeoutMs: number;
  };
  readonly maintenanceMode: boolean;
  readonly pool: {
    readonly maxConnections: number;
    readonly idleTimeoutMs: number;
    /** How long a request waits for a free connection. */
    readonly acquireTimeoutMs: number;
    readonly isolation: 'read-committed' | 'repeatable-read' | 'serializable';
    readonly usePreparedStatements: boolean;
  };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly enabledLogTypes: ReadonlySet<string>;
  /** The environment that metadata may refer to (`from_env`, `{{VAR}}`). */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const API_GROUPS = ['metadata', 'graphql', 'pgdump', 'config', 'metrics', 'developer'] as const;

/** Parses the environment. Throws one `Fault` that names every setting that is wrong. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): EngineConfig {
  const s = new Settings(env);
  const databaseUrl = s.text('HASURA_GRAPHQL_DATABASE_URL', '');
  if (databaseUrl === '') s.fail('HASURA_GRAPHQL_DATABASE_URL', 'is required');
  const disableCors = s.flag('HASURA_GRAPHQL_DISABLE_CORS', false);
  const config: EngineConfig = {
    databaseUrl,
    metadataDatabaseUrl: s.text('HASURA_GRAPHQL_METADATA_DATABASE_URL', databaseUrl),
    metadataDirectory: s.text('HASURA_GRAPHQL_METADATA_DIR', '') || null,
    host: s.text('HASURA_GRAPHQL_SERVER_HOST', '*').replace(/^\*$/, '0.0.0.0'),
    port: s.integer('HASURA_GRAPHQL_SERVER_PORT', 8080, { min: 0, max: 65_535 }),
    auth: parseAuth(s),
    enableConsole: s.flag('HASURA_GRAPHQL_ENABLE_CONSOLE', false),
    devMode: s.flag('HASURA_GRAPHQL_DEV_MODE', false),
    adminInternalErrors: s.flag('HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS', true),
    enabledApis: new Set(
      s.words('HASURA_GRAPHQL_ENABLED_APIS', ['metadata', 'graphql', 'pgdump', 'config', 'metrics'], API_GROUPS),
    ),
    enableAllowlist: s.flag('HASURA_GRAPHQL_ENABLE_ALLOWLIST', false),
    corsDomains: disableCors ? null : s.words('HASURA_GRAPHQL_CORS_DOMAIN', ['*']),
    wsReadCookie: s.flag('HASURA_GRAPHQL_WS_READ_COOKIE', false),
    stringifyNumericTypes: s.flag('HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES', false),
    inferFunctionPermissions: s.flag('HASURA_GRAPHQL_INFER_FUNCTION_PERMISSIONS', true),
    booleanNullCollapse: s.flag('HASURA_GRAPHQL_V1_BOOLEAN_NULL_COLLAPSE', false),
    nullInNonNullableVariables: s.flag('HASURA_GRAPHQL_BACKWARDS_COMPAT_NULL_IN_NONNULLABLE_VARIABLES', false),
    experimentalFeatures: new Set(s.words('HASURA_GRAPHQL_EXPERIMENTAL_FEATURES', [])),
    namingConvention: s.choice('HASURA_GRAPHQL_DEFAULT_NAMING_CONVENTION', 'hasura-default', [
      'hasura-default',
      'graphql-default',
    ]),
    liveQueries: polling(s, 'LIVE_QUERIES'),
    streamingQueries: polling(s, 'STREAMING_QUERIES'),
    notify: s.flag('ENGINE_NOTIFY', true),
    openApiVersion: s.choice('ENGINE_OPENAPI_VERSION', '3.0', ['3.0', '3.1']),
    events: {
      httpPoolSize: s.integer('HASURA_GRAPHQL_EVENTS_HTTP_POOL_SIZE', 100, { min: 1 }),
      fetchIntervalMs: s.integer('HASURA_GRAPHQL_EVENTS_FETCH_INTERVAL', 1000),
      fetchBatchSize: s.integer('HASURA_GRAPHQL_EVENTS_FETCH_BATCH_SIZE', 100),
    },
    asyncActions: {
      fetchIntervalMs: s.integer('HASURA_GRAPHQL_ASYNC_ACTIONS_FETCH_INTERVAL', 1000),
      fetchBatchSize: s.integer('HASURA_GRAPHQL_ASYNC_ACTIONS_FETCH_BATCH_SIZE', 10, { min: 1 }),
    },
    websocket: {
      keepaliveMs: 1000 * s.integer('HASURA_GRAPHQL_WEBSOCKET_KEEPALIVE', 5),
      initTimeoutMs: 1000 * s.integer('HASURA_GRAPHQL_WEBSOCKET_CONNECTION_INIT_TIMEOUT', 3, { min: 1 }),
      compression: s.flag('HASURA_GRAPHQL_CONNECTION_COMPRESSION', false),
      closeOnMetadataChange: s.flag('HASURA_GRAPHQL_CLOSE_WEBSOCKETS_ON_METADATA_CHANGE', true),
      maxOperations: s.integer('ENGINE_WEBSOCKET_MAX_OPERATIONS', 1000, { min: 1 }),
      maxTotalOperations: s.integer('ENGINE_WEBSOCKET_MAX_TOTAL_OPERATIONS', 100_000, { min: 1 }),
      maxMessageBytes: s.integer('ENGINE_WEBSOCKET_MAX_MESSAGE_BYTES', 4 * MEBIBYTE, { min: 1024 }),
      maxBufferedBytes: s.integer('ENGINE_WEBSOCKET_MAX_BUFFERED_BYTES', 16 * MEBIBYTE, { min: 1024 }),
    },
    gracefulShutdownMs: 1000 * s.integer('HASURA_GRAPHQL_GRACEFUL_SHUTDOWN_TIMEOUT', 60),
    claimLeaseSeconds: s.integer('ENGINE_CLAIM_LEASE_SECONDS', 20, { min: 1 }),
    schemaSyncIntervalMs: s.integer('HASURA_GRAPHQL_SCHEMA_SYNC_POLL_INTERVAL', 1000),
    configuredHeaderPrecedence: s.flag('HASURA_GRAPHQL_CONFIGURED_HEADER_PRECEDENCE', false),
    logHeadersFromEnv: s.flag('HASURA_GRAPHQL_LOG_HEADERS_FROM_ENV', false),
    metricsSecret: s.text('HASURA_GRAPHQL_METRICS_SECRET', '') || null,
    http: {
      maxHeaderBytes: s.integer('HASURA_GRAPHQL_MAX_TOTAL_HEADER_LENGTH', 1 * MEBIBYTE, { min: 1024 }),
      maxRequestBytes: s.integer('ENGINE_MAX_REQUEST_BYTES', 32 * MEBIBYTE, { min: 1024 }),
      maxResponseBytes: s.integer('ENGINE_MAX_RESPONSE_BYTES', 256 * MEBIBYTE, { min: 1024 }),
      headersTimeoutMs: s.integer('ENGINE_HEADERS_TIMEOUT_MS', 20_000, { min: 100 }),
      requestTimeoutMs: s.integer('ENGINE_REQUEST_TIMEOUT_MS', 60_000, { min: 100 }),
    },
    maintenanceMode: s.flag('HASURA_GRAPHQL_ENABLE_MAINTENANCE_MODE', false),
    pool: {
      maxConnections: s.integer('HASURA_GRAPHQL_PG_CONNECTIONS', 50, { min: 1 }),
      idleTimeoutMs: 1000 * s.integer('HASURA_GRAPHQL_PG_TIMEOUT', 180, { min: 1 }),
      acquireTimeoutMs: s.integer('ENGINE_PG_POOL_TIMEOUT_MS', 30_000, { min: 1 }),
      isolation: s.choice('HASURA_GRAPHQL_TX_ISOLATION', 'read-committed', ['read-committed', 'repeatable-read', 'serializable']),
      usePreparedStatements: s.flag('HASURA_GRAPHQL_USE_PREPARED_STATEMENTS', true),
    },
    logLevel: s.choice('HASURA_GRAPHQL_LOG_LEVEL', 'info', ['debug', 'info', 'warn', 'error']),
    enabledLogTypes: new Set(
      s.words('HASURA_GRAPHQL_ENABLED_LOG_TYPES', ['startup', 'http-log', 'webhook-log', 'websocket-log', 'jwk-refresh-log']),
    ),
    env,
  };
  if (s.problems.length > 0) throw new Fault('reject', { code: 'invalid-configuration', message: s.problems.join('; ') });
  return config;
}

const MEBIBYTE = 1 << 20;

const polling = (s: Settings, prefix: string): PollingConfig => ({
  refetchIntervalMs: s.integer(`HASURA_GRAPHQL_${prefix}_MULTIPLEXED_REFETCH_INTERVAL`, 1000, { min: 1 }),
  batchSize: s.integer(`HASURA_GRAPHQL_${prefix}_MULTIPLEXED_BATCH_SIZE`, 100, { min: 1 }),
});
