import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { type ActionHandler, createHandlerService } from './handler-service.ts';

const logged: string[] = [];
let server: Server;
beforeAll(async () => {
  server = createServer(
    createHandlerService({
      secret: 'the secret',
      actions: new Map<string, ActionHandler>([
        ['echo', async (input, session) => ({ input, session })],
        ['refuse', () => Promise.reject(new Fault('gone', { code: 'not-found', message: 'No such service.' }))],
        ['later', () => Promise.reject(new Fault('retry', { code: 'busy', message: 'The queue is full.', retryAfterMs: 1500 }))],
        ['break', () => Promise.reject(new Error('a secret detail'))],
      ]),
      events: new Map([['created', async (payload) => ({ seen: payload })]]),
      crons: new Map([['resync', async () => undefined]]),
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

const action = (name: string, input: unknown = {}) =>
  post(`/actions/${name}`, { action: { name }, input, session_variables: { 'X-Hasura-Role': 'developer' } });

test('an action gets its input and the session', async () => {
  expect((await action('echo', { a: 1 })).body).toEqual({ input: { a: 1 }, session: { 'x-hasura-role': 'developer' } });
});

test('events and cron triggers get the payload', async () => {
  expect((await post('/events/created', { id: 'e' })).body).toEqual({ seen: { id: 'e' } });
  expect((await post('/cron/resync', {})).body).toBeNull();
});

test.each([{}, { 'x-northstack-secret': 'the secres' }, { 'x-northstack-secret': '' }])(
  'without the secret nothing is called: %o',
  async (headers) => {
    expect((await post('/actions/echo', {}, headers as Record<string, string>)).status).toBe(401);
  },
);

test.each([
  ['refuse', 404, { message: 'No such service.', extensions: { code: 'not-found' } }],
  ['later', 429, { message: 'The queue is full.', extensions: { code: 'busy' } }],
  ['unknown', 404, { message: 'There is no action called unknown.', extensions: { code: 'not-found' } }],
  ['break', 500, { message: 'internal error', extensions: { code: 'unexpected' } }],
])('the failure of %s reaches the caller as %i', async (name, status, body) => {
  const answer = await action(name);
  expect([answer.status, answer.body]).toEqual([status, body]);
});

test('what is not foreseen is logged with its cause', async () => {
  logged.length = 0;
  await action('break');
  expect(logged.join()).toContain('a secret detail');
});

test('bodies that are no JSON or too large are refused', async () => {
  expect((await post('/actions/echo', '{')).status).toBe(400);
  expect((await post('/actions/echo', `"${'x'.repeat(5_000_000)}"`)).status).toBe(413);
  expect((await post('/actions/echo', { action: 1 })).body).toMatchObject({ extensions: { code: 'invalid-input' } });
});
