/** Which path is answered by what (dialect §8). Groups that are not enabled do not exist. */
import type { ApiGroup, EngineConfig } from '../config/config.ts';
import type { Core } from '../engine.ts';
import type { Admit } from '../limits/admission.ts';
import type { MetadataApi } from '../metadata-api/metadata-api.ts';
import type { Observe } from '../observation.ts';
import type { Session } from '../session.ts';
import type { Endpoint } from './call.ts';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import { configEndpoint, healthEndpoint, versionEndpoint } from './info-endpoints.ts';
import { metadataEndpoint } from './metadata-endpoint.ts';
import { pgDumpEndpoint } from './pg-dump.ts';

export interface EndpointDeps {
  readonly config: EngineConfig;
  readonly core: Core;
  readonly metadataApi: MetadataApi;
  readonly admit: Admit;
  readonly showsInternal: (session: Session | null) => boolean;
  readonly observe: Observe;
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
    ['metadata', '/v1/metadata', metadataEndpoint(metadataApi, 'v1/metadata')],
    ['metadata', '/v2/query', metadataEndpoint(metadataApi, 'v2/query')],
    ['metadata', '/v1/query', metadataEndpoint(metadataApi, 'v1/query')],
    ['config', '/v1alpha1/config', configEndpoint(config)],
    ['config', '/v1/config', configEndpoint(config)],
    ['pgdump', '/v1alpha1/pg_dump', pgDumpEndpoint(config.databaseUrl, config.env)],
  ];
  const enabled = table.filter(([group]) => group === null || config.enabledApis.has(group));
  return { endpoints: new Map(enabled.map(([, path, endpoint]) => [path, endpoint])), prefixes: [] };
}
