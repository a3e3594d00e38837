/** Asks again until the answer satisfies, and says what the last one was when it never does. */
import { setTimeout as sleep } from 'node:timers/promises';

export async function eventually<T>(
  ask: () => Promise<T> | T,
  satisfies: (value: T) => boolean,
  timeoutMs = 120_000,
): Promise<T> {
  const startedAt = Date.now();
  for (;;) {
    const value = await ask();
    if (satisfies(value)) return value;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > timeoutMs)
      throw new Error(`not within ${timeoutMs} ms; the last answer was ${JSON.stringify(value, null, 2)}`);
    // Asking costs what is waited for its time: the longer it takes, the less often.
    await sleep(Math.min(250, Math.max(20, waitedMs / 10)));
  }
}
