/**
 * Engine and actions in a process of their own, as `northstack up` has them, without anything that builds or runs apps: events are taken and
 * forgotten. Says where it listens and with which key it signs tokens.
 */
import { generateKeyPairSync } from 'node:crypto';
import { resolve } from 'node:path';
import pino from 'pino';
import { type ActionDeps, actions, createTokens, openSigningKeys, runAction } from '../../actions/index.ts';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { newKey } from '../../adapters/local/secrets/key-ring.ts';
import { openLocalSecrets } from '../../adapters/local/secrets/open-secrets.ts';
import { parseConfig, startEngine } from '../../engine/index.ts';
import { cronHandlers, eventHandlers } from '../../events/index.ts';
import { createClient } from '../../sdk/client.ts';
import { createHandlerService, type Handler } from '../../server/http/handler-service.ts';
import { leanFetch } from '../../server/http/lean-fetch.ts';
import { databaseKeyStore } from '../../server/keys/database-key-store.ts';
import { databaseLogs } from '../../server/platform/database-logs.ts';

const { DATABASE_URL = '', PORT = '', TOKEN_PUBLIC_KEY = '' } = process.env;

const taken: Handler = async () => ({ status: 200, body: {}, problem: null });
const rootKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const graphql = createClient({
  url: `http://127.0.0.1:${PORT}/v1/graphql`,
  headers: () => ({ 'x-hasura-admin-secret': 'bench' }),
  fetch: leanFetch,
});
const signingKeys = openSigningKeys({ rootKey, store: databaseKeyStore(DATABASE_URL), now: Date.now });
const keys = newKey();
const deps: ActionDeps = {
  graphql,
  tokens: createTokens({ rootKey, signingKeys }),
  signingKeys,
  people: { signUp: 'open', sendsMail: false, publicUrl: 'http://localhost' },
  baseDomain: 'localhost',
  secrets: openLocalSecrets({ readKeys: async () => keys }),
  platform: { databases: null, clusters: null, tenants: null },
  cache: openInProcessCache(),
  logs: databaseLogs(graphql),
  now: Date.now,
};
const app = createHandlerService({
  secret: 'webhook-secret',
  handlers: {
    actions: new Map([...actions].map(([name, action]) => [name, (body, headers) => runAction(deps, action, body, headers)])),
    events: new Map([...eventHandlers.keys()].map((name) => [name, taken])),
    cron: new Map([...cronHandlers.keys()].map((name) => [name, taken])),
  },
  log: pino({ level: 'error' }),
});
const server = app.listen(0, '127.0.0.1', async () => {
  const address = server.address();
  const handlersUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: DATABASE_URL,
      HASURA_GRAPHQL_METADATA_DIR: resolve('hasura/metadata'),
      HASURA_GRAPHQL_ADMIN_SECRET: 'bench',
      HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous',
      HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES: 'true',
      HASURA_GRAPHQL_PG_CONNECTIONS: process.env.CONNECTIONS ?? '10',
      HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ type: 'Ed25519', key: TOKEN_PUBLIC_KEY }),
      HASURA_GRAPHQL_SERVER_PORT: PORT,
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      NORTHSTACK_ACTIONS_URL: handlersUrl,
      NORTHSTACK_EVENTS_URL: handlersUrl,
      NORTHSTACK_WEBHOOK_SECRET: 'webhook-secret',
    }),
  );
  process.stdout.write(`listening ${engine.port}\n`);
  process.on('SIGINT', () => void engine[Symbol.asyncDispose]().then(() => process.exit()));
});
