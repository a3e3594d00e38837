/** What happens is published: by the trigger of the event's row, through the real engine, on a bus that tests can take away. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openInProcessBus } from '../../adapters/local/events/in-process-bus.ts';
import type { EventMessage } from '../../domain/events/event-message.ts';
import { EVENT_PAYLOADS } from '../../domain/events/event-payloads.ts';
import type { EventBus } from '../../domain/ports/event-bus.ts';
import { Fault } from '../../kit/fault.ts';
import { type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let away = false;
const published: EventMessage[] = [];

const inner = openInProcessBus({ hint: () => plane.reconciler().wake({ kind: 'event-bus', id: 'dead-letters' }) });
const bus: EventBus = {
  ...inner,
  isPrivate: false,
  publish: async (message) => {
    if (away) throw new Fault('retry', { code: 'away', message: 'It is away.' });
    if (JSON.stringify(message.data.payload).includes('unloved'))
      throw new Fault('reject', { code: 'no', message: 'It does not take this.' });
    await inner.publish(message);
    published.push(message);
  },
};

beforeAll(async () => {
  plane = await startControlPlane({ bus });
  await plane.reconciler().resync();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await inner[Symbol.asyncDispose]();
});
beforeEach(async () => {
  away = false;
  t = await createTenant(plane);
});

const tell = async (payload: object, subject = t.projectId, type = 'ProjectCreated', about = 'project') =>
  void (await plane.database.sql('select tell($1, $2, $3, $4, $5, $6)', [
    t.organizationId,
    t.projectId,
    type,
    about,
    subject,
    JSON.stringify(payload),
  ]));
const outbox = () =>
  plane.database.sql('select * from event_outbox where organization_id = $1 order by created_at', [t.organizationId]);
const mine = () => published.filter(({ data }) => data.organizationId === t.organizationId);
const settled = () => eventually(outbox, (rows) => rows.every((row) => row.refusal !== null));

test('everything that happens is published as the database has it, and then no longer waits', async () => {
  await settled();
  const events = await plane.database.sql('select id, type, subject_id from domain_events where organization_id = $1', [
    t.organizationId,
  ]);
  expect(events.length).toBeGreaterThan(0);
  expect(mine().map(({ id, type, data }) => ({ id, type, subject_id: data.subjectId }))).toEqual(
    expect.arrayContaining(events.map((event) => ({ ...event }))),
  );
  expect(await outbox()).toEqual([]);
});

test('while the bus is away events wait, and it is told since when; then they come in their order', async () => {
  await settled();
  away = true;
  const slugs = ['one', 'two', 'three', 'four'];
  for (const slug of slugs) await tell({ slug });
  const told = () => plane.observations.findLast((o) => o.kind === 'events-published');
  await eventually(told, (o) => o?.kind === 'events-published' && o.waiting >= slugs.length && o.oldestAt !== null);
  expect((await outbox()).length).toBe(slugs.length);
  away = false;
  await settled();
  const ofProject = mine().filter(({ data }) => slugs.includes(String(data.payload.slug)));
  expect([...new Set(ofProject.map(({ data }) => data.payload.slug))]).toEqual(slugs);
  await eventually(told, (o) => o?.kind === 'events-published' && o.oldestAt === null && o.waiting === 0);
});

test('what is not as the schema says, or what the bus does not take, is kept with the reason and holds up nothing', async () => {
  await tell({ slug: 7 });
  await tell({ slug: 'unloved' });
  await tell({ slug: 'fine' });
  await eventually(() => mine().some(({ data }) => data.payload.slug === 'fine'), Boolean);
  const rows = await eventually(outbox, (all) => all.length === 2 && all.every((row) => row.refusal !== null));
  expect(rows.map((row) => row.refusal)).toEqual([expect.stringContaining('data.payload.slug'), 'It does not take this.']);
});

test('what a consumer gives up is written down once, for platform administrators', async () => {
  const consumer = await inner.consume({
    name: `billing-${randomUUID().slice(0, 8)}`,
    filter: { organizationId: t.organizationId, type: 'ServiceDeleted' },
    maxDeliveries: 2,
    handleWithinMs: 30_000,
    retryAfterMs: 1,
    handle: () => Promise.reject(new Error('never')),
  });
  await tell({ slug: 'web', type: 'web' }, randomUUID(), 'ServiceDeleted', 'service');
  const query = 'query($o: uuid!) { event_dead_letters(where: { organization_id: { _eq: $o } }) { deliveries event_type } }';
  const seen = async () =>
    (await plane.as(await t.member('platform_admin'), query, { o: t.organizationId })).data?.event_dead_letters;
  await eventually(seen, (letters) => letters?.length > 0);
  expect(await seen()).toEqual([{ deliveries: 2, event_type: 'ServiceDeleted' }]);
  expect((await plane.as(await t.member('org_owner'), query, { o: t.organizationId })).errors).toBeDefined();
  await eventually(
    () => inner.deadLetters(10),
    (letters) => letters.length === 0,
  );
  await consumer[Symbol.asyncDispose]();

  // Whoever has seen to it says so, once; nobody else may.
  const settle = `mutation ($o: uuid!, $note: String!) {
    update_event_dead_letters(where: { organization_id: { _eq: $o } }, _set: { note: $note }) {
      returning { note settled_at settled_by }
    }
  }`;
  const administrator = await t.member('platform_admin');
  const settled = async (note: string) =>
    (await plane.as(administrator, settle, { o: t.organizationId, note })).data?.update_event_dead_letters.returning;
  expect(await settled('sent by hand')).toEqual([
    { note: 'sent by hand', settled_at: expect.any(String), settled_by: administrator.userId },
  ]);
  expect(await settled('again')).toEqual([]);
  const owner = await t.member('org_owner');
  expect((await plane.as(owner, settle, { o: t.organizationId, note: 'mine' })).errors).toBeDefined();
});

test('what a repaired consumer is sent again comes to it once, settles the dead letter, and the audit log says who asked', async () => {
  const name = `stock-${randomUUID().slice(0, 8)}`;
  const got: EventMessage[] = [];
  let isRepaired = false;
  const consumer = await inner.consume({
    name,
    filter: { organizationId: t.organizationId, type: 'ServiceDeleted' },
    maxDeliveries: 1,
    handleWithinMs: 30_000,
    retryAfterMs: 1,
    handle: async (message) => {
      if (!isRepaired) throw new Fault('reject', { code: 'x', message: 'Never.' });
      got.push(message);
    },
  });
  await tell({ slug: 'web', type: 'web' }, randomUUID(), 'ServiceDeleted', 'service');
  const letters = () => plane.database.sql('select * from event_dead_letters where consumer = $1', [name]);
  const [letter] = await eventually(letters, (rows) => rows.length === 1);
  isRepaired = true;
  const administrator = await t.member('platform_admin');
  const send = (id: unknown, caller = administrator) =>
    plane.as(caller, 'mutation($id: String!, $r: uuid!) { redeliverDeadLetter(deadLetterId: $id, requestId: $r) { eventId } }', {
      id,
      r: randomUUID(),
    });
  expect((await send(letter?.id, await t.member('org_owner'))).errors).toBeDefined();
  expect((await send('nothing')).errors?.[0]?.extensions.code).toBe('dead-letter-not-found');
  expect((await send(letter?.id)).data).toEqual({ redeliverDeadLetter: { eventId: letter?.event_id } });
  const [settled] = await eventually(letters, ([row]) => row?.settled_at !== null);
  expect(settled).toMatchObject({ settled_by: administrator.userId, note: 'sent again', redelivery_refusal: null });
  expect(got.map(({ id }) => id)).toEqual([letter?.event_id]);
  const [audited] = await plane.database.sql(
    "select * from audit_log where row_id = $1 and 'redelivery_wanted_at' = any (changed_columns)",
    [letter?.id],
  );
  expect(audited).toMatchObject({
    actor_id: administrator.userId,
    actor_role: 'platform_admin',
    organization_id: t.organizationId,
  });
  await consumer[Symbol.asyncDispose]();

  // The event is gone, or was never known: it is said, and nothing waits.
  const add = (id: string, eventId: string | null) =>
    plane.database.sql('insert into event_dead_letters (id, consumer, deliveries, event_id) values ($1, $2, 1, $3)', [
      id,
      name,
      eventId,
    ]);
  const [unknown, gone] = [randomUUID(), randomUUID()];
  await add(unknown, null);
  await add(gone, randomUUID());
  expect((await send(unknown)).errors?.[0]?.extensions.code).toBe('dead-letter-without-event');
  expect((await send(gone)).errors).toBeUndefined();
  await eventually(letters, (rows) =>
    rows.some((row) => row.id === gone && row.redelivery_refusal === 'The event is not kept any more.'),
  );
});

test('the published schema describes every type of event (domain/events/event-payloads.ts)', async () => {
  const types = await plane.database.sql('select value from domain_event_types order by 1');
  expect(Object.keys(EVENT_PAYLOADS).sort()).toEqual(types.map(({ value }) => value));
});

test('before anybody has said whether they are published, events wait', async () => {
  await settled();
  away = true;
  await plane.database.sql('delete from event_publishing');
  await tell({ slug: 'early' });
  expect(await outbox()).toHaveLength(1);
  away = false;
  await plane.reconciler().resync();
  await settled();
  expect(mine().map(({ data }) => Object(data.payload).slug)).toContain('early');
});

test('where nobody publishes, nothing waits for it', async () => {
  await settled();
  await plane.database.sql('update event_publishing set is_on = false');
  await tell({ slug: 'unheard' });
  expect(await outbox()).toEqual([]);
  await plane.reconciler().resync();
  await tell({ slug: 'heard' });
  await eventually(
    async () => mine().map(({ data }) => Object(data.payload).slug),
    (slugs) => slugs.includes('heard'),
  );
  expect(mine().map(({ data }) => Object(data.payload).slug)).not.toContain('unheard');
});
