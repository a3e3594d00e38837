/** The cache on a real redis-server: the port's contract, and what happens when the server dies, hangs, is slow or refuses us. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { openRedisCache } from '../../adapters/redis/open-redis-cache.ts';
import { Fault } from '../../kit/fault.ts';
import type { HandlerAnswer } from '../../server/http/handler-service.ts';
import { rateLimited } from '../../server/http/rate-limit.ts';
import { createSharedSessions } from '../../server/http/shared-session.ts';
import { type FallbackObservation, withFallback } from '../../server/platform/with-fallback.ts';
import { cacheContract } from '../contracts/cache.contract.ts';
import { eventually } from '../support/eventually.ts';
import { programOf, type RealServer, realServer } from '../support/real-server.ts';

const program = await programOf('redis-server');
const HOUR_MS = 3_600_000;

const startRedis = (path: string, ...more: readonly string[]): Promise<RealServer> =>
  realServer(path, (port, folder) => [
    ...[
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
    ],
    ...more,
  ]);

describe.skipIf(program === null)('Redis', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await startRedis(program ?? '');
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  const open = (timeoutMs = 20_000) => openRedisCache({ url: `redis://127.0.0.1:${server.gate.port}`, ca: null, timeoutMs });
  /** As a replica of ours has it. */
  const replica = (timeoutMs: number) => {
    const shared = open(timeoutMs);
    const told: FallbackObservation[] = [];
    const cache = withFallback(shared, openInProcessCache, { observe: (o) => void told.push(o), now: Date.now });
    return { cache, told, [Symbol.asyncDispose]: () => shared[Symbol.asyncDispose]() };
  };

  cacheContract('Redis', async () => {
    const cache = open();
    return { cache, [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose]() };
  });
  cacheContract('Redis with a fallback', async () => replica(20_000));

  test('replicas share values, and one allowance', async () => {
    await using a = replica(20_000);
    await using b = replica(20_000);
    const key = randomUUID();
    await a.cache.set(key, 'from a', HOUR_MS);
    expect(await b.cache.get(key)).toBe('from a');
    const limits = {
      disabled: false,
      rate_limit: { global: { max_reqs_per_min: 20, unique_params: ['x-hasura-user-id'] }, per_role: {} },
    };
    const handlers = [a, b].map(({ cache }) =>
      rateLimited(async (): Promise<HandlerAnswer> => ({ status: 200, body: null }), limits, {
        ...cache,
        // An hour's worth, so that a slow machine gets nothing back meanwhile.
        take: (name, allowance) => cache.take(name, { ...allowance, perMs: 100 * HOUR_MS }),
      }),
    );
    const body = { session_variables: { 'x-hasura-role': 'developer', 'x-hasura-user-id': randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => handlers[i % 2]?.(body, {})));
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(20);
    expect([a.told, b.told]).toEqual([[], []]);
  });

  test('a server that is killed: everything goes on without it, it is said once, and when it is back it is used again', async () => {
    await using it = replica(20_000);
    const key = randomUUID();
    await it.cache.set(key, 'kept', HOUR_MS);
    await server.kill();
    expect(await it.cache.get(key)).toBeNull();
    expect(await it.cache.take(key, { maximum: 1, perMs: HOUR_MS })).toBe(0);
    expect(await it.cache.take(key, { maximum: 1, perMs: HOUR_MS })).toBeGreaterThan(0);
    expect(it.told.map(({ kind }) => kind)).toEqual(['cache-lost']);
    await server.start();
    await eventually(
      () => it.cache.get(key),
      (value) => value === 'kept',
    );
    expect(it.told.map(({ kind }) => kind)).toEqual(['cache-lost', 'cache-back']);
  });

  test('sessions and limits: replicas share them, and a server that is killed locks nobody out and lets nobody in', async () => {
    await using a = replica(20_000);
    await using b = replica(20_000);
    const key = `nsk_${randomUUID()}`;
    let exchanges = 0;
    const exchange = (given: string) => async (): Promise<string> => {
      exchanges += 1;
      if (given !== key) throw new Error('no such key');
      return `token of ${given}`;
    };
    const [ofA, ofB] = [createSharedSessions(a.cache, HOUR_MS), createSharedSessions(b.cache, HOUR_MS)];
    const ask = (sessions: typeof ofA, given = key) => sessions.of(given, exchange(given));
    expect([await ask(ofA), await ask(ofB), exchanges]).toEqual([`token of ${key}`, `token of ${key}`, 1]);
    const [caller, allowance] = [randomUUID(), { maximum: 2, perMs: 100 * HOUR_MS }];
    const take = async ({ cache }: typeof a): Promise<boolean> => (await cache.take(caller, allowance)) === 0;
    expect([await take(a), await take(b), await take(a), await take(b)]).toEqual([true, true, false, false]);
    await server.kill();
    // Each replica exchanges by itself and remembers it; who has no key still has none.
    expect([await ask(ofA), await ask(ofA), await ask(ofB)]).toEqual(Array.from({ length: 3 }, () => `token of ${key}`));
    expect(exchanges).toBe(3);
    await expect(ask(ofA, 'nsk_forged')).rejects.toThrow('no such key');
    // Each counts by itself: what is allowed is bounded by the number of replicas.
    expect([await take(a), await take(a), await take(a), await take(b), await take(b), await take(b)]).toEqual([
      ...[true, true, false],
      ...[true, true, false],
    ]);
    await server.start();
    await eventually(
      () => Promise.all([a, b].map(({ cache, told }) => cache.get('x').then(() => told.at(-1)?.kind))),
      (kinds) => kinds.every((kind) => kind === 'cache-back'),
    );
    // What was counted before is on the server's disk, so nobody begins anew.
    expect([await take(a), await take(b)]).toEqual([false, false]);
  });

  test('a server that hangs, or answers late: nobody waits for it longer than the limit', async () => {
    await using it = replica(300);
    const key = randomUUID();
    await eventually(
      () => it.cache.set(key, 'shared', HOUR_MS).then(() => it.cache.get(key)),
      (value) => value === 'shared' && it.told.at(-1)?.kind !== 'cache-lost',
    );
    server.gate.hold();
    try {
      // Not answered in time by the shared one: the answer is from its own.
      await it.cache.set(`${key}-own`, 'own', HOUR_MS);
      expect(await it.cache.get(`${key}-own`)).toBe('own');
      expect(it.told.at(-1)?.kind).toBe('cache-lost');
    } finally {
      server.gate.pass();
    }
    // The late answers belong to nobody: each key still has its own value.
    await eventually(
      () => it.cache.get(key),
      (value) => value === 'shared',
    );
  });

  test.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['is a replica for a while', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
  ])(
    'a server that %s: everything goes on without it, it is said once, and it is back when it takes something',
    async (_how, from, to) => {
      const control = new Redis(server.gate.port, '127.0.0.1');
      await using it = replica(20_000);
      const key = randomUUID();
      await it.cache.set(key, 'shared', HOUR_MS);
      try {
        await control.call(from[0] ?? '', ...from.slice(1));
        await it.cache.set(`${key}-own`, 'own', HOUR_MS);
        expect(await it.cache.get(`${key}-own`)).toBe('own');
        for (const kind of ['first', 'second', 'third'])
          expect(await it.cache.take(`${key}-${kind}`, { maximum: 1, perMs: HOUR_MS })).toBe(0);
        expect(it.told).toMatchObject([{ kind: 'cache-lost', error: { kind: 'retry', code: 'cache-busy' } }]);
      } finally {
        await control.call(to[0] ?? '', ...to.slice(1));
        control.disconnect();
      }
      await eventually(
        () => it.cache.set(`${key}-after`, 'shared', HOUR_MS).then(() => it.told.at(-1)?.kind),
        (kind) => kind === 'cache-back',
      );
      expect(await it.cache.get(key)).toBe('shared');
      expect(it.told.map(({ kind }) => kind)).toEqual(['cache-lost', 'cache-back']);
    },
  );

  test('a server that has only some of the keys: it is said that another one is needed', async () => {
    await using shard = await startRedis(program ?? '', '--cluster-enabled', 'yes');
    const cache = openRedisCache({ url: `redis://127.0.0.1:${shard.gate.port}`, ca: null, timeoutMs: 20_000 });
    await eventually(
      () =>
        cache.set('x', 'y', HOUR_MS).then(
          () => null,
          (error: unknown) => error,
        ),
      (error) => error instanceof Fault && error.code === 'cache-is-cluster',
    );
    await cache[Symbol.asyncDispose]();
  });

  test('a server that is not there at the start, or does not let us in, keeps nobody from working', async () => {
    await using locked = await startRedis(program ?? '', '--requirepass', 'secret');
    const shared = openRedisCache({ url: `redis://:wrong@127.0.0.1:${locked.gate.port}`, ca: null, timeoutMs: 20_000 });
    await eventually(
      () =>
        shared.get('x').then(
          () => null,
          (error: { readonly kind: string }) => error.kind,
        ),
      (kind) => kind === 'auth',
    );
    await shared[Symbol.asyncDispose]();
    const welcome = openRedisCache({ url: `redis://:secret@127.0.0.1:${locked.gate.port}`, ca: null, timeoutMs: 20_000 });
    await welcome.set('x', 'y', HOUR_MS);
    expect(await welcome.get('x')).toBe('y');
    await welcome[Symbol.asyncDispose]();
    await locked.kill();
    const absent = openRedisCache({ url: `redis://127.0.0.1:${locked.gate.port}`, ca: null });
    const cache = withFallback(absent, openInProcessCache, { observe: () => {}, now: Date.now });
    await cache.set('x', 'own', HOUR_MS);
    expect(await cache.get('x')).toBe('own');
    await absent[Symbol.asyncDispose]();
  });
});
