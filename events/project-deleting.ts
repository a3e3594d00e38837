/** A project is being deleted: see to what is left of it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const projectDeleting = defineEvent({
  name: 'project_deleting',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'project', id }),
});
