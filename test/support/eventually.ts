/** Asks again until the answer satisfies, and says what the last one was when it never does. */
import { setTimeout as sleep } from 'node:timers/promises';

export async function eventually<T>(
  ask: () => Promise<T> | T,
  satisfies: (value: T) => boolean,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (satisfies(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`not within ${timeoutMs} ms; the last answer was ${JSON.stringify(value, null, 2)}`);
    await sleep(20);
  }
}
