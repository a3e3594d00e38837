import { expect, test } from 'vitest';
import { parseServeConfig } from './serve-config.ts';

const key = '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----';
const env = {
  NORTHSTACK_GRAPHQL_URL: 'http://hasura:8080/v1/graphql',
  HASURA_GRAPHQL_ADMIN_SECRET: 'admin',
  NORTHSTACK_WEBHOOK_SECRET: 'sixteen characters',
  NORTHSTACK_JWT_PRIVATE_KEY: `${key.replaceAll('\n', '\\n')}\\n`,
  NORTHSTACK_SECRET_KEYS: 'k'.repeat(43),
};

test('a key from an env file gets its line ends back, and the flag decides the port', () => {
  expect(parseServeConfig(env, '9000')).toMatchObject({ jwtPrivateKey: key, port: 9000, host: '127.0.0.1' });
});

test('everything that is missing is named at once', () => {
  expect(() => parseServeConfig({ NORTHSTACK_WEBHOOK_SECRET: 'short' }, undefined)).toThrow(
    /NORTHSTACK_GRAPHQL_URL .*HASURA_GRAPHQL_ADMIN_SECRET is required; NORTHSTACK_WEBHOOK_SECRET must have .*NORTHSTACK_JWT_PRIVATE_KEY is required/,
  );
});
