/** Which path is answered by what (dialect §8). Groups that are not enabled do not exist. */

import type { GraphQLSchema } from 'graphql';
import type { ApiGroup, EngineConfig } from '../config/config.ts';
import { consoleEndpoint } from '../console/console-endpoint.ts';
import type { PlanningCore } from '../core.ts';
import type { Admit } from '../limits/admission.ts';
import type { MetadataApi } from '../metadata-api/metadata-api.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { metricsEndpoint } from '../metrics/metrics-endpoint.ts';
import type { Observe } from '../observation.ts';
import type { ProblemType } from '../rest/problem.ts';
import { REST_PREFIX, restEndpoint, swaggerEndpoint } from '../rest/rest-endpoint.ts';
import type { Session } from '../session.ts';
import type { CompileOptions } from '../sql/scope.ts';
import type { Endpoint } from './call.ts';
import { explainEndpoint } from './explain-endpoint.ts';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import { configEndpoint, healthEndpoint, versionEndpoint } from './info-endpoints.ts';
import { metadataEndpoint } from './metadata-endpoint.ts';
import { pgDumpEndpoint } from './pg-dump.ts';

export interface EndpointDeps {
  readonly config: EngineConfig;
  readonly core: PlanningCore;
  readonly schemaOf: (session: Session) => GraphQLSchema;
  readonly compileOptions: CompileOptions;
  readonly metrics: Metrics;
  readonly metadataApi: MetadataApi;
  readonly admit: Admit;
  readonly showsInternal: (session: Session | null) => boolean;
  readonly observe: Observe;
  readonly problemType?: ProblemType;
  readonly keepsRepeats: boolean;
}

export interface EngineEndpoints {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly prefixes: readonly { readonly prefix: string; readonly endpoint: Endpoint }[];
}

export function engineEndpoints(deps: EndpointDeps): EngineEndpoints {
  const { config, core, metadataApi } = deps;
  const graphqlDeps = { ...deps, maxResponseBytes: config.http.maxResponseBytes };
  const health = healthEndpoint(core);
  const table: readonly (readonly [ApiGroup | null, string, Endpoint])[] = [
    [null, '/v1/version', versionEndpoint],
    [null, '/healthz', health],
    [null, '/hasura/healthz', health],
    ['graphql', '/v1/graphql', graphqlEndpoint(graphqlDeps, 'always-200')],
    ['graphql', '/v1alpha1/graphql', graphqlEndpoint(graphqlDeps, 'real')],
    ['graphql', '/v1/graphql/explain', explainEndpoint({ ...deps, database: core.database, plan: core.plan })],
    ['graphql', '/api/swagger/json', swaggerEndpoint({ ...deps, version: config.openApiVersion })],
    ['metrics', '/v1/metrics', metricsEndpoint(deps.metrics, config.metricsSecret)],
    ['metadata', '/v1/metadata', metadataEndpoint(metadataApi, 'v1/metadata')],
    ['metadata', '/v2/query', metadataEndpoint(metadataApi, 'v2/query')],
    ['metadata', '/v1/query', metadataEndpoint(metadataApi, 'v1/query')],
    ['config', '/v1alpha1/config', configEndpoint(config)],
    ['config', '/v1/config', configEndpoint(config)],
    ['pgdump', '/v1alpha1/pg_dump', pgDumpEndpoint(config.databaseUrl, config.env)],
  ];
  const isEnabled = (group: ApiGroup | null) => group === null || config.enabledApis.has(group);
  const endpoints = new Map(table.filter(([group]) => isEnabled(group)).map(([, path, endpoint]) => [path, endpoint]));
  const prefixes: EngineEndpoints['prefixes'][number][] = [];
  if (isEnabled('graphql')) prefixes.push({ prefix: REST_PREFIX, endpoint: restEndpoint(deps) });
  if (config.enableConsole) {
    const console = consoleEndpoint();
    endpoints.set('/', redirectToConsole).set('/console', console);
    prefixes.push({ prefix: '/console/', endpoint: console });
  }
  return { endpoints, prefixes };
}

const redirectToConsole: Endpoint = {
  methods: ['GET', 'HEAD'],
  errors: 'api',
  handle: () => ({ status: 302, contentType: 'text/plain; charset=utf-8', body: '', headers: ['Location', '/console'] }),
};
