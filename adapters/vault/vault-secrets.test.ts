import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { secretStoreContract } from '../../test/contracts/secret-store.contract.ts';
import type { Fault } from '../../test/emulators/faults.ts';
import { openVaultEmulator, type VaultEmulator } from '../../test/emulators/vault/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openVaultSecrets, type VaultSecrets } from './open-vault-secrets.ts';
import type { VaultLogin, VaultObservation } from './session.ts';

let vault: VaultEmulator;
let store: VaultSecrets;
const observed: VaultObservation[] = [];

const open = (
  on: VaultEmulator,
  more: { login?: VaultLogin; namespace?: string; mount?: string; timeoutMs?: number } = {},
): VaultSecrets =>
  openVaultSecrets({
    url: on.url,
    ca: null,
    namespace: null,
    mount: 'secret',
    prefix: 'northstack',
    login: { kind: 'approle', mount: 'approle', ...on.appRole },
    observe: (observation) => observed.push(observation),
    ...more,
  });
beforeAll(async () => {
  vault = await openVaultEmulator();
  store = open(vault);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await vault[Symbol.asyncDispose]();
});
beforeEach(() => {
  vault.faults.clear();
  observed.length = 0;
});

secretStoreContract('vault', async () => ({ store, rotate: null, keepsValues: true }));

const address = (key = 'TOKEN') =>
  ({ organizationId: randomUUID(), scope: 'service', targetId: randomUUID(), key, versionId: randomUUID() }) as const;
const keptOf = (targetId: string) => Object.entries(vault.stored()).filter(([path]) => path.includes(targetId));

test('a version is one path that says whose it is, and nothing is left of it once it is destroyed', async () => {
  const at = address();
  const { sealed } = await store.put(at, 'value');
  expect(keptOf(at.targetId)).toEqual([
    [`secret/northstack/${at.organizationId}/service/${at.targetId}/TOKEN/${at.versionId}`, [{ value: 'value', key: 'TOKEN' }]],
  ]);
  await store.destroy(sealed);
  expect(keptOf(at.targetId)).toEqual([]);
});

test('what is put twice at one address is there once; what is put there later outlives what was before', async () => {
  const at = address();
  const first = await store.put(at, 'one');
  expect(await store.put(at, 'one')).toEqual(first);
  const second = await store.put(at, 'two');
  expect([await store.get(at, first.sealed), await store.get(at, second.sealed)]).toEqual(['one', 'two']);
  await store.destroy(first.sealed);
  expect(keptOf(at.targetId)).toEqual([[expect.any(String), [{ value: 'two', key: 'TOKEN' }]]]);
  await store.destroy(second.sealed);
  expect(keptOf(at.targetId)).toEqual([]);
});

test('a key that is no name cannot lead out of its place', async () => {
  const at = { ...address(), scope: 'git_connection', key: '../../../sys/policy?x=#github.com/acme' } as const;
  const { sealed } = await store.put(at, 'value');
  expect(await store.get(at, sealed)).toBe('value');
  expect(keptOf(at.targetId).map(([path]) => path)).toEqual([
    expect.stringMatching(
      new RegExp(`^secret/northstack/${at.organizationId}/git_connection/${at.targetId}/~[0-9a-f]{64}/${at.versionId}$`),
    ),
  ]);
});

describe('every call fails once, in every way, and each ends with one version that can be read and be destroyed', () => {
  const faults: readonly Fault[] = [
    { kind: 'hang' },
    { kind: 'reset' },
    { kind: 'lost-answer' },
    { kind: 'half-answer' },
    { kind: 'twice' },
    { kind: 'answer', status: 429, headers: { 'retry-after': '0' }, body: '{"errors":["rate limit quota exceeded"]}' },
    { kind: 'answer', status: 500, body: '{"errors":["internal error"]}' },
    { kind: 'answer', status: 503, body: '{"errors":["Vault is sealed"]}' },
    { kind: 'answer', status: 412, body: '{"errors":["required index state not present"]}' },
    { kind: 'answer', status: 403, body: '{"errors":["permission denied"]}' },
  ];
  test.concurrent.each(faults.map((fault) => [fault.kind === 'answer' ? String(fault.status) : fault.kind, fault] as const))(
    '%s',
    async (_name, fault) => {
      await using own = await openVaultEmulator();
      await using secrets = open(own, { timeoutMs: fault.kind === 'hang' ? 4_000 : 30_000 });
      await using other = open(own);
      const at = address();
      const { sealed: earlier } = await other.put(at, 'earlier');
      const meet = (method: string, path: RegExp) => own.faults.add({ method, path, fault });
      if (fault.kind !== 'answer' || fault.status !== 403) meet('POST', /approle\/login/);
      meet('POST', /\/data\//);
      meet('GET', /\/data\//);
      const { sealed } = await secrets.put(at, 'value');
      meet('GET', /\/data\//);
      expect(await secrets.get(at, sealed)).toBe('value');
      for (const [method, path] of [
        ['GET', /\/metadata\//],
        ['POST', /\/destroy\//],
      ] as const)
        meet(method, path);
      await secrets.destroy(earlier);
      expect(Object.values(own.stored())).toEqual([[{ value: 'value', key: 'TOKEN' }]]);
      await expect(secrets.get(at, earlier)).rejects.toMatchObject({ kind: 'gone' });
      meet('DELETE', /\/metadata\//);
      await secrets.destroy(sealed);
      expect(own.stored()).toEqual({});
      expect(own.faults.met).toBeGreaterThanOrEqual(5);
      expect(own.violations).toEqual([]);
    },
  );
});

test('many at once for one address: each reads what it put', async () => {
  const at = address();
  const values = ['a', 'b', 'c'];
  const references = await Promise.all(values.map((value) => store.put(at, value)));
  expect(await Promise.all(references.map(({ sealed }) => store.get(at, sealed)))).toEqual(values);
});

describe('signing in', () => {
  test('once for many calls, and the token is given back at the end', async () => {
    await using own = await openVaultEmulator();
    const secrets = open(own);
    await Promise.all([1, 2, 3, 4, 5].map(() => secrets.put(address(), 'value')));
    expect(own.requests.filter((r) => r.endsWith('/login'))).toHaveLength(1);
    expect(own.liveTokens()).toBe(1);
    await secrets[Symbol.asyncDispose]();
    expect(own.liveTokens()).toBe(0);
  });

  test('as a service account of Kubernetes, whose token is read for each login', async () => {
    await using own = await openVaultEmulator();
    let reads = 0;
    const readJwt = async () => {
      reads += 1;
      return `${own.kubernetes.jwt}\n`;
    };
    await using secrets = open(own, { login: { kind: 'kubernetes', mount: 'kubernetes', role: 'northstack', readJwt } });
    const at = address();
    const { sealed } = await secrets.put(at, 'value');
    own.revokeTokens();
    expect(await secrets.get(at, sealed)).toBe('value');
    expect(reads).toBe(2);
    expect(own.violations).toEqual([]);
  });

  test('a token is renewed before it ends, and replaced when renewing does not help any more', async () => {
    await using own = await openVaultEmulator({ leaseSeconds: 3, maxSeconds: 6 });
    await using secrets = open(own);
    await secrets.check();
    await eventually(
      () => [
        observed.filter((o) => o.kind === 'vault-renewed').length,
        observed.filter((o) => o.kind === 'vault-signed-in').length,
      ],
      ([renewed = 0, signedIn = 0]) => renewed >= 1 && signedIn >= 2,
    );
    expect(own.violations).toEqual([]);
  });

  test('with a token of the operator: used and left alone', async () => {
    await using own = await openVaultEmulator();
    const secrets = open(own, { login: { kind: 'token', token: own.rootToken } });
    const at = address();
    const { sealed } = await secrets.put(at, 'value');
    expect(await secrets.get(at, sealed)).toBe('value');
    await secrets[Symbol.asyncDispose]();
    expect(own.requests).not.toContain('POST /v1/auth/token/revoke-self');
    expect(own.violations).toEqual([]);
  });

  test('a token of the operator that cannot be renewed any more is told of while it still works', async () => {
    await using own = await openVaultEmulator({ leaseSeconds: 60, maxSeconds: 60 });
    const { roleId: role_id, secretId: secret_id } = own.appRole;
    const answer = await fetch(`${own.url}/v1/auth/approle/login`, {
      method: 'POST',
      body: JSON.stringify({ role_id, secret_id }),
    });
    const { auth } = z.object({ auth: z.object({ client_token: z.string() }) }).parse(await answer.json());
    const before = observed.length;
    own.faults.add({ path: /lookup-self/, fault: { kind: 'answer', status: 200, body: '{"data":{"ttl":2,"renewable":true}}' } });
    own.faults.add({
      path: /renew-self/,
      times: 100,
      fault: { kind: 'answer', status: 403, body: '{"errors":["permission denied"]}' },
    });
    await using secrets = open(own, { login: { kind: 'token', token: auth.client_token } });
    const at = address();
    const { sealed } = await secrets.put(at, 'value');
    await eventually(
      () => observed.slice(before),
      (seen) => seen.some((o) => o.kind === 'vault-renewal-failed' && String(o.error).includes('permission denied')),
    );
    expect(await secrets.get(at, sealed)).toBe('value');
  });

  test.each([
    ['a wrong secret id', { kind: 'approle', mount: 'approle', roleId: 'x', secretId: 'y' }],
    ['a wrong role', { kind: 'kubernetes', mount: 'kubernetes', role: 'x', readJwt: async () => 'y' }],
    ['a wrong token', { kind: 'token', token: 'hvs.wrong' }],
  ] as const)('%s is said, and nothing of it', async (_name, login) => {
    await using secrets = open(vault, { login });
    const refused = await secrets.check().catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'auth', code: 'vault-login-refused' });
    expect(String(refused)).not.toContain('hvs.wrong');
  });
});

test('namespaces are kept apart', async () => {
  await using own = await openVaultEmulator();
  await using inside = open(own, { namespace: 'team-a' });
  await using outside = open(own);
  const at = address();
  const { sealed } = await inside.put(at, 'value');
  expect(Object.keys(own.stored())[0]).toMatch(/^team-a\/secret\/northstack\//);
  expect(await inside.get(at, sealed)).toBe('value');
  await expect(outside.get(at, sealed)).rejects.toMatchObject({ kind: 'gone' });
});

test('a sealed Vault is to be tried again, an engine that is not there is to be set up', async () => {
  await using own = await openVaultEmulator();
  await using secrets = open(own);
  own.seal(true);
  await expect(secrets.check()).rejects.toMatchObject({ kind: 'retry', code: 'vault-sealed' });
  await expect(secrets.put(address(), 'value')).rejects.toMatchObject({ kind: 'retry', code: 'vault-sealed' });
  own.seal(false);
  await secrets.check();
  await using elsewhere = open(own, { mount: 'kv' });
  await expect(elsewhere.put(address(), 'value')).rejects.toMatchObject({ kind: 'reject', code: 'vault-mount-missing' });
  await expect(elsewhere.get(address(), 'vault1.1.YS9i')).rejects.toMatchObject({ kind: 'gone' });
});

test('every request was one that the vendor describes', () => {
  expect(vault.violations).toEqual([]);
});
