import { expect, test } from 'vitest';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import { Fault } from '../../kit/fault.ts';
import { cacheContract } from '../../test/contracts/cache.contract.ts';
import { type FallbackObservation, withFallback } from './with-fallback.ts';

/** A shared cache that can be taken away. */
function breakable() {
  let clock = 0;
  let asked = 0;
  const state = { away: false, full: false };
  const inner = openInProcessCache(() => clock);
  const through = <T>(work: () => Promise<T>): Promise<T> => {
    asked += 1;
    return state.away ? Promise.reject(new Error('away')) : work();
  };
  const shared: Cache = {
    name: 'shared',
    get: (key) => through(() => inner.get(key)),
    set: (key, value, ttlMs) =>
      through(() =>
        state.full ? Promise.reject(new Fault('retry', { code: 'cache-busy', message: 'full' })) : inner.set(key, value, ttlMs),
      ),
    delete: (key) => through(() => inner.delete(key)),
    take: (key, allowance) => through(() => inner.take(key, allowance)),
    push: (values, ring) => through(() => inner.push(values, ring)),
    rings: (keys) => through(() => inner.rings(keys)),
  };
  const told: FallbackObservation['kind'][] = [];
  const cache = withFallback(shared, () => openInProcessCache(() => clock), {
    observe: ({ kind }) => void told.push(kind),
    now: () => clock,
  });
  return { cache, state, told, asked: () => asked, pass: (ms: number) => (clock += ms) };
}

cacheContract('with a fallback', async () => ({
  cache: withFallback(openInProcessCache(), openInProcessCache, { observe: () => {}, now: Date.now }),
  [Symbol.asyncDispose]: async () => {},
}));

test('while the shared one is away its own answers, it is said once, and it is asked again now and then', async () => {
  const { cache, state, told, asked, pass } = breakable();
  await cache.set('a', 'shared', 60_000);
  state.away = true;
  expect(await cache.get('a')).toBeNull();
  await cache.set('a', 'own', 60_000);
  expect(await cache.get('a')).toBe('own');
  const before = asked();
  for (let i = 0; i < 100; i += 1) await cache.get('a');
  expect(asked()).toBe(before);
  pass(1_001);
  await cache.get('a');
  expect(asked()).toBe(before + 1);
  expect(told).toEqual(['cache-lost']);
  state.away = false;
  pass(1_001);
  expect(await cache.get('a')).toBe('shared');
  expect(told).toEqual(['cache-lost', 'cache-back']);
  // What it had to remember alone is not brought up the next time.
  state.away = true;
  expect(await cache.get('a')).toBeNull();
  expect(told).toEqual(['cache-lost', 'cache-back', 'cache-lost']);
});

test('one that is full, but answers, is not taken for back before it takes something again', async () => {
  const { cache, state, told, pass } = breakable();
  await cache.set('a', 'shared', 60_000);
  state.full = true;
  await cache.set('a', 'own', 60_000);
  for (let i = 0; i < 5; i += 1) {
    pass(1_001);
    expect(await cache.get('a')).toBe('own');
    await cache.set('b', 'own', 60_000);
  }
  expect(told).toEqual(['cache-lost']);
  state.full = false;
  pass(1_001);
  await cache.set('b', 'shared', 60_000);
  expect(await cache.get('a')).toBe('shared');
  expect(told).toEqual(['cache-lost', 'cache-back']);
});
