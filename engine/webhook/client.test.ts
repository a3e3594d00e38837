import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { testServer } from '../../test/support/http-server.ts';
import { SELF_SIGNED } from '../../test/support/self-signed.ts';
import { isAllowedHost } from './allowed-host.ts';
import { openWebhookClient, type WebhookClientOptions } from './client.ts';

const opened: AsyncDisposable[] = [];
afterAll(async () => {
  for (const one of opened.reverse()) await one[Symbol.asyncDispose]();
});

function client(options: WebhookClientOptions = {}) {
  const made = openWebhookClient(options);
  opened.push(made);
  return made;
}
const post = (url: string, more: { timeoutMs?: number; signal?: AbortSignal; body?: string } = {}) => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: more.body ?? '{}',
  timeoutMs: more.timeoutMs ?? 5000,
  ...(more.signal ? { signal: more.signal } : {}),
});

/** A server that speaks HTTP by hand: `behave` gets the socket and which request on that socket it is. */
async function rawServer(behave: (socket: Socket, request: number) => void): Promise<{ url: string; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    let request = 0;
    socket.on('data', () => behave(socket, ++request));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, connections: () => connections };
}
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok';

describe('connections', () => {
  test('are used again, and one that the server closed in the meantime is replaced without anybody noticing', async () => {
    const server = await rawServer((socket, request) => {
      if (request === 1) socket.write(OK);
      else socket.destroy();
    });
    const webhooks = client();
    for (let i = 0; i < 5; i++) expect(await webhooks.send(post(server.url))).toMatchObject({ status: 200, body: 'ok' });
    expect(server.connections()).toBe(5);
  });

  test('that always break are an error', async () => {
    const server = await rawServer((socket) => socket.destroy());
    await expect(client().send(post(server.url))).rejects.toMatchObject({ reason: 'connection' });
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('cut in the middle of an answer are not tried again', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
    await expect(client().send(post(server.url))).rejects.toMatchObject({ reason: 'cut' });
    expect(server.connections()).toBe(1);
  });

  test('to one place are no more than allowed', async () => {
    let open = 0;
    let most = 0;
    const server = await testServer(async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return undefined;
    });
    opened.push(server);
    const webhooks = client({ connections: 3 });
    await Promise.all(Array.from({ length: 30 }, () => webhooks.send(post(server.url))));
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe('redirects', () => {
  test.each([
    [302, 'GET', ''],
    [303, 'GET', ''],
    [301, 'POST', '{"a":1}'],
    [307, 'POST', '{"a":1}'],
    [308, 'POST', '{"a":1}'],
  ])('%i is followed with %s', async (status, method, body) => {
    const server = await testServer(({ path }) =>
      path === '/from' ? { status, headers: { location: '/to?x=1' } } : { body: 'there' },
    );
    opened.push(server);
    expect(await client().send(post(`${server.url}/from`, { body: '{"a":1}' }))).toMatchObject({ status: 200, body: 'there' });
    expect(server.received[1]).toMatchObject({ method, path: '/to?x=1', body });
  });

  test('to another place take no credentials along', async () => {
    const other = await testServer(() => ({ body: 'ok' }));
    const server = await testServer(() => ({ status: 307, headers: { location: other.url } }));
    opened.push(other, server);
    await client().send({
      ...post(server.url),
      headers: { authorization: 'Bearer x', 'x-hasura-admin-secret': 's', 'x-one': '1' },
    });
    expect(other.received[0]?.headers).toMatchObject({ 'x-one': '1' });
    expect(other.received[0]?.headers).not.toHaveProperty('authorization');
    expect(other.received[0]?.headers).not.toHaveProperty('x-hasura-admin-secret');
  });

  test('that go round in circles end, and those that lead nowhere are the answer', async () => {
    const server = await testServer(({ path }) =>
      path === '/lost' ? { status: 307 } : { status: 307, headers: { location: '/again' } },
    );
    opened.push(server);
    expect(await client().send(post(server.url))).toMatchObject({ status: 307 });
    expect(server.received).toHaveLength(11);
    expect(await client().send(post(`${server.url}/lost`))).toMatchObject({ status: 307 });
  });
});

test('a certificate that nobody vouches for is taken of those who are trusted', async () => {
  const server = createHttpsServer(SELF_SIGNED, (_, res) => res.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) });
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  await expect(client().send(post(url))).rejects.toMatchObject({ reason: 'connection' });
  const list = [{ host: 'localhost', port: null }];
  expect(await client({ trusts: (to) => isAllowedHost(list, to) }).send(post(url))).toMatchObject({ status: 200, body: 'ok' });
});

test.each([
  ['https://a.example.com/', { host: 'a.example.com', port: null }, true],
  ['https://A.example.com/', { host: 'a.example.com', port: '443' }, true],
  ['https://a.example.com:8443/', { host: 'a.example.com', port: '443' }, false],
  ['https://b.a.example.com/', { host: '*.example.com', port: null }, true],
  ['https://example.com/', { host: '*.example.com', port: null }, false],
  ['http://a.example.com/', { host: 'a.example.com', port: null }, false],
])('%s on the allow list %o: %s', (url, allowed, expected) => {
  expect(isAllowedHost([allowed], new URL(url))).toBe(expected);
});

describe('limits', () => {
  test('of time hold while headers, and while the body is awaited', async () => {
    const silent = await rawServer(() => {});
    await expect(client().send(post(silent.url, { timeoutMs: 30 }))).rejects.toMatchObject({ reason: 'timeout' });
    const slow = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
    await expect(client().send(post(slow.url, { timeoutMs: 30 }))).rejects.toMatchObject({ reason: 'timeout' });
  });

  test('of size hold', async () => {
    const server = await testServer(() => ({ body: 'x'.repeat(2000) }));
    opened.push(server);
    await expect(client({ maxBodyBytes: 1000 }).send(post(server.url))).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('given up by the caller, before and while it runs', async () => {
    const silent = await rawServer(() => {});
    await expect(client().send(post(silent.url, { signal: AbortSignal.abort() }))).rejects.toMatchObject({ reason: 'aborted' });
    await expect(client().send(post(silent.url, { signal: AbortSignal.timeout(20) }))).rejects.toMatchObject({
      reason: 'aborted',
    });
  });
});

test.each(['', 'nonsense', 'ftp://x/', 'http://', 'javascript:alert(1)'])('"%s" is no address', async (url) => {
  await expect(client().send(post(url))).rejects.toMatchObject({ reason: 'address' });
});

test('user and password of an address are sent as such, headers with forbidden characters are refused', async () => {
  const server = await testServer(() => ({ headers: { 'set-cookie': ['a=1', 'b=2'], 'x-one': '1' }, body: 'ü' }));
  opened.push(server);
  const answer = await client().send(post(server.url.replace('http://', 'http://us%40er:p%C3%BC@')));
  expect(server.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('us@er:pü').toString('base64')}`);
  expect(answer.headers).toEqual(
    expect.arrayContaining([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-one', '1'],
    ]),
  );
  expect(answer.body).toBe('ü');
  await expect(client().send({ ...post(server.url), headers: { 'x-bad': 'a\r\nb: c' } })).rejects.toThrow();
});
