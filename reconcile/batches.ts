/** Collects items and writes them in order, one batch at a time, again and again until it succeeds. Bounded: the oldest go first. */

export interface BatchOptions<Item> {
  /** Doing it twice must be the same as once. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  readonly maxWaiting: number;
  /** What an item occupies, and how much all that wait may. Default: only their number counts. */
  readonly size?: { readonly of: (item: Item) => number; readonly maxWaiting: number; readonly maxBatch: number };
  readonly maxBatch: number;
  /** How long the first of a batch waits for others. */
  readonly lingerMs: number;
  readonly onDropped: (count: number) => void;
  readonly onFailure: (error: unknown, waiting: number) => void;
  /** How long a failure asks to wait at least. Default: nothing. */
  readonly retryAfterMs?: (error: unknown) => number;
}

export interface Batches<Item> extends AsyncDisposable {
  add(items: readonly Item[]): void;
  /** Resolves when everything that was added before is written or dropped. */
  flushed(): Promise<void>;
}

export function createBatches<Item>(options: BatchOptions<Item>): Batches<Item> {
  const { write, maxWaiting, maxBatch, lingerMs, onDropped, onFailure, size, retryAfterMs = () => 0 } = options;
  let waiting: Item[] = [];
  let occupied = 0;
  const sizeOf = (items: readonly Item[]): number => (size ? items.reduce((sum, item) => sum + size.of(item), 0) : 0);
  let loop: Promise<void> | null = null;
  let wakeUp: (() => void) | null = null;
  let closing = false;
  let added = 0;
  /** Of those added, how many are written or dropped: always the oldest. */
  let done = 0;
  let flushes: { readonly upTo: number; readonly resolve: () => void }[] = [];

  const settle = (count: number): void => {
    done += count;
    for (const { resolve } of flushes.filter(({ upTo }) => upTo <= done)) resolve();
    flushes = flushes.filter(({ upTo }) => upTo > done);
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    let failures = 0;
    if (!closing) await pause(lingerMs);
    while (waiting.length > 0) {
      const batch = firstOf(waiting);
      try {
        await write(batch);
        // What was dropped meanwhile was dropped from the front: of this batch.
        const written = new Set(batch);
        const before = waiting.length;
        waiting = waiting.filter((item) => !written.has(item));
        occupied = sizeOf(waiting);
        settle(before - waiting.length);
        failures = 0;
      } catch (error) {
        failures += 1;
        onFailure(error, waiting.length);
        // On the way out nobody waits for a database that is gone.
        if (closing && failures > 1) break;
        const backoffMs = Math.min(5_000, 100 * 2 ** failures) * (0.5 + Math.random() / 2);
        if (!closing) await pause(Math.min(60_000, Math.max(backoffMs, retryAfterMs(error))));
      }
    }
    // Here and not when the promise is settled: what is added in between would wait for the next.
    loop = null;
  };

  /** At least one: an item that is larger than a batch may be goes alone. */
  const firstOf = (items: readonly Item[]): readonly Item[] => {
    if (!size) return items.slice(0, maxBatch);
    let [count, bytes] = [0, 0];
    for (const item of items) {
      bytes += size.of(item);
      if (count === maxBatch || (count > 0 && bytes > size.maxBatch)) break;
      count += 1;
    }
    return items.slice(0, count);
  };

  return {
    add: (items) => {
      if (closing) return;
      for (const item of items) waiting.push(item);
      added += items.length;
      occupied += sizeOf(items);
      let excess = Math.max(0, waiting.length - maxWaiting);
      if (size) {
        let left = occupied - sizeOf(waiting.slice(0, excess));
        for (let next = waiting[excess]; left > size.maxWaiting && next !== undefined; next = waiting[excess]) {
          left -= size.of(next);
          excess += 1;
        }
        occupied = left;
      }
      if (excess > 0) {
        waiting.splice(0, excess);
        settle(excess);
        onDropped(excess);
      }
      loop ??= run();
    },
    flushed: () =>
      new Promise((resolve) => {
        flushes.push({ upTo: added, resolve });
        settle(0);
      }),
    [Symbol.asyncDispose]: async () => {
      closing = true;
      wakeUp?.();
      await loop;
      // What nobody could write is written by nobody any more.
      settle(added - done);
    },
  };
}
