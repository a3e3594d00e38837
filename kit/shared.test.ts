import { expect, test } from 'vitest';
import { createShared } from './shared.ts';

test('work for one key is done once while it is under way, and anew afterwards; other keys have their own', async () => {
  const share = createShared<string, number>();
  let count = 0;
  const open: (() => void)[] = [];
  const work = () => new Promise<number>((resolve) => open.push(() => resolve(++count)));
  const [first, second, other] = [share('a', work), share('a', work), share('b', work)];
  expect(open).toHaveLength(2);
  for (const go of open.splice(0)) go();
  expect(await Promise.all([first, second, other])).toEqual([1, 1, 2]);
  const again = share('a', work);
  for (const go of open.splice(0)) go();
  expect(await again).toBe(3);
});

test('a failure is everybody’s who waits, and is not kept', async () => {
  const share = createShared<string, number>();
  const failing = () => Promise.reject(new Error('no'));
  await expect(Promise.all([share('a', failing), share('a', failing)])).rejects.toThrow('no');
  expect(await share('a', async () => 1)).toBe(1);
});
