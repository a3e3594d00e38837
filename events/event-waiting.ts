/** Something happened that waits to be published. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const eventWaiting = defineEvent({
  name: 'event_waiting',
  row: z.object({}),
  handle: ({ reconciler }) => reconciler.wake({ kind: 'event-bus', id: 'outbox' }),
});
