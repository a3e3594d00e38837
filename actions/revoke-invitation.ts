/** Ends an open invitation: its token is worth nothing from now on. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { InvitationForRevocationDocument, RevokeInvitationDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requirePerson } from './session.ts';

const answer = z.object({ invitationId: z.guid() });

export const revokeInvitation = defineAction({
  name: 'revokeInvitation',
  input: z.object({ invitationId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requirePerson(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const { invitations_by_pk: invitation } = await deps.graphql.request(
        InvitationForRevocationDocument,
        { id: input.invitationId },
        { headers: asMember(member), idempotent: true },
      );
      if (invitation === null)
        throw new Fault('gone', { code: 'invitation-not-found', message: 'There is no such invitation. Check the id.' });
      if (invitation.accepted_at !== null)
        throw new Fault('conflict', {
          code: 'invitation-accepted',
          message: 'It was accepted already. Remove the member instead.',
        });
      return {
        answer: { invitationId: invitation.id },
        run: (row, options) =>
          deps.graphql.request(
            RevokeInvitationDocument,
            { ...row, id: invitation.id, now: new Date(deps.now()).toISOString() },
            options,
          ),
      };
    };
    return await once(deps, { action: 'revokeInvitation', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
