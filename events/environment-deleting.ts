/** An environment is being deleted: see to what is left of it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const environmentDeleting = defineEvent({
  name: 'environment_deleting',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'environment', id }),
});
