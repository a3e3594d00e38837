/** Who may read or push a service's repository: whoever's own permissions show them the service; pushing needs more than a viewer's role. */
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { GraphqlClient } from '../../sdk/client.ts';
import { GraphqlError } from '../../sdk/client.ts';
import { ServiceOfSourceDocument } from '../../sdk/generated.ts';
import type { Access } from './git-host.ts';

const claims = z.object({ 'https://hasura.io/jwt/claims': z.object({ 'x-hasura-default-role': z.string() }) });

/** `client` sends no credentials of its own. */
export async function authorizeSource(client: GraphqlClient, id: string, authorization: string): Promise<Access> {
  const token = tokenOf(authorization);
  if (token === null) return 'not-signed-in';
  try {
    const answer = await client.request(
      ServiceOfSourceDocument,
      { repository: `%/git/${id}.git` },
      { headers: { authorization: `Bearer ${token}` }, idempotent: true },
    );
    if (answer.services.length === 0) return 'unknown';
  } catch (error) {
    if (error instanceof GraphqlError && !error.transient) return 'not-signed-in';
    throw error;
  }
  // The engine has just accepted the token, so what it says is true.
  const parsed = claims.safeParse(decodeJwt(token));
  return parsed.success && parsed.data['https://hasura.io/jwt/claims']['x-hasura-default-role'] !== 'viewer' ? 'write' : 'read';
}

/** `Bearer <token>`, or `Basic` with the token as the password, which is what git sends. */
function tokenOf(authorization: string): string | null {
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (/^bearer$/i.test(scheme)) return value || null;
  if (!/^basic$/i.test(scheme)) return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1) || null;
}
