/** A service has another schedule, or was given up: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const serviceWanted = defineEvent({
  name: 'service_wanted',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'service', id }),
});
