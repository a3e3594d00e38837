/** A backup was asked for, moved, or is not wanted any more: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const databaseBackupChanged = defineEvent({
  name: 'database_backup_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'backup', id }),
});
