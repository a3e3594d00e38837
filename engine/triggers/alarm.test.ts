import { expect, test, vi } from 'vitest';
import { startAlarm } from './alarm.ts';

const LONG_MS = 3_600_000;

/** As many turns of the microtask queue. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await null;
}

test.each(Array.from({ length: 12 }, (_, i) => i))('woken %i turns after its work was over, it works again', async (count) => {
  let worked = 0;
  const alarm = startAlarm(async () => {
    worked += 1;
    if (worked === 1) void turns(count).then(() => alarm.wake());
    return null;
  }, LONG_MS);
  await vi.waitFor(() => expect(worked).toBe(2), { timeout: 20_000 });
  await alarm.stop();
});
