/** The engine in a process of its own, so that its CPU and memory are its own. */
import { parseConfig, startEngine } from '../../engine/index.ts';

const engine = await startEngine(
  parseConfig({
    HASURA_GRAPHQL_DATABASE_URL: process.env.BENCH_DATABASE_URL,
    HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
    HASURA_GRAPHQL_SERVER_PORT: '0',
    HASURA_GRAPHQL_PG_CONNECTIONS: '10',
    HASURA_GRAPHQL_WEBSOCKET_KEEPALIVE: process.env.BENCH_KEEPALIVE ?? '5',
  }),
);
const tracked = await fetch(`http://127.0.0.1:${engine.port}/v1/metadata`, {
  method: 'POST',
  body: JSON.stringify({
    type: 'replace_metadata',
    args: {
      version: 3,
      sources: [
        {
          name: 'default',
          kind: 'postgres',
          tables: [{ table: { schema: 'public', name: 'item' } }],
          configuration: { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } },
        },
      ],
    },
  }),
});
if (!tracked.ok) throw new Error(await tracked.text());
process.send?.({ port: engine.port });
