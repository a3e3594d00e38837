/** Sends a mail about an account; again later when no mail server took it, and not any more when it has become pointless. */
import { describeAccountMail } from '../domain/plan/account-mail.ts';
import { planDelivery } from '../domain/plan/delivery.ts';
import { Fault } from '../kit/fault.ts';
import {
  AccountMailToSendDocument,
  type AccountMailToSendQuery,
  ClaimAccountMailDocument,
  RecordAccountMailDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import { attemptOf, CLAIM_MS, nextLook } from './due.ts';

type AccountMail = NonNullable<AccountMailToSendQuery['account_mails_by_pk']>;

export const reconcileAccountMail: Reconcile = async (deps, id) => {
  const { graphql, now } = deps;
  const { account_mails_by_pk: mail } = await graphql.request(AccountMailToSendDocument, { id }, { idempotent: true });
  if (mail === null || mail.next_attempt_at === null) return {};
  const dueAt = Math.max(millis(mail.next_attempt_at) ?? 0, millis(mail.claimed_until) ?? 0);
  if (dueAt > now()) return nextLook([mail], now());
  const until = timestamp(now() + CLAIM_MS);
  const claim = await graphql.request(ClaimAccountMailDocument, { id, attempts: mail.attempts, until });
  if (claim.update_account_mails?.affected_rows !== 1) return nextLook([{ ...mail, claimed_until: until }], now());
  const attempts = mail.attempts + 1;
  const pointless = whyPointless(mail, now());
  const { attempt } = await attemptOf(() => (pointless === null ? send(deps, mail) : refuse(pointless)));
  const plan = planDelivery(attempts, attempt, Math.random());
  const next = plan.do === 'retry' ? timestamp(now() + plan.inMs) : null;
  await graphql.request(
    RecordAccountMailDocument,
    {
      id,
      attempts,
      set: {
        next_attempt_at: next,
        claimed_until: null,
        sent_at: plan.do === 'succeed' ? timestamp(now()) : null,
        failure_reason: attempt.kind === 'taken' ? null : attempt.reason,
      },
    },
    { idempotent: true },
  );
  return next === null ? {} : nextLook([{ next_attempt_at: next, claimed_until: null }], now());
};

function whyPointless({ expires_at, used_at, invitation }: AccountMail, now: number): string | null {
  if (Date.parse(expires_at) <= now) return 'It has expired before it could be sent.';
  if (used_at !== null || invitation?.accepted_at || invitation?.revoked_at) return 'It is not needed any more.';
  return null;
}

async function send({ mailer, mailTokens, publicUrl }: ReconcileDeps, mail: AccountMail): Promise<null> {
  if (mailer === null)
    throw new Fault('retry', {
      code: 'mail-unavailable',
      message: 'This installation has no mail server. The operator sets it with NORTHSTACK_SMTP_URL.',
    });
  const { id, kind, email, user, invitation } = mail;
  const token =
    invitation !== null ? mailTokens('invitation', invitation.id) : kind === 'password_changed' ? null : mailTokens('mail', id);
  const { subject, text } = describeAccountMail({
    kind,
    name: user?.name ?? null,
    email,
    token,
    publicUrl,
    invitation:
      invitation === null
        ? null
        : { organization: invitation.organization.name, role: invitation.role, inviter: invitation.inviter?.name ?? null },
  });
  await mailer.send({ to: [email], subject, text, id });
  return null;
}

const refuse = async (message: string): Promise<never> => {
  throw new Fault('reject', { code: 'mail-pointless', message });
};
