/** Loki: the port's contract on an emulated one, its limits, and what goes wrong on the way to it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { everything, type LogSubject, logStoreContract, someLine } from '../../test/contracts/log-store.contract.ts';
import type { Fault } from '../../test/emulators/faults.ts';
import { type LokiEmulator, openLokiEmulator } from '../../test/emulators/loki/open-loki.ts';
import { type LokiOptions, openLoki } from './open-loki.ts';

const subject = (): LogSubject => ({
  organizationId: randomUUID(),
  projectId: randomUUID(),
  serviceId: randomUUID(),
  instanceId: randomUUID(),
  buildId: randomUUID(),
});
const open = (emulator: LokiEmulator, change: Partial<LokiOptions> = {}) =>
  openLoki({ url: emulator.url, tenant: null, credentials: null, ca: null, ...change });

logStoreContract('Loki', async () => {
  const emulator = await openLokiEmulator();
  const store = open(emulator);
  return {
    store,
    subject: async () => subject(),
    write: async (entries) => expect(await store.write(entries)).toEqual({ count: 0, reason: null }),
    [Symbol.asyncDispose]: async () => {
      expect(emulator.violations).toEqual([]);
      await store[Symbol.asyncDispose]();
      await emulator[Symbol.asyncDispose]();
    },
  };
});

describe('Loki', () => {
  let emulator: LokiEmulator;
  beforeAll(async () => {
    emulator = await openLokiEmulator({ limits: { maxRequestBytes: 200_000, maxLineBytes: 20_000 } });
  });
  afterAll(() => emulator?.[Symbol.asyncDispose]());
  beforeEach(() => emulator.faults.clear());

  test('labels are few and of few values, whatever the lines are of', async () => {
    await using store = open(emulator);
    const of = subject();
    const lines = Array.from({ length: 200 }, (_, i) =>
      someLine(
        { ...of, instanceId: randomUUID() },
        { replica: i, level: (['debug', 'info', 'warn', 'error'] as const)[i % 4] ?? 'info' },
      ),
    );
    await store.write(lines);
    const streams = [...emulator.streams().keys()].filter((name) => name.includes(of.serviceId));
    expect(streams).toHaveLength(4);
    for (const name of streams) expect(name.match(/\w+(?==)/g)).toEqual(['app', 'kind', 'level', 'organization', 'service']);
  });

  const FAULTS: readonly Fault[] = [
    { kind: 'reset' },
    { kind: 'lost-answer' },
    { kind: 'answer', status: 500, body: 'internal' },
    { kind: 'answer', status: 429, headers: { 'retry-after': '7' }, body: 'ingestion rate limit exceeded' },
  ];
  test.each(FAULTS.map((fault) => [fault.kind === 'answer' ? String(fault.status) : fault.kind, fault] as const))(
    'a push that meets %s fails to be tried again, and then each line is there once',
    async (_name, fault) => {
      await using store = open(emulator);
      const of = subject();
      const lines = [someLine(of, { line: 'one' }), someLine(of, { line: 'two' })];
      emulator.faults.add({ fault });
      await expect(store.write(lines)).rejects.toMatchObject({
        kind: 'retry',
        retryAfterMs: fault.kind === 'answer' && fault.status === 429 ? 7_000 : null,
      });
      expect(await store.write(lines)).toEqual({ count: 0, reason: null });
      expect((await store.search(everything(of))).lines.map(({ line }) => line)).toEqual(['two', 'one']);
    },
  );

  test.each<[string, Fault]>([
    ['twice', { kind: 'twice' }],
    ['late', { kind: 'slow', delayMs: 100 }],
  ])('a push that is done %s keeps each line once', async (_name, fault) => {
    await using store = open(emulator);
    const of = subject();
    emulator.faults.add({ fault });
    await store.write([someLine(of)]);
    expect((await store.search(everything(of))).lines).toHaveLength(1);
  });

  test('a search that meets half an answer, nonsense or nothing fails to be tried again', async () => {
    await using store = open(emulator, { timeoutMs: 500 });
    const of = subject();
    for (const fault of [
      { kind: 'half-answer' },
      { kind: 'answer', status: 200, body: '<html>' },
      { kind: 'hang' },
      { kind: 'reset' },
    ] as const) {
      emulator.faults.add({ fault });
      await expect(store.search(everything(of))).rejects.toMatchObject({ kind: 'retry' });
    }
  });

  test('what Loki never takes is told and holds up nothing: too late for its stream, too long', async () => {
    await using store = open(emulator);
    const of = subject();
    await store.write([someLine(of, { line: 'new' })]);
    const refused = await store.write([
      someLine(of, { line: 'two hours late', at: Date.now() - 2 * 3_600_000 }),
      someLine(of, { line: 'x'.repeat(20_001) }),
      someLine(of, { line: 'newer' }),
    ]);
    expect(refused).toMatchObject({ count: 2, reason: expect.stringContaining('400') });
    expect((await store.search(everything(of))).lines.map(({ line }) => line)).toEqual(['newer', 'new']);
  });

  test('a request that is too large goes in parts', async () => {
    await using store = open(emulator);
    const of = subject();
    const lines = Array.from({ length: 60 }, (_, i) => someLine(of, { line: `${i} ${'y'.repeat(10_000)}` }));
    const before = emulator.pushes;
    expect(await store.write(lines)).toEqual({ count: 0, reason: null });
    expect(emulator.pushes - before).toBeGreaterThan(2);
    expect((await store.search(everything(of))).lines).toHaveLength(60);
  });

  test('tenants are apart, and whoever is not let in is told what to check', async () => {
    await using shared = await openLokiEmulator({
      tenants: true,
      authorization: `Basic ${Buffer.from('me:secret').toString('base64')}`,
    });
    const credentials = { username: 'me', password: 'secret' };
    await using a = open(shared, { tenant: 'a', credentials });
    await using b = open(shared, { tenant: 'b', credentials });
    const of = subject();
    await a.write([someLine(of)]);
    expect((await a.search(everything(of))).lines).toHaveLength(1);
    expect((await b.search(everything(of))).lines).toEqual([]);
    await using stranger = open(shared, { tenant: 'a', credentials: { token: 'wrong' } });
    await expect(stranger.write([someLine(of)])).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('LOKI_TOKEN'),
    });
  });

  test('when there are too many streams lines wait, and are not lost', async () => {
    await using full = await openLokiEmulator({ limits: { maxStreams: 1 } });
    await using store = open(full);
    await store.write([someLine(subject())]);
    await expect(store.write([someLine(subject())])).rejects.toMatchObject({ kind: 'retry' });
  });
});
