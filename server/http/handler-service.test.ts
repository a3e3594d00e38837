import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHandlerService, type Handler } from './handler-service.ts';
import { createProcessMetrics } from './process-metrics.ts';

const logged: string[] = [];
const metrics = createProcessMetrics({ process: true, graphql: null });
let server: Server;
beforeAll(async () => {
  server = createServer(
    createHandlerService({
      secret: 'the secret',
      metrics,
      handlers: {
        actions: new Map<string, Handler>([
          ['echo', async (body) => ({ status: 200, body })],
          ['refuse', async () => ({ status: 400, body: { message: 'No such service.' } })],
          ['break', async () => ({ status: 500, body: null, problem: new Error('what we did wrong') })],
          ['throw', () => Promise.reject(new Error('a secret detail'))],
        ]),
        events: new Map<string, Handler>([['created', async (body) => ({ status: 200, body: { seen: body } })]]),
      },
      log: pino(
        { level: 'debug', serializers: { error: pino.stdSerializers.errWithCause } },
        { write: (line: string) => void logged.push(line) },
      ),
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

async function post(path: string, body: unknown, headers: Record<string, string> = { 'x-northstack-secret': 'the secret' }) {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

test('a handler is found by its kind and name and gets the body', async () => {
  expect((await post('/actions/echo', { a: 1 })).body).toEqual({ a: 1 });
  expect((await post('/events/created', { id: 'e' })).body).toEqual({ seen: { id: 'e' } });
});

test.each([{}, { 'x-northstack-secret': 'the secres' }, { 'x-northstack-secret': '' }])(
  'without the secret nothing is called: %o',
  async (headers) => {
    expect((await post('/actions/echo', {}, headers as Record<string, string>)).status).toBe(401);
  },
);

test.each([
  ['/actions/refuse', 400, { message: 'No such service.' }],
  ['/actions/unknown', 404, { message: 'There is no actions/unknown.', code: 'not-found', status: 404, title: 'Not Found' }],
  ['/toString/x', 404, { detail: 'There is no toString/x.', instance: '/toString/x', extensions: { code: 'not-found' } }],
  ['/actions/throw', 500, { message: 'internal error', type: 'urn:northstack:problem:unexpected' }],
])('%s answers %i', async (path, status, body) => {
  const answer = await post(path, {});
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject(body);
});

test('what went wrong inside is logged and not told', async () => {
  logged.length = 0;
  await post('/actions/throw', {});
  await post('/actions/break', {});
  expect(logged.join()).toContain('a secret detail');
  expect(logged.join()).toContain('what we did wrong');
});

test('bodies that are no JSON or too large are refused', async () => {
  expect((await post('/actions/echo', '{')).status).toBe(400);
  const large = await post('/actions/echo', `"${'x'.repeat(5_000_000)}"`);
  expect(large.status).toBe(413);
  expect(large.headers.get('content-type')).toContain('application/problem+json');
  expect(large.body).toMatchObject({ status: 413, title: 'Payload Too Large', code: 'body-too-large' });
});

test('what was handled is measured by name and status, beside the process itself', async () => {
  await post('/actions/refuse', {});
  const page = createServer((_, response) => void metrics.answer(response));
  page.listen(0, '127.0.0.1');
  await once(page, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(page.address() as AddressInfo).port}/metrics`);
  const text = await answer.text();
  page.close();
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(text).toMatch(/^northstack_handler_seconds_count\{kind="actions",name="refuse",status="400"\} [1-9]/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
});
