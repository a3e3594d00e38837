/** Goes on in another organization: exchanges the refresh token for a session there. */
import { z } from 'zod';
import { slug } from '../domain/values/slug.ts';
import { defineAction } from './action.ts';
import { chooseMembership, sessionOutput } from './new-session.ts';
import { rotateToken } from './rotate-token.ts';

export const switchOrganization = defineAction({
  name: 'switchOrganization',
  input: z.object({ refreshToken: z.string().min(1).max(200), organization: slug, requestId: z.guid().nullish() }),
  output: sessionOutput,
  handle: async (deps, { refreshToken, organization, requestId }, _session, visitor) =>
    await rotateToken(deps, {
      action: 'switchOrganization',
      refreshToken,
      requestId,
      input: { organization },
      visitor,
      organizationOf: ({ user }) => chooseMembership(user, organization).organization_id,
    }),
});
