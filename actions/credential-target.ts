/** Whose a credential of a git host or a registry is: a project's, or the whole organization's. */
import type { ActionDeps } from './action.ts';
import { findSecretTarget } from './secret-target.ts';
import type { Member } from './session.ts';

/** Id of the project or the organization. @throws Fault gone | auth */
export async function findCredentialTarget(deps: ActionDeps, member: Member, projectId: string | null): Promise<string> {
  const wanted = projectId === null ? ({ scope: 'organization' } as const) : ({ scope: 'project', targetId: projectId } as const);
  return (await findSecretTarget(deps, member, wanted)).targetId;
}
