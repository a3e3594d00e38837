/** What the engine says about itself: version, health, configuration (dialect §8). */
import type { EngineConfig } from '../config/config.ts';
import type { Core } from '../engine.ts';
import type { Call, Endpoint } from './call.ts';
import { json, type Reply } from './send.ts';
import { VERSION } from './version.ts';

const text = (body: string, status = 200): Reply => ({ status, contentType: 'text/plain; charset=utf-8', body });

export const versionEndpoint: Endpoint = {
  methods: ['GET', 'HEAD'],
  errors: 'api',
  handle: () => json({ version: VERSION, server_type: 'ce' }),
};

/** 200 `OK`, 200 `WARN: …` with inconsistent metadata (500 `ERROR: …` when `?strict=true`), 500 `ERROR` without a database. */
export function healthEndpoint(core: Core): Endpoint {
  const handle = async (call: Call): Promise<Reply> => {
    try {
      await Promise.race([core.database.query({ text: 'select 1' }), rejectAfter(HEALTH_TIMEOUT_MS)]);
    } catch {
      return text('ERROR', 500);
    }
    if (core.snapshot().model.inconsistencies.length === 0) return text('OK');
    const isStrict = call.query.get('strict') === 'true';
    return isStrict ? text('ERROR: inconsistent objects in schema', 500) : text('WARN: inconsistent objects in schema');
  };
  return { methods: ['GET', 'HEAD'], errors: 'api', handle };
}

const HEALTH_TIMEOUT_MS = 5_000;

const rejectAfter = (ms: number) =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms).unref();
  });

export function configEndpoint(config: EngineConfig): Endpoint {
  const { auth } = config;
  const first = auth.jwt[0];
  const body = {
    version: VERSION,
    is_function_permissions_inferred: config.inferFunctionPermissions,
    is_remote_schema_permissions_enabled: false,
    is_admin_secret_set: auth.adminSecrets.length > 0,
    is_auth_hook_set: auth.webhook !== null,
    is_jwt_set: auth.jwt.length > 0,
    jwt: first ? describeClaims(first) : null,
    is_allow_list_enabled: config.enableAllowlist,
    live_queries: { batch_size: config.liveQueries.batchSize, refetch_delay: config.liveQueries.refetchIntervalMs / 1000 },
    streaming_queries: {
      batch_size: config.streamingQueries.batchSize,
      refetch_delay: config.streamingQueries.refetchIntervalMs / 1000,
    },
    console_assets_dir: null,
    experimental_features: [...config.experimentalFeatures],
    is_prometheus_metrics_enabled: config.enabledApis.has('metrics'),
    default_naming_convention: config.namingConvention,
  };
  const handle = async (call: Call): Promise<Reply> => {
    await call.authenticateAdmin(null);
    return json(body);
  };
  return { methods: ['GET'], errors: 'api', handle };
}

function describeClaims({ claims }: EngineConfig['auth']['jwt'][number]) {
  if (claims.kind === 'map') return { claims_namespace: '', claims_format: 'json', claims_map: claims.entries };
  return {
    claims_namespace: claims.label,
    claims_format: claims.stringified ? 'stringified_json' : 'json',
    claims_map: null,
  };
}
