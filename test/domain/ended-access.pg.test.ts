/** What ends access ends it with the next request, over every door: GraphQL, REST, WebSocket, and the gateway's check. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { createClient } from '../../sdk/client.ts';
import { openEndedAccess } from '../../server/http/ended-access.ts';
import { createGatewayCheck } from '../../server/http/gateway-check.ts';
import { openSessionDoor } from '../../server/http/session-door.ts';
import {
  type Caller,
  type ControlPlane,
  createTenant,
  PASSWORD,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let admin: Caller;
/** The gateway's check, as `serve actions` answers it. */
let gateway = '';
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  plane = await startControlPlane({ endsAccess: true });
  t = await createTenant(plane);
  const owner = await t.member('org_owner');
  await plane.database.sql('update users set is_platform_admin = true where id = $1', [owner.userId]);
  admin = { ...owner, role: 'platform_admin' };
  const ended = openEndedAccess({
    url: plane.url.replace(/^http/, 'ws'),
    headers: { 'x-hasura-admin-secret': plane.adminSecret },
    onFailure: () => {},
  });
  closing.push(() => ended[Symbol.asyncDispose]());
  await ended.known;
  const { signingKeys } = plane.actionDeps;
  const anonymous = createClient({ url: plane.url });
  const publicUrl = 'http://localhost:8080';
  const check = createGatewayCheck({ signingKeys, anonymous, publicUrl, cache: openInProcessCache(), ended });
  // API keys come in at the door; what comes through goes on to the engine.
  const door = openSessionDoor({
    handle: (request, response) => {
      fetch(plane.url.replace('/v1/graphql', '/api/rest/v1/projects'), {
        headers: { authorization: request.headers.authorization ?? '' },
      }).then(
        (answer) => response.writeHead(answer.status).end(),
        () => response.destroy(),
      );
    },
    anonymous,
    publicUrl,
    cache: openInProcessCache(),
  });
  const server = createServer((request, response) => void (request.url === '/check' ? check : door)(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  gateway = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  closing.push(() => server.close());
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await plane?.[Symbol.asyncDispose]();
});

const signIn = async (email: string, password = PASSWORD) => {
  const query = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { accessToken refreshToken } }';
  const { data } = await plane.send({}, query, { e: email, p: password });
  return { token: String(data.signIn.accessToken), refreshToken: String(data.signIn.refreshToken) };
};
const mine = (token: string, query: string, variables = {}) => plane.send({ authorization: `Bearer ${token}` }, query, variables);

/** What a token is good for at each door. */
async function doors(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const rest = await fetch(plane.url.replace('/v1/graphql', '/api/rest/v1/projects'), { headers });
  const { errors } = await mine(token, '{ projects { slug } }');
  const checked = await fetch(`${gateway}/check`, { headers });
  return { graphql: errors?.[0]?.extensions.code ?? 'ok', rest: rest.status, gateway: checked.status };
}
const OPEN = { graphql: 'ok', rest: 200, gateway: 204 };
const SHUT = { graphql: 'session-ended', rest: 401, gateway: 401 };

/** A subscription that is open; answers how its socket was closed. */
async function watch(token: string): Promise<{ readonly closed: Promise<number> }> {
  let isOpen = false;
  let setCode = (_code: number): void => {};
  const closed = new Promise<number>((resolve) => {
    setCode = resolve;
  });
  const client = createSocketClient({
    url: plane.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { headers: { authorization: `Bearer ${token}` } },
    on: { closed: (event) => setCode(event instanceof Object && 'code' in event ? Number(event.code) : 0) },
  });
  closing.push(() => client.dispose());
  client.subscribe(
    { query: 'subscription { projects { slug } }' },
    {
      next: () => {
        isOpen = true;
      },
      error: () => {},
      complete: () => {},
    },
  );
  await eventually(
    () => isOpen,
    (open) => open,
  );
  return { closed };
}

interface Ending {
  readonly token: string;
  readonly refreshToken: string;
  readonly userId: string;
}

test.each([
  ['signing out', async (s: Ending) => mine(s.token, `mutation { signOut(refreshToken: "${s.refreshToken}") { endedTokens } }`)],
  [
    'signing out everywhere',
    async (s: Ending) =>
      mine(s.token, 'mutation($r: uuid!) { signOutEverywhere(requestId: $r) { endedTokens } }', { r: randomUUID() }),
  ],
  [
    'a changed password',
    async (s: Ending) =>
      mine(
        s.token,
        'mutation($p: String!, $r: uuid!) { changePassword(currentPassword: $p, newPassword: "another one entirely", requestId: $r) { endedTokens } }',
        { p: PASSWORD, r: randomUUID() },
      ),
  ],
  [
    'an account that is switched off',
    async ({ userId }: Ending) =>
      plane.as(admin, 'mutation($u: uuid!) { update_users_by_pk(pk_columns: { id: $u }, _set: { is_active: false }) { id } }', {
        u: userId,
      }),
  ],
  [
    'a person who is erased',
    async ({ userId }: Ending) =>
      plane.as(admin, 'mutation($u: uuid, $r: uuid!) { erasePersonalData(userId: $u, requestId: $r) { userId } }', {
        u: userId,
        r: randomUUID(),
      }),
  ],
  [
    'a refresh token that is used a second time',
    async ({ refreshToken }: Ending) => {
      const query = 'mutation($t: String!) { refreshSession(refreshToken: $t) { accessToken } }';
      await plane.send({}, query, { t: refreshToken });
      await plane.send({}, query, { t: refreshToken });
      return {};
    },
  ],
])('%s ends access with the next request, and closes open sockets', async (_, end) => {
  const member = await (await createTenant(plane)).member('developer');
  const session = await signIn(member.email);
  const socket = await watch(session.token);
  expect(await doors(session.token)).toEqual(OPEN);
  expect(await end({ ...session, userId: member.userId })).not.toHaveProperty('errors');
  expect(await socket.closed).toBe(4403);
  await eventually(
    () => doors(session.token),
    (seen) => isDeepStrictEqual(seen, SHUT),
  );
});

test('one session of several is ended from the list of them; the others go on', async () => {
  const member = await (await createTenant(plane)).member('developer');
  const [here, there] = [await signIn(member.email), await signIn(member.email)];
  const list = '{ sessions(where: { ended_at: { _is_null: true } }) { id } }';
  const [ids, own] = [(await mine(here.token, list)).data.sessions, sessionOf(here.token)];
  expect(ids).toHaveLength(2);
  const other = ids.map((row: { id: string }) => row.id).find((id: string) => id !== own);
  const endSession = 'mutation($s: uuid!, $r: uuid!) { endSession(sessionId: $s, requestId: $r) { sessionId } }';
  const ended = await mine(here.token, endSession, { s: other, r: randomUUID() });
  expect(ended.data).toEqual({ endSession: { sessionId: other } });
  await eventually(
    () => doors(there.token),
    (seen) => isDeepStrictEqual(seen, SHUT),
  );
  expect(await doors(here.token)).toEqual(OPEN);
  expect((await mine(here.token, list)).data.sessions).toEqual([{ id: own }]);
  const stranger = await signIn((await (await createTenant(plane)).member('org_owner')).email);
  const refused = await mine(stranger.token, endSession, { s: own, r: randomUUID() });
  expect(refused.errors?.[0]?.extensions.code).toBe('session-not-found');
  expect(await doors(here.token)).toEqual(OPEN);
});

test('a revoked API key is refused, and so is the session that it was exchanged for', async () => {
  const developer = await t.member('developer');
  const make = 'mutation($r: uuid!) { createApiKey(name: "ci", scopes: ["read"], requestId: $r) { apiKeyId key } }';
  const { apiKeyId, key } = (await plane.as(developer, make, { r: randomUUID() })).data.createApiKey;
  const { data } = await plane.send({}, 'query($k: String!) { exchangeApiKey(key: $k) { accessToken } }', { k: key });
  const token = data.exchangeApiKey.accessToken;
  const byKey = async () => (await fetch(`${gateway}/`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect([await byKey(), await doors(token)]).toEqual([200, OPEN]);
  const socket = await watch(token);
  await plane.as(developer, 'mutation($i: uuid!, $r: uuid!) { revokeApiKey(apiKeyId: $i, requestId: $r) { apiKeyId } }', {
    i: apiKeyId,
    r: randomUUID(),
  });
  expect(await socket.closed).toBe(4403);
  await eventually(
    async () => [await byKey(), await doors(token)],
    (seen) => isDeepStrictEqual(seen, [401, SHUT]),
  );
});

test('an account that is switched on again signs in anew; its keys work again, its old sessions do not', async () => {
  const tenant = await createTenant(plane);
  const member = await tenant.member('developer');
  const before = await signIn(member.email);
  const make = 'mutation($r: uuid!) { createApiKey(name: "ci", scopes: ["read"], requestId: $r) { key } }';
  const { key } = (await plane.as(member, make, { r: randomUUID() })).data.createApiKey;
  const exchange = 'query($k: String!) { exchangeApiKey(key: $k) { accessToken } }';
  const keyed = (await plane.send({}, exchange, { k: key })).data.exchangeApiKey.accessToken;
  const set = (isActive: boolean) =>
    plane.database.sql('update users set is_active = $2 where id = $1', [member.userId, isActive]);
  await set(false);
  await eventually(
    async () => [await doors(before.token), await doors(keyed)],
    (seen) => isDeepStrictEqual(seen, [SHUT, SHUT]),
  );
  await set(true);
  await eventually(
    async () => [await doors(before.token), await doors(keyed), await doors((await signIn(member.email)).token)],
    (seen) => isDeepStrictEqual(seen, [SHUT, OPEN, OPEN]),
  );
});

test('what has ended is forgotten when the last token of it has expired', async () => {
  const member = await (await createTenant(plane)).member('viewer');
  const { token, refreshToken } = await signIn(member.email);
  await mine(token, `mutation { signOut(refreshToken: "${refreshToken}") { endedTokens } }`);
  const left = () => plane.database.sql('select 1 from access_ends where subject_id = $1', [sessionOf(token)]);
  await plane.reconciler().reap();
  expect(await left()).toHaveLength(1);
  await plane.database.sql("update access_ends set ended_at = now() - interval '21 minutes'");
  await plane.reconciler().reap();
  expect(await left()).toEqual([]);
});

/** The session that a token names. */
const sessionOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())['https://hasura.io/jwt/claims'][
    'x-hasura-session-id'
  ];
