/**
 * Exchanges a refresh token for a new session (RFC 6819 §5.2.2.3: rotation with reuse detection). A token that comes a second time may
 * have been stolen, so everything that descends from its sign-in ends. A repeat of the same request is no second use.
 */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { EndTokenFamilyDocument, RefreshTokenForUseDocument, RotateRefreshTokenDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { earlierToken } from './earlier-token.ts';
import { membershipOf, newSession, sessionOutput, tokenId } from './new-session.ts';
import { hashToken } from './tokens.ts';

export const refreshSession = defineAction({
  name: 'refreshSession',
  input: z.object({ refreshToken: z.string().min(1).max(200), requestId: z.uuid().nullish() }),
  output: sessionOutput,
  handle: async (deps, input) => {
    const { graphql, tokens, now } = deps;
    const found = await graphql.request(
      RefreshTokenForUseDocument,
      { hash: hashToken(input.refreshToken) },
      { idempotent: true },
    );
    const old = found.refresh_tokens[0];
    if (old === undefined || old.revoked_at !== null || Date.parse(old.expires_at) <= now()) throw ended();
    const organizationId = old.organization_id;
    const id = tokenId(`refresh:${old.id}`, input.requestId);
    const isRepeat = old.replaced_by === id;
    if (old.used_at !== null && !isRepeat) throw await stolen(deps, old.family_id, old.user.id);
    membershipOf(old.user, organizationId);
    const { created, used } = await graphql.request(
      RotateRefreshTokenDocument,
      {
        oldId: old.id,
        id,
        familyId: old.family_id,
        userId: old.user.id,
        organizationId,
        hash: hashToken(tokens.refresh(id)),
        expiresAt: new Date(now() + tokens.refreshSeconds * 1000).toISOString(),
        now: new Date(now()).toISOString(),
      },
      { idempotent: true, headers: { 'x-hasura-user-id': old.user.id } },
    );
    // Neither made nor used: this very request was carried out before. Made and not used: another one was faster.
    if (created !== null && used?.affected_rows === 0) throw await stolen(deps, old.family_id, old.user.id);
    const row = created ?? (await earlierToken(graphql, id));
    return await newSession(tokens, old.user, { id, organizationId, createdAt: row.created_at, expiresAt: row.expires_at });
  },
});

async function stolen({ graphql, now }: ActionDeps, familyId: string, userId: string): Promise<Fault> {
  await graphql.request(
    EndTokenFamilyDocument,
    { familyId, now: new Date(now()).toISOString() },
    { idempotent: true, headers: { 'x-hasura-user-id': userId } },
  );
  return new Fault('auth', {
    code: 'refresh-token-reused',
    message: 'This refresh token was used before. To be safe the session was ended everywhere. Sign in again.',
  });
}

const ended = (): Fault => new Fault('auth', { code: 'session-ended', message: 'This session has ended. Sign in again.' });
