/** The door before the engine: API keys are exchanged, a browser's token needs its cookie. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { createClient } from '../../sdk/client.ts';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  PASSWORD,
  startControlPlane,
} from '../../test/support/control-plane.ts';
import { openSessionDoor } from './session-door.ts';

let plane: ControlPlane;
let owner: Caller & { readonly email: string };
let url = '';
const closing: (() => void)[] = [];

beforeAll(async () => {
  plane = await startControlPlane();
  owner = await (await createTenant(plane)).member('org_owner');
  const anonymous = createClient({ url: plane.url });
  // Behind the door somebody says who came in.
  const door = openSessionDoor({
    handle: (request, response) => void response.end(JSON.stringify({ came: request.headers.authorization ?? null })),
    anonymous,
    publicUrl: 'http://localhost:8080',
    cache: openInProcessCache(),
  });
  const server = createServer((request, response) => void door(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  closing.push(() => server.close());
});
afterAll(async () => {
  for (const close of closing) close();
  await plane?.[Symbol.asyncDispose]();
});

const knock = async (path: string, headers: Record<string, string>) => {
  const response = await fetch(`${url}${path}`, { method: 'POST', headers });
  return { status: response.status, body: JSON.parse(await response.text()) };
};

test('an API key comes in as the session that it is good for', async () => {
  const query = 'mutation($r: uuid!) { createApiKey(name: "ci", scopes: ["read"], requestId: $r) { key } }';
  const { data } = await plane.as(owner, query, { r: crypto.randomUUID() });
  const { body } = await knock('/v1/graphql', { authorization: `Bearer ${data.createApiKey.key}` });
  const { data: seen } = await plane.send({ authorization: body.came }, '{ projects { slug } }');
  expect(seen.projects).toHaveLength(1);
});

test('a key that is none is refused in the form of the address', async () => {
  const headers = { authorization: 'Bearer nsk_nobody-made-this' };
  expect(await knock('/v1/graphql', headers)).toMatchObject({
    status: 200,
    body: { errors: [{ extensions: { code: 'invalid-api-key' } }] },
  });
  expect(await knock('/api/rest/v1/projects', headers)).toMatchObject({ status: 401, body: { code: 'invalid-api-key' } });
});

test('the token of a browser’s session comes in with its cookie only', async () => {
  const body = JSON.stringify({
    query: 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p, browser: true) { accessToken } }',
    variables: { e: owner.email, p: PASSWORD },
  });
  const response = await fetch(plane.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { data } = (await response.json()) as Answer;
  const authorization = `Bearer ${data.signIn.accessToken}`;
  const [cookie = ''] = response.headers.getSetCookie().map((c) => c.split(';')[0] ?? '');
  expect((await knock('/v1/graphql', { authorization, cookie })).body).toEqual({ came: authorization });
  for (const other of ['', 'northstack-fp=guess', `x${cookie}`])
    expect((await knock('/v1/graphql', { authorization, cookie: other })).body.errors[0].extensions.code).toBe(
      'fingerprint-mismatch',
    );
});

test('whatever else is the engine’s to judge', async () => {
  expect((await knock('/', {})).body).toEqual({ came: null });
  for (const authorization of ['Bearer rubbish', 'Bearer a.b.c', 'Basic eA=='])
    expect((await knock('/', { authorization })).body).toEqual({ came: authorization });
});
