/** People and programs against a real NorthStack: API keys on its one port, invitations, single sign-on from the command line. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type IdentityProviderEmulator, startIdentityProvider } from '../emulators/identity-provider.ts';
import { openBrowser } from '../support/browser.ts';
import { type Northstack, type Site, site } from './support/northstack.ts';

let place: Site;
let northstack: Northstack;
let provider: IdentityProviderEmulator;
const homes: string[] = [];

beforeAll(async () => {
  place = await site();
  provider = await startIdentityProvider(`http://localhost:${place.port}/auth/oidc/company/callback`);
  const { issuer, clientId, clientSecret } = provider;
  const rules = [{ domain: 'company.example', organization: 'main', role: 'developer' }];
  const settings = [{ id: 'company', name: 'The company', issuer, clientId, clientSecret, rules }];
  northstack = await place.up({ env: { NORTHSTACK_OIDC: JSON.stringify(settings) } });
});
afterAll(async () => {
  await place?.[Symbol.asyncDispose]();
  await provider?.[Symbol.asyncDispose]();
  for (const home of homes) await rm(home, { recursive: true, force: true });
});

/** The command line of somebody with a home of their own. */
async function person() {
  const home = await mkdtemp(join(tmpdir(), 'ns-person-'));
  homes.push(home);
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawn(process.execPath, [resolve('dist/cli.js'), ...args], {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, NORTHSTACK_URL: northstack.url, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const run = (args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) => {
    const child = start(args, env);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.end(input);
    return new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
      child.once('close', (code) => done({ code, stdout, stderr })),
    );
  };
  const json = async (args: readonly string[], input = '', env = {}) => {
    const ran = await run([...args, '--json'], input, env);
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    return JSON.parse(ran.stdout);
  };
  return { start, run, json };
}

async function administrator() {
  const admin = await person();
  const { adminEmail, adminPassword } = northstack.ready;
  await admin.json(['login', '--email', String(adminEmail), '--password-stdin'], String(adminPassword));
  return admin;
}

const keySet = z.object({ keys: z.array(z.object({ kid: z.string(), kty: z.literal('OKP') })) });

const ask = async (authorization: string, path = '/v1/graphql') => {
  const body = JSON.stringify({ query: '{ organizations { slug } }' });
  const response = await northstack.fetch(path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body,
  });
  return await response.json();
};

test('an API key is taken as it is, by the API and by the command line, until it is revoked', async () => {
  const admin = await administrator();
  const { key, apiKeyId } = await admin.json(['keys', 'create', 'ci', '--scopes', 'read']);
  expect(await ask(`Bearer ${key}`)).toEqual({ data: { organizations: [{ slug: 'main' }] } });
  const program = await person();
  const environment = { NORTHSTACK_TOKEN: key };
  expect(await program.json(['orgs'], '', environment)).toMatchObject([{ slug: 'main' }]);
  expect((await program.run(['keys', 'create', 'more'], '', environment)).code).toBe(1);
  await admin.json(['keys', 'revoke', apiKeyId]);
  expect((await program.run(['orgs'], '', environment)).stderr).toContain('not valid');
  expect(await admin.json(['keys'])).toMatchObject([{ id: apiKeyId, name: 'ci', scopes: ['read'] }]);
});

test('somebody is invited, joins, is given another role and is removed', async () => {
  const [admin, guest] = [await administrator(), await person()];
  const email = `guest-${randomUUID().slice(0, 8)}@example.com`;
  const { token } = await admin.json(['members', 'invite', email, '--role', 'viewer']);
  await guest.json(['members', 'join', token, '--name', 'Guest', '--password-stdin'], 'twelve characters and more');
  await guest.json(['login', '--email', email, '--password-stdin'], 'twelve characters and more');
  expect((await guest.run(['members', 'remove', String(northstack.ready.adminEmail)])).code).toBe(1);
  await admin.json(['members', 'role', email, 'developer']);
  expect(await guest.json(['members'])).toContainEqual(
    expect.objectContaining({ role: 'developer', user: expect.objectContaining({ email }) }),
  );
  await admin.json(['members', 'remove', email]);
  expect(await guest.json(['projects'])).toEqual([]);
  expect((await admin.run(['members', 'remove', String(northstack.ready.adminEmail)])).stderr).toContain('at least one owner');
});

test('single sign-on ends in a session of the command line', async () => {
  const email = `sso-${randomUUID().slice(0, 8)}@company.example`;
  provider.seat({ subject: randomUUID(), claims: { email, email_verified: true, name: 'Ada' } });
  const ada = await person();
  const child = ada.start(['login', '--sso', '--json']);
  const address = await new Promise<string>((found, failed) => {
    let text = '';
    child.once('close', () => failed(new Error(`ended early: ${text}`)));
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        const match = /http\S+\/auth\/oidc\/company\/start\?\S+?(?=["\s])/.exec(text);
        if (match) found(match[0]);
      });
  });
  const { page } = await openBrowser().follow(address, 'nowhere');
  expect(await page?.text()).toContain('You are signed in');
  expect(await new Promise((done) => child.once('close', done))).toBe(0);
  expect(await ada.json(['orgs'])).toMatchObject([{ slug: 'main', current: true }]);
  await ada.json(['logout', '--everywhere']);
  expect((await ada.run(['orgs'])).code).toBe(1);
});

test('the keys of sessions are published, and a new one is made on command', async () => {
  const published = async () => {
    const { keys } = keySet.parse(await (await northstack.fetch('/.well-known/jwks.json')).json());
    return keys.map((k) => k.kid);
  };
  const before = await published();
  expect(before).toHaveLength(1);
  const admin = await administrator();
  const { keyId } = await admin.json(['signing-keys', 'rotate']);
  expect(await published()).toEqual([...before, keyId]);
});
