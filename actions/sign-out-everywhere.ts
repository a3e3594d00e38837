/**
 * Ends all sessions of the caller: no refresh token of theirs works any more, in no organization, and access tokens that are out already are
 * refused from the next request on.
 */
import { z } from 'zod';
import { AliveTokensDocument, EndAllSessionsDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requirePerson } from './session.ts';
import { signedOut } from './sign-out.ts';

export const signOutEverywhere = defineAction({
  name: 'signOutEverywhere',
  input: z.object({ requestId }),
  output: signedOut,
  handle: async (deps, { requestId }, session) => {
    const member = requirePerson(session);
    const { userId } = member;
    const plan = async (): Promise<Effect<z.output<typeof signedOut>>> => {
      const { refresh_tokens_aggregate: alive } = await deps.graphql.request(
        AliveTokensDocument,
        { userId },
        { idempotent: true },
      );
      return {
        answer: { endedTokens: alive.aggregate?.count ?? 0 },
        run: (row, options) =>
          deps.graphql.request(EndAllSessionsDocument, { ...row, userId, now: new Date(deps.now()).toISOString() }, options),
      };
    };
    return await once(deps, { action: 'signOutEverywhere', member, requestId, input: {}, plan }, (a) => signedOut.parse(a));
  },
});
