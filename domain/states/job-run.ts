/** States of a run of a job. */
import type { Machine } from './machine.ts';

export type JobRunStatus = 'queued' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';
export type JobRunEvent = 'start' | 'succeed' | 'fail' | 'skip' | 'cancel' | 'confirm-cancel';

export const jobRunMachine: Machine<JobRunStatus, JobRunEvent> = {
  // Nothing is under way yet, so there is nothing to wait for.
  queued: { start: 'running', skip: 'skipped', cancel: 'cancelled', fail: 'failed' },
  running: { succeed: 'succeeded', fail: 'failed', cancel: 'cancelling' },
  // A run that ends by itself while it is being cancelled is cancelled: nobody waits for it.
  cancelling: { 'confirm-cancel': 'cancelled', fail: 'failed' },
  succeeded: {},
  failed: {},
  cancelled: {},
  skipped: {},
};
