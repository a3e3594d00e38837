/** A mail about an account waits: send it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const accountMailQueued = defineEvent({
  name: 'account_mail_queued',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'account-mail', id }),
});
