import { createServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../test/support/http-server.ts';
import { openHttpSender, parseRetryAfter } from './open-http-sender.ts';

const local = openHttpSender({ allowed: ['127.0.0.1', 'localhost'] });
const strict = openHttpSender({ allowed: [] });
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  await strict[Symbol.asyncDispose]();
});
const message = (url: string, timeoutMs = 20_000) => ({ url, headers: { 'x-a': '1' }, body: '{"a":1}', timeoutMs });

test('the receiver gets headers and body, the caller status and the beginning of the answer', async () => {
  await using server = await testServer(() => ({
    status: 503,
    headers: { 'retry-after': '7' },
    body: `\0${'x'.repeat(100_000)}`,
  }));
  expect(await local.post(message(`${server.url}/hook?a=b`))).toEqual({
    status: 503,
    excerpt: 'x'.repeat(1000),
    retryAfterMs: 7000,
  });
  expect(server.received[0]).toMatchObject({ method: 'POST', path: '/hook?a=b', body: '{"a":1}', headers: { 'x-a': '1' } });
});

test('a redirect is an answer', async () => {
  await using server = await testServer(() => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }));
  expect((await local.post(message(server.url))).status).toBe(302);
  expect(server.received).toHaveLength(1);
});

test.each(['http://127.0.0.1', 'http://localhost', 'http://2130706433', 'http://[::1]', 'http://[::ffff:127.0.0.1]'])(
  '%s is refused before anything is sent',
  async (host) => {
    await using server = await testServer(() => ({}));
    const { port } = new URL(server.url);
    await expect(strict.post(message(`${host}:${port}/`))).rejects.toMatchObject({ kind: 'reject', code: 'target-refused' });
    expect(server.received).toEqual([]);
  },
);

test('a receiver that never answers is given up', async () => {
  await using server = await testServer(() => new Promise(() => {}));
  await expect(local.post(message(server.url, 300))).rejects.toMatchObject({ kind: 'retry', code: 'target-unreachable' });
});

test('a receiver that answers without end is cut off', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n');
    const timer = setInterval(() => socket.write('y'.repeat(1000)), 5);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const { excerpt } = await local.post(message(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`));
  expect(excerpt).toBe('y'.repeat(1000));
  server.close();
});

test('what cannot be reached says why', async () => {
  // Nothing listens on port 1.
  await expect(local.post(message('http://127.0.0.1:1'))).rejects.toThrow('It refuses connections.');
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(parseRetryAfter('120', now)).toBe(120_000);
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
  expect(parseRetryAfter('Wed, 31 Dec 2025 00:01:00 GMT', now)).toBe(0);
  expect([parseRetryAfter(undefined, now), parseRetryAfter('soon', now)]).toEqual([null, null]);
});
