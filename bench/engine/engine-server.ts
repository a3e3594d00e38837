/** The engine in a process of its own, as it starts anywhere. */
import { parseConfig, startEngine } from '../../engine/index.ts';

const { DATABASE_URL = '', JWT_KEY = '', METADATA_DIRECTORY } = process.env;

const engine = await startEngine(
  parseConfig({
    HASURA_GRAPHQL_DATABASE_URL: DATABASE_URL,
    HASURA_GRAPHQL_ADMIN_SECRET: 'bench',
    HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ type: 'HS256', key: JWT_KEY }),
    HASURA_GRAPHQL_PG_CONNECTIONS: '10',
    HASURA_GRAPHQL_SERVER_PORT: '0',
    HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
    ENGINE_METADATA_DIRECTORY: METADATA_DIRECTORY,
  }),
);
process.stdout.write(`listening ${engine.port}\n`);
process.on('SIGINT', () => void engine[Symbol.asyncDispose]().then(() => process.exit()));
