/** A service is being deleted: see to what is left of it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const serviceDeleting = defineEvent({
  name: 'service_deleting',
  row: z.object({ id: z.uuid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'service', id }),
});
