/** Mails about accounts: a row in the transaction of what they are about, sent afterwards. What is kept of a token is its hash. */
import { Fault } from '../kit/fault.ts';
import { AccountMailByTokenDocument, type account_mails_insert_input } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { hashToken } from './tokens.ts';

/** An hour to choose a new password, a day to answer from a new address. */
const GOOD_FOR_MS = { verify_address: 86_400_000, address_known: 3_600_000, reset_password: 3_600_000 } as const;
/** Without a token it is news, and old news is not sent. */
const NEWS_MS = 86_400_000;

export type TokenMail = keyof typeof GOOD_FOR_MS;

export interface Recipient {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
}

export function mailWithToken({ tokens, now }: ActionDeps, kind: TokenMail, to: Recipient): account_mails_insert_input {
  return {
    id: to.id,
    kind,
    email: to.email,
    user_id: to.userId,
    token_hash: hashToken(tokens.secretOf('mail', to.id)),
    expires_at: new Date(now() + GOOD_FOR_MS[kind]).toISOString(),
  };
}

/** That somebody changed the password, for whom it was not. */
export const passwordChanged = ({ now }: ActionDeps, to: Recipient): account_mails_insert_input => ({
  id: to.id,
  kind: 'password_changed',
  email: to.email,
  user_id: to.userId,
  expires_at: new Date(now() + NEWS_MS).toISOString(),
});

/** @throws Fault gone `link-invalid`: what never was, has ended, or is somebody's guess looks the same. */
export async function findMail(
  { graphql, now }: ActionDeps,
  token: string,
  kinds: readonly TokenMail[],
): Promise<{ readonly mailId: string; readonly userId: string; readonly email: string }> {
  const found = await graphql.request(AccountMailByTokenDocument, { hash: hashToken(token) }, { idempotent: true });
  const mail = found.account_mails[0];
  const isGood = mail !== undefined && mail.used_at === null && Date.parse(mail.expires_at) > now();
  const user = mail?.user;
  // Who has another address meanwhile does not get at the account by the old one.
  if (!isGood || !user?.is_active || user.email !== mail.email || !kinds.some((kind) => kind === mail.kind)) throw linkInvalid();
  return { mailId: mail.id, userId: user.id, email: mail.email };
}

export const linkInvalid = (cause?: unknown): Fault =>
  new Fault('gone', {
    code: 'link-invalid',
    message: 'This link is not valid: it was used, or it has expired. Ask for a new one.',
    cause,
  });

export const requireMail = ({ people }: ActionDeps): void => {
  if (!people.sendsMail)
    throw new Fault('auth', {
      code: 'mail-not-configured',
      message: 'This installation sends no mail. Ask its administrator for a new invitation.',
    });
};
