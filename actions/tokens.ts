/** Access tokens (JWT, Ed25519) and the secrets that are handed out. All are functions of their rows, so a repeat of a request gets the same ones. */
import { createHash, createHmac, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKeys } from './signing-keys.ts';

export interface TokenOptions {
  /** Ed25519 private key, PKCS #8 PEM: the root that every secret of people is derived from. */
  readonly rootKey: string;
  readonly signingKeys: SigningKeys;
}

export interface AccessClaims {
  /** The sign-in that it descends from; ending it ends the token. Null for an API key, which is what is ended then. */
  readonly sessionId: string | null;
  readonly userId: string;
  readonly organizationId: string;
  readonly role: string;
  readonly roles: readonly string[];
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  /** The API key that the session comes from: such a session makes no other ones. */
  readonly apiKeyId?: string;
  /** Of the cookie that a browser's session is bound to. */
  readonly fingerprintHash?: string | null;
}

export interface Tokens {
  access(claims: AccessClaims): Promise<string>;
  /** 256 bits for a row that only the holder of the root key can make: another purpose or another id gives another secret. */
  secretOf(purpose: SecretPurpose, id: string): string;
  /** A hash that says nothing to whoever reads the database: nobody without the root key can try guesses on it. */
  keyedHash(text: string): string;
}

export type SecretPurpose = 'refresh-token' | 'fingerprint' | 'invitation' | 'api-key' | 'sign-in-code' | 'mail';

/** What a token's access ends with, beside its user. */
export const SESSION_VARIABLE = 'x-hasura-session-id';
export const API_KEY_VARIABLE = 'x-hasura-api-key-id';

export const ISSUER = 'northstack';
export const CLAIMS_NAMESPACE = 'https://hasura.io/jwt/claims';
export const AUDIENCE = 'northstack';
export const ACCESS_SECONDS = 900;
export const REFRESH_SECONDS = 30 * 86_400;

/** The secrets alone, for whoever puts them into mails. None begins with a dash: some are arguments of commands. */
export const openSecretOf = (rootKey: string): Tokens['secretOf'] => {
  const keyFor = derivedKeys(rootKey);
  return (purpose, id) => createHmac('sha256', keyFor(purpose)).update(id).digest('base64url').replace(/^-/, '_');
};

function derivedKeys(rootKey: string): (purpose: string) => Buffer {
  const root = createPrivateKey(rootKey);
  const keys = new Map<string, Buffer>();
  return (purpose) => {
    const key = keys.get(purpose) ?? deriveKey(root, purpose);
    keys.set(purpose, key);
    return key;
  };
}

export function createTokens({ rootKey, signingKeys }: TokenOptions): Tokens {
  const keyFor = derivedKeys(rootKey);
  return {
    access: async ({ sessionId, userId, organizationId, role, roles, issuedAt, apiKeyId, fingerprintHash }) => {
      const { keyId, key } = await signingKeys.signer(issuedAt * 1000);
      return await new SignJWT({
        [CLAIMS_NAMESPACE]: {
          'x-hasura-allowed-roles': roles,
          'x-hasura-default-role': role,
          'x-hasura-user-id': userId,
          'x-hasura-org-id': organizationId,
          ...(sessionId === null ? {} : { [SESSION_VARIABLE]: sessionId }),
          ...(apiKeyId === undefined ? {} : { [API_KEY_VARIABLE]: apiKeyId }),
        },
        ...(fingerprintHash ? { [FINGERPRINT_CLAIM]: fingerprintHash } : {}),
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: keyId })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_SECONDS)
        .sign(key);
    },
    secretOf: openSecretOf(rootKey),
    keyedHash: (text) => createHmac('sha256', keyFor('hash')).update(text).digest('hex'),
  };
}

/** Claim with the SHA-256 of the cookie without which a browser's token is not accepted. */
export const FINGERPRINT_CLAIM = 'northstack_fp';

/** What the database keeps of a secret that was handed out. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const deriveKey = (key: KeyObject, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32));
