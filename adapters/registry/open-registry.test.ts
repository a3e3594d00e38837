import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { openRegistryEmulator, type RegistryOptions } from '../../test/emulators/registry/emulator.ts';
import { testServer } from '../../test/support/http-server.ts';
import { SELF_SIGNED } from '../../test/support/self-signed.ts';
import { createAddressPolicy } from '../http/address-policy.ts';
import { openRegistry } from './open-registry.ts';

const nobody = createAddressPolicy([]);
const users = new Map([['bot', 'pull: me']]);
const credential = { username: 'bot', password: 'pull: me' };

async function emulated(options: RegistryOptions = {}) {
  const emulator = await openRegistryEmulator(options);
  const digest = emulator.push('acme/web', ['1'], 'one');
  const own = { ca: options.tls?.cert ?? null, insecure: options.tls === undefined, credential: null };
  const registry = openRegistry({ allowed: nobody, own: new Map([[emulator.host, own]]) });
  return {
    ...emulator,
    digest,
    registry,
    ask: (name: string, given: typeof credential | null = null, signal?: AbortSignal) =>
      registry.digestOf(`${emulator.host}/${name}`, given, signal),
  };
}

describe.each([
  ['plain', {}],
  ['TLS of its own authority', { tls: SELF_SIGNED }],
] as const)('a registry over %s', (_, options) => {
  test('a public image is told with nobody’s token', async () => {
    await using it = await emulated(options);
    expect(await it.ask('acme/web:1')).toBe(it.digest);
    expect(it.requests.map((r) => r.authorization?.split(' ')[0])).toEqual([undefined, undefined, 'Bearer']);
  });

  test('a private one is told to whom it is meant for, asked with a token for this image alone', async () => {
    await using it = await emulated({ ...options, users });
    expect(await it.ask('acme/web:1', credential)).toBe(it.digest);
    expect(it.requests[1]?.path).toBe('/token?service=registry.example&scope=repository%3Aacme%2Fweb%3Apull');
    await expect(it.ask('acme/web:1')).rejects.toMatchObject({ kind: 'auth', code: 'registry-refused' });
    await expect(it.ask('acme/web:1', { username: 'bot', password: 'wrong' })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.not.stringContaining('wrong'),
    });
  });
});

test('a registry that wants name and password themselves gets them only when it asks', async () => {
  await using it = await emulated({ users, challenge: 'basic' });
  expect(await it.ask('acme/web:1', credential)).toBe(it.digest);
  expect(it.requests.map((r) => r.authorization?.split(' ')[0])).toEqual([undefined, 'Basic']);
});

test('where the digest is not said it is counted', async () => {
  await using it = await emulated({ withoutDigestHeader: true });
  expect(await it.ask('acme/web:1')).toBe(it.digest);
});

test.each(['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'] as const)(
  'of an image for several platforms the digest of them all is told (%s)',
  async (type) => {
    await using it = await emulated();
    const whole = it.pushIndex('acme/web', ['many'], [it.digest, it.push('acme/web', [], 'two')], type);
    expect(await it.ask('acme/web:many')).toBe(whole);
    await using silent = await emulated({ withoutDigestHeader: true });
    const other = silent.pushIndex('acme/web', ['many'], [silent.digest], type);
    expect(await silent.ask('acme/web:many')).toBe(other);
  },
);

test('a registry that sends elsewhere for manifests is followed, and nobody there learns what signs us in', async () => {
  await using store = await openRegistryEmulator({ challenge: 'basic' });
  const digest = store.push('mirror/acme/web', ['1'], 'one');
  await using it = await emulated({
    users,
    redirect: (path) => (path.endsWith('/1') ? `${store.url}/v2/mirror/acme/web/manifests/1` : path),
  });
  const known = { ca: null, insecure: true, credential: null };
  const registry = openRegistry({ allowed: nobody, own: new Map([it.host, store.host].map((host) => [host, known])) });
  expect(await registry.digestOf(`${it.host}/acme/web:1`, credential)).toBe(digest);
  expect(store.requests.map((r) => r.authorization)).toEqual([undefined]);
  expect(it.requests.map((r) => r.authorization?.split(' ')[0])).toEqual([undefined, 'Basic', 'Bearer']);
  // Round and round, and to where nobody named anything.
  it.push('acme/web', ['round'], 'three');
  await expect(registry.digestOf(`${it.host}/acme/web:round`, credential)).rejects.toMatchObject({ code: 'registry-failed' });
  await expect(it.ask('acme/web:1', credential)).rejects.toMatchObject({ code: 'registry-failed' });
  expect(store.requests).toHaveLength(1);
});

test('of several challenges the one with tokens is met, for the scope that it names', async () => {
  await using it = await emulated({ users });
  const ask = `Basic realm="registry", Bearer realm="${it.url}/token",service="registry.example",scope="repository:acme/web:pull"`;
  it.faults.add({ path: /manifests/, fault: { kind: 'answer', status: 401, headers: { 'www-authenticate': ask } } });
  expect(await it.ask('acme/web:1', credential)).toBe(it.digest);
  const wide = ask.replace('acme/web:pull', 'acme/web:pull,push');
  it.faults.add({ path: /manifests/, fault: { kind: 'answer', status: 401, headers: { 'www-authenticate': wide } } });
  expect(await it.ask('acme/web:1', credential)).toBe(it.digest);
  const scopes = it.requests.flatMap(({ path }) => new URL(path, 'http://x').searchParams.get('scope') ?? []);
  expect(scopes).toEqual(['repository:acme/web:pull', 'repository:acme/web:pull']);
});

test('a page of a proxy is no image', async () => {
  await using it = await emulated();
  const page = { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } as const;
  for (const path of [/^\/v2/, /^\/token/]) {
    it.faults.add({ path, fault: page, times: 2 });
    await expect(it.ask('acme/web:1')).rejects.toMatchObject({ kind: 'retry' });
    it.faults.clear();
  }
});

test('what the operator set for a registry is used where nothing else is given', async () => {
  await using emulator = await openRegistryEmulator({ users });
  const digest = emulator.push('builds/x', ['1'], 'x');
  const own = new Map([[emulator.host, { ca: null, insecure: true, credential }]]);
  const registry = openRegistry({ allowed: nobody, own });
  expect(await registry.digestOf(`${emulator.host}/builds/x:1`, null)).toBe(digest);
  expect([registry.ownCredential(`${emulator.host}/builds/x:1`), registry.ownCredential('ghcr.io/a/b')]).toEqual([
    credential,
    null,
  ]);
});

test('a mirror is asked about images of all other registries, without what users gave for those', async () => {
  await using emulator = await openRegistryEmulator({ mirrors: true });
  const own = new Map([[emulator.host, { ca: null, insecure: true, credential: null }]]);
  const registry = openRegistry({ allowed: nobody, own, mirror: emulator.host });
  const digest = await registry.digestOf('ghcr.io/acme/web:1', credential);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await registry.digestOf('ghcr.io/acme/web:1', null)).toBe(digest);
  expect(await registry.digestOf('redis:7', null)).not.toBe(digest);
  expect(emulator.requests.map(({ path }) => path)).toContain('/v2/library/redis/manifests/7?ns=docker.io');
  expect(emulator.requests.every(({ authorization }) => !authorization?.startsWith('Basic'))).toBe(true);
  // Its own images are nobody else's.
  await expect(registry.digestOf(`${emulator.host}/acme/web:1`, null)).rejects.toMatchObject({ code: 'image-not-found' });
});

test('a name with a digest is what it is, unasked', async () => {
  const digest = `sha256:${createHash('sha256').update('x').digest('hex')}`;
  expect(await openRegistry({ allowed: nobody }).digestOf(`ghcr.io/acme/web@${digest}`, null)).toBe(digest);
});

test('what is not there is gone, what is away is to be tried again, what is no name is refused', async () => {
  await using it = await emulated();
  await expect(it.ask('acme/web:2')).rejects.toMatchObject({ kind: 'gone', code: 'image-not-found' });
  it.faults.add({ fault: { kind: 'answer', status: 429, headers: { 'retry-after': '7' } } });
  await expect(it.ask('acme/web:1')).rejects.toMatchObject({ kind: 'retry', retryAfterMs: 7_000 });
  it.faults.add({ fault: { kind: 'half-answer' }, path: /token/ });
  await expect(it.ask('acme/web:1')).rejects.toMatchObject({ kind: 'retry' });
  await expect(it.ask('acme/web:1', null, AbortSignal.abort())).rejects.toThrow();
  await expect(it.registry.digestOf('Not An Image', null)).rejects.toMatchObject({ kind: 'reject', code: 'image-invalid' });
});

const inside = await testServer(() => ({ status: 200, body: '{}' }));
afterAll(() => inside[Symbol.asyncDispose]());

test('a registry that a user names does not lead into the installation’s own network', async () => {
  const { port } = new URL(inside.url);
  const registry = openRegistry({ allowed: nobody });
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
    await expect(registry.digestOf(`${host}/a/b:1`, null)).rejects.toMatchObject({ kind: 'reject', code: 'target-refused' });
  expect(inside.received).toEqual([]);
});

test('a registry that sends for a token to somewhere inside gets neither token nor password there', async () => {
  const { port } = new URL(inside.url);
  await using server = await testServer(() => ({
    status: 401,
    headers: { 'www-authenticate': `Bearer realm="https://127.0.0.1:${port}/token",service="x"` },
    body: '',
  }));
  // Of another registry than the one whose operator does without TLS.
  const host = server.url.replace('http://', '');
  const registry = openRegistry({
    allowed: nobody,
    own: new Map([[host, { ca: null, insecure: true, credential: null }]]),
  });
  await expect(registry.digestOf(`${host}/a/b:1`, credential)).rejects.toMatchObject({ code: 'target-refused' });
  expect(inside.received).toEqual([]);
});
