/** The answer to a sign-in: made from a row of `refresh_tokens` and the user as they are now. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import type { SessionUserFragment } from '../sdk/generated.ts';
import { rolesOf } from './roles.ts';
import type { Tokens } from './tokens.ts';

export const sessionOutput = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.iso.datetime(),
  refreshToken: z.string(),
  refreshTokenExpiresAt: z.iso.datetime(),
  userId: z.uuid(),
  organizationId: z.uuid(),
  role: z.string(),
  roles: z.array(z.string()),
});

export interface TokenRow {
  readonly id: string;
  readonly organizationId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** @throws Fault auth when the user is no member (any more). */
export async function newSession(
  tokens: Tokens,
  user: SessionUserFragment,
  row: TokenRow,
): Promise<z.input<typeof sessionOutput>> {
  const { role } = membershipOf(user, row.organizationId);
  const roles = [...rolesOf(role, user.is_platform_admin)];
  const issuedAt = Math.floor(Date.parse(row.createdAt) / 1000);
  const accessToken = await tokens.access({ userId: user.id, organizationId: row.organizationId, role, roles, issuedAt });
  return {
    accessToken,
    accessTokenExpiresAt: new Date((issuedAt + tokens.accessSeconds) * 1000).toISOString(),
    refreshToken: tokens.refresh(row.id),
    refreshTokenExpiresAt: new Date(row.expiresAt).toISOString(),
    userId: user.id,
    organizationId: row.organizationId,
    role,
    roles,
  };
}

export function membershipOf(user: SessionUserFragment, organizationId: string): SessionUserFragment['memberships'][number] {
  const membership = user.memberships.find((m) => m.organization_id === organizationId);
  if (!user.is_active || membership === undefined)
    throw new Fault('auth', { code: 'not-a-member', message: 'This account is not active in the organization. Ask its owner.' });
  return membership;
}

/** The row's id: random, or the same for each repeat of a request. */
export function tokenId(scope: string, requestId: string | null | undefined): string {
  if (requestId === null || requestId === undefined) return randomUUID();
  const hex = createHash('sha256').update(`${scope}:${requestId}`).digest('hex');
  // The form of a version 8 UUID (RFC 9562: made from whatever one likes).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
