import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { metadataWith, type ServedModel, serveModel } from '../../test/support/engine-snapshot.ts';
import { type ServerAnswer, type TestServer, testServer } from '../../test/support/http-server.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import type { Observation } from '../observation.ts';
import { openWebhookClient, type WebhookClient } from '../webhook/client.ts';
import { eventTriggerApplier } from './apply-event-triggers.ts';
import { startEventDelivery } from './event-delivery.ts';

let scratch: ScratchDatabase;
let database: Database;
let webhooks: WebhookClient;
let server: TestServer;
let answer: (body: Delivered) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>;
let served: ServedModel;
const observed: Observation[] = [];
const running: AsyncDisposable[] = [];

interface Delivered {
  id: string;
  created_at: string;
  table: { schema: string; name: string };
  trigger: { name: string };
  event: { op: string; data: { old: unknown; new: unknown }; session_variables: unknown; trace_context: unknown };
  delivery_info: { current_retry: number; max_retries: number };
}

beforeAll(async () => {
  scratch = await scratchDatabase({ sql: 'create table t (id int primary key, name text, doc json, big numeric)' });
  database = openDatabase(scratch.url, { maxConnections: 10 });
  webhooks = openWebhookClient();
  server = await testServer((request) => answer(JSON.parse(request.body)));
});
afterAll(async () => {
  await webhooks[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});
beforeEach(async () => {
  answer = () => undefined;
  served = await serveModel(database, metadata({}), { appliers: [eventTriggerApplier({ stringifyNumericTypes: false })] });
  await scratch.sql('truncate t, hdb_catalog.event_log, hdb_catalog.event_invocation_logs');
  server.received.length = 0;
  observed.length = 0;
});
afterEach(async () => {
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
});

const metadata = (
  over: Record<string, unknown>,
  definition: Record<string, unknown> = { insert: { columns: '*' }, update: { columns: '*' }, delete: { columns: '*' } },
) =>
  metadataWith([
    {
      table: { schema: 'public', name: 't' },
      event_triggers: [
        {
          name: 'watch',
          definition,
          retry_conf: { num_retries: 0, interval_sec: 10, timeout_sec: 60 },
          webhook: `${server.url}/hook`,
          ...over,
        },
      ],
    },
  ]);

async function start(over: Partial<Parameters<typeof startEventDelivery>[0]> = {}): Promise<AsyncDisposable> {
  const delivery = await startEventDelivery({
    database,
    webhooks,
    snapshot: served.snapshot,
    onChange: served.onChange,
    observe: (o) => observed.push(o),
    version: 'v2.36.0',
    logHeadersFromEnv: false,
    instanceId: randomUUID(),
    concurrency: 100,
    batchSize: 100,
    // Long: what the tests wait for must come by notification, by timer or by change.
    pollMs: 60_000,
    shutdownMs: 5_000,
    notify: true,
    ...over,
  });
  running.push(delivery);
  return delivery;
}

const eventually = <T>(check: () => Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 120_000, interval: 10 });
const bodies = (): Delivered[] => server.received.map((r) => JSON.parse(r.body));
const log = () => scratch.sql('select * from hdb_catalog.event_log order by created_at, id');

describe('a change', () => {
  test('is delivered with Hasura’s body, and its invocation is logged', async () => {
    await start();
    await scratch.sql('insert into t values (1, \'a\', \'{"z":1,"a":2}\', 12345678901234567890.5)');
    await server.arrived(1);
    const [row] = await eventually(async () => {
      const rows = await log();
      expect(rows).toMatchObject([
        { delivered: true, error: false, tries: 1, locked: null, next_retry_at: null, claimed_by: null },
      ]);
      return rows;
    });
    expect(server.received[0]?.body).toContain('12345678901234567890.5');
    expect(bodies()[0]).toEqual({
      id: row?.id,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/),
      table: { schema: 'public', name: 't' },
      trigger: { name: 'watch' },
      event: {
        op: 'INSERT',
        data: { old: null, new: { id: 1, name: 'a', doc: { z: 1, a: 2 }, big: expect.any(Number) } },
        session_variables: null,
        trace_context: null,
      },
      delivery_info: { current_retry: 0, max_retries: 0 },
    });
    expect(server.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'hasura-graphql-engine/v2.36.0',
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    });
    const [invocation] = await scratch.sql('select * from hdb_catalog.event_invocation_logs');
    expect(invocation).toMatchObject({
      event_id: row?.id,
      trigger_name: 'watch',
      status: 204,
      request: { version: '2', payload: { id: row?.id } },
      response: { type: 'webhook_response', version: '2', data: { status: 204, body: '' } },
    });
  });

  test('carries the session of the mutation, and a pooled session’s leftover empty setting is no error', async () => {
    await start();
    await database.transaction({}, async (c) => {
      await c.query({ text: `set local "hasura.user" = '{"x-hasura-role":"user"}'` });
      await c.query({ text: 'insert into t values (1)' });
    });
    await server.arrived(1);
    await database.query({ text: 'insert into t values (2)' });
    await server.arrived(2);
    expect(bodies().map((b) => b.event.session_variables)).toEqual([{ 'x-hasura-role': 'user' }, null]);
  });

  test('tells old and new of an update, and old of a delete', async () => {
    await scratch.sql("insert into t values (1, 'a')");
    await scratch.sql("update t set name = 'b'; delete from t");
    await start();
    await server.arrived(3);
    const data = Object.fromEntries(bodies().map((b) => [b.event.op, b.event.data]));
    const row = (name: string) => ({ id: 1, name, doc: null, big: null });
    expect(data).toEqual({
      INSERT: { old: null, new: row('a') },
      UPDATE: { old: row('a'), new: row('b') },
      DELETE: { old: row('b'), new: null },
    });
  });
});

describe('capture', () => {
  const ops = async () => (await log()).map((r) => [(r.payload as { op: string }).op, (r.payload as { data: unknown }).data]);

  test.each([
    ['update t set name = name', 0],
    ['update t set big = 2', 0],
    ["update t set name = 'b'", 1],
    ['update t set name = null', 1],
    ['update t set doc = \'{"a":  1}\'', 1],
  ])('of an update of listed columns: %s makes %i events', async (sql, count) => {
    await served.put(metadata({}, { update: { columns: ['name', 'doc'], payload: ['id', 'name'] } }));
    await scratch.sql("insert into t values (1, 'a', '{\"a\":1}', 1)");
    await scratch.sql(sql);
    expect(await log()).toHaveLength(count);
    const [written] = await scratch.sql("select payload -> 'data' -> 'new' as row from hdb_catalog.event_log");
    expect(Object.keys(written?.row ?? { id: 1, name: 'a' })).toEqual(['id', 'name']);
  });

  test('an operation that is no longer asked for is no longer captured', async () => {
    await served.put(metadata({}, { insert: { columns: '*' } }));
    await scratch.sql("insert into t values (1); update t set name = 'x'; delete from t");
    expect((await ops()).map(([op]) => op)).toEqual(['INSERT']);
  });

  test('of large numbers as text, when numbers are stringified', async () => {
    served = await serveModel(database, metadata({}), { appliers: [eventTriggerApplier({ stringifyNumericTypes: true })] });
    await scratch.sql('insert into t (id, big) values (1, 12.5)');
    expect(await ops()).toEqual([['INSERT', { old: null, new: { id: 1, name: null, doc: null, big: '12.5' } }]]);
  });

  test('of a partitioned table names the table, not the partition', async () => {
    await scratch.sql(
      'create table p (at int not null) partition by range (at); create table p1 partition of p for values from (0) to (10)',
    );
    await served.put(
      metadataWith([
        {
          table: { schema: 'public', name: 'p' },
          event_triggers: [{ name: 'parts', definition: { insert: { columns: '*' } }, webhook: 'http://x' }],
        },
      ]),
    );
    await scratch.sql('insert into p values (1)');
    expect(await log()).toMatchObject([{ table_name: 'p', trigger_name: 'parts' }]);
    await served.put(metadataWith([]));
    await scratch.sql('drop table p');
  });

  test('is left alone when nothing about it changed, and made again when its table was', async () => {
    const oid = async () => (await scratch.sql("select oid from pg_trigger where tgname = 'notify_hasura_watch_INSERT'"))[0]?.oid;
    const before = await oid();
    await served.put(metadata({ webhook: `${server.url}/elsewhere` }));
    expect(await oid()).toBe(before);
    await scratch.sql('drop table t; create table t (id int primary key, name text, doc json, big numeric)');
    await served.put(metadata({}));
    await scratch.sql('insert into t values (1)');
    expect(await log()).toHaveLength(1);
  });

  test('goes on while the trigger is inconsistent; dropping it archives its events', async () => {
    await served.put(metadata({ webhook: '{{NOT_SET}}' }));
    await scratch.sql('insert into t values (1)');
    expect(await log()).toMatchObject([{ archived: false }]);
    await served.put(metadataWith([]));
    expect(await log()).toMatchObject([{ archived: true }]);
    await scratch.sql('insert into t values (2)');
    expect(await log()).toHaveLength(1);
  });
});

describe('a webhook that fails', () => {
  test('is tried num_retries + 1 times', async () => {
    await served.put(metadata({ retry_conf: { num_retries: 2, interval_sec: 0, timeout_sec: 5 } }));
    answer = () => ({ status: 500, body: 'no' });
    await start();
    await scratch.sql('insert into t values (1)');
    await eventually(async () => expect(await log()).toMatchObject([{ error: true, delivered: false, tries: 3 }]));
    expect(bodies().map((b) => b.delivery_info)).toEqual([0, 1, 2].map((n) => ({ current_retry: n, max_retries: 2 })));
    expect(new Set(bodies().map((b) => b.id)).size).toBe(1);
    expect((await scratch.sql('select status from hdb_catalog.event_invocation_logs')).map((r) => r.status)).toEqual([
      500, 500, 500,
    ]);
  });

  test('may ask to be tried later, beyond num_retries', async () => {
    answer = () => (server.received.length === 1 ? { status: 503, headers: { 'Retry-After': '1' } } : undefined);
    await start();
    await scratch.sql('insert into t values (1)');
    await eventually(async () => expect(await log()).toMatchObject([{ delivered: true, tries: 2 }]));
  });

  test.each(['0', '-1', '1.5', 'Wed, 21 Oct 2037 07:28:00 GMT'])('Retry-After %s counts for nothing', async (value) => {
    answer = () => ({ status: 503, headers: { 'Retry-After': value } });
    await start();
    await scratch.sql('insert into t values (1)');
    await eventually(async () => expect(await log()).toMatchObject([{ error: true, tries: 1 }]));
  });

  test('by not answering in time is logged as a client exception', async () => {
    await served.put(metadata({ retry_conf: { num_retries: 0, timeout_sec: 1 } }));
    answer = () => new Promise(() => {});
    await start();
    await scratch.sql('insert into t values (1)');
    await eventually(async () => expect(await log()).toMatchObject([{ error: true }]));
    expect(await scratch.sql('select status, response from hdb_catalog.event_invocation_logs')).toMatchObject([
      { status: 1000, response: { type: 'client_error', data: { message: 'ResponseTimeout' } } },
    ]);
  });
});

test('headers from the environment are sent, and logged by name', async () => {
  served = await serveModel(
    database,
    metadata({
      headers: [
        { name: 'X-Key', value_from_env: 'KEY' },
        { name: 'X-Plain', value: 'p' },
      ],
    }),
    {
      appliers: [eventTriggerApplier({ stringifyNumericTypes: false })],
      env: { KEY: 'secret' },
    },
  );
  await start();
  await scratch.sql('insert into t values (1)');
  await eventually(async () => expect(await log()).toMatchObject([{ delivered: true }]));
  expect(server.received[0]?.headers).toMatchObject({ 'x-key': 'secret', 'x-plain': 'p' });
  const [invocation] = await scratch.sql('select request from hdb_catalog.event_invocation_logs');
  expect(invocation?.request).toMatchObject({
    headers: expect.arrayContaining([
      { name: 'X-Key', value_from_env: 'KEY' },
      { name: 'X-Plain', value: 'p' },
    ]),
  });
});

test('a request transform rewrites body and address', async () => {
  await served.put(
    metadata({
      request_transform: {
        version: 2,
        template_engine: 'Kriti',
        url: '{{$base_url}}/{{$body.event.op}}',
        body: {
          action: 'transform',
          template: '{"id": {{$body.event.data.new.id}}, "role": {{$session_variables?[\'x-hasura-role\']}} }',
        },
      },
    }),
  );
  answer = () => undefined;
  await start();
  await scratch.sql('insert into t values (5)');
  await server.arrived(1);
  expect(server.received[0]).toMatchObject({ path: '/hook/INSERT', body: '{"id":5,"role":null}' });
});

describe('several processes', () => {
  test('never deliver an event twice', async () => {
    await Promise.all([start(), start(), start()]);
    await scratch.sql('insert into t select g from generate_series(1, 2000) g');
    await eventually(async () =>
      expect(await scratch.sql('select count(*)::int as n from hdb_catalog.event_log where delivered')).toEqual([{ n: 2000 }]),
    );
    expect(new Set(bodies().map((b) => b.id)).size).toBe(2000);
    expect(server.received).toHaveLength(2000);
  });

  test('take over what a dead one had claimed, and leave the living alone', async () => {
    const [dead, living] = [randomUUID(), randomUUID()];
    await scratch.sql('insert into t select g from generate_series(1, 2) g');
    await scratch.sql(`insert into hdb_catalog.hdb_engine_instances values ($1, now() - interval '21 seconds'), ($2, now())`, [
      dead,
      living,
    ]);
    await scratch.sql(
      `update hdb_catalog.event_log set locked = now(),
         claimed_by = case when payload -> 'data' -> 'new' ->> 'id' = '1' then $1 else $2 end::uuid`,
      [dead, living],
    );
    await start();
    await server.arrived(1);
    await eventually(async () => expect((await log()).filter((r) => r.delivered)).toHaveLength(1));
    expect((await log()).find((r) => !r.delivered)).toMatchObject({ claimed_by: living });
    expect(bodies()).toMatchObject([{ event: { data: { new: { id: 1 } } } }]);
  });
});

test('an event that this process claimed without knowing is given back', async () => {
  const instanceId = randomUUID();
  await scratch.sql('insert into t values (1)');
  await scratch.sql('insert into hdb_catalog.hdb_engine_instances values ($1, now())', [instanceId]);
  // As after a claim whose answer was lost together with its connection.
  await scratch.sql('update hdb_catalog.event_log set locked = now(), claimed_by = $1', [instanceId]);
  await start({ instanceId });
  await server.arrived(1);
});

describe('the end', () => {
  test('waits for deliveries under way and gives back what was not started', async () => {
    const release: (() => void)[] = [];
    answer = () => new Promise((resolve) => release.push(() => resolve(undefined)));
    const delivery = await start({ concurrency: 2 });
    await scratch.sql('insert into t select g from generate_series(1, 5) g');
    await server.arrived(2);
    const ended = delivery[Symbol.asyncDispose]();
    await eventually(async () => expect((await log()).filter((r) => r.locked === null)).toHaveLength(3));
    for (const let_go of release) let_go();
    await ended;
    expect(await log()).toSatisfy((rows: { delivered: boolean; locked: unknown; tries: number }[]) =>
      rows.every((r) => r.locked === null && r.tries === Number(r.delivered)),
    );
    expect((await log()).filter((r) => r.delivered)).toHaveLength(2);
    expect(server.received).toHaveLength(2);
  });

  test('gives up what takes too long, untried', async () => {
    answer = () => new Promise(() => {});
    const delivery = await start({ shutdownMs: 50 });
    await scratch.sql('insert into t values (1)');
    await server.arrived(1);
    await delivery[Symbol.asyncDispose]();
    expect(await log()).toMatchObject([{ delivered: false, error: false, tries: 0, locked: null, claimed_by: null }]);
  });
});

test('without notifications the poll finds events', async () => {
  await start({ notify: false, pollMs: 20 });
  await scratch.sql('insert into t values (1)');
  await server.arrived(1);
});

test('no more webhooks are called at once than allowed', async () => {
  let underWay = 0;
  let most = 0;
  let release = () => {};
  const full = new Promise<void>((resolve) => {
    release = resolve;
  });
  answer = async () => {
    most = Math.max(most, ++underWay);
    if (underWay === 7) release();
    await full;
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
    return undefined;
  };
  await start({ concurrency: 7, batchSize: 20 });
  await scratch.sql('insert into t select g from generate_series(1, 200) g');
  await eventually(async () => expect((await log()).every((r) => r.delivered)).toBe(true));
  expect(most).toBe(7);
});

test('a database that cuts all connections again and again loses no event and delivers on', async () => {
  await start({ concurrency: 5 });
  for (let i = 0; i < 10; i++) {
    await eventually(() => scratch.sql('insert into t select g from generate_series($1::int, $2::int) g', [i * 20, i * 20 + 19]));
    await scratch
      .sql(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      .catch(() => {});
    await server.arrived(i * 10 + 1);
  }
  await eventually(async () => {
    const rows = await log();
    expect(rows).toHaveLength(200);
    expect(rows.every((r) => r.delivered)).toBe(true);
  });
  expect(new Set(bodies().map((b) => b.id)).size).toBe(200);
});
