/** The token that the first of several equal requests made. */
import { Fault } from '../kit/fault.ts';
import type { GraphqlClient } from '../sdk/client.ts';
import { RefreshTokenByIdDocument, type RefreshTokenByIdQuery } from '../sdk/generated.ts';

export async function earlierToken(
  graphql: GraphqlClient,
  id: string,
): Promise<NonNullable<RefreshTokenByIdQuery['refresh_tokens_by_pk']>> {
  const { refresh_tokens_by_pk: row } = await graphql.request(RefreshTokenByIdDocument, { id }, { idempotent: true });
  if (row === null || row.revoked_at !== null)
    throw new Fault('auth', { code: 'session-ended', message: 'This session has ended. Sign in again.' });
  return row;
}
