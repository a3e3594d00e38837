/** What a secret belongs to, found with the caller's own permissions, and who may change secrets there. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { SecretTargetDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { requireMayChange } from './protected.ts';
import { asMember, type Member } from './session.ts';

export const secretScope = z.enum(['organization', 'project', 'environment', 'service'], {
  message: 'The scope is organization, project, environment or service.',
});

export interface SecretTarget {
  readonly scope: z.output<typeof secretScope>;
  readonly targetId: string;
}

/** @throws Fault gone when the caller sees no such thing, auth when the role is too weak there */
export async function findSecretTarget(
  { graphql }: ActionDeps,
  member: Member,
  wanted: { readonly scope: SecretTarget['scope']; readonly targetId?: string | null | undefined },
): Promise<SecretTarget> {
  const { scope } = wanted;
  const targetId = wanted.targetId ?? (scope === 'organization' ? member.organizationId : null);
  if (targetId === null) throw new Fault('reject', { code: 'invalid-input', message: `targetId: Give the id of the ${scope}.` });
  const found = await graphql.request(
    SecretTargetDocument,
    { id: targetId, userId: member.userId },
    { headers: asMember(member), idempotent: true },
  );
  const missing = () => new Fault('gone', { code: `${scope}-not-found`, message: `There is no such ${scope}. Check the id.` });
  switch (scope) {
    case 'organization':
      // The member's own row shows only while the live role is the one they act with.
      if (targetId !== member.organizationId || found.organization_members.length === 0) throw missing();
      if (member.role !== 'devops' && member.role !== 'org_owner') {
        throw new Fault('auth', {
          code: 'role-too-weak',
          message:
            'Every project reads secrets of the organization. Ask somebody of the role devops or org_owner to change them.',
        });
      }
      break;
    case 'project':
      if (found.projects_by_pk === null) throw missing();
      break;
    case 'environment':
      if (found.environments_by_pk === null) throw missing();
      requireMayChange(found.environments_by_pk, member);
      break;
    case 'service':
      if (found.services_by_pk === null) throw missing();
      break;
  }
  return { scope, targetId };
}

/** The id follows from where a secret belongs, as in the database (`secret_id`): RFC 9562, version 8. */
export function derivedId(targetId: string, key: string): string {
  const hex = createHash('sha256').update(`${targetId.toLowerCase()}/${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
