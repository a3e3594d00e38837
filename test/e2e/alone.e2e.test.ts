import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';
import { startCommand } from './support/command.ts';
import { site } from './support/northstack.ts';
import { createTenant } from './support/tenant.ts';

const status = (url: string) =>
  fetch(url).then(
    (answer) => answer.status,
    () => 0,
  );

test('the engine alone starts from HASURA_GRAPHQL_* and ends at a signal', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await using engine = startCommand(['engine'], {
    HASURA_GRAPHQL_SERVER_PORT: String(port),
    HASURA_GRAPHQL_ADMIN_SECRET: 'a secret of mine',
  });
  await eventually(
    () => status(`${url}/healthz`),
    (code) => code === 200,
  );
  const answer = await fetch(`${url}/v2/query`, {
    method: 'POST',
    headers: { 'x-hasura-admin-secret': 'a secret of mine' },
    body: JSON.stringify({ type: 'run_sql', args: { sql: 'select 1 as one' } }),
  });
  expect(await answer.json()).toEqual({ result_type: 'TuplesOk', result: [['one'], ['1']] });
  expect(await engine.end('SIGTERM')).toBe(0);
  expect(engine.output()).not.toContain('a secret of mine');
});

test('settings that are wrong are all named and the command fails', async () => {
  await using engine = startCommand(['engine'], { HASURA_GRAPHQL_SERVER_PORT: 'http', HASURA_GRAPHQL_ENABLE_CONSOLE: 'perhaps' });
  expect(await engine.ended).toBe(1);
  expect(engine.output()).toMatch(/HASURA_GRAPHQL_SERVER_PORT.*HASURA_GRAPHQL_ENABLE_CONSOLE/s);
});

test('actions serve a Hasura that runs elsewhere, and only it', async () => {
  await using at = await site();
  const northstack = await at.up();
  const member = await createTenant(northstack, 'acme');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await using actions = startCommand(['serve', 'actions', '--port', String(port)], {
    NORTHSTACK_GRAPHQL_URL: `http://127.0.0.1:${at.port}/v1/graphql`,
    HASURA_GRAPHQL_ADMIN_SECRET: northstack.adminSecret,
    NORTHSTACK_WEBHOOK_SECRET: 'between hasura and us',
    NORTHSTACK_JWT_PRIVATE_KEY: readFileSync(join(at.data, 'secrets/jwt-ed25519.pem'), 'utf8').replaceAll('\n', '\\n'),
    NORTHSTACK_SECRET_KEYS: readFileSync(join(at.data, 'secrets/key-encryption-keys'), 'utf8').trim(),
  });
  await eventually(
    () => status(`${url}/readyz`),
    (code) => code === 200,
  );
  const call = (secret: string) =>
    fetch(`${url}/actions/signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-northstack-secret': secret },
      body: JSON.stringify({ action: { name: 'signIn' }, input: member, session_variables: { 'x-hasura-role': 'anonymous' } }),
    });
  expect((await call('a guess')).status).toBe(401);
  expect(await (await call('between hasura and us')).json()).toMatchObject({ role: 'developer' });
  expect(await actions.end('SIGTERM')).toBe(0);
});
