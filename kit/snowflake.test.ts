import { expect, test } from 'vitest';
import { createSnowflake } from './snowflake.ts';

test('numbers of one source grow, also beyond 4096 in a millisecond and when the clock goes back', () => {
  let time = 1_790_000_000_000;
  const next = createSnowflake(() => time, 7);
  const ids = Array.from({ length: 10_000 }, (_, i) => {
    if (i === 5_000) time -= 60_000;
    return BigInt(next());
  });
  for (const [i, id] of ids.entries()) if (i > 0) expect(id > (ids[i - 1] ?? id)).toBe(true);
  expect((ids[0] ?? 0n) >> 22n).toBe(1_790_000_000_000n);
  expect(ids.at(-1) ?? 0n).toBeLessThan(2n ** 63n);
});

test('two sources never give the same number', () => {
  const [a, b] = [createSnowflake(() => 1, 1), createSnowflake(() => 1, 2)];
  const ids = Array.from({ length: 3_000 }, () => [a(), b()]).flat();
  expect(new Set(ids).size).toBe(ids.length);
});
