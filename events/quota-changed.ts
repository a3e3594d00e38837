/** A quota was set, changed or taken away: see to those it is for. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const quotaChanged = defineEvent({
  name: 'quota_changed',
  row: z.object({ target_id: z.guid() }),
  handle: ({ reconciler }, { target_id }) => reconciler.wake({ kind: 'quota', id: target_id }),
});
