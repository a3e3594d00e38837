/**
 * Sends a link to whoever forgot the password. The answer is the same whether there is such an account or not; so is what is kept of it.
 * Accounts without a password of ours (they sign in at a provider) get no mail.
 */
import { z } from 'zod';
import { email } from '../domain/values/email.ts';
import { NoteRequestAndMailDocument, PersonToMailDocument } from '../sdk/generated.ts';
import { mailWithToken, requireMail } from './account-mail.ts';
import { defineAction } from './action.ts';
import { beginAttempt } from './attempt.ts';
import { idFor } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';

const kept = z.object({});

export const requestPasswordReset = defineAction({
  name: 'requestPasswordReset',
  input: z.object({ email, requestId: z.guid() }),
  output: z.object({ email: z.string() }),
  handle: async (deps, { requestId, ...input }, _session, visitor) => {
    requireMail(deps);
    const plan = async () => {
      // Nobody's mailbox is filled: asking is limited like guessing.
      await beginAttempt(deps, visitor, { account: `mail ${input.email}`, secret: '', requestId });
      const { users } = await deps.graphql.request(PersonToMailDocument, input, { idempotent: true });
      const user = users[0];
      const isTheirs = user?.is_active === true && user.credential !== null;
      const mails = isTheirs
        ? [mailWithToken(deps, 'reset_password', { id: idFor('reset:mail', requestId), userId: user.id, email: input.email })]
        : [];
      return {
        answer: {},
        run: (row: AnonymousRow) => deps.graphql.request(NoteRequestAndMailDocument, { ...row, mails }, { idempotent: true }),
      };
    };
    await onceForAnyone(deps, { action: 'requestPasswordReset', requestId, input, plan }, (a) => kept.parse(a));
    return input;
  },
});
