import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { metadataWith, type ServedModel, serveModel } from '../../test/support/engine-snapshot.ts';
import { type ReceivedRequest, type ServerAnswer, type TestServer, testServer } from '../../test/support/http-server.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import type { Session } from '../session.ts';
import { openWebhookClient, type WebhookClient } from '../webhook/client.ts';
import { enqueueAction, ensureActionLog } from './action-log.ts';
import { startAsyncActions } from './async-worker.ts';
import { readActionResult } from './read-action.ts';

let scratch: ScratchDatabase;
let database: Database;
let webhooks: WebhookClient;
let server: TestServer;
let served: ServedModel;
let answer: (request: ReceivedRequest) => ServerAnswer | Promise<ServerAnswer>;
const running: AsyncDisposable[] = [];

const session = (variables: Record<string, string>): Session => ({
  role: variables['x-hasura-role'] ?? '',
  variables,
  backendOnly: false,
  expiresAt: null,
});
const alice = session({ 'x-hasura-role': 'user', 'x-hasura-user-id': '1' });
const bob = session({ 'x-hasura-role': 'user', 'x-hasura-user-id': '2' });
const admin = session({ 'x-hasura-role': 'admin' });

beforeAll(async () => {
  scratch = await scratchDatabase();
  database = openDatabase(scratch.url, { maxConnections: 6 });
  webhooks = openWebhookClient();
  server = await testServer((request) => answer(request));
  await ensureActionLog(database, { lock: true });
  served = await serveModel(
    database,
    metadataWith([], {
      custom_types: { objects: [{ name: 'Made', fields: [{ name: 'id', type: 'Int!' }] }] },
      actions: [
        {
          name: 'make',
          definition: {
            type: 'mutation',
            kind: 'asynchronous',
            arguments: [{ name: 'name', type: 'String!' }],
            output_type: 'Made',
            handler: `${server.url}/make`,
            forward_client_headers: true,
          },
          permissions: [{ role: 'user' }],
        },
      ],
    }),
  );
});
afterAll(async () => {
  await webhooks[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});
beforeEach(async () => {
  answer = () => ({ body: '{"id":7}' });
  server.received.length = 0;
  await scratch.sql('truncate hdb_catalog.hdb_action_log');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
});

async function start(shutdownMs = 5_000): Promise<AsyncDisposable> {
  const worker = await startAsyncActions({
    database,
    webhooks,
    snapshot: served.snapshot,
    onChange: served.onChange,
    observe: () => {},
    version: 'v2.36.0',
    configuredHeaderPrecedence: false,
    instanceId: randomUUID(),
    batchSize: 10,
    pollMs: 60_000,
    shutdownMs,
    notify: true,
  });
  running.push(worker);
  return worker;
}

const ask = (who: Session) =>
  enqueueAction(database, {
    name: 'make',
    input: '{"name":"n"}',
    session: who,
    headers: { 'x-trace': 't', 'x-hasura-admin-secret': 'top' },
  });
const read = async (id: string, who: Session) =>
  JSON.parse(
    await readActionResult(database, {
      name: 'make',
      id,
      session: who,
      selection: [
        { kind: 'id', alias: 'id' },
        { kind: 'errors', alias: 'errors' },
        { kind: 'output', alias: 'output', selection: [{ kind: 'value', alias: 'made', field: 'id', selection: [] }] },
      ],
      joinRows: async () => [],
    }),
  );
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 120_000, interval: 10 });

test('a call is run once, in the session that asked, and its outcome can be read', async () => {
  await start();
  const id = await ask(alice);
  await eventually(async () => expect(await read(id, alice)).toEqual({ id, errors: null, output: { made: 7 } }));
  expect(server.received).toHaveLength(1);
  expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
    action: { name: 'make' },
    input: { name: 'n' },
    session_variables: alice.variables,
    request_query: null,
  });
  expect(server.received[0]?.headers['x-trace']).toBe('t');
  const [row] = await scratch.sql('select * from hdb_catalog.hdb_action_log');
  expect(row).toMatchObject({ status: 'completed', claimed_by: null, response_received_at: expect.any(Date) });
  expect(JSON.stringify(row)).not.toContain('top');
});

test('before its outcome there is an answer without one', async () => {
  const id = await ask(alice);
  expect(await read(id, alice)).toEqual({ id, errors: null, output: null });
});

test('only the same session reads it, and admins', async () => {
  const id = await ask(alice);
  expect(await read(id, bob)).toBeNull();
  expect(await read(id, admin)).toMatchObject({ id });
  expect(await read(randomUUID(), admin)).toBeNull();
});

describe('a failure', () => {
  test('is kept as the error that a synchronous call would have answered', async () => {
    answer = () => ({ status: 400, body: '{"message":"no","code":"mine"}' });
    await start();
    const id = await ask(alice);
    await eventually(async () =>
      expect(await read(id, alice)).toEqual({ id, errors: { code: 'mine', path: '$', error: 'no' }, output: null }),
    );
  });

  test('does not show the handler’s answer to those who are not admins', async () => {
    answer = () => ({ status: 500, body: '{"message":"secret"}' });
    await start();
    const [hers, his] = [await ask(alice), await ask(admin)];
    await eventually(async () => {
      expect((await read(hers, alice)).errors).toEqual({ code: 'unexpected', path: '$', error: 'internal error' });
      expect((await read(his, admin)).errors.internal).toMatchObject({ response: { status: 500 } });
    });
  });
});

test('an answer that PostgreSQL cannot hold is an error, not a call that is never done', async () => {
  answer = () => ({ body: '{"id":1,"text":"\\u0000"}' });
  await start();
  const id = await ask(alice);
  await eventually(async () => expect((await read(id, alice)).errors).toMatchObject({ code: 'unexpected' }));
});

test('a shutdown gives back what it interrupts, and the next process runs it', async () => {
  answer = () => new Promise(() => {});
  const worker = await start(50);
  const id = await ask(alice);
  await server.arrived(1);
  await worker[Symbol.asyncDispose]();
  expect(await scratch.sql('select status, claimed_by from hdb_catalog.hdb_action_log')).toEqual([
    { status: 'created', claimed_by: null },
  ]);
  answer = () => ({ body: '{"id":8}' });
  await start();
  await eventually(async () => expect((await read(id, alice)).output).toEqual({ made: 8 }));
});

test('what a killed process was working on is run by another', async () => {
  const id = await ask(alice);
  await scratch.sql("update hdb_catalog.hdb_action_log set status = 'processing', claimed_by = gen_random_uuid()");
  await start();
  await eventually(async () => expect((await read(id, alice)).output).toEqual({ made: 7 }));
});

test('several processes run each call once', async () => {
  await Promise.all([start(), start(), start()]);
  await Promise.all(Array.from({ length: 60 }, () => ask(alice)));
  await eventually(async () =>
    expect(await scratch.sql("select count(*)::int as n from hdb_catalog.hdb_action_log where status = 'completed'")).toEqual([
      { n: 60 },
    ]),
  );
  expect(server.received).toHaveLength(60);
});
