/** Signs in with e-mail and password. Wrong address and wrong password look the same, in words and in time. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { email } from '../domain/values/email.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { QueueMailDocument, RecentMailDocument, StartSessionDocument, UserForSignInDocument } from '../sdk/generated.ts';
import { mailWithToken } from './account-mail.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { beginAttempt } from './attempt.ts';
import { bindBrowser } from './fingerprint.ts';
import { beginningOf, chooseMembership, idFor, sessionOf, sessionOutput, tokenAnswer } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { verifyPassword } from './passwords.ts';
import { hashToken, REFRESH_SECONDS } from './tokens.ts';

export const signIn = defineAction({
  name: 'signIn',
  input: z.object({
    email,
    password: z.string().min(1).max(1000),
    organization: slug.nullish(),
    browser: z.boolean().nullish(),
    requestId: z.guid().nullish(),
  }),
  output: sessionOutput,
  handle: async (deps, { requestId, ...input }, _session, visitor) => {
    const { graphql, tokens, people, now } = deps;
    const plan = async (request: string) => {
      const attemptId = await beginAttempt(deps, visitor, { account: input.email, secret: input.password, requestId: request });
      const { users } = await graphql.request(UserForSignInDocument, { email: input.email }, { idempotent: true });
      const user = users[0];
      const known = await verifyPassword(input.password, user?.credential?.password_hash ?? null);
      if (!known || user === undefined || !user.is_active) throw wrongCredentials();
      if (user.email_verified_at === null && people.sendsMail) {
        await askAgain(deps, user);
        throw notProven();
      }
      const { organization_id: organizationId } = chooseMembership(user, input.organization);
      const id = idFor(`sign-in:${user.id}:${organizationId}`, request);
      return {
        answer: { tokenId: id },
        run: (row: AnonymousRow) =>
          graphql.request(
            StartSessionDocument,
            {
              ...row,
              attemptId,
              id,
              userId: user.id,
              organizationId,
              hash: hashToken(tokens.secretOf('refresh-token', id)),
              fingerprintHash: input.browser ? hashToken(tokens.secretOf('fingerprint', id)) : null,
              expiresAt: new Date(now() + REFRESH_SECONDS * 1000).toISOString(),
              now: new Date(now()).toISOString(),
            },
            { idempotent: true, headers: beginningOf(user.id, visitor) },
          ),
      };
    };
    const { tokenId } = await onceForAnyone(deps, { action: 'signIn', requestId, input, plan }, (a) => tokenAnswer.parse(a));
    if (input.browser) bindBrowser(tokens, people.publicUrl, tokenId, visitor);
    return await sessionOf(deps, tokenId);
  },
});

const AGAIN_MS = 60_000;

/** Whoever knows the password and lost the mail gets another one, not more often than each minute. */
async function askAgain(deps: ActionDeps, { id: userId, email }: { readonly id: string; readonly email: string }): Promise<void> {
  const { graphql, now } = deps;
  const recent = { userId, kind: 'verify_address', since: new Date(now() - AGAIN_MS).toISOString() } as const;
  if ((await graphql.request(RecentMailDocument, recent, { idempotent: true })).account_mails.length > 0) return;
  const mail = mailWithToken(deps, 'verify_address', { id: randomUUID(), userId, email });
  await graphql.request(QueueMailDocument, { mail });
}

const notProven = (): Fault =>
  new Fault('auth', {
    code: 'email-not-verified',
    message: 'This address is not proven yet. Follow the link in the mail that was sent to it, then sign in again.',
  });

export const wrongCredentials = (): Fault =>
  new Fault('auth', { code: 'wrong-credentials', message: 'The e-mail address or the password is wrong.' });
