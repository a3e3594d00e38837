import { expect, test } from 'vitest';
import { cacheContract } from '../../../test/contracts/cache.contract.ts';
import { openInProcessCache } from './in-process-cache.ts';

cacheContract('in process', async () => ({ cache: openInProcessCache(), [Symbol.asyncDispose]: async () => {} }));

test('memory is bounded: of many values the oldest go', async () => {
  const cache = openInProcessCache();
  for (let i = 0; i < 25_000; i += 1) await cache.set(String(i), 'x', 60_000);
  expect([await cache.get('0'), await cache.get('24999')]).toEqual([null, 'x']);
});
