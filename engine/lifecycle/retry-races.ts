/** What two engines that prepare one database at once make each other fail with is over at the next try. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Duplicate object or key, serialization failure, deadlock, "tuple concurrently updated" (XX000). */
const RACE = new Set(['23505', '42P06', '42P07', '42710', '42723', '40001', '40P01', 'XX000']);
const MAX_TRIES = 10;

/** Runs idempotent work until it does not lose such a race; at most ten times. */
export async function retryRaces<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_TRIES || !RACE.has(sqlState(error))) throw error;
      await sleep(20 * attempt * Math.random());
    }
  }
}

const sqlState = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
