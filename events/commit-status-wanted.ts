/** A git host shall show something beside a commit: tell it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const commitStatusWanted = defineEvent({
  name: 'commit_status_wanted',
  row: z.object({ id: z.uuid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'commit-status', id }),
});
