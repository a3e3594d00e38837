/** Removes a credential of a git host or a registry, whichever has the id. */
import { Fault } from '../kit/fault.ts';
import type { RequestOptions } from '../sdk/client.ts';
import { CredentialPlaceDocument, RemoveCredentialDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { findCredentialTarget } from './credential-target.ts';
import { once, type RequestRow } from './once.ts';
import { type ActionSession, asMember, requireMember } from './session.ts';

export interface Removal<Answer> {
  readonly action: string;
  readonly id: string;
  readonly requestId: string;
  readonly answer: Answer;
  readonly session: ActionSession;
}

/** @throws Fault gone | auth */
export async function removeCredential<Answer>(
  deps: ActionDeps,
  { action, id, requestId, answer, session }: Removal<Answer>,
  parse: (answer: unknown) => Answer,
): Promise<Answer> {
  const member = requireMember(session);
  const plan = async () => {
    const found = await deps.graphql.request(CredentialPlaceDocument, { id }, { headers: asMember(member), idempotent: true });
    const place = found.git_connections_by_pk ?? found.registry_credentials_by_pk;
    if (place === null)
      throw new Fault('gone', { code: 'credential-not-found', message: 'There is no such credential. Check the id.' });
    await findCredentialTarget(deps, member, place.project_id);
    return {
      answer,
      run: (row: RequestRow, options: RequestOptions) => deps.graphql.request(RemoveCredentialDocument, { ...row, id }, options),
    };
  };
  return await once(deps, { action, member, requestId, input: { id }, plan }, parse);
}
