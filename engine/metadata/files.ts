/** Which key of the metadata object is which file of the directory, in the order of the object. Sources and actions have their own. */
export const FILES: readonly {
  readonly key: string;
  readonly file: string;
  readonly empty: unknown;
  readonly always: boolean;
}[] = [
  { key: 'remote_schemas', file: 'remote_schemas.yaml', empty: [], always: true },
  { key: 'query_collections', file: 'query_collections.yaml', empty: [], always: true },
  { key: 'allowlist', file: 'allow_list.yaml', empty: [], always: true },
  { key: 'cron_triggers', file: 'cron_triggers.yaml', empty: [], always: true },
  { key: 'rest_endpoints', file: 'rest_endpoints.yaml', empty: [], always: true },
  { key: 'api_limits', file: 'api_limits.yaml', empty: {}, always: true },
  { key: 'graphql_schema_introspection', file: 'graphql_schema_introspection.yaml', empty: {}, always: false },
  { key: 'inherited_roles', file: 'inherited_roles.yaml', empty: [], always: true },
  { key: 'network', file: 'network.yaml', empty: {}, always: true },
  { key: 'metrics_config', file: 'metrics_config.yaml', empty: {}, always: false },
  { key: 'opentelemetry', file: 'opentelemetry.yaml', empty: {}, always: false },
  { key: 'backend_configs', file: 'backend_configs.yaml', empty: {}, always: false },
];
