/** The promises of the work queue. */
import { expect, test, vi } from 'vitest';
import { createQueue } from './queue.ts';

/** Work that ends when the test says so. */
function gate() {
  const started: string[] = [];
  const open: (() => void)[] = [];
  const work = (key: string) =>
    new Promise<Record<string, never>>((resolve) => {
      started.push(key);
      open.push(() => resolve({}));
    });
  return { started, work, release: () => open.shift()?.() };
}

test('one key runs one at a time; adding it meanwhile, however often, runs it once more', async () => {
  const { started, work, release } = gate();
  await using queue = createQueue({ work });
  queue.add('a');
  for (let i = 0; i < 5; i++) queue.add('a');
  expect(started).toEqual(['a']);
  release();
  await vi.waitFor(() => expect(started).toEqual(['a', 'a']), { timeout: 30_000 });
  release();
  await queue.settled();
  expect(started).toEqual(['a', 'a']);
});

test('different keys run in parallel, up to the bound', async () => {
  const { started, work, release } = gate();
  await using queue = createQueue({ work, concurrency: 2 });
  for (const key of ['a', 'b', 'c']) queue.add(key);
  expect(started).toEqual(['a', 'b']);
  release();
  await vi.waitFor(() => expect(started).toEqual(['a', 'b', 'c']), { timeout: 30_000 });
  release();
  release();
  await queue.settled();
});

test('a failure comes again after a growing wait, and success forgets it', async () => {
  const waits: number[] = [];
  let tries = 0;
  await using queue = createQueue({
    backoffMs: 2,
    work: async () => {
      tries += 1;
      if (tries < 4) throw new Error('not yet');
      return {};
    },
    onFailure: (_key, _error, failures, retryInMs) => {
      expect(retryInMs).toBeLessThanOrEqual(2 * 2 ** (failures - 1));
      waits.push(failures);
    },
  });
  queue.add('a');
  await vi.waitFor(() => expect(tries).toBe(4), { timeout: 30_000 });
  expect(waits).toEqual([1, 2, 3]);
});

test('work that asks for it is done again later, and at once when it is added meanwhile', async () => {
  let runs = 0;
  await using queue = createQueue({
    work: async () => {
      runs += 1;
      return runs === 1 ? { requeueAfterMs: 60_000 } : {};
    },
  });
  queue.add('a');
  await queue.settled();
  expect(runs).toBe(1);
  queue.add('a');
  await queue.settled();
  expect(runs).toBe(2);
});

test('closing waits for what is under way and starts nothing more', async () => {
  const { started, work, release } = gate();
  const queue = createQueue({ work, concurrency: 1 });
  queue.add('a');
  queue.add('b');
  const closed = queue[Symbol.asyncDispose]();
  queue.add('c');
  release();
  await closed;
  expect(started).toEqual(['a']);
});
