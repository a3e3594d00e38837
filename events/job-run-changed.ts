/** A run of a job was made, moved or deleted: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const jobRunChanged = defineEvent({
  name: 'job_run_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'job', id }),
});
