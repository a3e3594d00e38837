/**
 * Hasura metadata, version 3, as the CLI and `replace_metadata` give it. The value is the caller's own JSON, checked but not
 * rewritten: key order and spellings survive, so that an export is what was put in.
 */
import { z } from 'zod';
import { ActionMetadata, CustomTypesMetadata } from './action-metadata.ts';
import { FunctionMetadata } from './function-metadata.ts';
import { TableMetadata } from './table-metadata.ts';
import { CronTriggerMetadata } from './trigger-metadata.ts';

const Opaque = z.record(z.string(), z.unknown());

export const SourceMetadata = z.object({
  name: z.string().min(1),
  kind: z.string().nullish(),
  tables: z.array(TableMetadata).nullish(),
  functions: z.array(FunctionMetadata).nullish(),
  configuration: Opaque.nullish(),
  customization: z
    .object({
      root_fields: z
        .object({ namespace: z.string().nullish(), prefix: z.string().nullish(), suffix: z.string().nullish() })
        .nullish(),
      type_names: z.object({ prefix: z.string().nullish(), suffix: z.string().nullish() }).nullish(),
      naming_convention: z.string().nullish(),
    })
    .nullish(),
});
export type SourceMetadata = z.infer<typeof SourceMetadata>;

export const QueryCollectionMetadata = z.object({
  name: z.string().min(1),
  comment: z.string().nullish(),
  definition: z.object({ queries: z.array(z.object({ name: z.string(), query: z.string() })) }),
});
export type QueryCollectionMetadata = z.infer<typeof QueryCollectionMetadata>;

export const AllowlistScope = z.union([
  z.object({ global: z.literal(true) }),
  z.object({ global: z.literal(false), roles: z.array(z.string()) }),
]);

export const TlsHostMetadata = z.object({
  host: z.string().min(1),
  suffix: z.string().nullish(),
  permissions: z.array(z.string()).nullish(),
});
export type TlsHostMetadata = z.infer<typeof TlsHostMetadata>;

const NetworkMetadata = z.looseObject({ tls_allowlist: z.array(TlsHostMetadata).nullish() });

export const RestEndpointMetadata = z.object({
  name: z.string().min(1),
  url: z.string(),
  methods: z.array(z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])).min(1),
  definition: z.object({ query: z.object({ collection_name: z.string(), query_name: z.string() }) }),
  comment: z.string().nullish(),
});
export type RestEndpointMetadata = z.infer<typeof RestEndpointMetadata>;

const Limit = z
  .object({
    global: z.unknown().optional(),
    per_role: z.record(z.string(), z.unknown()).nullish(),
    state: z.string().nullish(),
  })
  .nullish();

export const ApiLimitsMetadata = z.object({
  disabled: z.boolean().nullish(),
  depth_limit: Limit,
  node_limit: Limit,
  time_limit: Limit,
  batch_limit: Limit,
  rate_limit: Limit,
});
export type ApiLimitsMetadata = z.infer<typeof ApiLimitsMetadata>;

export const RemoteSchemaMetadata = z.looseObject({ name: z.string().min(1) });

export const Metadata = z.object({
  version: z.literal(3),
  sources: z.array(SourceMetadata).nullish(),
  remote_schemas: z.array(RemoteSchemaMetadata).nullish(),
  query_collections: z.array(QueryCollectionMetadata).nullish(),
  allowlist: z.array(z.object({ collection: z.string(), scope: AllowlistScope.nullish() })).nullish(),
  actions: z.array(ActionMetadata).nullish(),
  custom_types: CustomTypesMetadata.nullish(),
  cron_triggers: z.array(CronTriggerMetadata).nullish(),
  rest_endpoints: z.array(RestEndpointMetadata).nullish(),
  api_limits: ApiLimitsMetadata.nullish(),
  inherited_roles: z.array(z.object({ role_name: z.string().min(1), role_set: z.array(z.string()) })).nullish(),
  graphql_schema_introspection: z.object({ disabled_for_roles: z.array(z.string()).nullish() }).nullish(),
  network: NetworkMetadata.nullish(),
  metrics_config: Opaque.nullish(),
  opentelemetry: Opaque.nullish(),
  backend_configs: Opaque.nullish(),
});
export type Metadata = z.infer<typeof Metadata>;

/** What an engine starts with that was given nothing: the database it was started with as source `default`, nothing tracked. */
export const EMPTY_METADATA: Metadata = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      tables: [],
      configuration: {
        connection_info: {
          database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' },
          isolation_level: 'read-committed',
          pool_settings: { connection_lifetime: 600, idle_timeout: 180, max_connections: 50, retries: 1 },
          use_prepared_statements: true,
        },
      },
    },
  ],
};
