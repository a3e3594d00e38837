/** The promises of the work queue. */
import { afterEach, expect, test, vi } from 'vitest';
import { createQueue } from './queue.ts';

afterEach(() => {
  vi.useRealTimers();
});

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
  await vi.waitFor(() => expect(started).toEqual(['a', 'a']), { timeout: 120_000 });
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
  await vi.waitFor(() => expect(started).toEqual(['a', 'b', 'c']), { timeout: 120_000 });
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
  await vi.waitFor(() => expect(tries).toBe(4), { timeout: 120_000 });
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

/** Work of which some keys hang until the test lets them go. What has begun is told in order. */
function hanging(isDead: (key: string) => boolean) {
  const started: string[] = [];
  const open: (() => void)[] = [];
  const work = async (key: string) => {
    started.push(key);
    if (isDead(key)) await new Promise<void>((resolve) => open.push(resolve));
    return { requeueAfterMs: 3_600_000 };
  };
  const release = () => {
    for (const go of open.splice(0)) go();
  };
  return { started, work, release };
}

test('what hangs gives its place up, however many of them there are: everything else goes on', async () => {
  vi.useFakeTimers();
  const { started, work, release } = hanging((key) => key.startsWith('dead'));
  const queue = createQueue({ work, concurrency: 2 });
  for (const key of ['dead1', 'dead2', 'dead3', 'a', 'b', 'c']) queue.add(key);
  expect(started).toEqual(['dead1', 'dead2']);
  // Time is only what the queue itself asked for.
  await vi.advanceTimersToNextTimerAsync();
  await vi.advanceTimersToNextTimerAsync();
  expect(started).toEqual(['dead1', 'dead2', 'dead3', 'a', 'b', 'c']);
  release();
  await queue[Symbol.asyncDispose]();
});

test('what took long the last time takes no place: all others start at once, and it is still looked at', async () => {
  vi.useFakeTimers();
  const { started, work, release } = hanging((key) => key.startsWith('dead'));
  const queue = createQueue({ work, concurrency: 1 });
  queue.add('dead1');
  queue.add('dead2');
  await vi.advanceTimersToNextTimerAsync();
  await vi.advanceTimersToNextTimerAsync();
  release();
  await queue.settled();
  started.length = 0;
  for (const key of ['dead1', 'dead2', 'a']) queue.add(key);
  // Nothing has been waited for.
  expect(started).toEqual(expect.arrayContaining(['dead1', 'dead2', 'a']));
  release();
  await queue[Symbol.asyncDispose]();
});

test('what was slow once and is brisk again takes a place like everybody', async () => {
  vi.useFakeTimers();
  let dead = true;
  const { started, work, release } = hanging((key) => key === 'x' && dead);
  const queue = createQueue({ work, concurrency: 1 });
  queue.add('x');
  await vi.advanceTimersToNextTimerAsync();
  dead = false;
  release();
  await queue.settled();
  // Beside the one place, this once; then in it.
  queue.add('x');
  await queue.settled();
  dead = true;
  queue.add('x');
  queue.add('y');
  expect(started).toEqual(['x', 'x', 'x']);
  release();
  await queue[Symbol.asyncDispose]();
});

test('what something happened to goes before what is only looked at, also when it waited among that; that comes to its turn as well', async () => {
  const { started, work, release } = gate();
  await using queue = createQueue({ work, concurrency: 1 });
  queue.add('working');
  for (let i = 0; i < 3; i++) queue.add(`look ${i}`, 'can-wait');
  for (let i = 0; i < 9; i++) queue.add(`event ${i}`);
  queue.add('look 1');
  // It waits already, and for good reason.
  queue.add('event 8', 'can-wait');
  expect(queue.load()).toEqual({ waiting: 12, working: 1, slow: 0 });
  for (let done = 1; done <= 13; done++) {
    expect(started).toHaveLength(done);
    release();
    if (done < 13) await vi.waitFor(() => expect(started).toHaveLength(done + 1), { timeout: 120_000 });
  }
  await queue.settled();
  const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `event ${from + i}`);
  // The first took its place while nobody else waited.
  expect(started).toEqual(['working', ...events(0, 5), 'look 0', ...events(6, 8), 'look 1', 'look 2']);
});
