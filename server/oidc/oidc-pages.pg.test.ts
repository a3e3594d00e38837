/** Signing in through a real OpenID Connect provider: from the first page to a session, and what is refused on the way. */
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type IdentityProviderEmulator, startIdentityProvider } from '../../test/emulators/identity-provider.ts';
import { openBrowser } from '../../test/support/browser.ts';
import {
  type Caller,
  type ControlPlane,
  createTenant,
  startControlPlane,
  type TestTenant,
} from '../../test/support/control-plane.ts';
import { oidcProviders } from '../config/oidc-config.ts';
import { openOidc } from './open-oidc.ts';

let plane: ControlPlane;
let provider: IdentityProviderEmulator;
let server: Server;
let url = '';
let t: TestTenant;
let developer: Caller & { readonly email: string };

beforeAll(async () => {
  plane = await startControlPlane();
  t = await createTenant(plane);
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  provider = await startIdentityProvider(`${url}/auth/oidc/company/callback`);
  const { issuer, clientId, clientSecret } = provider;
  const rules = [
    { claim: 'groups', value: 'platform', organization: t.slug, role: 'devops' },
    { domain: 'company.example', organization: t.slug, role: 'viewer' },
  ];
  const settings = JSON.stringify([
    { id: 'company', name: 'The company', issuer, clientId, clientSecret, rules },
    { id: 'away', name: 'Away', issuer: 'http://127.0.0.1:9', clientId: 'x' },
  ]);
  const rootKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const deps = { ...plane.actionDeps, people: { signUp: 'invitation', publicUrl: url, sendsMail: false } } as const;
  const pages = openOidc(deps, oidcProviders.parse(settings), rootKey, pino({ level: 'silent' }));
  server.on('request', (request, response) => void pages(request, response));
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await provider?.[Symbol.asyncDispose]();
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  developer = await (await createTenant(plane)).member('developer');
});

const RETURN = 'http://127.0.0.1:4567/done';
const secret = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};
const startAt = (challenge: string, redirect = RETURN, id = 'company') =>
  `${url}/auth/oidc/${id}/start?${new URLSearchParams({ redirect, challenge })}`;
const exchange = (code: string | null, verifier: string) =>
  plane.send(
    {},
    `mutation($c: String!, $v: String!) {
       exchangeSignInCode(code: $c, verifier: $v) { accessToken userId organizationId role } }`,
    { c: code ?? '', v: verifier },
  );
/** From the first page to the session, or the error that the browser comes back with. */
async function signIn(claims: Record<string, unknown>, subject: string = randomUUID()) {
  provider.seat({ subject, claims });
  const { verifier, challenge } = secret();
  const { at } = await openBrowser().follow(startAt(challenge), RETURN);
  const error = at.searchParams.get('error');
  if (error !== null) return { error, session: null };
  return { error, session: (await exchange(at.searchParams.get('code'), verifier)).data?.exchangeSignInCode };
}
const verified = (email: string) => ({ email, email_verified: true, name: 'Ada' });

test('an account is linked by its verified address, and found by the identity from then on', async () => {
  const subject = randomUUID();
  const first = await signIn(verified(developer.email), subject);
  expect(first.session).toMatchObject({ userId: developer.userId, organizationId: developer.organizationId, role: 'developer' });
  const query = '{ projects { organization_id } identities { provider email } }';
  const { data } = await plane.send({ authorization: `Bearer ${first.session.accessToken}` }, query);
  expect(data.projects).toEqual([{ organization_id: developer.organizationId }]);
  expect(data.identities).toEqual([{ provider: 'company', email: developer.email }]);
  // The address there may change: the identity does not.
  const again = await signIn({ email: 'other@elsewhere.example', email_verified: false }, subject);
  expect(again.session).toMatchObject({ userId: developer.userId });
});

test('an address that the provider does not vouch for is nobody’s', async () => {
  expect(await signIn({ email: developer.email, email_verified: false })).toEqual({ error: 'email-not-verified', session: null });
  expect(await signIn({ email: developer.email })).toEqual({ error: 'email-not-verified', session: null });
});

test('somebody new gets an account where a rule says they belong, and none otherwise', async () => {
  const email = `${randomUUID().slice(0, 8)}@company.example`;
  expect((await signIn(verified(email))).session).toMatchObject({ organizationId: t.organizationId, role: 'viewer' });
  const lead = await signIn({ ...verified(`x${email}`), groups: ['a', 'platform'] });
  expect(lead.session).toMatchObject({ organizationId: t.organizationId, role: 'devops' });
  expect(await signIn(verified(`${randomUUID().slice(0, 8)}@elsewhere.example`))).toEqual({ error: 'no-account', session: null });
});

test('an account that was ended stays out', async () => {
  await plane.database.sql('update users set is_active = false where id = $1', [developer.userId]);
  expect(await signIn(verified(developer.email))).toEqual({ error: 'no-account', session: null });
});

test('the code is good once, and only with the secret of whoever began', async () => {
  provider.seat({ subject: randomUUID(), claims: verified(developer.email) });
  const { verifier, challenge } = secret();
  const { at } = await openBrowser().follow(startAt(challenge), RETURN);
  const code = at.searchParams.get('code');
  expect(at.href).not.toContain('token');
  expect((await exchange(code, secret().verifier)).errors?.[0]?.extensions.code).toBe('invalid-code');
  const answers = await Promise.all(Array.from({ length: 5 }, () => exchange(code, verifier)));
  expect(answers.filter((a) => a.data).length).toBeLessThanOrEqual(1);
  expect((await exchange(code, verifier)).errors?.[0]?.extensions.code).toBe('invalid-code');
});

test('what somebody else began cannot be finished in another browser, nor with another state', async () => {
  provider.seat({ subject: randomUUID(), claims: verified(developer.email) });
  const attacker = openBrowser();
  const { at: callback } = await attacker.follow(startAt(secret().challenge), `${url}/auth/oidc/company/callback`);
  // The attacker's own answer, slipped to a victim who has begun nothing, or something else.
  const victim = openBrowser();
  expect((await victim.visit(callback.href)).status).toBe(400);
  await victim.visit(startAt(secret().challenge));
  const fixed = await victim.visit(callback.href);
  expect([fixed.status, fixed.headers.get('location')]).toEqual([400, null]);
  // And with the state exchanged for the victim's own, the provider's code does not fit.
  await victim.visit(startAt(secret().challenge));
  callback.searchParams.set('state', 'guessed');
  expect((await victim.visit(callback.href)).status).toBe(400);
});

test('a code of the provider that was made up, and an error of the provider, come back as an error', async () => {
  const visitor = openBrowser();
  const begun = await visitor.visit(startAt(secret().challenge));
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const forged = await visitor.visit(
    `${url}/auth/oidc/company/callback?${new URLSearchParams({ state, code: 'made-up', iss: provider.issuer })}`,
  );
  expect(new URL(forged.headers.get('location') ?? '').searchParams.get('error')).toBe('provider-refused');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  'http://127.0.0.1.evil.example:1/',
  'javascript:alert(1)',
])('nobody is sent back to %s', async (redirect) => {
  const response = await openBrowser().visit(startAt(secret().challenge, redirect));
  expect([response.status, response.headers.get('location')]).toEqual([400, null]);
});

test('a provider that is away says so; the list names all of them; others are not there', async () => {
  expect((await openBrowser().visit(startAt(secret().challenge, RETURN, 'away'))).status).toBe(503);
  const list = await (await fetch(`${url}/auth/oidc`)).json();
  expect(list).toMatchObject({ providers: [{ id: 'company', start: `${url}/auth/oidc/company/start` }, { id: 'away' }] });
  expect((await fetch(`${url}/auth/oidc/nobody/start`)).status).toBe(404);
  expect((await fetch(startAt('short'))).status).toBe(400);
});
