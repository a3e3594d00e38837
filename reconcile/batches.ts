/** Collects items and writes them in order, one batch at a time, again and again until it succeeds. Bounded: the oldest go first. */

export interface BatchOptions<Item> {
  /** Doing it twice must be the same as once. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  readonly maxWaiting: number;
  readonly maxBatch: number;
  /** How long the first of a batch waits for others. */
  readonly lingerMs: number;
  readonly onDropped: (count: number) => void;
  readonly onFailure: (error: unknown, waiting: number) => void;
}

export interface Batches<Item> extends AsyncDisposable {
  add(items: readonly Item[]): void;
}

export function createBatches<Item>(options: BatchOptions<Item>): Batches<Item> {
  const { write, maxWaiting, maxBatch, lingerMs, onDropped, onFailure } = options;
  let waiting: Item[] = [];
  let loop: Promise<void> | null = null;
  let wakeUp: (() => void) | null = null;
  let closing = false;

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
      const batch = waiting.slice(0, maxBatch);
      try {
        await write(batch);
        // What was dropped meanwhile was dropped from the front: of this batch.
        const written = new Set(batch);
        waiting = waiting.filter((item) => !written.has(item));
        failures = 0;
      } catch (error) {
        failures += 1;
        onFailure(error, waiting.length);
        // On the way out nobody waits for a database that is gone.
        if (closing && failures > 1) return;
        if (!closing) await pause(Math.min(5_000, 100 * 2 ** failures) * (0.5 + Math.random() / 2));
      }
    }
  };

  return {
    add: (items) => {
      if (closing) return;
      waiting.push(...items);
      const excess = waiting.length - maxWaiting;
      if (excess > 0) {
        waiting.splice(0, excess);
        onDropped(excess);
      }
      loop ??= run().finally(() => {
        loop = null;
      });
    },
    [Symbol.asyncDispose]: async () => {
      closing = true;
      wakeUp?.();
      await loop;
    },
  };
}
