import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { metadataWith } from '../../test/support/engine-snapshot.ts';
import { type TestServer, testServer } from '../../test/support/http-server.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import { EngineError, toApiError } from '../error.ts';
import { type Lifecycle, openLifecycle } from '../lifecycle/lifecycle.ts';
import { metadataCommands } from '../metadata-api/commands.ts';
import { createMetadataApi } from '../metadata-api/metadata-api.ts';
import { ADMIN } from '../session.ts';
import { openWebhookClient, type WebhookClient } from '../webhook/client.ts';
import { eventTriggerApplier } from './apply-event-triggers.ts';
import { startEventCleanup } from './cleanup/cleanup-schedule.ts';
import { triggerCommands } from './commands.ts';
import { startEventDelivery } from './event-delivery.ts';
import { ensureScheduledTables } from './scheduled/scheduled-catalog.ts';

let scratch: ScratchDatabase;
let database: Database;
let webhooks: WebhookClient;
let server: TestServer;
let lifecycle: Lifecycle;
let run: (type: string, args?: unknown) => Promise<unknown>;

const trigger = (over: Record<string, unknown> = {}) => ({
  name: 'watch',
  definition: { enable_manual: true, insert: { columns: '*' } },
  webhook: server.url,
  retry_conf: { num_retries: 0 },
  ...over,
});
const metadata = (over: Record<string, unknown> = {}) =>
  metadataWith([{ table: { schema: 'public', name: 't' }, event_triggers: [trigger(over)] }]);

beforeAll(async () => {
  scratch = await scratchDatabase({ sql: 'create table t (id int primary key)' });
  database = openDatabase(scratch.url, { maxConnections: 8 });
  webhooks = openWebhookClient();
  server = await testServer(() => undefined);
  await ensureScheduledTables(database, { lock: true });
  lifecycle = await openLifecycle({
    database,
    metadataDatabase: database,
    metadataDirectory: null,
    env: {},
    observe: () => {},
    appliers: [eventTriggerApplier({ stringifyNumericTypes: false })],
    syncIntervalMs: 0,
  });
  const api = createMetadataApi({
    lifecycle,
    database,
    metadataDatabase: database,
    env: {},
    metadataCommands: { ...metadataCommands, ...triggerCommands },
    queryCommands: {},
  });
  run = (type, args = {}) => api.run('v1/metadata', { type, args }, ADMIN);
});
afterAll(async () => {
  await lifecycle[Symbol.asyncDispose]();
  await webhooks[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await run('replace_metadata', metadata());
  server.received.length = 0;
  await scratch.sql(
    `truncate t, hdb_catalog.event_log, hdb_catalog.event_invocation_logs, hdb_catalog.hdb_event_log_cleanups,
       hdb_catalog.hdb_cron_events, hdb_catalog.hdb_scheduled_events cascade`,
  );
});

const refusal = async (type: string, args: unknown) => {
  const error = await run(type, args).catch((e: unknown) => e);
  if (!(error instanceof EngineError)) throw new Error(`expected a refusal, got ${JSON.stringify(error)}`);
  return toApiError(error, true);
};
const deliver = () =>
  startEventDelivery({
    database,
    webhooks,
    snapshot: lifecycle.snapshot,
    onChange: lifecycle.onChange,
    observe: () => {},
    version: 'v2.36.0',
    logHeadersFromEnv: false,
    instanceId: randomUUID(),
    concurrency: 10,
    batchSize: 10,
    pollMs: 60_000,
    shutdownMs: 5_000,
    notify: true,
  });
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 120_000, interval: 10 });

describe('pg_invoke_event_trigger', () => {
  test('makes an event with the payload as its data and the caller’s session', async () => {
    await using _ = await deliver();
    const answer = await run('pg_invoke_event_trigger', { name: 'watch', source: 'default', payload: { any: [1] } });
    await server.arrived(1);
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      ...{ id: expect.any(String), trigger: { name: 'watch' }, table: { schema: 'public', name: 't' } },
      event: { op: 'MANUAL', data: { old: null, new: { any: [1] } }, session_variables: { 'x-hasura-role': 'admin' } },
    });
    expect(answer).toEqual({ event_id: JSON.parse(server.received[0]?.body ?? '').id });
  });

  test('needs enable_manual, and a trigger', async () => {
    await run('replace_metadata', metadata({ definition: { insert: { columns: '*' } } }));
    expect(await refusal('pg_invoke_event_trigger', { name: 'watch', payload: {} })).toMatchObject({
      code: 'not-supported',
      error: 'manual mode is not enabled for event trigger',
    });
    expect(await refusal('pg_invoke_event_trigger', { name: 'nope', payload: {} })).toMatchObject({ code: 'not-exists' });
  });
});

describe('pg_redeliver_event', () => {
  test('delivers a delivered event again, as a first try', async () => {
    await using _ = await deliver();
    await scratch.sql('insert into t values (1)');
    await eventually(async () =>
      expect(await scratch.sql('select delivered, tries from hdb_catalog.event_log')).toEqual([{ delivered: true, tries: 1 }]),
    );
    const [event] = await scratch.sql('select id from hdb_catalog.event_log');
    expect(await run('pg_redeliver_event', { event_id: event?.id })).toEqual({ message: 'success' });
    await server.arrived(2);
    expect(server.received.map((r) => JSON.parse(r.body).delivery_info.current_retry)).toEqual([0, 0]);
  });

  test('refuses what is unknown, and what is under way', async () => {
    expect(await refusal('pg_redeliver_event', { event_id: 'nope' })).toMatchObject({
      code: 'not-exists',
      error: 'event not found',
    });
    await scratch.sql('insert into t values (1); update hdb_catalog.event_log set locked = now()');
    const [event] = await scratch.sql('select id from hdb_catalog.event_log');
    expect(await refusal('pg_redeliver_event', { event_id: event?.id })).toMatchObject({
      code: 'busy',
      error: 'event is already being processed',
    });
  });
});

test('events and invocations can be looked at, by state and page', async () => {
  await scratch.sql('insert into t select g from generate_series(1, 3) g');
  const [first] = await scratch.sql(
    "update hdb_catalog.event_log set delivered = true where payload -> 'data' -> 'new' ->> 'id' = '1' returning id",
  );
  await scratch.sql(
    "insert into hdb_catalog.event_invocation_logs (trigger_name, event_id, status, request, response) values ('watch', $1, 200, '{}', '{}')",
    [first?.id],
  );
  expect(await run('pg_get_event_logs', { name: 'watch', limit: 2, offset: 0 })).toHaveLength(2);
  expect(await run('pg_get_event_logs', { name: 'watch', status: 'pending' })).toHaveLength(2);
  expect(await run('pg_get_event_logs', { name: 'watch', status: 'processed' })).toMatchObject([
    { id: first?.id, trigger_name: 'watch', delivered: true, payload: { op: 'INSERT' } },
  ]);
  const invocation = { event_id: first?.id, status: 200, trigger_name: 'watch' };
  expect(await run('pg_get_event_invocation_logs', { name: 'watch' })).toMatchObject([invocation]);
  expect(await run('pg_get_event_by_id', { event_id: first?.id })).toMatchObject({
    event: { id: first?.id },
    invocations: [invocation],
  });
});

describe('cleanup', () => {
  const fill = async () => {
    await scratch.sql('insert into t select g from generate_series(1, 10) g');
    await scratch.sql(
      `update hdb_catalog.event_log set created_at = now() - interval '2 hours', delivered = (payload -> 'data' -> 'new' ->> 'id')::int <= 6`,
    );
    await scratch.sql(
      "insert into hdb_catalog.event_invocation_logs (trigger_name, event_id, status) select 'watch', id, 200 from hdb_catalog.event_log",
    );
  };
  const counts = async () =>
    (
      await scratch.sql(
        'select (select count(*)::int from hdb_catalog.event_log) as events, (select count(*)::int from hdb_catalog.event_invocation_logs) as logs, (select count(*)::int from hdb_catalog.event_invocation_logs where event_id is null) as orphans',
      )
    )[0];

  test('by command deletes old finished events in batches and leaves pending ones', async () => {
    await fill();
    expect(await run('pg_delete_event_trigger_logs', { name: 'watch', older_than: 1, batch_size: 4 })).toEqual({
      deleted_event_logs: 6,
      deleted_event_invocation_logs: 0,
    });
    expect(await counts()).toEqual({ events: 4, logs: 10, orphans: 6 });
  });

  test('by schedule runs once whoever is there, and is written down', async () => {
    await run(
      'replace_metadata',
      metadata({ cleanup_config: { schedule: '0 0 * * *', clear_older_than: 1, clean_invocation_logs: true } }),
    );
    await fill();
    let now = new Date('2030-01-01T12:00:00Z');
    const deps = { database, snapshot: lifecycle.snapshot, onChange: lifecycle.onChange, observe: () => {}, now: () => now };
    await using _a = startEventCleanup(deps);
    await using _b = startEventCleanup(deps);
    const planned = () =>
      scratch.sql('select status, scheduled_at::text from hdb_catalog.hdb_event_log_cleanups order by scheduled_at');
    await eventually(async () => expect(await planned()).toEqual([{ status: 'scheduled', scheduled_at: '2030-01-02 00:00:00' }]));
    expect(await counts()).toMatchObject({ events: 10 });
    now = new Date('2030-01-02T00:00:01Z');
    await run('reload_metadata');
    await eventually(async () => {
      expect(await counts()).toEqual({ events: 4, logs: 4, orphans: 0 });
      expect(
        await scratch.sql(
          'select status, deleted_event_logs, deleted_event_invocation_logs from hdb_catalog.hdb_event_log_cleanups order by scheduled_at',
        ),
      ).toEqual([
        { status: 'completed', deleted_event_logs: 6, deleted_event_invocation_logs: 6 },
        { status: 'scheduled', deleted_event_logs: null, deleted_event_invocation_logs: null },
      ]);
    });
  });

  test('is paused and resumed in the metadata', async () => {
    await run('replace_metadata', metadata({ cleanup_config: { schedule: '0 0 * * *', clear_older_than: 1 } }));
    const paused = () => lifecycle.metadata().sources?.[0]?.tables?.[0]?.event_triggers?.[0]?.cleanup_config?.paused;
    await run('pause_event_trigger_cleanups', { all_sources: true });
    expect(paused()).toBe(true);
    await run('resume_event_trigger_cleanups', { event_triggers: [{ source: 'default', event_triggers: ['watch'] }] });
    expect(paused()).toBe(false);
  });
});

describe('scheduled events', () => {
  test('are created, listed, counted and deleted', async () => {
    const created = await run('create_scheduled_event', {
      webhook: '{{HOOK}}/x',
      schedule_at: '2030-01-01T00:00:00Z',
      payload: { a: 1 },
      headers: [{ name: 'h', value: 'v' }],
      retry_conf: { num_retries: 3 },
      comment: 'c',
    });
    expect(created).toEqual({ message: 'success', event_id: expect.any(String) });
    const { event_id } = created as { event_id: string };
    expect(await run('get_scheduled_events', { type: 'one_off', get_rows_count: true, status: ['scheduled'] })).toEqual({
      count: 1,
      events: [
        {
          id: event_id,
          webhook_conf: '{{HOOK}}/x',
          scheduled_time: '2030-01-01T00:00:00Z',
          retry_conf: { num_retries: 3, retry_interval_seconds: 10, timeout_seconds: 60, tolerance_seconds: 21600 },
          payload: { a: 1 },
          header_conf: [{ name: 'h', value: 'v' }],
          status: 'scheduled',
          tries: 0,
          created_at: expect.any(String),
          next_retry_at: null,
          comment: 'c',
        },
      ],
    });
    await scratch.sql(
      "insert into hdb_catalog.hdb_scheduled_event_invocation_logs (event_id, status, request, response) values ($1, 200, '{}', '{}')",
      [event_id],
    );
    expect(await run('get_scheduled_event_invocations', { type: 'one_off', event_id, limit: 1 })).toMatchObject({
      invocations: [{ event_id, status: 200, request: {}, response: {} }],
    });
    expect(await run('delete_scheduled_event', { type: 'one_off', event_id })).toEqual({ message: 'success' });
    expect(await run('delete_scheduled_event', { type: 'one_off', event_id })).toEqual({ message: 'success' });
    expect(await run('get_scheduled_events', { type: 'one_off' })).toEqual({ events: [] });
  });

  test('of a cron trigger are listed by its name', async () => {
    const cron = { name: 'a', webhook: 'http://127.0.0.1:1/', schedule: '0 0 1 1 *', include_in_metadata: true };
    await run('create_cron_trigger', cron);
    await scratch.sql(
      "insert into hdb_catalog.hdb_cron_events (trigger_name, scheduled_time) values ('a', now()), ('a', now() + interval '1 day'), ('b', now())",
    );
    const answer = await run('get_scheduled_events', { type: 'cron', trigger_name: 'a', limit: 1, get_rows_count: true });
    expect(answer).toMatchObject({ count: 2, events: [{ trigger_name: 'a', status: 'scheduled' }] });
    expect(await refusal('get_scheduled_events', { type: 'cron' })).toMatchObject({ code: 'parse-failed' });
    expect(await refusal('get_scheduled_events', { type: 'cron', trigger_name: 'nope' })).toMatchObject({ code: 'not-exists' });
  });
});

describe('test_webhook_transform', () => {
  const sample = {
    webhook_url: 'http://{{HOST}}/base',
    body: { hello: 'world' },
    env: { HOST: 'example.com' },
    session_variables: { 'X-Hasura-User-Id': '7' },
  };

  test('shows the request', async () => {
    expect(
      await run('test_webhook_transform', {
        ...sample,
        request_headers: [['content-type', 'application/json']],
        request_transform: {
          version: 2,
          template_engine: 'Kriti',
          method: 'POST',
          url: "{{$base_url}}/{{getSessionVariable('x-hasura-user-id')}}",
          query_params: { greet: '{{$body.hello}}' },
          request_headers: { add_headers: { 'X-One': '1' }, remove_headers: [] },
          body: { action: 'transform', template: '{"said": {{$body.hello}} }' },
        },
      }),
    ).toEqual({
      webhook_url: 'http://example.com/base/7?greet=world',
      method: 'POST',
      headers: [
        ['content-type', 'application/json'],
        ['x-one', '1'],
      ],
      body: { said: 'world' },
    });
  });

  test.each([
    [{ body: { action: 'transform', template: '{{ $body.nope }}' } }, 'Invalid Path'],
    [{ body: { action: 'transform', template: '{{ $body.' } }, 'Parse Error'],
    [{ url: '{{ $body }}' }, 'Type Error'],
    [{ url: 'not a url' }, 'TransformationError'],
  ])('of %j says what is wrong', async (transform, code) => {
    const told = await refusal('test_webhook_transform', { ...sample, request_transform: { version: 2, ...transform } });
    expect(told).toMatchObject({
      code: 'validation-failed',
      error: 'request transform validation failed',
      internal: [{ error_code: code }],
    });
  });

  test('a variable that is not mocked is an error, whatever the real environment has', async () => {
    expect(await refusal('test_webhook_transform', { ...sample, env: {}, request_transform: { version: 2 } })).toMatchObject({
      code: 'not-found',
      error: expect.stringContaining('Missing Env Var: HOST'),
    });
  });
});
