/** The metadata's event and cron triggers and the handlers are the same set. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readMetadata } from '../test/support/metadata.ts';
import { cronHandlers, eventHandlers, runEvent } from './index.ts';

const named = z.array(z.object({ name: z.string() }));
const sources = z.array(z.object({ tables: z.array(z.object({ event_triggers: named.optional() })) }));

test('every event trigger has a handler and every handler a trigger', async () => {
  const tables = sources.parse(await readMetadata('databases/databases.yaml')).flatMap((s) => s.tables);
  const names = tables.flatMap((t) => t.event_triggers ?? []).map((t) => t.name);
  expect([...eventHandlers.keys()].sort()).toEqual(names.sort());
});

test('every cron trigger has a handler and every handler a trigger', async () => {
  const names = named.parse(await readMetadata('cron_triggers.yaml')).map((t) => t.name);
  expect([...cronHandlers.keys()].sort()).toEqual(names.sort());
});

const id = '0b5b9f6e-6b1d-4b6e-9d7e-3f2a1c0d9e8f';

test.each([...eventHandlers.values()].map((h) => [h.name, h] as const))(
  '%s wakes what changed, and what was deleted',
  (_name, handler) => {
    const ids = {
      service_instance_id: id,
      webhook_id: id,
      channel_id: id,
      organization_id: id,
      target_id: id,
      quota: 'services',
    };
    const row = { id, ...ids, status: 'failed', type: 'DeploymentFailed', and: 'more' };
    for (const data of [
      { old: null, new: row },
      { old: row, new: null },
    ]) {
      const woken: unknown[] = [];
      const reconciler = {
        wake: (ref: unknown) => woken.push(ref),
        resync: async () => {},
        reap: async () => {},
        checkAlerts: async () => {},
      };
      expect(runEvent({ reconciler }, handler, { event: { op: 'UPDATE', data } }).status).toBe(200);
      expect(woken.length).toBeGreaterThan(0);
    }
  },
);

test('a body that is no event is refused', () => {
  const reconciler = { wake: () => {}, resync: async () => {}, reap: async () => {}, checkAlerts: async () => {} };
  for (const handler of eventHandlers.values()) expect(runEvent({ reconciler }, handler, { event: 1 }).status).toBe(400);
});
