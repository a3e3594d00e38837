/** What every Cache promises. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cache } from '../../domain/ports/cache.ts';
import { eventually } from '../support/eventually.ts';

export interface CacheFixture extends AsyncDisposable {
  readonly cache: Cache;
}

const HOUR_MS = 3_600_000;

export function cacheContract(name: string, open: () => Promise<CacheFixture>): void {
  describe(`Cache: ${name}`, () => {
    let fixture: CacheFixture;
    beforeAll(async () => {
      fixture = await open();
    });
    afterAll(() => fixture?.[Symbol.asyncDispose]());

    test.each(['', 'x', 'two\r\nlines', 'größe 🔑 \u0000', 'y'.repeat(100_000)])(
      'gives back what was set (%#)',
      async (value) => {
        const key = `k ${randomUUID()}:{}`;
        expect(await fixture.cache.get(key)).toBeNull();
        await fixture.cache.set(key, value, HOUR_MS);
        expect(await fixture.cache.get(key)).toBe(value);
        await fixture.cache.set(key, 'another', HOUR_MS);
        expect(await fixture.cache.get(key)).toBe('another');
      },
    );

    test('what is deleted is not known any more, and deleting it again succeeds', async () => {
      const key = randomUUID();
      await fixture.cache.set(key, 'x', HOUR_MS);
      await fixture.cache.delete(key);
      await fixture.cache.delete(key);
      expect(await fixture.cache.get(key)).toBeNull();
    });

    test('what was set for a while is forgotten after it', async () => {
      const [short, long] = [randomUUID(), randomUUID()];
      await fixture.cache.set(long, 'x', HOUR_MS);
      await fixture.cache.set(short, 'x', 20.5);
      await eventually(
        () => fixture.cache.get(short),
        (value) => value === null,
      );
      expect(await fixture.cache.get(long)).toBe('x');
    });

    test('of parallel takers as many succeed as there is, the others are told how long to wait', async () => {
      const key = randomUUID();
      const allowance = { maximum: 10, perMs: 24 * HOUR_MS };
      const waits = await Promise.all(Array.from({ length: 50 }, () => fixture.cache.take(key, allowance)));
      expect(waits.filter((ms) => ms === 0)).toHaveLength(10);
      for (const ms of waits.filter((w) => w !== 0)) {
        expect(ms).toBeGreaterThan(2 * HOUR_MS);
        expect(ms).toBeLessThanOrEqual(2.4 * HOUR_MS);
      }
      // Somebody else's allowance is another.
      expect(await fixture.cache.take(randomUUID(), allowance)).toBe(0);
    });

    test('a ring holds the newest values, oldest first, and each key its own', async () => {
      const [one, two, none] = [randomUUID(), `${randomUUID()} größe {}`, randomUUID()];
      const ring = { most: 3, ttlMs: HOUR_MS };
      await fixture.cache.push([], ring);
      await fixture.cache.push(
        [1, 2, 3, 4, 5].flatMap((n) => [
          { key: one, value: `a${n}` },
          { key: two, value: `b${n}\u0000` },
        ]),
        ring,
      );
      await fixture.cache.push([{ key: one, value: '' }], ring);
      expect(await fixture.cache.rings([two, none, one, two])).toEqual([
        ['b3\u0000', 'b4\u0000', 'b5\u0000'],
        [],
        ['a4', 'a5', ''],
        ['b3\u0000', 'b4\u0000', 'b5\u0000'],
      ]);
      expect(await fixture.cache.rings([])).toEqual([]);
    });

    test('of parallel pushes none is lost, and what reads sees no more than the ring holds', async () => {
      const key = randomUUID();
      const ring = { most: 40, ttlMs: HOUR_MS };
      const seen = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          await fixture.cache.push([{ key, value: String(n) }], ring);
          return (await fixture.cache.rings([key]))[0]?.length ?? 0;
        }),
      );
      expect(Math.max(...seen)).toBe(40);
      const [values = []] = await fixture.cache.rings([key]);
      expect(new Set(values).size).toBe(40);
    });

    test('a ring to which nothing is pushed any more is forgotten', async () => {
      const [short, long] = [randomUUID(), randomUUID()];
      await fixture.cache.push([{ key: long, value: 'x' }], { most: 2, ttlMs: HOUR_MS });
      await fixture.cache.push([{ key: short, value: 'x' }], { most: 2, ttlMs: 20.5 });
      await eventually(
        () => fixture.cache.rings([short, long]),
        ([gone, kept]) => gone?.length === 0 && kept?.length === 1,
      );
      await fixture.cache.push([{ key: short, value: 'y' }], { most: 2, ttlMs: HOUR_MS });
      expect(await fixture.cache.rings([short])).toEqual([['y']]);
      await fixture.cache.delete(short);
      expect(await fixture.cache.rings([short])).toEqual([[]]);
    });

    test('an allowance comes back with time', async () => {
      const key = randomUUID();
      const allowance = { maximum: 2, perMs: 2_000 };
      await eventually(
        () => fixture.cache.take(key, allowance),
        (ms) => ms > 0,
      );
      await eventually(
        () => fixture.cache.take(key, allowance),
        (ms) => ms === 0,
      );
    });
  });
}
