/** A database was made, changed, or deleted: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const databaseChanged = defineEvent({
  name: 'database_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'database', id }),
});
