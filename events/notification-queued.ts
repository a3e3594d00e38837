/** A notification waits for a channel: send it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const notificationQueued = defineEvent({
  name: 'notification_queued',
  row: z.object({ channel_id: z.guid() }),
  handle: ({ reconciler }, { channel_id: id }) => reconciler.wake({ kind: 'channel', id }),
});
