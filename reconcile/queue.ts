/**
 * Work by key: one at a time for a key, different keys in parallel up to a bound. Adding a key that waits changes nothing; adding one
 * that is being worked on makes it run once more. Failures come again with backoff and jitter. Nothing here must survive a crash:
 * a resync adds everything again.
 */

export interface WorkResult {
  /** Look again after this long; nothing: wait to be added. */
  readonly requeueAfterMs?: number;
}

export interface QueueOptions {
  readonly work: (key: string) => Promise<WorkResult>;
  /** Default 16. */
  readonly concurrency?: number;
  /** First wait after a failure; doubles up to `maxBackoffMs`. Defaults 200 ms and 30 s. */
  readonly backoffMs?: number;
  readonly maxBackoffMs?: number;
  readonly onDone?: (key: string, durationMs: number) => void;
  readonly onFailure?: (key: string, error: unknown, failures: number, retryInMs: number) => void;
}

export interface WorkQueue extends AsyncDisposable {
  add(key: string): void;
  /** Resolves when nothing waits or runs; later requeues do not count. */
  settled(): Promise<void>;
}

interface Entry {
  state: 'resting' | 'waiting' | 'working' | 'working-and-again';
  failures: number;
  timer: NodeJS.Timeout | null;
}

export function createQueue(options: QueueOptions): WorkQueue {
  const { work, concurrency = 16, backoffMs = 200, maxBackoffMs = 30_000, onDone, onFailure } = options;
  const entries = new Map<string, Entry>();
  const waiting: string[] = [];
  const settlers: (() => void)[] = [];
  let working = 0;
  let closed = false;

  const add = (key: string): void => {
    if (closed) return;
    const entry = entries.get(key) ?? { state: 'resting', failures: 0, timer: null };
    entries.set(key, entry);
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = null;
    if (entry.state === 'working') entry.state = 'working-and-again';
    if (entry.state !== 'resting') return;
    entry.state = 'waiting';
    waiting.push(key);
    pump();
  };

  const later = (key: string, entry: Entry, delayMs: number): void => {
    if (closed) return;
    entry.timer = setTimeout(() => add(key), delayMs);
    entry.timer.unref();
  };

  const pump = (): void => {
    while (!closed && working < concurrency) {
      const key = waiting.shift();
      const entry = key === undefined ? undefined : entries.get(key);
      if (key === undefined || entry === undefined) break;
      working += 1;
      entry.state = 'working';
      void run(key, entry);
    }
    if (working === 0 && waiting.length === 0) for (const settle of settlers.splice(0)) settle();
  };

  const run = async (key: string, entry: Entry): Promise<void> => {
    const startedAt = performance.now();
    try {
      const { requeueAfterMs } = await work(key);
      entry.failures = 0;
      if (requeueAfterMs !== undefined && entry.state === 'working') later(key, entry, requeueAfterMs);
      onDone?.(key, performance.now() - startedAt);
    } catch (error) {
      entry.failures += 1;
      // Half fixed, half random: losers of the same race do not meet again.
      const full = Math.min(maxBackoffMs, backoffMs * 2 ** (entry.failures - 1));
      const retryInMs = full / 2 + (Math.random() * full) / 2;
      if (entry.state === 'working') later(key, entry, retryInMs);
      onFailure?.(key, error, entry.failures, retryInMs);
    }
    working -= 1;
    const again = entry.state === 'working-and-again';
    entry.state = 'resting';
    if (again) add(key);
    else if (entry.timer === null && entry.failures === 0) entries.delete(key);
    pump();
  };

  return {
    add,
    settled: () => new Promise((resolve) => (working === 0 && waiting.length === 0 ? resolve() : settlers.push(resolve))),
    [Symbol.asyncDispose]: async () => {
      closed = true;
      waiting.length = 0;
      for (const entry of entries.values()) if (entry.timer) clearTimeout(entry.timer);
      if (working > 0) await new Promise<void>((resolve) => settlers.push(resolve));
    },
  };
}
