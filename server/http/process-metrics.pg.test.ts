/** What an operator reads of the work that is not finished, as the database has it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ControlPlane, createTenant, startControlPlane } from '../../test/support/control-plane.ts';
import { createProcessMetrics } from './process-metrics.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({ still: true });
});
afterAll(() => plane?.[Symbol.asyncDispose]());

/** The value of one line; null: it is not told. */
const figure = (text: string, line: string): number | null => {
  const found = text.split('\n').find((l) => l.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
};

test('queues, the oldest unfinished work, the lag of events and dead letters are told', async () => {
  const t = await createTenant(plane);
  await plane.database.sql(
    "insert into deployments (service_id, environment_id, deadline_at) values ($1, $2, now() + interval '1 hour')",
    [t.serviceId, t.productionId],
  );
  const [place] = await plane.database.sql(
    'insert into service_instances (service_id, environment_id) values ($1, $2) on conflict (service_id, environment_id) do update set generation = 1 returning id',
    [t.serviceId, t.productionId],
  );
  for (const [hostname, days] of [
    ['a.example.com', 13],
    ['b.example.com', 20],
    ['c.example.com', 20],
  ] as const) {
    await plane.database.sql('insert into service_domains (service_instance_id, hostname) values ($1, $2)', [
      place?.id,
      hostname,
    ]);
    await plane.database.sql(
      `update service_domains set status = 'issuing', verified_at = now(), deadline_at = null, certificate_expires_at = now() + $2 * interval '1 day'
       where hostname = $1`,
      [hostname, days],
    );
  }
  await plane.database.sql("update service_domains set status = 'failed', status_reason = 'x' where hostname = 'c.example.com'");
  await plane.database.sql('delete from event_outbox');
  await plane.database.sql(
    `insert into event_outbox (event_id, organization_id, subject_id, created_at)
     select gen_random_uuid(), $1, gen_random_uuid(), now() - interval '1 hour' from generate_series(1, 3)`,
    [t.organizationId],
  );
  for (const settled of [null, null, new Date()])
    await plane.database.sql('insert into event_dead_letters (id, consumer, deliveries, settled_at) values ($1, $2, 1, $3)', [
      randomUUID(),
      'billing',
      settled,
    ]);
  const metrics = createProcessMetrics({ process: false, graphql: plane.admin });
  // Nothing is claimed before there is anything to look at.
  expect(figure(await metrics.text(), 'northstack_events_waiting')).toBeNull();

  metrics.watch({
    load: () => ({ inward: { waiting: 4, working: 2, slow: 1 }, outward: { waiting: 0, working: 0, slow: 0 } }),
  });
  metrics.observe({ kind: 'reconciled', ref: { kind: 'build', id: randomUUID() }, durationMs: 20 });
  metrics.observe({ kind: 'events-published', bus: 'b', published: 2, waiting: 3, refused: 1, oldestAt: null });
  const fresh = createProcessMetrics({ process: false, graphql: plane.admin });
  fresh.watch({ load: () => ({ inward: { waiting: 4, working: 2, slow: 1 }, outward: { waiting: 0, working: 0, slow: 0 } }) });
  const text = await fresh.text();
  expect(figure(text, 'northstack_events_waiting')).toBe(3);
  expect(figure(text, 'northstack_events_lag_seconds')).toBeGreaterThanOrEqual(3_600);
  expect(figure(text, 'northstack_event_dead_letters')).toBe(2);
  expect(figure(text, 'northstack_domains_expiring')).toBe(1);
  expect(figure(text, 'northstack_domains_failed')).toBe(1);
  expect(figure(text, 'northstack_unfinished{kind="deployments"}')).toBe(1);
  expect(figure(text, 'northstack_unfinished_oldest_seconds{kind="deployments"}')).toBeGreaterThan(0);
  expect(figure(text, 'northstack_unfinished{kind="builds"}')).toBe(0);
  expect(figure(text, 'northstack_queue_waiting{queue="inward"}')).toBe(4);
  expect(figure(text, 'northstack_queue_slow{queue="inward"}')).toBe(1);
  const told = await metrics.text();
  expect(figure(told, 'northstack_reconcile_seconds_count{kind="build"}')).toBe(1);
  expect(figure(told, 'northstack_events_published_total')).toBe(2);
  expect(figure(told, 'northstack_events_refused')).toBe(1);
});

test('while the engine is away everything else is told', async () => {
  const metrics = createProcessMetrics({
    process: true,
    graphql: { request: () => Promise.reject(new Error('away')) },
  });
  metrics.watch({ load: () => ({ inward: { waiting: 1, working: 0, slow: 0 }, outward: { waiting: 0, working: 0, slow: 0 } }) });
  const text = await metrics.text();
  expect(figure(text, 'northstack_events_waiting')).toBeNull();
  expect(figure(text, 'northstack_queue_waiting{queue="inward"}')).toBe(1);
  expect(text).toContain('process_cpu_seconds_total');
});
