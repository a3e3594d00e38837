/** Signs in with e-mail and password. Wrong address and wrong password look the same, in words and in time. */
import { z } from 'zod';
import { email } from '../domain/values/email.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { CreateRefreshTokenDocument, UserForSignInDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { earlierToken } from './earlier-token.ts';
import { membershipOf, newSession, sessionOutput, tokenId } from './new-session.ts';
import { verifyPassword } from './passwords.ts';
import { hashToken } from './tokens.ts';

export const signIn = defineAction({
  name: 'signIn',
  input: z.object({
    email,
    password: z.string().min(1).max(1000),
    organization: slug.nullish(),
    requestId: z.uuid().nullish(),
  }),
  output: sessionOutput,
  handle: async ({ graphql, tokens, now }, input) => {
    const { users } = await graphql.request(UserForSignInDocument, { email: input.email }, { idempotent: true });
    const user = users[0];
    const known = await verifyPassword(input.password, user?.credential?.password_hash ?? null);
    if (!known || user === undefined || !user.is_active)
      throw new Fault('auth', { code: 'wrong-credentials', message: 'The e-mail address or the password is wrong.' });
    const chosen = input.organization
      ? user.memberships.find((m) => m.organization.slug === input.organization)
      : user.memberships[0];
    if (chosen === undefined) {
      throw new Fault('auth', {
        code: 'not-a-member',
        message: input.organization
          ? 'You are not a member of this organization. Ask its owner to add you.'
          : 'You are not a member of any organization. Ask an owner to add you.',
      });
    }
    const { organization_id: organizationId } = membershipOf(user, chosen.organization_id);
    const id = tokenId(`sign-in:${user.id}:${organizationId}`, input.requestId);
    const expiresAt = new Date(now() + tokens.refreshSeconds * 1000).toISOString();
    const { insert_refresh_tokens_one: created } = await graphql.request(
      CreateRefreshTokenDocument,
      { id, familyId: id, userId: user.id, organizationId, hash: hashToken(tokens.refresh(id)), expiresAt },
      { idempotent: true, headers: { 'x-hasura-user-id': user.id, 'x-hasura-actor-role': 'anonymous' } },
    );
    const row = created ?? (await earlierToken(graphql, id));
    return await newSession(tokens, user, { id, organizationId, createdAt: row.created_at, expiresAt: row.expires_at });
  },
});
