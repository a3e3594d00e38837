/**
 * Tells QuotaExceeded for plain mutations, which no code of ours sees on their way: the engine says that it refused one. Actions tell of
 * theirs themselves; they write with the admin secret. (A Hasura that somebody else runs tells us of no refusal: there, only actions do.)
 */
import { tellQuotaExceeded } from '../../actions/index.ts';
import type { Observe } from '../../engine/index.ts';
import type { GraphqlClient } from '../../sdk/client.ts';

export function quotaObserver(graphql: GraphqlClient, onFailure: (error: unknown) => void): Observe {
  return (observation) => {
    if (observation.kind !== 'write-refused' || observation.session['x-hasura-role'] === 'admin') return;
    const { session, message } = observation;
    const who = { organizationId: session['x-hasura-org-id'] ?? null, userId: session['x-hasura-user-id'] ?? null };
    tellQuotaExceeded(graphql, who, message).catch(onFailure);
  };
}
