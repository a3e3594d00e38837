/** Every five minutes: look again at what is not as it should be and at a part of the rest, in case an event was lost. */
import type { CronHandler } from './event.ts';

export const resync: CronHandler = { name: 'resync', handle: ({ reconciler }) => reconciler.resync({ settled: 'in-turn' }) };
