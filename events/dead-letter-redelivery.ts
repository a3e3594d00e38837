/** Somebody wants an event sent once more to the program that gave it up. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const deadLetterRedelivery = defineEvent({
  name: 'dead_letter_redelivery',
  row: z.object({}),
  handle: ({ reconciler }) => reconciler.wake({ kind: 'event-bus', id: 'redeliveries' }),
});
