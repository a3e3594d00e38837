/**
 * Exchanges a refresh token for a new session (RFC 6819 §5.2.2.3: rotation with reuse detection). A token that comes a second time, or
 * without the cookie it is bound to, may have been stolen, so everything that descends from its sign-in ends. A repeat of the same request
 * is no second use.
 */
import type { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import {
  EndTokenFamilyDocument,
  RefreshTokenForUseDocument,
  type RefreshTokenForUseQuery,
  RotateRefreshTokenDocument,
} from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { fingerprintCookie, isBoundTo } from './fingerprint.ts';
import { idFor, membershipOf, sessionEnded, sessionOf, type sessionOutput, tokenAnswer } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { hashToken, REFRESH_SECONDS } from './tokens.ts';
import type { Visitor } from './visitor.ts';

type Token = RefreshTokenForUseQuery['refresh_tokens'][number];

export interface Rotation {
  readonly action: string;
  readonly refreshToken: string;
  readonly requestId: string | null | undefined;
  /** What makes two rotations the same, besides the token. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly visitor: Visitor;
  /** The organization of the new session. @throws Fault */
  readonly organizationOf: (token: Token) => string;
}

export async function rotateToken(deps: ActionDeps, rotation: Rotation): Promise<z.input<typeof sessionOutput>> {
  const { graphql, tokens, people, now } = deps;
  const { action, refreshToken, requestId, visitor } = rotation;
  const old = await findToken(deps, refreshToken);
  if (old === null) throw sessionEnded();
  if (!isBoundTo(old.fingerprint_hash, visitor.cookie(fingerprintCookie(people.publicUrl)))) {
    await endFamily(deps, old);
    throw foreignBrowser();
  }
  const plan = async (request: string) => {
    const token = await findToken(deps, refreshToken);
    if (token === null || token.revoked_at !== null || Date.parse(token.expires_at) <= now()) throw sessionEnded();
    const id = idFor(`${action}:${token.id}`, request);
    // Used by this very request, a moment ago: its row answers.
    if (token.used_at !== null && token.replaced_by !== id) throw await stolen(deps, token);
    const organizationId = rotation.organizationOf(token);
    membershipOf(token.user, organizationId);
    return {
      answer: { tokenId: id },
      run: async (row: AnonymousRow) => {
        const { used } = await graphql.request(
          RotateRefreshTokenDocument,
          {
            ...row,
            oldId: token.id,
            id,
            familyId: token.family_id,
            userId: token.user.id,
            organizationId,
            hash: hashToken(tokens.secretOf('refresh-token', id)),
            fingerprintHash: token.fingerprint_hash,
            expiresAt: new Date(now() + REFRESH_SECONDS * 1000).toISOString(),
            now: new Date(now()).toISOString(),
          },
          { idempotent: true, headers: { 'x-hasura-user-id': token.user.id } },
        );
        // Another request was faster with the same token.
        if (used?.affected_rows === 0) throw await stolen(deps, token);
      },
    };
  };
  const input = { ...rotation.input, refreshToken };
  const { tokenId } = await onceForAnyone(deps, { action, requestId, input, plan }, (a) => tokenAnswer.parse(a));
  return await sessionOf(deps, tokenId);
}

async function findToken({ graphql }: ActionDeps, refreshToken: string): Promise<Token | null> {
  const { refresh_tokens } = await graphql.request(
    RefreshTokenForUseDocument,
    { hash: hashToken(refreshToken) },
    { idempotent: true },
  );
  return refresh_tokens[0] ?? null;
}

const endFamily = ({ graphql, now }: ActionDeps, { family_id: familyId, user }: Token): Promise<unknown> =>
  graphql.request(
    EndTokenFamilyDocument,
    { familyId, now: new Date(now()).toISOString() },
    { idempotent: true, headers: { 'x-hasura-user-id': user.id } },
  );

async function stolen(deps: ActionDeps, token: Token): Promise<Fault> {
  await endFamily(deps, token);
  return new Fault('auth', {
    code: 'refresh-token-reused',
    message: 'This refresh token was used before. To be safe the session was ended everywhere. Sign in again.',
  });
}

const foreignBrowser = (): Fault =>
  new Fault('auth', {
    code: 'fingerprint-mismatch',
    message: 'This session belongs to a browser and came without its cookie. To be safe it was ended. Sign in again.',
  });
