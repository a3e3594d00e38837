/** Who calls an action, and the headers to talk to the engine as them or for them. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';

export const sessionVariables = z
  .object({
    'x-hasura-role': z.string(),
    'x-hasura-user-id': z.guid().optional(),
    'x-hasura-org-id': z.guid().optional(),
    'x-hasura-api-key-id': z.guid().optional(),
  })
  .transform((v) => ({
    role: v['x-hasura-role'],
    userId: v['x-hasura-user-id'] ?? null,
    organizationId: v['x-hasura-org-id'] ?? null,
    apiKeyId: v['x-hasura-api-key-id'] ?? null,
  }));

export interface ActionSession extends z.output<typeof sessionVariables> {
  /** Where the request came from, when that is known. */
  readonly address: string | null;
}

export interface Member {
  readonly role: string;
  readonly userId: string;
  readonly organizationId: string;
  /** Where the request came from, when that is known. */
  readonly address: string | null;
}

/** @throws Fault auth when nobody is signed in. */
export function requireMember({ role, userId, organizationId, address }: ActionSession): Member {
  if (userId === null || organizationId === null)
    throw new Fault('auth', { code: 'sign-in-required', message: 'Sign in first: this needs the session of a member.' });
  return { role, userId, organizationId, address };
}

/** Like `requireMember`, and not by an API key: what would outlive the key is for people. @throws Fault auth */
export function requirePerson(session: ActionSession): Member {
  if (session.apiKeyId !== null)
    throw new Fault('auth', { code: 'person-required', message: 'An API key cannot do this. Sign in as a person.' });
  return requireMember(session);
}

/** The caller's own permissions decide what exists: somebody else's row is not there. */
export const asMember = ({ role, userId, organizationId }: Member): Readonly<Record<string, string>> => ({
  'x-hasura-role': role,
  'x-hasura-user-id': userId,
  'x-hasura-org-id': organizationId,
});

/** The platform writes, and the audit log knows for whom. */
export const forMember = (
  { role, userId, organizationId, address }: Member,
  requestId: string,
): Readonly<Record<string, string>> => ({
  'x-hasura-user-id': userId,
  'x-hasura-org-id': organizationId,
  'x-hasura-actor-role': role,
  'x-hasura-request-id': requestId,
  ...(address === null ? {} : { 'x-hasura-client-address': address }),
});
