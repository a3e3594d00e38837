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
  await vi.waitFor(() => expect(failures).toEqual([2, 2]), { timeout: 120_000 });
  batches.add([3, 4]);
  await vi.waitFor(() => expect(written.flat()).toEqual([1, 2, 3, 4]), { timeout: 120_000 });
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

test('flushed says when what was added before is written or dropped, and waits for nothing else', async () => {
  const written: number[] = [];
  let isOpen = false;
  const batches = createBatches<number>({
    ...quiet,
    maxWaiting: 4,
    write: async (items) => {
      if (!isOpen) throw new Error('away');
      written.push(...items);
    },
  });
  await batches.flushed();
  batches.add([1, 2, 3, 4, 5]);
  let isFlushed = false;
  const flushed = batches.flushed().then(() => {
    isFlushed = true;
  });
  await new Promise(setImmediate);
  expect(isFlushed).toBe(false);
  isOpen = true;
  await flushed;
  expect(written).toEqual([2, 3, 4, 5]);
  isOpen = false;
  batches.add([6]);
  const never = batches.flushed();
  await batches[Symbol.asyncDispose]();
  await never;
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

test('what waits is bounded by its size as well, the oldest go first, and a batch is no larger than it may be', async () => {
  const written: string[][] = [];
  const dropped: number[] = [];
  let isOpen = false;
  await using batches = createBatches<string>({
    ...quiet,
    maxBatch: 100,
    size: { of: (item) => item.length, maxWaiting: 20, maxBatch: 8 },
    write: async (items) => {
      if (!isOpen) throw new Error('away');
      written.push([...items]);
    },
    onDropped: (count) => dropped.push(count),
  });
  for (const item of ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff']) batches.add([item]);
  expect(dropped).toEqual([1]);
  batches.add(['a large one of 20 ch']);
  expect(dropped.reduce((sum, n) => sum + n, 0)).toBe(6);
  batches.add([]);
  isOpen = true;
  await vi.waitFor(() => expect(written).toEqual([['a large one of 20 ch']]), { timeout: 120_000 });
  batches.add(['gggg', 'hhhh', 'iiii']);
  await vi.waitFor(() => expect(written.slice(1)).toEqual([['gggg', 'hhhh'], ['iiii']]), { timeout: 120_000 });
});

test('a failure that asks for time gets it', async () => {
  let tries = 0;
  const at: number[] = [];
  await using batches = createBatches<number>({
    ...quiet,
    write: async () => {
      at.push(performance.now());
      tries += 1;
      if (tries === 1) throw new Error('busy');
    },
    retryAfterMs: () => 1_500,
  });
  batches.add([1]);
  await vi.waitFor(() => expect(tries).toBe(2), { timeout: 120_000 });
  // Timers may be a moment early, never much.
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1_400);
});

test.each(Array.from({ length: 12 }, (_, i) => i))(
  'what comes %i turns after the last was written is written as well',
  async (turns) => {
    const written: number[] = [];
    await using batches = createBatches<number>({
      ...quiet,
      write: async ([item]) => {
        written.push(item ?? 0);
        if (item !== 1) return;
        void (async () => {
          for (let i = 0; i < turns; i++) await null;
          batches.add([2]);
        })();
      },
    });
    batches.add([1]);
    await vi.waitFor(() => expect(written).toEqual([1, 2]), { timeout: 20_000 });
  },
);
