/** Proves an address with the token that was sent to it. From then on its account can sign in. */
import { z } from 'zod';
import { GraphqlError } from '../sdk/client.ts';
import { ProveAddressDocument } from '../sdk/generated.ts';
import { findMail, linkInvalid } from './account-mail.ts';
import { defineAction } from './action.ts';
import { mailToken } from './inputs.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';

const answer = z.object({ email: z.string() });

export const verifyEmail = defineAction({
  name: 'verifyEmail',
  input: z.object({ token: mailToken, requestId: z.guid() }),
  output: answer,
  handle: async (deps, { requestId, ...input }) => {
    const plan = async () => {
      const { email, ...ids } = await findMail(deps, input.token, ['verify_address']);
      return {
        answer: { email },
        run: (row: AnonymousRow) =>
          deps.graphql
            .request(
              ProveAddressDocument,
              { ...row, ...ids, now: new Date(deps.now()).toISOString() },
              { idempotent: true, headers: { 'x-hasura-user-id': ids.userId, 'x-hasura-actor-role': 'anonymous' } },
            )
            .catch((error: unknown) => {
              throw error instanceof GraphqlError && error.message.includes('account_mail_ended') ? linkInvalid(error) : error;
            }),
      };
    };
    return await onceForAnyone(deps, { action: 'verifyEmail', requestId, input, plan }, (a) => answer.parse(a));
  },
});
