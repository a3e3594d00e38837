/** Ends the session that a refresh token belongs to. Ending what has ended succeeds. */
import { z } from 'zod';
import { EndSessionDocument, RefreshTokenForSignOutDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { hashToken } from './tokens.ts';

export const signedOut = z.object({ endedTokens: z.int() });

export const signOut = defineAction({
  name: 'signOut',
  input: z.object({ refreshToken: z.string().min(1).max(200), requestId: z.guid().nullish() }),
  output: signedOut,
  handle: async (deps, { refreshToken, requestId }) => {
    const plan = async () => {
      const found = await deps.graphql.request(
        RefreshTokenForSignOutDocument,
        { hash: hashToken(refreshToken) },
        { idempotent: true },
      );
      const token = found.refresh_tokens[0];
      return {
        answer: { endedTokens: token?.family_aggregate.aggregate?.count ?? 0 },
        run: (row: AnonymousRow) =>
          deps.graphql.request(
            EndSessionDocument,
            { ...row, familyId: token?.family_id ?? NOBODY, now: new Date(deps.now()).toISOString() },
            { idempotent: true, headers: token ? { 'x-hasura-user-id': token.user_id } : {} },
          ),
      };
    };
    return await onceForAnyone(deps, { action: 'signOut', requestId, input: { refreshToken }, plan }, (a) => signedOut.parse(a));
  },
});

/** No family has it. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
