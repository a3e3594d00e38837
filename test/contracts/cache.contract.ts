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
