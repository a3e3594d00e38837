/** The invitations into the organization that the session is for. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { InvitationsDocument, type InvitationsQuery, TakeInvitationBackDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

type State = 'open' | 'accepted' | 'revoked' | 'expired';
export type Invitation = InvitationsQuery['invitations'][number] & { readonly state: State };

/** Newest first. */
export async function listInvitations({ client }: Connection): Promise<readonly Invitation[]> {
  const { invitations } = await client.request(InvitationsDocument, {}, { idempotent: true });
  return invitations.map((invitation) => ({ ...invitation, state: stateOf(invitation) }));
}

function stateOf({ accepted_at, revoked_at, expires_at }: InvitationsQuery['invitations'][number]): State {
  if (accepted_at !== null) return 'accepted';
  if (revoked_at !== null) return 'revoked';
  return Date.parse(expires_at) < Date.now() ? 'expired' : 'open';
}

/** By its id, or the open one to an address. @throws Fault gone `invitation-not-found` */
export async function revokeInvitation(connection: Connection, named: string): Promise<Invitation> {
  const found = (await listInvitations(connection)).find(
    (i) => i.id === named || (i.state === 'open' && i.email === named.toLowerCase()),
  );
  if (found === undefined)
    throw new Fault('gone', {
      code: 'invitation-not-found',
      message: `There is no open invitation «${named}». «northstack members invitations» lists them.`,
    });
  await connection.client.request(
    TakeInvitationBackDocument,
    { invitationId: found.id, requestId: randomUUID() },
    { idempotent: true },
  );
  return { ...found, state: 'revoked' };
}
