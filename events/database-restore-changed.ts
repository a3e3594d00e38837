/** A restore was asked for or moved: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const databaseRestoreChanged = defineEvent({
  name: 'database_restore_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'restore', id }),
});
