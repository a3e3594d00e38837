/** Something else is wanted of a service instance, or it was deleted: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const serviceInstanceWanted = defineEvent({
  name: 'service_instance_wanted',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'instance', id }),
});
