/** Exchanges a refresh token for a new session. */
import { z } from 'zod';
import { defineAction } from './action.ts';
import { sessionOutput } from './new-session.ts';
import { rotateToken } from './rotate-token.ts';

export const refreshSession = defineAction({
  name: 'refreshSession',
  input: z.object({ refreshToken: z.string().min(1).max(200), requestId: z.guid().nullish() }),
  output: sessionOutput,
  handle: async (deps, { refreshToken, requestId }, _session, visitor) =>
    await rotateToken(deps, {
      action: 'refreshSession',
      refreshToken,
      requestId,
      input: {},
      visitor,
      organizationOf: (token) => token.organization_id,
    }),
});
