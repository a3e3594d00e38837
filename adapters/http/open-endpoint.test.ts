import { createServer } from 'node:https';
import { createServer as createTcp } from 'node:net';
import { expect, test } from 'vitest';
import { testServer } from '../../test/support/http-server.ts';
import { SELF_SIGNED } from '../../test/support/self-signed.ts';
import { kindOfStatus, openEndpoint } from './open-endpoint.ts';

const options = { name: 'Vault', code: 'vault', ca: null, timeoutMs: 20_000 } as const;

test('a request arrives as it was made, and any status is an answer', async () => {
  await using server = await testServer(() => ({ status: 503, headers: { 'retry-after': '7' }, body: '{"errors":["sealed"]}' }));
  await using endpoint = openEndpoint({ ...options, url: `${server.url}/base/` });
  const answer = await endpoint.send({ method: 'POST', path: '/v1/x?a=b', headers: { 'x-token': 't' }, json: { a: 1 } });
  expect([answer.status, answer.json(), answer.retryAfterMs]).toEqual([503, { errors: ['sealed'] }, 7000]);
  expect(server.received[0]).toMatchObject({ method: 'POST', path: '/base/v1/x?a=b', body: '{"a":1}' });
  expect(server.received[0]?.headers).toMatchObject({ 'x-token': 't', 'content-type': 'application/json' });
});

test('a body that is no JSON is no mistake until somebody wants it', async () => {
  await using server = await testServer(() => ({ body: '<html>' }));
  await using endpoint = openEndpoint({ ...options, url: server.url });
  const answer = await endpoint.send({ method: 'GET', path: '/' });
  expect([answer.text, answer.json()]).toEqual(['<html>', undefined]);
});

test('who never answers, closes in the middle or never stops is to be tried again', async () => {
  const servers = [
    createTcp(() => {}),
    createTcp((socket) => socket.once('data', () => socket.destroy())),
    createTcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"a"'))),
    createTcp((socket) => socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(3000)}`))),
  ];
  for (const server of servers) {
    server.on('connection', (socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await using endpoint = openEndpoint({ ...options, url: `http://127.0.0.1:${port}`, timeoutMs: 500, maxBytes: 2000 });
    await expect(endpoint.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ kind: 'retry', code: 'vault-unreachable' });
    server.close();
  }
});

test('who is told to stop, stops with that reason', async () => {
  await using server = await testServer(() => new Promise(() => {}));
  await using endpoint = openEndpoint({ ...options, url: server.url });
  const stop = new AbortController();
  const sent = endpoint.send({ method: 'GET', path: '/', signal: stop.signal });
  const reason = new Error('no longer wanted');
  await server.arrived(1);
  stop.abort(reason);
  await expect(sent).rejects.toBe(reason);
});

test('its own authority is believed, and only there', async () => {
  const server = createServer(SELF_SIGNED, (_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const url = `https://localhost:${typeof address === 'object' ? address?.port : 0}`;
  await using trusting = openEndpoint({ ...options, url, ca: SELF_SIGNED.cert });
  await using strict = openEndpoint({ ...options, url });
  expect((await trusting.send({ method: 'GET', path: '/' })).status).toBe(200);
  await expect(strict.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ kind: 'retry', code: 'vault-unreachable' });
  server.closeAllConnections();
  server.close();
});

test.each([
  [200, null],
  [302, 'reject'],
  [401, 'auth'],
  [403, 'auth'],
  [404, 'gone'],
  [409, 'conflict'],
  [422, 'reject'],
  [429, 'retry'],
  [503, 'retry'],
] as const)('%i is %s', (status, kind) => {
  expect(kindOfStatus(status)).toBe(kind);
});
