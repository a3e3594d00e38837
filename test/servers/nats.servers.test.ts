/** The event bus on a real nats-server with JetStream: the port's contract, and what happens when the server dies, hangs or comes back. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNatsBus } from '../../adapters/nats/open-nats-bus.ts';
import { eventBusContract, someEvent } from '../contracts/event-bus.contract.ts';
import { eventually } from '../support/eventually.ts';
import { programOf, type RealServer, realServer } from '../support/real-server.ts';

const program = await programOf('nats-server');
const SPECS = join(import.meta.dirname, '../../../shared/specs/nats');

const startNats = (path: string): Promise<RealServer> =>
  realServer(path, (port, folder) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder]);

describe.skipIf(program === null)('NATS', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await startNats(program ?? '');
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  const open = (stream = `S${randomUUID().slice(0, 8)}`, timeoutMs = 20_000, at = server) => {
    let hints = 0;
    const bus = openNatsBus({
      servers: [`127.0.0.1:${at.gate.port}`],
      user: null,
      credentials: null,
      ca: null,
      stream,
      replicas: 1,
      timeoutMs,
      deadLettersAgainMs: 100,
      hint: () => {
        hints += 1;
      },
      observe: () => {},
    });
    return { bus, hints: () => hints, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() };
  };
  /** Streams of one server may not share subjects: each test begins on an empty one. */
  const onlyMine = async () => {
    const connection = await connect({ servers: `127.0.0.1:${server.gate.port}` });
    const manager = await jetstreamManager(connection);
    for await (const { config } of manager.streams.list()) await manager.streams.delete(config.name);
    return { manager, [Symbol.asyncDispose]: () => connection.close() };
  };

  eventBusContract('NATS JetStream', async () => {
    await (await onlyMine())[Symbol.asyncDispose]();
    return open();
  });

  const collect = (organizationId: string, got: string[]) => ({
    name: `c-${organizationId}`,
    filter: { organizationId },
    maxDeliveries: 3,
    handleWithinMs: 30_000,
    retryAfterMs: 10,
    handle: async ({ id }: { readonly id: string }) => void got.push(id),
  });

  test('streams are what the server’s own schema allows, advisories are read as it describes them, an operator’s choices stay', async () => {
    await using admin = await onlyMine();
    const { manager } = admin;
    const stream = `S${randomUUID().slice(0, 8)}`;
    await using first = open(stream);
    await first.bus.publish(someEvent());
    const info = await manager.streams.info(stream);
    expect(info.config).toMatchObject({ subjects: ['northstack.*.*.*'], storage: 'file', retention: 'limits', num_replicas: 1 });
    await manager.streams.update(stream, { max_age: 3_600_000_000_000 });
    await using second = open(stream);
    await second.bus.publish(someEvent());
    expect((await manager.streams.info(stream)).config.max_age).toBe(3_600_000_000_000);
    const event = someEvent();
    const giveUp = collect(event.data.organizationId, []);
    await using _ = await second.bus.consume({ ...giveUp, maxDeliveries: 1, handle: () => Promise.reject(new Error('never')) });
    await second.bus.publish(event);
    await eventually(
      () => second.bus.deadLetters(10),
      (letters) => letters.length > 0,
    );
    const advisory = await manager.streams.getMessage(`${stream}_DEAD_LETTERS`, { seq: 1 });
    for (const [file, message] of [
      ['api_stream_configuration.json', info.config],
      ['advisory_max_deliver.json', JSON.parse(new TextDecoder().decode(advisory?.data))],
    ] as const) {
      const schema = await readFile(join(SPECS, file), 'utf8').catch(() => null);
      if (schema === null) return;
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(schema));
      expect([validate(message), validate.errors]).toEqual([true, null]);
    }
  });

  test('a message carries the event’s id and its subject says whose it is', async () => {
    await using admin = await onlyMine();
    const stream = `S${randomUUID().slice(0, 8)}`;
    await using it = open(stream);
    const event = someEvent();
    await it.bus.publish(event);
    const stored = await admin.manager.streams.getMessage(stream, { seq: 1 });
    expect(stored?.subject).toBe(`northstack.${event.data.organizationId}.project.ProjectCreated`);
    expect(stored?.header.get('Nats-Msg-Id')).toBe(event.id);
  });

  test('a consumer that was away gets what was published meanwhile', async () => {
    await (await onlyMine())[Symbol.asyncDispose]();
    await using it = open();
    const organizationId = randomUUID();
    const got: string[] = [];
    await (await it.bus.consume(collect(organizationId, got)))[Symbol.asyncDispose]();
    const event = someEvent({ organizationId });
    await it.bus.publish(event);
    await using _ = await it.bus.consume(collect(organizationId, got));
    await eventually(
      () => got,
      (ids) => ids.length > 0,
    );
    expect(got).toEqual([event.id]);
  });

  test('a server that is killed and started again: publishing fails meanwhile and goes on, nothing that was taken is lost', async () => {
    await (await onlyMine())[Symbol.asyncDispose]();
    await using it = open(undefined, 2_000);
    const organizationId = randomUUID();
    const got: string[] = [];
    await using _ = await it.bus.consume(collect(organizationId, got));
    const [before, during, after] = [1, 2, 3].map(() => someEvent({ organizationId }));
    if (!before || !during || !after) throw new Error('no events');
    await it.bus.publish(before);
    await server.kill();
    await expect(it.bus.publish(during)).rejects.toMatchObject({ kind: 'retry' });
    await server.start();
    for (const event of [during, after])
      await eventually(
        () =>
          it.bus.publish(event).then(
            () => true,
            () => false,
          ),
        Boolean,
      );
    // What was not acknowledged before the end comes a second time.
    await eventually(
      () => new Set(got).size,
      (n) => n >= 3,
    );
    expect([...new Set(got)]).toEqual([before.id, during.id, after.id]);
  });

  test('a server that comes back without its disk: streams and consumers are made again, without anybody asking for it', async () => {
    let life = 0;
    await using forgetful = await realServer(program ?? '', (port, folder) => [
      ...['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', join(folder, String(life))],
    ]);
    await using it = open(undefined, 2_000, forgetful);
    const organizationId = randomUUID();
    const got: string[] = [];
    await using _ = await it.bus.consume(collect(organizationId, got));
    const [before, after] = [someEvent({ organizationId }), someEvent({ organizationId })];
    await it.bus.publish(before);
    await eventually(() => got.includes(before.id), Boolean);
    await forgetful.kill();
    life += 1;
    await forgetful.start();
    const connection = await connect({ servers: `127.0.0.1:${forgetful.gate.port}`, maxReconnectAttempts: -1 });
    const manager = await jetstreamManager(connection);
    await eventually(
      async () => (await manager.streams.names().next()).map((name) => name.endsWith('_DEAD_LETTERS')),
      (found) => found.length === 2 && found.includes(true),
    );
    expect(await eventually(() => it.bus.deadLetters(10).catch(() => null), Array.isArray)).toEqual([]);
    await eventually(
      () =>
        it.bus.publish(after).then(
          () => true,
          () => false,
        ),
      Boolean,
    );
    await eventually(() => got.includes(after.id), Boolean);
    await connection.close();
  });

  test('a server that hangs: publishing fails within its time, and the late answer delivers the event once', async () => {
    await (await onlyMine())[Symbol.asyncDispose]();
    await using it = open(undefined, 1_000);
    const organizationId = randomUUID();
    const got: string[] = [];
    await using _ = await it.bus.consume(collect(organizationId, got));
    const [event, last] = [someEvent({ organizationId }), someEvent({ organizationId })];
    await it.bus.publish(someEvent());
    server.gate.hold();
    try {
      await expect(it.bus.publish(event)).rejects.toMatchObject({ kind: 'retry' });
    } finally {
      server.gate.pass();
    }
    for (const each of [event, last])
      await eventually(
        () =>
          it.bus.publish(each).then(
            () => true,
            () => false,
          ),
        Boolean,
      );
    await eventually(() => got.includes(last.id), Boolean);
    expect(got).toEqual([event.id, last.id]);
  });

  test('a connection that is cut in the middle of publishing: each event is there once, in order', async () => {
    await (await onlyMine())[Symbol.asyncDispose]();
    await using it = open(undefined, 1_000);
    const organizationId = randomUUID();
    const got: string[] = [];
    const events = Array.from({ length: 60 }, () => someEvent({ organizationId }));
    for (const [i, event] of events.entries()) {
      if (i % 20 === 10) server.gate.cut();
      await eventually(
        () =>
          it.bus.publish(event).then(
            () => true,
            () => false,
          ),
        Boolean,
      );
    }
    await using _ = await it.bus.consume(collect(organizationId, got));
    await eventually(
      () => got.length,
      (n) => n >= events.length,
    );
    expect(got).toEqual(events.map(({ id }) => id));
  });

  test('a stream that somebody removed is made again, and a message that is too large is refused without harm', async () => {
    const admin = await onlyMine();
    const stream = `S${randomUUID().slice(0, 8)}`;
    await using it = open(stream);
    await it.bus.publish(someEvent());
    await admin.manager.streams.delete(stream);
    await it.bus.publish(someEvent());
    expect((await admin.manager.streams.info(stream)).state.messages).toBe(1);
    await expect(it.bus.publish(someEvent({ payload: { slug: 'x'.repeat(1_100_000) } }))).rejects.toMatchObject({
      kind: 'reject',
      code: 'event-too-large',
    });
    await it.bus.publish(someEvent());
    await admin[Symbol.asyncDispose]();
  });

  test('without JetStream it is said what is missing', async () => {
    await using bare = await realServer(program ?? '', (port) => ['-a', '127.0.0.1', '-p', String(port)]);
    const held = server;
    server = bare;
    await using it = open();
    server = held;
    await expect(it.bus.publish(someEvent())).rejects.toMatchObject({ kind: 'retry', code: 'event-bus-without-jetstream' });
  });
});
