/** The members of the organization that the session is for. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { MembersDocument, type MembersQuery, RemoveMemberDocument, SetMemberRoleDocument } from '../../sdk/generated.ts';
import { readIdentity } from '../connection/access-token.ts';
import type { Connection } from '../connection/connect.ts';

type Member = MembersQuery['organization_members'][number];

const role = z.enum(['viewer', 'developer', 'team_lead', 'devops', 'org_owner']);

export async function listMembers(connection: Connection): Promise<readonly Member[]> {
  const { organization_members } = await connection.client.request(
    MembersDocument,
    { organizationId: await organizationOf(connection) },
    { idempotent: true },
  );
  return organization_members;
}

/** @throws Fault reject */
export async function setMemberRole(connection: Connection, email: string, wanted: string): Promise<void> {
  const parsed = role.safeParse(wanted);
  if (!parsed.success)
    throw new Fault('reject', {
      code: 'no-such-role',
      message: `There is no role «${wanted}»: choose one of ${role.options.join(', ')}.`,
    });
  const userId = await findMember(connection, email);
  const variables = { organizationId: await organizationOf(connection), userId, role: parsed.data };
  const { update_organization_members_by_pk: changed } = await connection.client.request(SetMemberRoleDocument, variables, {
    idempotent: true,
  });
  if (changed === null) throw onlyOwners();
}

/** @throws Fault reject */
export async function removeMember(connection: Connection, email: string): Promise<void> {
  const userId = await findMember(connection, email);
  const variables = { organizationId: await organizationOf(connection), userId };
  const { delete_organization_members_by_pk: gone } = await connection.client.request(RemoveMemberDocument, variables, {
    idempotent: true,
    idempotencyKey: randomUUID(),
  });
  if (gone === null) throw onlyOwners();
}

async function findMember(connection: Connection, email: string): Promise<string> {
  const found = (await listMembers(connection)).find((m) => m.user.email === email.toLowerCase());
  if (found) return found.user.id;
  throw new Fault('reject', { code: 'no-such-member', message: `${email} is no member. «northstack members» lists who is.` });
}

async function organizationOf(connection: Connection): Promise<string> {
  const identity = readIdentity(await connection.accessToken());
  if (identity) return identity.organizationId;
  throw new Fault('auth', { code: 'not-signed-in', message: `You are not signed in to ${connection.url}.` });
}

const onlyOwners = (): Fault =>
  new Fault('auth', { code: 'owner-required', message: 'Only an owner of the organization can do this.' });
