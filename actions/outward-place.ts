/** Where a webhook or channel belongs: to an organization whose member calls, or to one of its projects. */
import { Fault } from '../kit/fault.ts';
import { SecretTargetDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { asMember, type Member } from './session.ts';

/** @throws Fault gone when the caller's live role sees no such project, or is not the one of their session any more */
export async function requirePlace({ graphql }: ActionDeps, member: Member, projectId: string | null): Promise<void> {
  const variables = { id: projectId ?? member.organizationId, userId: member.userId };
  const found = await graphql.request(SecretTargetDocument, variables, { headers: asMember(member), idempotent: true });
  if (found.organization_members.length === 0)
    throw new Fault('gone', { code: 'organization-not-found', message: 'There is no such organization. Sign in again.' });
  if (projectId !== null && found.projects_by_pk === null)
    throw new Fault('gone', { code: 'project-not-found', message: 'There is no such project. Check the id.' });
}
