/** Ends the session that a refresh token belongs to. Ending what has ended succeeds. */
import { z } from 'zod';
import { EndTokenFamilyDocument, RefreshTokenForUseDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { hashToken } from './tokens.ts';

export const signOut = defineAction({
  name: 'signOut',
  input: z.object({ refreshToken: z.string().min(1).max(200) }),
  output: z.object({ endedTokens: z.int() }),
  handle: async ({ graphql, now }, { refreshToken }) => {
    const found = await graphql.request(RefreshTokenForUseDocument, { hash: hashToken(refreshToken) }, { idempotent: true });
    const token = found.refresh_tokens[0];
    if (token === undefined) return { endedTokens: 0 };
    const { update_refresh_tokens: ended } = await graphql.request(
      EndTokenFamilyDocument,
      { familyId: token.family_id, now: new Date(now()).toISOString() },
      { idempotent: true, headers: { 'x-hasura-user-id': token.user.id } },
    );
    return { endedTokens: ended?.affected_rows ?? 0 };
  },
});
