/** Each minute: end what is past its deadline. */
import type { CronHandler } from './event.ts';

export const reaper: CronHandler = { name: 'reaper', handle: ({ reconciler }) => reconciler.reap() };
