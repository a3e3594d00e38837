/** Publication to a real nats-server by a process that is killed in the middle, again and again. */
import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { describe, expect, test } from 'vitest';
import { startControlPlane } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { programOf, realServer } from '../support/real-server.ts';
import { typescriptProcess } from '../support/typescript-process.ts';

const program = await programOf('nats-server');
const EVENTS = 3_000;
const SUBJECTS = 40;

const PUBLISHER = `
import { openNatsBus } from './adapters/nats/open-nats-bus.ts';
import { reconcileEventBus } from './reconcile/event-bus.ts';
import { createClient } from './sdk/client.ts';
const [url, secret, server] = process.argv.slice(2);
const graphql = createClient({ url, headers: () => ({ 'x-hasura-admin-secret': secret }) });
const bus = openNatsBus({ servers: [server], user: null, credentials: null, ca: null, stream: 'EVENTS', replicas: 1,
  timeoutMs: 20_000, hint: () => {}, observe: () => {} });
for (;;) {
  await reconcileEventBus({ graphql, bus, now: Date.now, tell: () => {} }, 'outbox').catch((error) => console.log(error));
  await new Promise((resolve) => setTimeout(resolve, 5));
}`;

describe.skipIf(program === null)('publishing to NATS', () => {
  test('a publisher that is killed again and again loses no event, tells none twice, and keeps the order of each subject', async () => {
    await using plane = await startControlPlane({ still: true });
    await using server = await realServer(program ?? '', (port, folder) => [
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '-js',
      '-sd',
      folder,
    ]);
    const address = `127.0.0.1:${server.gate.port}`;
    const subjects = Array.from({ length: SUBJECTS }, () => randomUUID());
    await plane.database.sql(
      `select tell($1, null, 'ProjectCreated', 'project', ($2::uuid[])[1 + n % ${SUBJECTS}], jsonb_build_object('slug', n::text))
       from generate_series(1, ${EVENTS}) n`,
      [randomUUID(), subjects],
    );
    const waiting = async () => Number((await plane.database.sql('select count(*) from event_outbox'))[0]?.count);
    const connection = await connect({ servers: address });
    const manager = await jetstreamManager(connection);
    const stored = () =>
      manager.streams.info('EVENTS').then(
        ({ state }) => state.messages,
        () => 0,
      );
    const start = () => typescriptProcess(PUBLISHER, [plane.url, plane.adminSecret, address]);
    for (let left = await waiting(), rounds = 0; left > 0; left = await waiting()) {
      const publisher = await start();
      const before = await stored();
      // In the middle of a batch, wherever that is.
      await eventually(async () => (await stored()) > before + 120 || (await waiting()) === 0, Boolean);
      rounds += 1;
      if (rounds < 4) await publisher.kill();
      else await eventually(waiting, (n) => n === 0);
      await publisher[Symbol.asyncDispose]();
    }
    const bySubject = new Map<string, number[]>();
    const ids = new Set<string>();
    const count = await stored();
    for (let seq = 1; seq <= count; seq += 1) {
      const message = await manager.streams.getMessage('EVENTS', { seq });
      const event = JSON.parse(new TextDecoder().decode(message?.data));
      ids.add(event.id);
      const slugs = bySubject.get(event.data.subjectId) ?? [];
      bySubject.set(event.data.subjectId, [...slugs, Number(event.data.payload.slug)]);
    }
    expect([count, ids.size, bySubject.size]).toEqual([EVENTS, EVENTS, SUBJECTS]);
    for (const slugs of bySubject.values()) expect(slugs).toEqual([...slugs].sort((a, b) => a - b));
    await connection.close();
  });
});
