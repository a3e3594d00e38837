/** The role of a member as it is now, whatever their token says. */
import { LiveMembershipDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import type { MemberRole } from './roles.ts';
import type { Member } from './session.ts';

/** null: no active member of the organization (any more). */
export async function liveRole({ graphql }: ActionDeps, { organizationId, userId }: Member): Promise<MemberRole | null> {
  const { organization_members_by_pk: row } = await graphql.request(
    LiveMembershipDocument,
    { organizationId, userId },
    { idempotent: true },
  );
  return row?.user.is_active ? row.role : null;
}
