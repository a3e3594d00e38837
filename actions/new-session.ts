/** The answer to a sign-in: made from a row of `refresh_tokens` and the user as they are now. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { SessionTokenDocument, type SessionTokenQuery, type SessionUserFragment } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { rolesOf } from './roles.ts';
import { ACCESS_SECONDS } from './tokens.ts';
import type { Visitor } from './visitor.ts';

export const sessionOutput = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.iso.datetime(),
  refreshToken: z.string(),
  refreshTokenExpiresAt: z.iso.datetime(),
  userId: z.guid(),
  organizationId: z.guid(),
  role: z.string(),
  roles: z.array(z.string()),
});

/** What is kept of a command that made a session. */
export const tokenAnswer = z.object({ tokenId: z.guid() });

/** @throws Fault auth when it has ended, or the user is no member (any more). */
export async function sessionOf({ graphql, tokens, now }: ActionDeps, tokenId: string): Promise<z.input<typeof sessionOutput>> {
  const { refresh_tokens_by_pk: row } = await graphql.request(SessionTokenDocument, { id: tokenId }, { idempotent: true });
  if (row === null || !isAlive(row, now())) throw sessionEnded();
  const { user, organization_id: organizationId } = row;
  const { role } = membershipOf(user, organizationId);
  const roles = [...rolesOf(role, user.is_platform_admin)];
  const issuedAt = Math.floor(Date.parse(row.created_at) / 1000);
  const claims = {
    sessionId: row.family_id,
    userId: user.id,
    organizationId,
    role,
    roles,
    issuedAt,
    fingerprintHash: row.fingerprint_hash,
  };
  return {
    accessToken: await tokens.access(claims),
    accessTokenExpiresAt: new Date((issuedAt + ACCESS_SECONDS) * 1000).toISOString(),
    refreshToken: tokens.secretOf('refresh-token', row.id),
    refreshTokenExpiresAt: new Date(row.expires_at).toISOString(),
    userId: user.id,
    organizationId,
    role,
    roles,
  };
}

/** Headers of the mutation that a session begins with: whose it is, and from where, as its row will say. */
export const beginningOf = (userId: string, { address }: Visitor): Readonly<Record<string, string>> => ({
  'x-hasura-user-id': userId,
  'x-hasura-actor-role': 'anonymous',
  ...(address === null ? {} : { 'x-hasura-client-address': address }),
});

const isAlive = (row: NonNullable<SessionTokenQuery['refresh_tokens_by_pk']>, now: number): boolean =>
  row.revoked_at === null && Date.parse(row.expires_at) > now;

export const sessionEnded = (): Fault =>
  new Fault('auth', { code: 'session-ended', message: 'This session has ended. Sign in again.' });

export function membershipOf(user: SessionUserFragment, organizationId: string): SessionUserFragment['memberships'][number] {
  const membership = user.memberships.find((m) => m.organization_id === organizationId);
  if (!user.is_active || membership === undefined)
    throw new Fault('auth', { code: 'not-a-member', message: 'This account is not active in the organization. Ask its owner.' });
  return membership;
}

/** The membership to begin with: of the organization that is named, else the one joined first. @throws Fault auth `not-a-member` */
export function chooseMembership(
  user: SessionUserFragment,
  organization: string | null | undefined,
): SessionUserFragment['memberships'][number] {
  const chosen = organization ? user.memberships.find((m) => m.organization.slug === organization) : user.memberships[0];
  if (chosen !== undefined) return chosen;
  throw new Fault('auth', {
    code: 'not-a-member',
    message: organization
      ? 'You are not a member of this organization. Ask its owner to add you.'
      : 'You are not a member of any organization. Ask an owner to add you.',
  });
}

/** A row's id: random, or the same for each repeat of a request. */
export function idFor(scope: string, requestId: string | null | undefined): string {
  if (requestId === null || requestId === undefined) return randomUUID();
  const hex = createHash('sha256').update(`${scope}:${requestId}`).digest('hex');
  // The form of a version 8 UUID (RFC 9562: made from whatever one likes).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
