/** What batches promise about order, failures and bounds. */
import { expect, test, vi } from 'vitest';
import { createBatches } from './batches.ts';

const quiet = { onDropped: () => {}, onFailure: () => {}, maxWaiting: 1_000, maxBatch: 3, lingerMs: 1 };

test('items are written in order, and closing writes what waits', async () => {
  const written: number[] = [];
  const batches = createBatches<number>({ ...quiet, write: async (items) => void written.push(...items) });
  for (let i = 0; i < 10; i++) batches.add([i]);
  await batches[Symbol.asyncDispose]();
  expect(written).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a failed batch is written again before anything after it', async () => {
  const written: number[][] = [];
  const failures: number[] = [];
  await using batches = createBatches<number>({
    ...quiet,
    write: async (items) => {
      if (failures.length < 2) throw new Error('no database');
      written.push([...items]);
    },
    onFailure: (_error, waiting) => failures.push(waiting),
  });
  batches.add([1, 2]);
  await vi.waitFor(() => expect(failures).toEqual([2, 2]), { timeout: 5_000 });
  batches.add([3, 4]);
  await vi.waitFor(() => expect(written.flat()).toEqual([1, 2, 3, 4]), { timeout: 5_000 });
});

test('when too many wait the oldest go, and their number is told', async () => {
  const written: number[] = [];
  const dropped: number[] = [];
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const batches = createBatches<number>({
    ...quiet,
    maxWaiting: 5,
    write: async (items) => {
      await gate;
      written.push(...items);
    },
    onDropped: (count) => dropped.push(count),
  });
  batches.add([1, 2, 3, 4, 5, 6, 7]);
  expect(dropped).toEqual([2]);
  open();
  await batches[Symbol.asyncDispose]();
  expect(written).toEqual([3, 4, 5, 6, 7]);
});

test('closing gives up on a database that is gone', async () => {
  const failures: number[] = [];
  const batches = createBatches<number>({
    ...quiet,
    write: async () => {
      throw new Error('no database');
    },
    onFailure: (_error, waiting) => failures.push(waiting),
  });
  batches.add([1]);
  await batches[Symbol.asyncDispose]();
  expect(failures.length).toBeLessThanOrEqual(2);
});
