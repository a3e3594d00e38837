/**
 * Joins an organization by an invitation: signed in as the person who was invited, with that person's password, or, when there is no such
 * account yet, by making one.
 */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  AcceptInvitationDocument,
  InvitationByTokenDocument,
  type InvitationByTokenQuery,
  JoinAsNewUserDocument,
  UserForSignInDocument,
} from '../sdk/generated.ts';
import { newPassword, personName } from './account.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { beginAttempt } from './attempt.ts';
import { idFor } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { wrongCredentials } from './sign-in.ts';
import { hashToken } from './tokens.ts';

const answer = z.object({ organizationId: z.guid(), userId: z.guid(), role: z.string() });
type Invitation = InvitationByTokenQuery['invitations'][number];

export const acceptInvitation = defineAction({
  name: 'acceptInvitation',
  input: z.object({
    token: z.string().min(1).max(200),
    name: personName.nullish(),
    password: z.string().min(1).max(1000).nullish(),
    requestId: z.guid(),
  }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session, visitor) => {
    const { graphql, now } = deps;
    const signedIn = session.apiKeyId === null ? session.userId : null;
    const plan = async () => {
      const invitation = await findInvitation(deps, input.token);
      const { users } = await graphql.request(UserForSignInDocument, { email: invitation.email }, { idempotent: true });
      const user = users[0];
      if (signedIn !== null && signedIn !== user?.id) throw forAnother();
      const accepted = { invitationId: invitation.id, role: invitation.role, now: new Date(now()).toISOString() };
      const { organization_id: organizationId, role } = invitation;
      if (user === undefined) {
        const passwordHash = await hashPassword(required(newPassword, 'password', input.password));
        const name = required(personName, 'name', input.name);
        const id = idFor('accept:user', requestId);
        const account = { id, email: invitation.email, name, passwordHash, organizationId };
        return {
          answer: { organizationId, userId: id, role },
          run: (row: AnonymousRow) =>
            translated(graphql.request(JoinAsNewUserDocument, { ...row, ...accepted, ...account }, asUser(id))),
        };
      }
      if (signedIn === null) {
        const guess = { account: invitation.email, secret: input.password ?? '', requestId };
        await beginAttempt(deps, visitor, guess);
        const known = await verifyPassword(guess.secret, user.credential?.password_hash ?? null);
        if (!known) throw wrongCredentials();
      }
      if (!user.is_active) throw wrongCredentials();
      if (user.memberships.some((m) => m.organization_id === organizationId)) throw alreadyMember();
      return {
        answer: { organizationId, userId: user.id, role },
        run: (row: AnonymousRow) =>
          translated(
            graphql.request(AcceptInvitationDocument, { ...row, ...accepted, userId: user.id, organizationId }, asUser(user.id)),
          ),
      };
    };
    const same = { ...input, signedIn };
    return await onceForAnyone(deps, { action: 'acceptInvitation', requestId, input: same, plan }, (a) => answer.parse(a));
  },
});

const asUser = (userId: string) => ({ idempotent: true, headers: { 'x-hasura-user-id': userId } }) as const;

/** @throws Fault gone: what never was, has ended, or is somebody's guess looks the same. */
async function findInvitation({ graphql, now }: ActionDeps, token: string): Promise<Invitation> {
  const { invitations } = await graphql.request(InvitationByTokenDocument, { hash: hashToken(token) }, { idempotent: true });
  const found = invitations[0];
  if (found === undefined || found.accepted_at !== null || found.revoked_at !== null || Date.parse(found.expires_at) <= now())
    throw ended();
  return found;
}

function required<T>(schema: z.ZodType<T>, field: string, value: unknown): T {
  const parsed = schema.safeParse(value ?? '');
  if (parsed.success) return parsed.data;
  throw new Fault('reject', { code: 'invalid-input', message: `${field}: ${parsed.error.issues[0]?.message ?? 'is needed.'}` });
}

/** What the database refuses when somebody was faster. */
async function translated(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GraphqlError)) throw error;
    if (/invitation_ended|users_email_key/.test(error.message)) throw ended();
    if (error.message.includes('organization_members_pkey')) throw alreadyMember();
    throw error;
  }
}

const ended = (): Fault =>
  new Fault('gone', {
    code: 'invitation-invalid',
    message: 'This invitation is not valid: it was used or revoked, or it has expired. Ask for a new one.',
  });

const forAnother = (): Fault =>
  new Fault('auth', {
    code: 'invitation-for-another',
    message: 'This invitation is for another address than yours. Sign in with that account, or sign out first.',
  });

const alreadyMember = (): Fault =>
  new Fault('conflict', { code: 'already-member', message: 'You are a member of this organization already.' });
