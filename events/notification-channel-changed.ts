/** A channel was switched on: send what waits for it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const notificationChannelChanged = defineEvent({
  name: 'notification_channel_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'channel', id }),
});
