/** Access tokens (JWT, Ed25519) and refresh tokens. Both are functions of their rows, so a repeat of a request gets the same ones. */
import { createHash, createHmac, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';

export interface TokenOptions {
  /** Ed25519 private key, PKCS #8 PEM. Its public half is the engine's `HASURA_GRAPHQL_JWT_SECRET`. */
  readonly privateKey: string;
  /** Default `northstack`. */
  readonly issuer?: string;
  /** Default 15 minutes. */
  readonly accessSeconds?: number;
  /** Default 30 days. */
  readonly refreshSeconds?: number;
}

export interface AccessClaims {
  readonly userId: string;
  readonly organizationId: string;
  readonly role: string;
  readonly roles: readonly string[];
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

export interface Tokens {
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
  access(claims: AccessClaims): Promise<string>;
  /** The refresh token of a row of `refresh_tokens`: 256 bits that only the holder of the private key can make. */
  refresh(id: string): string;
  /** Equal for equal texts; tells nothing about a text that could be guessed. */
  fingerprint(text: string): string;
}

export function createTokens(options: TokenOptions): Tokens {
  const key = createPrivateKey(options.privateKey);
  const { issuer = 'northstack', accessSeconds = 900, refreshSeconds = 30 * 86_400 } = options;
  const refreshKey = deriveKey(key, 'refresh-token');
  const fingerprintKey = deriveKey(key, 'fingerprint');
  return {
    accessSeconds,
    refreshSeconds,
    access: ({ userId, organizationId, role, roles, issuedAt }) =>
      new SignJWT({
        'https://hasura.io/jwt/claims': {
          'x-hasura-allowed-roles': roles,
          'x-hasura-default-role': role,
          'x-hasura-user-id': userId,
          'x-hasura-org-id': organizationId,
        },
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessSeconds)
        .sign(key),
    refresh: (id) => createHmac('sha256', refreshKey).update(id).digest('base64url'),
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('base64url'),
  };
}

/** What the database keeps of a refresh token. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const deriveKey = (key: KeyObject, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32));
