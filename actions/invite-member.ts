/**
 * Invites somebody into the caller's organization with a role no stronger than the caller's. The token is sent to the address where mail can
 * be sent, and shown to the inviter, who may hand it on; an earlier open invitation to the same address ends.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { email } from '../domain/values/email.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { InviteMemberDocument, MembershipForInvitationDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { liveRole } from './live-role.ts';
import { type Effect, once } from './once.ts';
import { mayGive, memberRole } from './roles.ts';
import { requirePerson } from './session.ts';
import { hashToken } from './tokens.ts';

const INVITATION_MS = 7 * 86_400_000;

const kept = z.object({ invitationId: z.guid(), expiresAt: z.iso.datetime() });

export const inviteMember = defineAction({
  name: 'inviteMember',
  input: z.object({ email, role: memberRole, requestId }),
  output: kept.extend({ token: z.string(), isMailed: z.boolean() }),
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, tokens, people, now } = deps;
    const member = requirePerson(session);
    const plan = async (): Promise<Effect<z.output<typeof kept>>> => {
      const own = await liveRole(deps, member);
      if (own === null || !mayGive(own, input.role)) throw tooStrong();
      const { organization_members: present } = await graphql.request(
        MembershipForInvitationDocument,
        { organizationId: member.organizationId, email: input.email },
        { idempotent: true },
      );
      if (present.length > 0)
        throw new Fault('conflict', {
          code: 'already-member',
          message: 'This person is a member already. Change their role instead.',
        });
      const id = randomUUID();
      const answer = { invitationId: id, expiresAt: new Date(now() + INVITATION_MS).toISOString() };
      return {
        answer,
        run: (row, options) =>
          graphql
            .request(
              InviteMemberDocument,
              {
                ...row,
                id,
                organizationId: member.organizationId,
                email: input.email,
                role: input.role,
                hash: hashToken(tokens.secretOf('invitation', id)),
                invitedBy: member.userId,
                expiresAt: answer.expiresAt,
                now: new Date(now()).toISOString(),
                mails: people.sendsMail
                  ? [{ kind: 'invitation', email: input.email, invitation_id: id, expires_at: answer.expiresAt }]
                  : [],
              },
              options,
            )
            .catch((error: unknown) => {
              if (!(error instanceof GraphqlError && error.message.includes('invitations_open_key'))) throw error;
              throw new Fault('conflict', {
                code: 'invited-meanwhile',
                message: 'Somebody else invited this person at the same moment. Look at the open invitations.',
                cause: error,
              });
            }),
      };
    };
    const { invitationId, expiresAt } = await once(deps, { action: 'inviteMember', member, requestId, input, plan }, (a) =>
      kept.parse(a),
    );
    return { invitationId, expiresAt, token: tokens.secretOf('invitation', invitationId), isMailed: people.sendsMail };
  },
});

const tooStrong = (): Fault =>
  new Fault('auth', { code: 'role-too-strong', message: 'You cannot give a role stronger than your own. Choose a weaker one.' });
