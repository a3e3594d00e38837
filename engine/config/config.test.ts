import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { parseJsonPath } from './auth-config.ts';
import { parseConfig } from './config.ts';

const DATABASE = { HASURA_GRAPHQL_DATABASE_URL: 'postgres://localhost/x' };
const parse = (env: Record<string, string>) => parseConfig({ ...DATABASE, ...env });
const complaint = (env: Record<string, string>) => {
  try {
    parse(env);
  } catch (error) {
    return error instanceof Fault ? error.message : String(error);
  }
  return null;
};
const SECRET = { HASURA_GRAPHQL_ADMIN_SECRET: 'secret' };
const HS = JSON.stringify({ type: 'HS256', key: 'k'.repeat(32) });

describe('settings', () => {
  test('an empty environment has Hasura defaults', () => {
    const config = parse({});
    expect(config.port).toBe(8080);
    expect(config.liveQueries).toEqual({ refetchIntervalMs: 1000, batchSize: 100 });
    expect(config.websocket.keepaliveMs).toBe(5000);
    expect(config.gracefulShutdownMs).toBe(60_000);
    expect(config.metadataDatabaseUrl).toBe(config.databaseUrl);
    expect(config.corsDomains).toEqual(['*']);
    expect(config.adminInternalErrors).toBe(true);
  });

  test('everything that is wrong is told at once', () => {
    const text = complaint({
      HASURA_GRAPHQL_DATABASE_URL: '',
      HASURA_GRAPHQL_SERVER_PORT: 'eighty',
      HASURA_GRAPHQL_DEV_MODE: 'maybe',
      HASURA_GRAPHQL_ENABLED_APIS: 'graphql,telepathy',
      HASURA_GRAPHQL_TX_ISOLATION: 'chaos',
    });
    for (const name of ['DATABASE_URL', 'SERVER_PORT', 'DEV_MODE', 'ENABLED_APIS', 'TX_ISOLATION'])
      expect(text).toContain(`HASURA_GRAPHQL_${name}`);
  });

  test.each([
    ['HASURA_GRAPHQL_JWT_SECRET', { HASURA_GRAPHQL_JWT_SECRET: HS }],
    ['HASURA_GRAPHQL_AUTH_HOOK', { HASURA_GRAPHQL_AUTH_HOOK: 'http://localhost/hook' }],
    ['HASURA_GRAPHQL_UNAUTHORIZED_ROLE', { HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous' }],
  ])('%s without an admin secret is refused', (name, env) => {
    expect(complaint(env)).toContain(`${name} requires HASURA_GRAPHQL_ADMIN_SECRET`);
    expect(complaint({ ...env, ...SECRET })).toBeNull();
  });

  test('a webhook excludes tokens and the unauthorized role', () => {
    const hook = { ...SECRET, HASURA_GRAPHQL_AUTH_HOOK: 'http://localhost/hook' };
    expect(complaint({ ...hook, HASURA_GRAPHQL_JWT_SECRET: HS })).toContain('exclude each other');
    expect(complaint({ ...hook, HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous' })).toContain('cannot be combined');
  });
});

describe('JWT configuration', () => {
  const jwt = (value: unknown) => ({ ...SECRET, HASURA_GRAPHQL_JWT_SECRET: JSON.stringify(value) });

  test('all key kinds are read', () => {
    const pem = { type: 'spki', format: 'pem' } as const;
    const keys = {
      RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export(pem),
      ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export(pem),
      Ed25519: generateKeyPairSync('ed25519').publicKey.export(pem),
      HS512: 'k'.repeat(64),
    };
    for (const [type, key] of Object.entries(keys)) expect(complaint(jwt({ type, key }))).toBeNull();
    expect(parse(jwt({ jwk_url: 'https://keys.example.com/jwks' })).auth.jwt[0]?.key.kind).toBe('url');
  });

  test.each([
    ['a short HMAC key', { type: 'HS256', key: 'short' }, 'at least 32'],
    ['no algorithm', { type: 'none', key: 'x' }, 'not supported'],
    ['a broken PEM', { type: 'RS256', key: 'x' }, 'neither a PEM'],
    ['an HMAC type with a key set', { type: 'HS256', jwk_url: 'https://k.example.com' }, 'cannot be used'],
    ['two claim places', { type: 'HS256', key: 'k'.repeat(32), claims_namespace: 'a', claims_namespace_path: '$' }, 'both'],
    [
      'a claims map without roles',
      { type: 'HS256', key: 'k'.repeat(32), claims_map: { 'x-hasura-user-id': 'a' } },
      'x-hasura-allowed-roles',
    ],
    ['an unknown member', { type: 'HS256', key: 'k'.repeat(32), colour: 'red' }, 'colour'],
  ])('%s is refused', (_, value, text) => {
    expect(complaint(jwt(value))).toContain(text);
  });
});

test.each([
  ['$', []],
  ['$.a.b[0]', ['a', 'b', 0]],
  ["$['https://x'].c", ['https://x', 'c']],
  ['$["k e y"]', ['k e y']],
  ['$.a..b', null],
  ['$.[', null],
])('the JSON path %s leads to %j', (text, keys) => {
  expect(parseJsonPath(text)).toEqual(keys);
});
