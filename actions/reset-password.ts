/** Chooses a new password with the token that was sent to the address. Every session of the account ends; the address is proven. */
import { z } from 'zod';
import { GraphqlError } from '../sdk/client.ts';
import { ReplacePasswordDocument } from '../sdk/generated.ts';
import { newPassword } from './account.ts';
import { findMail, linkInvalid, passwordChanged } from './account-mail.ts';
import { defineAction } from './action.ts';
import { mailToken } from './inputs.ts';
import { idFor } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { hashPassword } from './passwords.ts';

const answer = z.object({ email: z.string() });

export const resetPassword = defineAction({
  name: 'resetPassword',
  input: z.object({ token: mailToken, password: newPassword, requestId: z.guid() }),
  output: answer,
  handle: async (deps, { requestId, ...input }) => {
    const plan = async () => {
      const { email, ...ids } = await findMail(deps, input.token, ['reset_password', 'address_known']);
      const passwordHash = await hashPassword(input.password);
      const told = passwordChanged(deps, { id: idFor('reset:told', requestId), userId: ids.userId, email });
      return {
        answer: { email },
        run: (row: AnonymousRow) =>
          deps.graphql
            .request(
              ReplacePasswordDocument,
              { ...row, ...ids, passwordHash, told, now: new Date(deps.now()).toISOString() },
              { idempotent: true, headers: { 'x-hasura-user-id': ids.userId, 'x-hasura-actor-role': 'anonymous' } },
            )
            .catch((error: unknown) => {
              throw error instanceof GraphqlError && error.message.includes('account_mail_ended') ? linkInvalid(error) : error;
            }),
      };
    };
    return await onceForAnyone(deps, { action: 'resetPassword', requestId, input, plan }, (a) => answer.parse(a));
  },
});
