/** A transaction that lost a race against others is made again: on YugabyteDB that happens to any of them. */
import { setTimeout as delay } from 'node:timers/promises';

/** Serialization failure and deadlock: the database has taken everything back. */
const isLostRace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');

/** Runs one transaction, up to five times; what it fails with for other reasons is thrown at once. */
export async function retryTransaction<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 5 || !isLostRace(error)) throw error;
      await delay(50 * 2 ** tries * Math.random());
    }
  }
}
