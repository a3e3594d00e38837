import { expect, test } from 'vitest';
import { engineEnvironment } from './engine-environment.ts';

const options = {
  databaseUrl: 'postgres://embedded',
  metadataDirectory: '/project/hasura/metadata',
  adminSecret: 'ours',
  handlersUrl: 'http://127.0.0.1:1',
  handlersSecret: 'secret',
};

test('the operator may tune the engine but not turn it to another database or let others in', () => {
  const environment = engineEnvironment({
    ...options,
    given: {
      HASURA_GRAPHQL_PG_CONNECTIONS: '5',
      HASURA_GRAPHQL_ADMIN_SECRET: 'theirs',
      HASURA_GRAPHQL_DATABASE_URL: 'postgres://theirs',
      AWS_SECRET_ACCESS_KEY: 'not for metadata',
    },
  });
  expect(environment).toMatchObject({
    HASURA_GRAPHQL_PG_CONNECTIONS: '5',
    HASURA_GRAPHQL_ADMIN_SECRET: 'ours',
    HASURA_GRAPHQL_DATABASE_URL: 'postgres://embedded',
  });
  expect(environment).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
});

test('the engine can check sessions but not make them', () => {
  const jwt = JSON.parse(engineEnvironment({ ...options, given: {} }).HASURA_GRAPHQL_JWT_SECRET ?? '');
  expect(jwt).toEqual({
    type: 'Ed25519',
    jwk_url: 'http://127.0.0.1:1/.well-known/jwks.json',
    issuer: 'northstack',
    audience: 'northstack',
  });
});
