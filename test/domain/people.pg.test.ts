/** Accounts, invitations, API keys, sessions and their keys through the engine over HTTP: what is promised, and what an attacker gets. */
import { createHmac, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
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
let owner: Caller & { readonly email: string };

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  t = await createTenant(plane);
  owner = await t.member('org_owner');
});

const code = (answer: Answer) => answer.errors?.[0]?.extensions.code;
const unique = () => randomUUID().slice(0, 8);
const SESSION = 'accessToken refreshToken userId organizationId role roles';

/** Sends with headers and also tells the cookies that came back. */
async function post(headers: Record<string, string>, query: string, variables: object): Promise<Answer & { cookies: string[] }> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(plane.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return { ...((await response.json()) as Answer), cookies: response.headers.getSetCookie() };
}
const signIn = (variables: object, headers: Record<string, string> = {}) =>
  post(
    headers,
    `mutation($email: String!, $password: String!, $browser: Boolean) {
       signIn(email: $email, password: $password, browser: $browser) { ${SESSION} } }`,
    variables,
  );
const refresh = (refreshToken: string, headers: Record<string, string> = {}) =>
  post(headers, `mutation($t: String!) { refreshSession(refreshToken: $t) { ${SESSION} } }`, { t: refreshToken });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const projects = (token: string, headers: Record<string, string> = {}) =>
  plane.send({ ...bearer(token), ...headers }, '{ projects { id } }');

describe('access tokens', () => {
  const session = async () => (await signIn({ email: owner.email, password: PASSWORD })).data.signIn;
  const forged = async (change: (claims: JWTPayload) => JWTPayload, header: object = {}): Promise<string> => {
    const { accessToken } = await session();
    const { kid = '' } = decodeProtectedHeader(accessToken);
    const { key } = await plane.actionDeps.signingKeys.signer(Date.now());
    return await new SignJWT(change(decodeJwt(accessToken))).setProtectedHeader({ alg: 'EdDSA', kid, ...header }).sign(key);
  };

  test('a token signed by the published key with nothing changed is good: what the next tests refuse, they refuse for its change', async () => {
    expect((await projects(await forged((claims) => claims))).data).toEqual({ projects: [{ id: t.projectId }] });
  });

  test.each<[string, (claims: JWTPayload) => JWTPayload]>([
    ['expired', (c) => ({ ...c, iat: 1_000_000, exp: 1_000_900 })],
    ['for another audience', (c) => ({ ...c, aud: 'somebody-else' })],
    ['without audience', ({ aud: _, ...c }) => c],
    ['of another issuer', (c) => ({ ...c, iss: 'https://accounts.example.com' })],
    ['of the future', (c) => ({ ...c, nbf: Math.floor(Date.now() / 1000) + 600 })],
  ])('a token that is %s is refused', async (_, change) => {
    expect(code(await projects(await forged(change)))).toBe('invalid-jwt');
  });

  test('a token of another key is refused, whatever key it names', async () => {
    const { accessToken } = await session();
    const { privateKey } = generateKeyPairSync('ed25519');
    for (const kid of [decodeProtectedHeader(accessToken).kid ?? '', 'unknown']) {
      const token = await new SignJWT(decodeJwt(accessToken)).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
      expect(code(await projects(token))).toBe('invalid-jwt');
    }
  });

  test('a token without a signature, or signed with the public key as a shared secret, is refused', async () => {
    const { accessToken } = await session();
    const { key } = await plane.actionDeps.signingKeys.signer(Date.now());
    const publicKey = createPublicKey(key);
    const { kid } = decodeProtectedHeader(accessToken);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = `${part({ alg: 'none', kid })}.${part(decodeJwt(accessToken))}.`;
    expect(code(await projects(none))).toBe('invalid-jwt');
    const secrets = [publicKey.export({ type: 'spki', format: 'pem' }), publicKey.export({ format: 'jwk' }).x ?? ''];
    for (const secret of secrets) {
      const text = `${part({ alg: 'HS256', kid })}.${part(decodeJwt(accessToken))}`;
      const signature = createHmac('sha256', secret).update(text).digest('base64url');
      expect(code(await projects(`${text}.${signature}`))).toBe('invalid-jwt');
    }
  });

  test('a new key takes over without a restart, tokens of the old one are good until it is revoked', async () => {
    const admin = await t.member('platform_admin');
    const rotate = async (revokeOld: boolean) => {
      const query = 'mutation($o: Boolean, $r: uuid!) { rotateSigningKeys(revokeOld: $o, requestId: $r) { keyId activeAt } }';
      const answer = await plane.as(admin, query, { o: revokeOld, r: randomUUID() });
      expect(answer.errors).toBeUndefined();
      return answer.data.rotateSigningKeys;
    };
    const before = await session();
    const { keyId } = await rotate(false);
    const after = await eventually(session, (s) => decodeProtectedHeader(s.accessToken).kid === keyId);
    // Published before it signed: the engine knows it at its first use.
    expect((await projects(after.accessToken)).data).toEqual({ projects: [{ id: t.projectId }] });
    expect((await projects(before.accessToken)).data).toEqual({ projects: [{ id: t.projectId }] });
    await rotate(true);
    for (const old of [before, after])
      await eventually(
        () => projects(old.accessToken),
        (answer) => code(answer) === 'invalid-jwt',
      );
    const fresh = await session();
    await eventually(
      () => projects(fresh.accessToken),
      (answer) => answer.data !== undefined,
    );
    expect((await refresh(before.refreshToken)).errors).toBeUndefined();
  });

  test('only a platform administrator rotates keys, whatever the session says', async () => {
    const query = 'mutation($r: uuid!) { rotateSigningKeys(requestId: $r) { keyId } }';
    expect(code(await plane.as(owner, query, { r: randomUUID() }))).toBe('validation-failed');
    expect(code(await plane.as({ ...owner, role: 'platform_admin' }, query, { r: randomUUID() }))).toBe(
      'platform-admin-required',
    );
  });
});

describe('browsers', () => {
  test('a session is bound to a cookie that scripts cannot read, and ends when its token comes without', async () => {
    const first = await signIn({ email: owner.email, password: PASSWORD, browser: true });
    const [cookie = ''] = first.cookies;
    expect(cookie).toMatch(/^northstack-fp=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const pair = cookie.split(';')[0] ?? '';
    const second = await refresh(first.data.signIn.refreshToken, { cookie: `other=1; ${pair}` });
    expect(second.errors).toBeUndefined();
    expect(code(await refresh(second.data.refreshSession.refreshToken, { cookie: 'northstack-fp=stolen' }))).toBe(
      'fingerprint-mismatch',
    );
    expect(code(await refresh(second.data.refreshSession.refreshToken, { cookie: pair }))).toBe('session-ended');
  });

  test('a program’s session needs no cookie, and gets none', async () => {
    const { data, cookies } = await signIn({ email: owner.email, password: PASSWORD });
    expect(cookies).toEqual([]);
    expect((await refresh(data.signIn.refreshToken)).errors).toBeUndefined();
  });

  test('a foreign page that makes a browser send its cookie gets nothing by it', async () => {
    const { cookies } = await signIn({ email: owner.email, password: PASSWORD, browser: true });
    const cookie = cookies[0]?.split(';')[0] ?? '';
    expect(code(await post({ cookie }, '{ projects { id } }', {}))).toBe('validation-failed');
    expect(code(await refresh('', { cookie }))).toBe('invalid-input');
  });
});

describe('guessing passwords', () => {
  /** As after that many guesses within the hour, the last wait over. */
  const failed = (subject: string, failures: number) =>
    plane.database.sql('insert into sign_in_limits (subject, failures) values ($1, $2)', [subject, failures]);

  test.each(['a known', 'an unknown'])('of parallel guesses at %s account one is looked at, in the same words', async (kind) => {
    const email = kind === 'a known' ? owner.email : `nobody-${unique()}@example.com`;
    await failed(`account:${plane.actionDeps.tokens.keyedHash(`account ${email}`)}`, 30);
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn({ email, password: `guess ${i}` })));
    const codes = guesses.map(code);
    expect(codes.filter((c) => c === 'wrong-credentials')).toHaveLength(1);
    expect(codes.filter((c) => c === 'too-many-attempts')).toHaveLength(19);
    expect(guesses.find((g) => code(g) === 'too-many-attempts')?.errors?.[0]?.message).toMatch(
      /^Too many attempts to sign in failed\. Wait \d+ seconds before the next\.$/,
    );
    // The right password does not help before the wait is over either.
    if (kind === 'a known') expect(code(await signIn({ email, password: PASSWORD }))).toBe('too-many-attempts');
  });

  test('each guess after the free ones waits longer, and success forgives', async () => {
    const wait = async () => {
      const [row] = await plane.database.sql(
        `select failures, extract(epoch from blocked_until - updated_at) as seconds from sign_in_limits
         where subject = 'account:' || $1`,
        [plane.actionDeps.tokens.keyedHash(`account ${owner.email}`)],
      );
      return row ? Number(row.seconds) : null;
    };
    const allow = () =>
      plane.database.sql("update sign_in_limits set blocked_until = now() where subject = 'account:' || $1", [
        plane.actionDeps.tokens.keyedHash(`account ${owner.email}`),
      ]);
    for (let i = 0; i < 10; i++) await signIn({ email: owner.email, password: 'wrong' });
    const waits = [await wait()];
    for (let i = 0; i < 4; i++) {
      await allow();
      await signIn({ email: owner.email, password: 'wrong' });
      waits.push(await wait());
    }
    expect(waits.map((w) => Math.round(w ?? 0))).toEqual([2, 4, 8, 16, 32]);
    await allow();
    expect((await signIn({ email: owner.email, password: PASSWORD })).errors).toBeUndefined();
    expect(await wait()).toBeNull();
  });

  test('one address that tries many accounts is slowed down, another is not', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const [address, other] = [`2001:db8::${unique().slice(0, 4)}`, '198.51.100.77'];
    await failed(`address:${address}`, 60);
    const guess = async () => code(await signIn({ email: `${unique()}@example.com`, password: 'wrong' }, from(address)));
    expect([await guess(), await guess()]).toEqual(['wrong-credentials', 'too-many-attempts']);
    expect(code(await signIn({ email: `${unique()}@example.com`, password: 'wrong' }, from(other)))).toBe('wrong-credentials');
  });
});

describe('signing up', () => {
  const signUp = (variables: object) =>
    plane.send(
      {},
      `mutation($email: String!, $name: String!, $password: String!, $requestId: uuid!) {
         signUp(email: $email, name: $name, password: $password, requestId: $requestId) { email } }`,
      { name: 'Ada', password: PASSWORD, requestId: randomUUID(), ...variables },
    );

  test('makes an account with an organization of its own', async () => {
    const email = `ada-${unique()}@example.com`;
    expect((await signUp({ email: email.toUpperCase() })).data).toEqual({ signUp: { email } });
    const { data } = await signIn({ email, password: PASSWORD });
    expect(data.signIn).toMatchObject({ role: 'org_owner' });
    expect(data.signIn.organizationId).not.toBe(t.organizationId);
  });

  test('an address that has an account is answered alike, and nothing changes', async () => {
    const taken = await signUp({ email: owner.email, password: 'another long password' });
    expect(taken).toEqual({ data: { signUp: { email: owner.email } } });
    expect(code(await signIn({ email: owner.email, password: 'another long password' }))).toBe('wrong-credentials');
    expect((await signIn({ email: owner.email, password: PASSWORD })).errors).toBeUndefined();
  });

  test('a short password is refused in words that help', async () => {
    const answer = await signUp({ email: `${unique()}@example.com`, password: 'short' });
    expect(answer.errors?.[0]?.message).toContain('12 characters');
  });
});

const invite = (caller: Caller, email: string, role: string) =>
  plane.as(
    caller,
    `mutation($email: String!, $role: String!, $r: uuid!) {
       inviteMember(email: $email, role: $role, requestId: $r) { invitationId token expiresAt } }`,
    { email, role, r: randomUUID() },
  );
const accept = (variables: object, caller?: Caller) => {
  const query = `mutation($token: String!, $name: String, $password: String, $r: uuid!) {
    acceptInvitation(token: $token, name: $name, password: $password, requestId: $r) { organizationId role userId } }`;
  const all = { r: randomUUID(), ...variables };
  return caller ? plane.as(caller, query, all) : plane.send({}, query, all);
};

describe('invitations', () => {
  test('somebody new makes an account by one, and signs in', async () => {
    const email = `new-${unique()}@example.com`;
    const { data } = await invite(owner, email, 'developer');
    const { token } = data.inviteMember;
    expect((await accept({ token, name: 'New', password: 'short' })).errors?.[0]?.message).toContain('12 characters');
    const joined = await accept({ token, name: 'New', password: PASSWORD });
    expect(joined.data.acceptInvitation).toMatchObject({ organizationId: t.organizationId, role: 'developer' });
    expect((await signIn({ email, password: PASSWORD })).data.signIn).toMatchObject({ role: 'developer' });
    expect(code(await accept({ token, name: 'New', password: PASSWORD }))).toBe('invitation-invalid');
  });

  test('somebody with an account joins signed in or by their password, and nobody else does', async () => {
    const other = await createTenant(plane);
    const [guest, stranger] = [await other.member('developer'), await other.member('viewer')];
    const { token } = (await invite(owner, guest.email, 'viewer')).data.inviteMember;
    expect(code(await accept({ token }, stranger))).toBe('invitation-for-another');
    expect(code(await accept({ token, password: 'wrong' }))).toBe('wrong-credentials');
    expect((await accept({ token }, guest)).errors).toBeUndefined();
    expect(code(await invite(owner, guest.email, 'viewer'))).toBe('already-member');
  });

  test('of parallel acceptances one counts', async () => {
    const email = `race-${unique()}@example.com`;
    const { token } = (await invite(owner, email, 'developer')).data.inviteMember;
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept({ token, name: 'R', password: PASSWORD })));
    expect(answers.filter((a) => a.data)).toHaveLength(1);
  });

  test('a team lead invites no one stronger; a developer invites nobody', async () => {
    const lead = await t.member('team_lead');
    expect(code(await invite(lead, `${unique()}@example.com`, 'org_owner'))).toBe('role-too-strong');
    expect((await invite(lead, `${unique()}@example.com`, 'developer')).errors).toBeUndefined();
    expect(code(await invite(await t.member('developer'), `${unique()}@example.com`, 'viewer'))).toBe('validation-failed');
    // The token says owner, the live row says otherwise.
    expect(code(await invite({ ...lead, role: 'org_owner' }, `${unique()}@example.com`, 'devops'))).toBe('role-too-strong');
  });

  test('ends by expiry, by revocation, by a newer one and with the membership of whoever invited', async () => {
    const ended = async (end: (id: string, email: string) => Promise<unknown>) => {
      const email = `${unique()}@example.com`;
      const { invitationId, token } = (await invite(owner, email, 'viewer')).data.inviteMember;
      await end(invitationId, email);
      return code(await accept({ token, name: 'X', password: PASSWORD }));
    };
    const revoke = (id: string) =>
      plane.as(owner, 'mutation($i: uuid!, $r: uuid!) { revokeInvitation(invitationId: $i, requestId: $r) { invitationId } }', {
        i: id,
        r: randomUUID(),
      });
    const expire = (id: string) =>
      plane.database.sql("update invitations set expires_at = now() - interval '1 s' where id = $1", [id]);
    expect(await ended(expire)).toBe('invitation-invalid');
    expect(await ended(revoke)).toBe('invitation-invalid');
    expect(await ended((_, email) => invite(owner, email, 'viewer'))).toBe('invitation-invalid');
    const lead = await t.member('team_lead');
    const { token } = (await invite(lead, `${unique()}@example.com`, 'viewer')).data.inviteMember;
    await plane.database.sql('delete from organization_members where user_id = $1', [lead.userId]);
    expect(code(await accept({ token, name: 'X', password: PASSWORD }))).toBe('invitation-invalid');
  });

  test('are not there for another organization', async () => {
    const { invitationId } = (await invite(owner, `${unique()}@example.com`, 'viewer')).data.inviteMember;
    const stranger = await (await createTenant(plane)).member('org_owner');
    expect((await plane.as(stranger, '{ invitations { id } }')).data).toEqual({ invitations: [] });
    const query = 'mutation($i: uuid!, $r: uuid!) { revokeInvitation(invitationId: $i, requestId: $r) { invitationId } }';
    expect(code(await plane.as(stranger, query, { i: invitationId, r: randomUUID() }))).toBe('invitation-not-found');
  });
});

const createKey = (caller: Caller, scopes: string[], headers: Record<string, string> = {}) => {
  const query = `mutation($s: [String!]!, $r: uuid!) {
    createApiKey(name: "ci", scopes: $s, requestId: $r) { apiKeyId key expiresAt } }`;
  const variables = { s: scopes, r: randomUUID() };
  return Object.keys(headers).length > 0 ? plane.send(headers, query, variables) : plane.as(caller, query, variables);
};
const exchange = (key: string) =>
  plane.send({}, 'query($k: String!) { exchangeApiKey(key: $k) { accessToken userId organizationId role roles } }', { k: key });

describe('API keys', () => {
  test('a key’s session does what its scopes say and no more, enforced by the engine', async () => {
    const { key } = (await createKey(owner, ['read'])).data.createApiKey;
    expect(key).toMatch(/^nsk_[\w-]{43}$/);
    const { data } = await exchange(key);
    expect(data.exchangeApiKey).toMatchObject({ userId: owner.userId, role: 'viewer', roles: ['viewer'] });
    const { accessToken } = data.exchangeApiKey;
    expect((await projects(accessToken)).data).toEqual({ projects: [{ id: t.projectId }] });
    expect(code(await projects(accessToken, { 'x-hasura-role': 'developer' }))).toBe('access-denied');
    const stop = 'mutation($s: uuid!, $r: uuid!) { stopService(serviceId: $s, requestId: $r) { instanceId } }';
    expect(code(await plane.send(bearer(accessToken), stop, { s: t.serviceId, r: randomUUID() }))).toBe('validation-failed');
  });

  test('a key is never stronger than its owner, neither when it is made nor later', async () => {
    const developer = await t.member('developer');
    expect(code(await createKey(developer, ['operate']))).toBe('scope-too-strong');
    const { key } = (await createKey(owner, ['admin'])).data.createApiKey;
    await (await createTenant(plane)).member('org_owner');
    await plane.database.sql("insert into organization_members (organization_id, user_id, role) values ($1, $2, 'org_owner')", [
      t.organizationId,
      (await (await createTenant(plane)).member('developer')).userId,
    ]);
    await plane.database.sql("update organization_members set role = 'viewer' where user_id = $1", [owner.userId]);
    expect((await exchange(key)).data.exchangeApiKey.roles).toEqual(['viewer']);
  });

  test('a key makes no keys, invites nobody and ends no sessions: nothing outlives it', async () => {
    const { key } = (await createKey(owner, ['admin'])).data.createApiKey;
    const { accessToken } = (await exchange(key)).data.exchangeApiKey;
    expect(code(await createKey(owner, ['read'], bearer(accessToken)))).toBe('person-required');
    const query = 'mutation($r: uuid!) { signOutEverywhere(requestId: $r) { endedTokens } }';
    expect(code(await plane.send(bearer(accessToken), query, { r: randomUUID() }))).toBe('person-required');
  });

  test('a revoked, expired, foreign or invented key is no key, in the same words', async () => {
    const made = async () => (await createKey(owner, ['read'])).data.createApiKey;
    const [revoked, expired] = [await made(), await made()];
    const revoke = 'mutation($k: uuid!, $r: uuid!) { revokeApiKey(apiKeyId: $k, requestId: $r) { apiKeyId } }';
    const stranger = await (await createTenant(plane)).member('org_owner');
    expect(code(await plane.as(stranger, revoke, { k: revoked.apiKeyId, r: randomUUID() }))).toBe('api-key-not-found');
    expect(code(await plane.as(await t.member('devops'), revoke, { k: revoked.apiKeyId, r: randomUUID() }))).toBe(
      'api-key-not-found',
    );
    expect((await plane.as(owner, revoke, { k: revoked.apiKeyId, r: randomUUID() })).errors).toBeUndefined();
    await plane.database.sql(
      "update api_keys set created_at = now() - interval '2 d', expires_at = now() - interval '1 d' where id = $1",
      [expired.apiKeyId],
    );
    const answers = await Promise.all([revoked.key, expired.key, `nsk_${'A'.repeat(43)}`].map(exchange));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect(answers.map(code)).toEqual(['invalid-api-key', 'invalid-api-key', 'invalid-api-key']);
  });

  test('leaving the organization ends its keys; use is noted; its hash is nowhere to be read', async () => {
    const developer = await t.member('developer');
    const { key, apiKeyId } = (await createKey(developer, ['deploy'])).data.createApiKey;
    await exchange(key);
    const { data } = await plane.as(developer, '{ api_keys { id name hint scopes last_used_at } }');
    expect(data.api_keys).toEqual([
      { id: apiKeyId, name: 'ci', hint: key.slice(0, 10), scopes: ['deploy'], last_used_at: expect.any(String) },
    ]);
    for (const table of ['api_keys', 'audit_log', 'domain_events', 'requests'])
      expect(JSON.stringify(await plane.database.sql(`select * from ${table}`)).includes(key), table).toBe(false);
    await plane.database.sql('delete from organization_members where user_id = $1', [developer.userId]);
    expect(code(await exchange(key))).toBe('invalid-api-key');
  });
});

describe('sessions in several organizations', () => {
  test('switching goes on in another organization of the same person and in no other', async () => {
    const other = await createTenant(plane);
    await plane.database.sql("insert into organization_members (organization_id, user_id, role) values ($1, $2, 'viewer')", [
      other.organizationId,
      owner.userId,
    ]);
    const { refreshToken } = (await signIn({ email: owner.email, password: PASSWORD })).data.signIn;
    const switchTo = (token: string, slug: string) =>
      plane.send(
        {},
        `mutation($t: String!, $o: String!) { switchOrganization(refreshToken: $t, organization: $o) { ${SESSION} } }`,
        { t: token, o: slug },
      );
    expect(code(await switchTo(refreshToken, (await createTenant(plane)).slug))).toBe('not-a-member');
    const { data } = await switchTo(refreshToken, other.slug);
    expect(data.switchOrganization).toMatchObject({ organizationId: other.organizationId, role: 'viewer', roles: ['viewer'] });
    expect((await projects(data.switchOrganization.accessToken)).data).toEqual({ projects: [{ id: other.projectId }] });
    expect(code(await switchTo(refreshToken, other.slug))).toBe('refresh-token-reused');
  });

  test('signing out everywhere ends every session of the person and nobody else’s', async () => {
    const developer = await t.member('developer');
    const sessions = [];
    for (let i = 0; i < 3; i++) sessions.push((await signIn({ email: owner.email, password: PASSWORD })).data.signIn);
    const theirs = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    const query = 'mutation($r: uuid!) { signOutEverywhere(requestId: $r) { endedTokens } }';
    const answer = await plane.send(bearer(sessions[0].accessToken), query, { r: randomUUID() });
    expect(answer.data.signOutEverywhere.endedTokens).toBe(3);
    for (const s of sessions) expect(code(await refresh(s.refreshToken))).toBe('session-ended');
    expect((await refresh(theirs.refreshToken)).errors).toBeUndefined();
  });

  test('the last owner can be neither removed nor demoted', async () => {
    const remove = 'mutation($u: uuid!) { delete_organization_members(where: { user_id: { _eq: $u } }) { affected_rows } }';
    const demote =
      'mutation($u: uuid!) { update_organization_members(where: { user_id: { _eq: $u } }, _set: { role: viewer }) { affected_rows } }';
    for (const query of [remove, demote]) {
      const { errors } = await plane.as(owner, query, { u: owner.userId });
      expect(errors?.[0]?.message).toContain('keeps at least one owner');
    }
  });
});

describe('personal data', () => {
  const erase = (caller: Caller, userId: string | null = null) =>
    plane.as(caller, 'mutation($u: uuid, $r: uuid!) { erasePersonalData(userId: $u, requestId: $r) { userId } }', {
      u: userId,
      r: randomUUID(),
    });

  test('the export holds what is kept about a person, and no secret', async () => {
    const developer = await t.member('developer');
    const { key } = (await createKey(developer, ['read'])).data.createApiKey;
    const { refreshToken } = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    const { data } = await plane.as(developer, '{ exportPersonalData { exportedAt document } }');
    const { document } = data.exportPersonalData;
    expect(document).toMatchObject({
      user: {
        email: developer.email,
        memberships: [{ role: 'developer', organization: { slug: t.slug } }],
        api_keys: [{ name: 'ci', scopes: ['read'] }],
      },
      sessions: [{ organization_id: t.organizationId }],
    });
    expect(document.audit.map((a: { table_name: string }) => a.table_name)).toContain('api_keys');
    for (const secret of [key, refreshToken, 'argon2id', owner.email]) expect(JSON.stringify(document)).not.toContain(secret);
  });

  /** Every column that says something of a person: where the export has it. What somebody made is in `audit`, by table and row. */
  const EXPORTED: Readonly<Record<string, readonly string[]>> = {
    user: [
      'users.email',
      'users.email_verified_at',
      'organization_members.user_id',
      'identities.user_id',
      'identities.email',
      'api_keys.user_id',
    ],
    teams: ['team_members.user_id'],
    sessions: ['sessions.user_id', 'sessions.client_address', 'refresh_tokens.user_id'],
    invitations_sent: ['invitations.invited_by'],
    invitations_received: ['invitations.email', 'invitations.accepted_by'],
    mails: ['account_mails.user_id', 'account_mails.email'],
    channels: ['notification_channels.recipients'],
    kubeconfigs: ['kubeconfig_grants.user_id'],
    decisions: ['deployment_approvals.created_by'],
    commands: ['requests.actor_id'],
    configurations: ['config_applications.created_by'],
    audit: ['audit_log.actor_id', 'audit_log.actor_role', 'audit_log.client_address'],
    events: ['domain_events.actor_id'],
    // Secrets and what lasts a minute, or an address beside a hash that nobody can resolve.
    // The last one is where a program answers.
    '': ['user_credentials.user_id', 'sign_in_codes.user_id', 'sign_in_attempts.address', 'service_instances.address'],
  };

  test('the export leaves out no table with personal data, also none that is made after this test', async () => {
    const columns = await plane.database.sql(
      `select c.relname || '.' || a.attname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
       where k.contype = 'f' and k.confrelid = 'public.users'::regclass and c.relnamespace = 'public'::regnamespace
       union
       select table_name || '.' || column_name from information_schema.columns c
       where table_schema = 'public' and column_name ~ 'email|address|actor|recipient|user_id'
         and exists (select 1 from information_schema.tables t
           where t.table_schema = 'public' and t.table_name = c.table_name and t.table_type = 'BASE TABLE')`,
    );
    const audited = new Set(
      (
        await plane.database.sql(
          "select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgfoid = 'public.audit_change'::regproc",
        )
      ).map((r) => r.name),
    );
    const known = new Set(Object.values(EXPORTED).flat());
    const authored = (name: string) => /\.(created|updated|revealed|given_up)_by$/.test(name) && audited.has(name.split('.')[0]);
    expect(columns.map((r) => String(r.name)).filter((name) => !known.has(name) && !authored(name))).toEqual([]);
    const developer = await t.member('developer');
    const { document } = (await plane.as(developer, '{ exportPersonalData { document } }')).data.exportPersonalData;
    expect(Object.keys(document).sort()).toEqual(
      Object.keys(EXPORTED)
        .filter((key) => key !== '')
        .sort(),
    );
  });

  test('channels forget whoever is erased, and the audit log never knew the address', async () => {
    const developer = await t.member('developer');
    const channel = (name: string, recipients: readonly string[]) =>
      plane.as(
        owner,
        `mutation($n: String!, $e: [String!]!, $r: uuid!) {
           createNotificationChannel(name: $n, type: "email", recipients: $e, requestId: $r) { channelId } }`,
        { n: name, e: recipients, r: randomUUID() },
      );
    for (const recipients of [[developer.email], [developer.email, 'team@example.com']])
      expect((await channel('mails', recipients)).errors).toBeUndefined();
    const { document } = (await plane.as(developer, '{ exportPersonalData { document } }')).data.exportPersonalData;
    expect(document.channels).toHaveLength(2);
    expect((await erase(developer)).errors).toBeUndefined();
    const left = await plane.database.sql(
      'select recipients, target_hint from notification_channels where organization_id = $1',
      [t.organizationId],
    );
    expect(left).toEqual([{ recipients: ['team@example.com'], target_hint: 'team@example.com' }]);
    const log = JSON.stringify(await plane.database.sql("select * from audit_log where table_name = 'notification_channels'"));
    expect(log).not.toContain(developer.email);
  });

  test('an erased person is nowhere to be found, and what they did stays with nobody’s name', async () => {
    const developer = await t.member('developer');
    const { key } = (await createKey(developer, ['read'])).data.createApiKey;
    const { refreshToken } = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    await signIn({ email: developer.email, password: 'wrong' });
    expect((await erase(developer)).data).toEqual({ erasePersonalData: { userId: developer.userId } });
    expect(code(await signIn({ email: developer.email, password: PASSWORD }))).toBe('wrong-credentials');
    expect(code(await refresh(refreshToken))).toBe('session-ended');
    expect(code(await exchange(key))).toBe('invalid-api-key');
    const tables = await plane.database.sql(
      "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { table_name: table } of tables)
      expect(JSON.stringify(await plane.database.sql(`select * from "${table}"`)).includes(developer.email), String(table)).toBe(
        false,
      );
    const [trace] = await plane.database.sql('select count(*) as n from audit_log where actor_id = $1', [developer.userId]);
    expect(Number(trace?.n)).toBeGreaterThan(0);
  });

  test('the last owner of an organization and somebody else are refused; a platform administrator erases others', async () => {
    const developer = await t.member('developer');
    const refused = await erase(owner);
    expect(code(refused)).toBe('last-owner');
    expect(refused.errors?.[0]?.message).toContain(t.slug);
    expect(code(await erase(owner, developer.userId))).toBe('platform-admin-required');
    const admin = await t.member('platform_admin');
    expect((await erase(admin, developer.userId)).data).toEqual({ erasePersonalData: { userId: developer.userId } });
  });
});

describe('data region', () => {
  const region = async (slug: string, jurisdiction: string) => {
    const [row] = await plane.database.sql(
      'insert into regions (slug, name, jurisdiction) values ($1, $1, $2) on conflict (slug) do update set name = excluded.name returning id',
      [slug, jurisdiction],
    );
    return String(row?.id);
  };
  const keepIn = (where: string) =>
    plane.as(owner, 'mutation($d: String) { update_organizations(where: {}, _set: { data_region: $d }) { affected_rows } }', {
      d: where,
    });
  const allowed = async (id: string) => {
    const [row] = await plane.database.sql('select region_allowed($1, $2) as ok', [t.organizationId, id]);
    return row?.ok;
  };

  test.each([
    ['eu', [true, true, false]],
    ['eu-central', [true, false, false]],
    ['eu-west-1', [false, true, false]],
    ['ch', [false, false, false]],
  ])('%s allows what is there and nothing else', async (where, expected) => {
    const ids = [await region('eu-central-1', 'eu'), await region('eu-west-1', 'eu'), await region('us-east-1', 'us')];
    expect(await Promise.all(ids.map(allowed))).toEqual([true, true, true]);
    expect((await keepIn(where)).data.update_organizations.affected_rows).toBe(1);
    expect(await Promise.all(ids.map(allowed))).toEqual(expected);
  });

  test('a database is placed in the data region only, and the region is not promised while one is elsewhere', async () => {
    const [inside, outside] = [await region('eu-central-1', 'eu'), await region('us-east-1', 'us')];
    const place = (id: string) =>
      plane.database.sql(
        `insert into databases (project_id, environment_id, slug, name, region_id, deadline_at)
         values ($1, $2, $3, $3, $4, now() + interval '1 hour')`,
        [t.projectId, t.productionId, `d-${unique()}`, id],
      );
    await keepIn('eu');
    await place(inside);
    await expect(place(outside)).rejects.toThrow('data_region: the data of this organization stays in eu');
    expect((await keepIn('us')).errors?.[0]?.message).toContain('move or delete them first');
  });
});
