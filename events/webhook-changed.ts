/** A webhook was switched on or has another address: send what waits for it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const webhookChanged = defineEvent({
  name: 'webhook_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'webhook', id }),
});
