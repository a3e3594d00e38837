/** The engine's settings on this machine, in the names the real Hasura has for them (docker-compose.yml says the same to the real one). */
import { AUDIENCE, ISSUER } from '../../actions/index.ts';
import { KEY_SET_PATH } from '../http/key-set.ts';

export interface EngineEnvironmentOptions {
  readonly databaseUrl: string;
  readonly metadataDirectory: string;
  readonly adminSecret: string;
  /** Where the handlers listen and the keys of sessions are answered, without a slash at the end. */
  readonly handlersUrl: string;
  readonly handlersSecret: string;
  /** The operator's own environment: its `HASURA_GRAPHQL_*` and `ENGINE_*` are used where they are not ours to say. */
  readonly given: Readonly<Record<string, string | undefined>>;
}

export type EngineEnvironment = Readonly<Record<string, string>>;

export function engineEnvironment(options: EngineEnvironmentOptions): EngineEnvironment {
  return {
    HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous',
    HASURA_GRAPHQL_ENABLE_CONSOLE: 'true',
    HASURA_GRAPHQL_ENABLE_TELEMETRY: 'false',
    HASURA_GRAPHQL_PG_CONNECTIONS: '20',
    ENGINE_OPENAPI_VERSION: '3.1',
    ...settingsOf(options.given),
    HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES: 'true',
    HASURA_GRAPHQL_DATABASE_URL: options.databaseUrl,
    HASURA_GRAPHQL_METADATA_DIR: options.metadataDirectory,
    HASURA_GRAPHQL_ADMIN_SECRET: options.adminSecret,
    HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({
      type: 'Ed25519',
      jwk_url: `${options.handlersUrl}${KEY_SET_PATH}`,
      issuer: ISSUER,
      audience: AUDIENCE,
    }),
    NORTHSTACK_ACTIONS_URL: options.handlersUrl,
    NORTHSTACK_EVENTS_URL: options.handlersUrl,
    NORTHSTACK_WEBHOOK_SECRET: options.handlersSecret,
  };
}

/** Metadata can refer to any variable of this environment, so nothing else of the operator's goes in. */
const settingsOf = (given: EngineEnvironmentOptions['given']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value !== undefined && /^(HASURA_GRAPHQL|ENGINE)_/.test(name) ? [[name, value]] : [],
    ),
  );
