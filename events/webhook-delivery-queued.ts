/** An event waits for a webhook: send it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const webhookDeliveryQueued = defineEvent({
  name: 'webhook_delivery_queued',
  row: z.object({ webhook_id: z.guid() }),
  handle: ({ reconciler }, { webhook_id: id }) => reconciler.wake({ kind: 'webhook', id }),
});
