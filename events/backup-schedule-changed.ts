/** A schedule was made or changed: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const backupScheduleChanged = defineEvent({
  name: 'backup_schedule_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'backup-schedule', id }),
});
