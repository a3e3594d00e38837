/** States of a build. */
import type { Machine } from './machine.ts';

export type BuildStatus = 'queued' | 'building' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled';
export type BuildEvent = 'start' | 'succeed' | 'fail' | 'cancel' | 'confirm-cancel';

export const buildMachine: Machine<BuildStatus, BuildEvent> = {
  queued: { start: 'building', fail: 'failed', cancel: 'cancelling' },
  building: { succeed: 'succeeded', fail: 'failed', cancel: 'cancelling' },
  // A build that ends by itself while it is being cancelled is cancelled: nobody wants its artifact.
  cancelling: { fail: 'failed', 'confirm-cancel': 'cancelled' },
  succeeded: {},
  failed: {},
  cancelled: {},
};
