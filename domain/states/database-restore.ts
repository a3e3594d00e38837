/** States of a restore: of bringing a database, or a new one, to an earlier content. */
import type { Machine } from './machine.ts';

export type RestoreStatus = 'queued' | 'restoring' | 'succeeded' | 'failed';
export type RestoreEvent = 'start' | 'succeed' | 'fail';

export const restoreMachine: Machine<RestoreStatus, RestoreEvent> = {
  queued: { start: 'restoring', fail: 'failed' },
  restoring: { succeed: 'succeeded', fail: 'failed' },
  succeeded: {},
  failed: {},
};
