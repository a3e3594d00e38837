/** Every five minutes: look at everything again, in case an event was lost. */
import type { CronHandler } from './event.ts';

export const resync: CronHandler = { name: 'resync', handle: ({ reconciler }) => reconciler.resync() };
