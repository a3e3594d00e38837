import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { exportJWK, type JWTPayload, SignJWT } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { EngineError } from '../error.ts';
import type { Observation } from '../observation.ts';
import { type Authenticator, openAuthenticator } from './authenticate.ts';

const open: { [Symbol.asyncDispose](): PromiseLike<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing[Symbol.asyncDispose]();
});

async function authenticator(env: Record<string, string>, observations: Observation[] = []): Promise<Authenticator> {
  const { auth } = parseConfig({ HASURA_GRAPHQL_DATABASE_URL: 'postgres://localhost/x', ...env });
  const made = await openAuthenticator(auth, (o) => observations.push(o));
  open.push(made);
  return made;
}

const SECRET = { HASURA_GRAPHQL_ADMIN_SECRET: 'top-secret' };
const sessionOf = async (a: Authenticator, headers: Record<string, string>, body: unknown = null) =>
  (await a.authenticate(headers, body)).session;

async function refusal(a: Authenticator, headers: Record<string, string>, body: unknown = null) {
  try {
    await a.authenticate(headers, body);
  } catch (error) {
    if (error instanceof EngineError) return { code: error.code, message: error.message, status: error.status };
    throw error;
  }
  return null;
}

describe('without authentication', () => {
  test('everybody is admin, or the role asked for, with the variables given', async () => {
    const a = await authenticator({});
    expect(await sessionOf(a, {})).toMatchObject({ role: 'admin', variables: { 'x-hasura-role': 'admin' }, backendOnly: false });
    expect(await sessionOf(a, { 'x-hasura-role': 'user', 'x-hasura-user-id': '1' })).toMatchObject({
      role: 'user',
      variables: { 'x-hasura-role': 'user', 'x-hasura-user-id': '1' },
    });
    expect((await sessionOf(a, { 'x-hasura-role': '' })).role).toBe('admin');
  });
});

describe('admin secret', () => {
  test('the right secret gives the role asked for and keeps the secret out of the session', async () => {
    const a = await authenticator(SECRET);
    const headers = {
      'x-hasura-admin-secret': 'top-secret',
      'x-hasura-role': 'user',
      'x-hasura-use-backend-only-permissions': 'true',
    };
    const session = await sessionOf(a, headers);
    expect(session.role).toBe('user');
    expect(session.backendOnly).toBe(true);
    expect(session.variables).toEqual({ 'x-hasura-role': 'user', 'x-hasura-use-backend-only-permissions': 'true' });
    expect((await sessionOf(a, { 'x-hasura-access-key': 'top-secret' })).role).toBe('admin');
  });

  test('the wish for backend-only permissions is a boolean, in several words', async () => {
    const a = await authenticator(SECRET);
    const wish = (text: string) => ({ 'x-hasura-admin-secret': 'top-secret', 'x-hasura-use-backend-only-permissions': text });
    expect((await sessionOf(a, wish('Yes'))).backendOnly).toBe(true);
    expect((await sessionOf(a, wish('F'))).backendOnly).toBe(false);
    expect(await refusal(a, wish('1'))).toEqual({
      code: 'bad-request',
      message:
        'x-hasura-use-backend-only-permissions:  Not a valid boolean text. True values are ["true","t","yes","y"] and  False values are ["false","f","no","n"]. All values are case insensitive',
      status: 400,
    });
  });

  test('a wrong or a missing secret is refused with 401', async () => {
    const a = await authenticator(SECRET);
    for (const wrong of ['top-secreT', 'top', 'top-secret-and-more', ''])
      expect(await refusal(a, { 'x-hasura-admin-secret': wrong })).toEqual({
        code: 'access-denied',
        message: 'invalid x-hasura-admin-secret/x-hasura-access-key',
        status: 401,
      });
    expect(await refusal(a, { 'x-hasura-role': 'admin' })).toEqual({
      code: 'access-denied',
      message: 'x-hasura-admin-secret/x-hasura-access-key required, but not found',
      status: 401,
    });
  });

  test('the unauthorized role cannot be escaped by asking for another', async () => {
    const a = await authenticator({ ...SECRET, HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous' });
    expect(await sessionOf(a, { 'x-hasura-role': 'admin' })).toMatchObject({ role: 'anonymous', backendOnly: false });
    expect(await refusal(a, { 'x-hasura-admin-secret': 'wrong' })).not.toBeNull();
  });

  test('one of several secrets will do', async () => {
    const a = await authenticator({ HASURA_GRAPHQL_ADMIN_SECRETS: '["one","zwölf"]' });
    expect((await sessionOf(a, { 'x-hasura-admin-secret': 'one' })).role).toBe('admin');
    expect((await sessionOf(a, { 'x-hasura-admin-secret': Buffer.from('zwölf').toString('latin1') })).role).toBe('admin');
    expect(await refusal(a, { 'x-hasura-admin-secret': 'two' })).not.toBeNull();
  });
});

const KEY = 'a-key-that-has-32-characters-now';
const NAMESPACE = 'https://hasura.io/jwt/claims';
const CLAIMS = {
  'x-hasura-allowed-roles': ['user', 'editor'],
  'x-hasura-default-role': 'user',
  'X-Hasura-User-Id': '7',
  'x-hasura-orgs': ['a', 'b'],
};
const inOneHour = () => Math.floor(Date.now() / 1000) + 3600;
const hs = (payload: JWTPayload, key = KEY) => new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(key));
const jwtEnv = (more: Record<string, unknown> = {}) => ({
  ...SECRET,
  HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ type: 'HS256', key: KEY, ...more }),
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('JSON web tokens', () => {
  test('a good token gives its default role or an allowed one, and its variables as text', async () => {
    const a = await authenticator(jwtEnv());
    const exp = inOneHour();
    const token = await hs({ exp, [NAMESPACE]: CLAIMS });
    expect(await sessionOf(a, { ...bearer(token), 'x-hasura-user-id': '8' })).toEqual({
      role: 'user',
      variables: { 'x-hasura-role': 'user', 'x-hasura-user-id': '7', 'x-hasura-orgs': '["a","b"]' },
      backendOnly: false,
      expiresAt: exp * 1000,
    });
    expect((await sessionOf(a, { ...bearer(token), 'x-hasura-role': 'editor' })).role).toBe('editor');
    expect(await refusal(a, { ...bearer(token), 'x-hasura-role': 'admin' })).toEqual({
      code: 'access-denied',
      message: 'Your requested role is not in allowed roles',
      status: 400,
    });
  });

  test('a token seen before is not verified again, and gives the same session', async () => {
    const a = await authenticator(jwtEnv());
    const token = await hs({ exp: inOneHour(), [NAMESPACE]: CLAIMS });
    const first = await sessionOf(a, bearer(token));
    const again = a.authenticate(bearer(token), null);
    expect(again).not.toBeInstanceOf(Promise);
    expect((await again).session).toBe(first);
  });

  test.each([
    ['an expired token', { exp: 1, [NAMESPACE]: CLAIMS }, KEY, 'Could not verify JWT: JWTExpired'],
    ['a token not yet valid', { nbf: 4e9, [NAMESPACE]: CLAIMS }, KEY, 'Could not verify JWT: JWTNotYetValid'],
    ['a foreign key', { [NAMESPACE]: CLAIMS }, KEY.toUpperCase(), 'Could not verify JWT: JWSError JWSInvalidSignature'],
    ['no namespace', {}, KEY, `claims key: '${NAMESPACE}' not found`],
    ['no roles', { [NAMESPACE]: {} }, KEY, 'JWT claim does not contain x-hasura-allowed-roles'],
    ['a token of the future', { iat: 4e9, [NAMESPACE]: CLAIMS }, KEY, 'Could not verify JWT: JWTIssuedAtFuture'],
    [
      'an end that is no number',
      { exp: 'soon', [NAMESPACE]: CLAIMS } as never,
      KEY,
      'Could not verify JWT: JWTClaimsSetDecodeError "Error in $.exp: parsing NumericDate failed, expected Number, but encountered String"',
    ],
    [
      'one role where a list belongs',
      { [NAMESPACE]: { ...CLAIMS, 'x-hasura-allowed-roles': 'user' } },
      KEY,
      'invalid x-hasura-allowed-roles; should be a list of roles: parsing [] failed, expected Array, but encountered String',
    ],
    [
      'a list where one role belongs',
      { [NAMESPACE]: { ...CLAIMS, 'x-hasura-default-role': ['user'] } },
      KEY,
      'invalid x-hasura-default-role; should be a single role name: parsing String failed, expected String, but encountered Array',
    ],
    [
      'a default role that is not allowed',
      { [NAMESPACE]: { ...CLAIMS, 'x-hasura-default-role': 'boss' } },
      KEY,
      'Your requested role is not in allowed roles',
    ],
    [
      'a variable that is null',
      { [NAMESPACE]: { ...CLAIMS, 'x-hasura-team': null } },
      KEY,
      'x-hasura-* claims: parsing Text failed, expected String, but encountered Null',
    ],
    ['text where the claims belong', { [NAMESPACE]: '{}' }, KEY, 'expecting a json object when claims_format is json'],
  ])('%s is refused', async (_, payload, key, message) => {
    const a = await authenticator(jwtEnv());
    expect((await refusal(a, bearer(await hs(payload, key))))?.message).toBe(message);
  });

  test('rubbish, an unsigned token and a malformed header are refused', async () => {
    const a = await authenticator(jwtEnv());
    const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await refusal(a, bearer('rubbish'))).toEqual({
      code: 'invalid-jwt',
      message: 'Could not verify JWT: JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got 1)',
      status: 400,
    });
    expect((await refusal(a, bearer(`${b64({ alg: 'none' })}.${b64({ [NAMESPACE]: CLAIMS })}.`)))?.code).toBe('invalid-jwt');
    expect(await refusal(a, { authorization: 'Basic abc' })).toMatchObject({
      code: 'invalid-headers',
      message: 'Malformed Authorization header',
    });
    expect((await refusal(a, {}))?.code).toBe('invalid-headers');
  });

  test('the admin secret overrides a bad token; the unauthorized role does not', async () => {
    const a = await authenticator({ ...jwtEnv(), HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous' });
    expect((await sessionOf(a, { ...bearer('bad'), 'x-hasura-admin-secret': 'top-secret' })).role).toBe('admin');
    expect((await refusal(a, bearer('bad')))?.code).toBe('invalid-jwt');
    expect((await sessionOf(a, {})).role).toBe('anonymous');
  });

  test('audience, issuer and skew are honoured', async () => {
    const a = await authenticator(jwtEnv({ audience: ['x', 'y'], issuer: 'me', allowed_skew: 60 }));
    const now = Math.floor(Date.now() / 1000);
    const good = { aud: 'y', iss: 'me', exp: now - 30, [NAMESPACE]: CLAIMS };
    expect((await sessionOf(a, bearer(await hs(good)))).role).toBe('user');
    expect((await refusal(a, bearer(await hs({ ...good, exp: now - 90 }))))?.message).toContain('JWTExpired');
    expect((await refusal(a, bearer(await hs({ ...good, aud: 'z' }))))?.message).toContain('JWTNotInAudience');
    expect((await refusal(a, bearer(await hs({ ...good, iss: 'you' }))))?.message).toContain('JWTNotInIssuer');
  });

  test('claims may be mapped, stringified, nested, in a cookie or a header', async () => {
    const payload = { exp: inOneHour(), user: { id: 9, roles: ['user'] }, text: JSON.stringify(CLAIMS) };
    const token = await hs(payload);
    const map = {
      'x-hasura-allowed-roles': { path: '$.user.roles' },
      'x-hasura-default-role': 'user',
      'x-hasura-user-id': { path: '$.user.id' },
      'x-hasura-plan': { path: '$.plan', default: 'free' },
    };
    const mapped = await authenticator(jwtEnv({ claims_map: map, header: { type: 'Cookie', name: 'token' } }));
    expect((await sessionOf(mapped, { cookie: `a=b; token=${token}` })).variables).toEqual({
      'x-hasura-role': 'user',
      'x-hasura-user-id': '9',
      'x-hasura-plan': 'free',
    });
    const stringified = await authenticator(
      jwtEnv({
        claims_namespace_path: '$.text',
        claims_format: 'stringified_json',
        header: { type: 'CustomHeader', name: 'X-Token' },
      }),
    );
    expect((await sessionOf(stringified, { 'x-token': token })).variables['x-hasura-user-id']).toBe('7');
    expect((await refusal(stringified, { 'x-token': await hs({ text: 'no json' }) }))?.message).toBe(
      "expecting stringified json at: 'claims_namespace_path $.text', but found: no json",
    );
    expect((await refusal(stringified, { 'x-token': await hs({ text: {} }) }))?.message).toBe(
      'expecting a string when claims_format is stringified_json',
    );
    expect((await refusal(stringified, { 'x-token': await hs({}) }))?.message).toBe(
      "claims not found at claims_namespace_path: '$.text'",
    );
  });

  test('a mapped claim that is missing is named', async () => {
    const map = {
      'x-hasura-allowed-roles': { path: '$.roles' },
      'x-hasura-default-role': 'user',
      'x-hasura-id': { path: '$.id' },
    };
    const a = await authenticator(jwtEnv({ claims_map: map }));
    expect(await refusal(a, bearer(await hs({ id: '1' })))).toMatchObject({
      code: 'jwt-missing-role-claims',
      message: 'JWT claim does not contain x-hasura-allowed-roles',
    });
    expect(await refusal(a, bearer(await hs({ roles: ['user'] })))).toMatchObject({
      code: 'jwt-invalid-claims',
      message: 'JWT claim from claims_map, x-hasura-id not found',
    });
  });

  test('the configuration is chosen by the issuer of the token', async () => {
    const other = 'another-key-that-has-32-characters';
    const a = await authenticator({
      ...SECRET,
      HASURA_GRAPHQL_JWT_SECRETS: JSON.stringify([
        { type: 'HS256', key: KEY, issuer: 'one' },
        { type: 'HS256', key: other, issuer: 'two', claims_namespace: 'c' },
      ]),
    });
    expect((await sessionOf(a, bearer(await hs({ iss: 'one', [NAMESPACE]: CLAIMS })))).role).toBe('user');
    expect((await sessionOf(a, bearer(await hs({ iss: 'two', c: CLAIMS }, other)))).role).toBe('user');
    expect((await refusal(a, bearer(await hs({ iss: 'one', [NAMESPACE]: CLAIMS }, other))))?.code).toBe('invalid-jwt');
    expect((await refusal(a, bearer(await hs({ iss: 'three', [NAMESPACE]: CLAIMS }))))?.message).toContain('JWTNotInIssuer');
  });

  test('a key set is fetched at start, and again when its cache headers say so', async () => {
    const old = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const next = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    let keys = [{ ...(await exportJWK(old.publicKey)), kid: 'old', alg: 'RS256' }];
    const url = await serve((_, reply) => reply(200, { keys }, { 'cache-control': 'max-age=1' }));
    const observations: Observation[] = [];
    const a = await authenticator({ ...SECRET, HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ jwk_url: url }) }, observations);
    const payload = { exp: inOneHour(), [NAMESPACE]: CLAIMS };
    const before = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'old' }).sign(old.privateKey);
    const after = await new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'new' }).sign(next.privateKey);
    expect((await sessionOf(a, bearer(before))).role).toBe('user');
    expect((await refusal(a, bearer(after)))?.code).toBe('invalid-jwt');
    keys = [{ ...(await exportJWK(next.publicKey)), kid: 'new', alg: 'ES256' }];
    await expect.poll(() => observations.some((o) => o.kind === 'jwk-refreshed'), { timeout: 120_000 }).toBe(true);
    expect((await sessionOf(a, bearer(after))).role).toBe('user');
    expect((await refusal(a, bearer(before)))?.code).toBe('invalid-jwt');
  });

  test('a key set that cannot be fetched at start is fatal', async () => {
    const url = await serve((_, reply) => reply(503, {}));
    await expect(authenticator({ ...SECRET, HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ jwk_url: url }) })).rejects.toThrow(
      '503',
    );
  });
});

describe('webhook', () => {
  const hookEnv = (url: string, mode = 'GET') => ({
    ...SECRET,
    HASURA_GRAPHQL_AUTH_HOOK: url,
    HASURA_GRAPHQL_AUTH_HOOK_MODE: mode,
  });

  test('GET: forwards the client headers it may, and takes the session from the answer', async () => {
    let seen: IncomingMessage['headers'] = {};
    const url = await serve((req, reply) => {
      seen = req.headers;
      reply(200, { 'X-Hasura-Role': 'user', 'X-Hasura-User-Id': '3', 'Cache-Control': 'max-age=60' }, { 'set-cookie': 'a=b' });
    });
    const a = await authenticator(hookEnv(url));
    const identity = await a.authenticate({ authorization: 'token', 'user-agent': 'secret-agent', 'x-other': 'y' }, null);
    expect(identity.session).toMatchObject({ role: 'user', variables: { 'x-hasura-role': 'user', 'x-hasura-user-id': '3' } });
    expect(identity.session.expiresAt).toBeGreaterThan(Date.now() + 50_000);
    expect(identity.cookies).toEqual(['a=b']);
    expect(seen).toMatchObject({ authorization: 'token', 'x-other': 'y' });
    expect(seen['user-agent']).toBeUndefined();
  });

  test('POST: sends headers and request', async () => {
    let seen: unknown;
    const url = await serve((_, reply, body) => {
      seen = body;
      reply(200, { 'x-hasura-role': 'user' });
    });
    const a = await authenticator(hookEnv(url, 'POST'));
    expect((await sessionOf(a, { authorization: 'token' }, { query: '{ a }' })).role).toBe('user');
    expect(seen).toEqual({ headers: { authorization: 'token' }, request: { query: '{ a }' } });
    await a.authenticate({ 'x-token': 'token' }, null, ['X-Token', 'token']);
    expect(seen).toEqual({ headers: { 'X-Token': 'token' }, request: null });
  });

  test.each([
    [401, {}, 'access-denied', 'Authentication hook unauthorized this request', 401],
    [500, {}, 'unexpected', 'Invalid response from authorization hook', 500],
    [
      200,
      [],
      'unexpected',
      'Invalid response from authorization hook: Error in $: parsing HashMap ~Text failed, expected Object, but encountered Array',
      500,
    ],
    [
      200,
      { 'x-hasura-role': 'user', 'x-hasura-user-id': 1 },
      'unexpected',
      "Invalid response from authorization hook: Error in $['x-hasura-user-id']: parsing Text failed, expected String, but encountered Number",
      500,
    ],
    [200, { 'x-hasura-user-id': '1' }, 'invalid-params', 'x-hasura-role not found in session variables', 400],
  ])('an answer %d %j is refused', async (status, body, code, message, ours) => {
    const url = await serve((_, reply) => reply(status, body));
    expect(await refusal(await authenticator(hookEnv(url)), {})).toEqual({ code, message, status: ours });
  });
});

type ReplyWith = (status: number, body: unknown, headers?: Record<string, string>) => void;

async function serve(handle: (req: IncomingMessage, reply: ReplyWith, body: unknown) => void): Promise<string> {
  const server: Server = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk) => {
      text += chunk;
    });
    req.on('end', () =>
      handle(
        req,
        (status, body, headers) =>
          res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)),
        text ? JSON.parse(text) : null,
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}
