/** The number stays in its range, follows the load to its target, and does not flap. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planScale, type Recommendation, type ScaleRange } from './autoscale.ts';

const PATIENCE_MS = 300_000;
const STEP_MS = 15_000;
const range: ScaleRange = { least: 2, most: 10, cpuPercent: 70, memoryPercent: null };
const cpu = (cpuPercent: number | null) => ({ cpuPercent, memoryPercent: null });
const once = (replicas: number, percent: number | null, of = range) =>
  planScale(of, { replicas, usage: cpu(percent) }, [{ at: 0, replicas: 1 }], PATIENCE_MS + 1, PATIENCE_MS);

/** The numbers that follow from a load which the replicas share. `millicores` and the request are of all and of one. */
function follow(of: ScaleRange, start: number, loads: readonly number[], request = 100): number[] {
  let [replicas, recent]: [number, readonly Recommendation[]] = [start, []];
  return loads.map((millicores, i) => {
    const usage = cpu((millicores / replicas / request) * 100);
    ({ replicas, recent } = planScale(of, { replicas, usage }, recent, i * STEP_MS, PATIENCE_MS));
    return replicas;
  });
}

describe('the number of replicas', () => {
  test.each([
    { replicas: 2, percent: 140, becomes: 4, why: 'twice the target' },
    { replicas: 4, percent: 35, becomes: 2, why: 'half the target' },
    { replicas: 4, percent: 76, becomes: 4, why: 'within the tolerance' },
    { replicas: 4, percent: 64, becomes: 4, why: 'within the tolerance' },
    { replicas: 3, percent: 80, becomes: 4, why: 'rounded up' },
    { replicas: 2, percent: 7_000, becomes: 6, why: 'four more at once' },
    { replicas: 5, percent: 7_000, becomes: 10, why: 'twice as many at once' },
    { replicas: 9, percent: 7_000, becomes: 10, why: 'the end of the range' },
    { replicas: 4, percent: 0, becomes: 2, why: 'the beginning of the range' },
    { replicas: 4, percent: null, becomes: 4, why: 'not known' },
    { replicas: 1, percent: 70, becomes: 2, why: 'below the range' },
  ])('$replicas at $percent %: $becomes ($why)', ({ replicas, percent, becomes }) => {
    expect(once(replicas, percent).replicas).toBe(becomes);
  });

  test('of two loads the one that asks for more counts, and is the reason', () => {
    const both: ScaleRange = { ...range, memoryPercent: 50 };
    const seen = { replicas: 2, usage: { cpuPercent: 140, memoryPercent: 150 } };
    const { replicas, reason } = planScale(both, seen, [], 0, PATIENCE_MS);
    expect(replicas).toBe(6);
    expect(reason).toBe('They used 150 % of the memory that they request; the target is 50 %.');
  });

  test('it falls when nothing more was asked for during five minutes, and not before', () => {
    const calm = follow(
      range,
      8,
      Array.from({ length: 25 }, () => 50),
    );
    expect(calm.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 8));
    expect(calm.at(-1)).toBe(2);
  });
});

const ranges = fc
  .record({ least: fc.integer({ min: 1, max: 50 }), more: fc.nat(50), cpuPercent: fc.integer({ min: 1, max: 100 }) })
  .map(({ least, more, cpuPercent }): ScaleRange => ({ least, most: least + more, cpuPercent, memoryPercent: null }));

test('whatever the load, the number never leaves its range', () => {
  fc.assert(
    fc.property(
      ranges,
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 }),
      (of, start, loads) => {
        for (const replicas of follow(of, start, loads)) {
          expect(replicas).toBeGreaterThanOrEqual(of.least);
          expect(replicas).toBeLessThanOrEqual(of.most);
        }
      },
    ),
  );
});

test('under a constant load the number comes to rest: it rises, or falls, and stays', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 1, max: 100 }), fc.nat(20_000), (of, start, load) => {
      const numbers = follow(
        of,
        Math.min(of.most, Math.max(of.least, start)),
        Array.from({ length: 80 }, () => load),
      );
      const turns = numbers.filter(
        (n, i) => i > 1 && Math.sign(n - (numbers[i - 1] ?? n)) * Math.sign((numbers[i - 1] ?? n) - (numbers[i - 2] ?? n)) < 0,
      );
      expect(turns).toEqual([]);
      expect(new Set(numbers.slice(50)).size).toBe(1);
    }),
  );
});
