/** What organizations may use by default was changed: see to what runs where nobody set a quota. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const quotaDefaultChanged = defineEvent({
  name: 'quota_default_changed',
  row: z.object({ quota: z.string() }),
  handle: ({ reconciler }, { quota }) => reconciler.wake({ kind: 'quota-default', id: quota }),
});
