/** Looks for metadata versions that other processes stored: at intervals, and at once where the database can notify. */
import type { Database } from '../database/database.ts';
import type { Observe } from '../observation.ts';
import { CHANNEL, storedVersion } from './metadata-store.ts';

export interface WatchOptions {
  readonly database: Database;
  /** 0: never. */
  readonly intervalMs: number;
  readonly listens: boolean;
  readonly onVersion: (version: number) => Promise<void>;
  readonly observe: Observe;
}

export async function watchVersions(options: WatchOptions): Promise<AsyncDisposable> {
  if (options.intervalMs <= 0) return { [Symbol.asyncDispose]: async () => {} };
  let isClosed = false;
  let isLost = false;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      await options.onVersion(await storedVersion(options.database));
      if (isLost) options.observe({ kind: 'database-back', message: 'metadata database' });
      isLost = false;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!isLost && !isClosed) options.observe({ kind: 'database-lost', message: `metadata database: ${message}` });
      isLost = true;
    }
  }

  /** One look at a time; the next one is due an interval after the last ended. */
  function lookNow(): void {
    if (isClosed || looking) return;
    if (timer) clearTimeout(timer);
    looking = look().finally(() => {
      looking = null;
      if (!isClosed) timer = setTimeout(lookNow, options.intervalMs).unref();
    });
  }

  const listening = options.listens ? await options.database.listen(CHANNEL, lookNow, lookNow) : null;
  timer = setTimeout(lookNow, options.intervalMs).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await listening?.[Symbol.asyncDispose]();
      await looking;
    },
  };
}
