/** Changes the caller's password, by the one they have. Every session ends, the caller's too: whoever knows the old one is out. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { AliveTokensDocument, ChangePasswordDocument, PasswordToChangeDocument } from '../sdk/generated.ts';
import { newPassword } from './account.ts';
import { passwordChanged } from './account-mail.ts';
import { defineAction } from './action.ts';
import { beginAttempt } from './attempt.ts';
import { requestId } from './inputs.ts';
import { idFor } from './new-session.ts';
import { type Effect, once } from './once.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { requirePerson } from './session.ts';
import { signedOut } from './sign-out.ts';

export const changePassword = defineAction({
  name: 'changePassword',
  input: z.object({ currentPassword: z.string().min(1).max(1000), newPassword, requestId }),
  output: signedOut,
  handle: async (deps, { requestId, ...input }, session, visitor) => {
    const { graphql, tokens, people, now } = deps;
    const member = requirePerson(session);
    const { userId } = member;
    const plan = async (): Promise<Effect<z.output<typeof signedOut>>> => {
      const { users_by_pk: user } = await graphql.request(PasswordToChangeDocument, { userId }, { idempotent: true });
      if (!user?.is_active || user.credential === null) throw noPassword();
      const guess = { account: user.email, secret: input.currentPassword, requestId };
      const attemptId = await beginAttempt(deps, visitor, guess);
      if (!(await verifyPassword(input.currentPassword, user.credential.password_hash))) throw wrongPassword();
      const passwordHash = await hashPassword(input.newPassword);
      const alive = await graphql.request(AliveTokensDocument, { userId }, { idempotent: true });
      const told = passwordChanged(deps, { id: idFor(`changed:${userId}`, requestId), userId, email: user.email });
      const mails = people.sendsMail ? [told] : [];
      const at = new Date(now()).toISOString();
      return {
        answer: { endedTokens: alive.refresh_tokens_aggregate.aggregate?.count ?? 0 },
        run: (row, options) =>
          graphql.request(ChangePasswordDocument, { ...row, userId, passwordHash, attemptId, mails, now: at }, options),
      };
    };
    // The request's hash is kept: of passwords only what nobody can try guesses on.
    const secret = tokens.keyedHash(JSON.stringify([input.currentPassword, input.newPassword]));
    const command = { action: 'changePassword', member, requestId, input: { secret }, plan };
    return await once(deps, command, (a) => signedOut.parse(a));
  },
});

const wrongPassword = (): Fault =>
  new Fault('auth', { code: 'wrong-password', message: 'The current password is wrong. Type it again.' });

const noPassword = (): Fault =>
  new Fault('reject', { code: 'no-password', message: 'This account signs in at a provider. Change the password there.' });
