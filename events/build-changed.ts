/** A build was made, moved or deleted: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const buildChanged = defineEvent({
  name: 'build_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'build', id }),
});
