/** Reads a JSON Web Token's claims for showing them. Nothing is decided by them here: the server checks the signature. */
import { z } from 'zod';

const claims = z.object({
  exp: z.number(),
  'https://hasura.io/jwt/claims': z.object({
    'x-hasura-default-role': z.string(),
    'x-hasura-user-id': z.string(),
    'x-hasura-org-id': z.string(),
    'x-hasura-session-id': z.string().optional(),
  }),
});

export interface Identity {
  readonly userId: string;
  readonly organizationId: string;
  readonly role: string;
  /** null for the session of an API key. */
  readonly sessionId: string | null;
  readonly expiresAt: Date;
}

/** null for what is not such a token. */
export function readIdentity(accessToken: string): Identity | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp, 'https://hasura.io/jwt/claims': h } = claims.parse(payload);
    return {
      userId: h['x-hasura-user-id'],
      organizationId: h['x-hasura-org-id'],
      role: h['x-hasura-default-role'],
      sessionId: h['x-hasura-session-id'] ?? null,
      expiresAt: new Date(exp * 1000),
    };
  } catch {
    return null;
  }
}
