import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { metadataWith, type ServedModel, serveModel } from '../../../test/support/engine-snapshot.ts';
import { type ReceivedRequest, type ServerAnswer, type TestServer, testServer } from '../../../test/support/http-server.ts';
import { type ScratchDatabase, scratchDatabase } from '../../../test/support/postgres.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/pool.ts';
import type { Observation } from '../../observation.ts';
import { openWebhookClient, type WebhookClient } from '../../webhook/client.ts';
import { cronApplier } from './plan-cron-events.ts';
import { ensureScheduledTables } from './scheduled-catalog.ts';
import { startScheduledTriggers } from './scheduled-processor.ts';

let scratch: ScratchDatabase;
let database: Database;
let webhooks: WebhookClient;
let server: TestServer;
let served: ServedModel;
let answer: (request: ReceivedRequest) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>;
const observed: Observation[] = [];
const running: AsyncDisposable[] = [];

const cron = (over: Record<string, unknown> = {}) => ({
  name: 'tick',
  webhook: `${server.url}/tick`,
  schedule: '30 4 * * *',
  include_in_metadata: true,
  payload: { a: 1 },
  comment: 'every morning',
  retry_conf: { num_retries: 0, retry_interval_seconds: 0, timeout_seconds: 5, tolerance_seconds: 3600 },
  ...over,
});
const put = (...triggers: unknown[]) => served.put(metadataWith([], { cron_triggers: triggers }));

beforeAll(async () => {
  scratch = await scratchDatabase();
  database = openDatabase(scratch.url, { maxConnections: 8 });
  webhooks = openWebhookClient();
  server = await testServer((request) => answer(request));
  await ensureScheduledTables(database, { lock: true });
});
afterAll(async () => {
  await webhooks[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});
beforeEach(async () => {
  answer = () => undefined;
  server.received.length = 0;
  observed.length = 0;
  await scratch.sql('truncate hdb_catalog.hdb_cron_events, hdb_catalog.hdb_scheduled_events cascade');
  served = await serveModel(database, metadataWith([]));
});
afterEach(async () => {
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
});

async function start(over: Partial<Parameters<typeof startScheduledTriggers>[0]> = {}): Promise<AsyncDisposable> {
  const processor = await startScheduledTriggers({
    database,
    webhooks,
    snapshot: served.snapshot,
    onChange: served.onChange,
    observe: (o) => observed.push(o),
    env: { HOOK: server.url, KEY: 'secret' },
    version: 'v2.36.0',
    logHeadersFromEnv: false,
    instanceId: randomUUID(),
    shutdownMs: 5_000,
    notify: true,
    ...over,
  });
  running.push(processor);
  return processor;
}

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 120_000, interval: 10 });
const events = () => scratch.sql('select * from hdb_catalog.hdb_cron_events order by scheduled_time');
const planned = async () => (await events()).map((e) => `${e.trigger_name} ${(e.scheduled_time as Date).toISOString()}`);
const dueCron = (secondsAgo: number) =>
  scratch.sql(
    `insert into hdb_catalog.hdb_cron_events (trigger_name, scheduled_time)
     values ('tick', date_trunc('second', now()) - make_interval(secs => $1)) returning id`,
    [secondsAgo],
  );

describe('the schedule', () => {
  test('holds the next hundred times of each trigger, once, whoever plans', async () => {
    await put(cron());
    await Promise.all([start(), start()]);
    await eventually(async () => expect(await planned()).toHaveLength(100));
    const times = await planned();
    expect(new Set(times).size).toBe(100);
    expect(times.every((t) => t.endsWith('T04:30:00.000Z'))).toBe(true);
  });

  test('follows changes: of the schedule, of the set of triggers, also those made while nobody ran', async () => {
    await put(cron(), cron({ name: 'gone' }));
    const first = await start();
    await eventually(async () => expect(await planned()).toHaveLength(200));
    await put(cron({ schedule: '0 0 * * *' }), cron({ name: 'gone' }));
    await eventually(async () => expect((await planned()).filter((p) => p.includes('T00:00'))).toHaveLength(100));
    expect(await planned()).toHaveLength(200);
    await first[Symbol.asyncDispose]();
    await put(cron({ schedule: '15 1 * * *' }));
    await start();
    await eventually(async () => expect((await planned()).every((p) => p.includes('tick') && p.includes('T01:15'))).toBe(true));
    expect(await planned()).toHaveLength(100);
  });

  test('is complete when the change of the metadata is, where both are in one database', async () => {
    served = await serveModel(database, metadataWith([]), { appliers: [cronApplier()] });
    await put(cron());
    expect(await planned()).toHaveLength(100);
    await put(cron({ schedule: '0 0 * * *' }));
    expect((await planned()).filter((p) => p.includes('T00:00'))).toHaveLength(100);
    await put();
    expect(await planned()).toEqual([]);
  });

  test('keeps what belongs to a trigger that is only inconsistent', async () => {
    await put(cron());
    await start();
    await eventually(async () => expect(await planned()).toHaveLength(100));
    await put(cron({ webhook: '{{NOT_SET}}' }), cron({ name: 'other' }));
    await eventually(async () => expect(await planned()).toHaveLength(200));
  });
});

describe('a cron event', () => {
  test('is delivered with Hasura’s body and logged', async () => {
    await put(cron({ headers: [{ name: 'x-key', value: 'k' }] }));
    const [event] = await dueCron(1);
    await start();
    await eventually(async () => expect((await events())[0]).toMatchObject({ status: 'delivered', tries: 1, claimed_by: null }));
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      id: event?.id,
      name: 'tick',
      scheduled_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      payload: { a: 1 },
      comment: 'every morning',
    });
    expect(server.received[0]).toMatchObject({ path: '/tick', headers: { 'x-key': 'k', 'content-type': 'application/json' } });
    expect(await scratch.sql('select * from hdb_catalog.hdb_cron_event_invocation_logs')).toMatchObject([
      { event_id: event?.id, status: 204, request: { version: '1', payload: { id: event?.id } }, response: { version: '1' } },
    ]);
    expect(observed).toContainEqual({ kind: 'cron-delivered', trigger: 'tick', eventId: event?.id, tries: 1 });
  });

  test('is dead when it is later than its tolerance', async () => {
    await put(cron());
    await dueCron(3700);
    await start();
    await eventually(async () => expect((await events())[0]).toMatchObject({ status: 'dead', tries: 0 }));
    expect(server.received).toHaveLength(0);
  });

  test('is tried again while its policy allows, then it has failed', async () => {
    await put(cron({ retry_conf: { num_retries: 2, retry_interval_seconds: 0, timeout_seconds: 5, tolerance_seconds: 3600 } }));
    answer = () => ({ status: 500 });
    await dueCron(1);
    await start();
    await eventually(async () => expect((await events())[0]).toMatchObject({ status: 'error', tries: 3 }));
    expect(server.received).toHaveLength(3);
  });

  test('of a trigger nobody knows stays', async () => {
    await dueCron(1);
    await start();
    await scratch.sql(
      `insert into hdb_catalog.hdb_scheduled_events (webhook_conf, scheduled_time) values (to_json($1::text), now())`,
      [server.url],
    );
    await scratch.sql(`select pg_notify('hdb_scheduled_events', '')`);
    await server.arrived(1);
    expect((await events())[0]).toMatchObject({ status: 'scheduled' });
  });
});

describe('a one-off event', () => {
  const create = (columns: string, values: unknown[]) =>
    scratch.sql(
      `with e as (insert into hdb_catalog.hdb_scheduled_events (${columns}) values (${values.map((_, i) => `$${i + 1}`).join(', ')}) returning id)
       select id, pg_notify('hdb_scheduled_events', '') from e`,
      values,
    );

  test('comes at its moment, with what it was given', async () => {
    await start();
    const at = new Date(Date.now() + 300);
    const [event] = await create('webhook_conf, scheduled_time, payload, header_conf, comment', [
      '"{{HOOK}}/once"',
      at,
      '{"n":12345678901234567890}',
      '[{"name":"x-env","value_from_env":"KEY"}]',
      'c',
    ]);
    await server.arrived(1);
    expect(Date.now()).toBeGreaterThanOrEqual(at.getTime());
    expect(server.received[0]?.body).toContain('12345678901234567890');
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      id: event?.id,
      scheduled_time: at.toISOString().replace('.000Z', 'Z'),
      created_at: expect.stringMatching(/Z$/),
      payload: { n: Number('12345678901234567890') },
      comment: 'c',
    });
    expect(server.received[0]).toMatchObject({ path: '/once', headers: { 'x-env': 'secret' } });
    await eventually(async () =>
      expect(await scratch.sql('select request from hdb_catalog.hdb_scheduled_event_invocation_logs')).toMatchObject([
        { request: { headers: expect.arrayContaining([{ name: 'x-env', value_from_env: 'KEY' }]) } },
      ]),
    );
  });

  test('whose address cannot be read fails, logged', async () => {
    await start();
    await create('webhook_conf, scheduled_time', ['"{{NOT_SET}}/x"', new Date()]);
    await eventually(async () =>
      expect(await scratch.sql('select status, tries from hdb_catalog.hdb_scheduled_events')).toEqual([
        { status: 'error', tries: 1 },
      ]),
    );
    expect(await scratch.sql('select status from hdb_catalog.hdb_scheduled_event_invocation_logs')).toEqual([{ status: 1000 }]);
  });

  test('is delivered once by several processes', async () => {
    await Promise.all([start(), start(), start()]);
    await scratch.sql(
      `insert into hdb_catalog.hdb_scheduled_events (webhook_conf, scheduled_time)
       select to_json($1::text), now() from generate_series(1, 300)`,
      [server.url],
    );
    await scratch.sql(`select pg_notify('hdb_scheduled_events', '')`);
    await eventually(async () =>
      expect(
        await scratch.sql("select count(*)::int as n from hdb_catalog.hdb_scheduled_events where status = 'delivered'"),
      ).toEqual([{ n: 300 }]),
    );
    expect(server.received).toHaveLength(300);
  });

  test('that a killed process held is delivered by the next', async () => {
    await scratch.sql(
      `insert into hdb_catalog.hdb_scheduled_events (webhook_conf, scheduled_time, status, claimed_by)
       values (to_json($1::text), now(), 'locked', gen_random_uuid())`,
      [server.url],
    );
    await start();
    await server.arrived(1);
  });

  test('interrupted by the end is given back untried', async () => {
    answer = () => new Promise(() => {});
    const processor = await start({ shutdownMs: 30 });
    await create('webhook_conf, scheduled_time', [JSON.stringify(server.url), new Date()]);
    await server.arrived(1);
    await processor[Symbol.asyncDispose]();
    expect(await scratch.sql('select status, tries, claimed_by from hdb_catalog.hdb_scheduled_events')).toEqual([
      { status: 'scheduled', tries: 0, claimed_by: null },
    ]);
  });
});
