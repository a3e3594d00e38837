/** What mails to people about their account say. Pure. */

export interface AccountMailFacts {
  readonly kind: string;
  /** Of the account; null: there is none yet. */
  readonly name: string | null;
  readonly email: string;
  /** null where nothing can be done with the mail. */
  readonly token: string | null;
  /** Where people's browsers find us, without a slash at the end. */
  readonly publicUrl: string;
  readonly invitation: { readonly organization: string; readonly role: string; readonly inviter: string | null } | null;
}

export interface AccountMailText {
  readonly subject: string;
  readonly text: string;
}

export function describeAccountMail(facts: AccountMailFacts): AccountMailText {
  const { subject, lines } = contentOf(facts);
  const greeting = facts.name === null ? 'Hello,' : `Hello ${line(facts.name)},`;
  return { subject: line(subject), text: [greeting, '', ...lines, '', '-- ', `NorthStack, ${facts.publicUrl}`].join('\n') };
}

function contentOf({ kind, email, token, publicUrl, invitation }: AccountMailFacts): {
  readonly subject: string;
  readonly lines: readonly string[];
} {
  const link = (page: string) =>
    `${publicUrl}/auth/account/${page}${token === null ? '' : `?token=${encodeURIComponent(token)}`}`;
  const ignore = 'If that was not you, ignore this mail: nothing happens.';
  switch (kind) {
    case 'verify_address':
      return {
        subject: 'Confirm your address',
        lines: [
          `somebody, probably you, made an account with the address ${email}. Confirm that it is yours, within a day:`,
          link('verify'),
          ignore,
        ],
      };
    case 'address_known':
      return {
        subject: 'You have an account already',
        lines: [
          `somebody, probably you, asked for an account with the address ${email}. It has one: sign in with its password.`,
          'If you forgot the password, or never chose one here, choose a new one within an hour:',
          link('reset'),
          ignore,
        ],
      };
    case 'reset_password':
      return {
        subject: 'Choose a new password',
        lines: [
          `somebody, probably you, forgot the password of ${email}. Choose a new one within an hour:`,
          link('reset'),
          ignore,
        ],
      };
    case 'password_changed':
      return {
        subject: 'Your password was changed',
        lines: [
          `the password of ${email} was changed, and every session ended.`,
          'If that was not you, choose another one at once:',
          link('forgot'),
        ],
      };
    case 'invitation':
      return {
        subject: `Join ${invitation?.organization ?? 'an organization'}`,
        lines: [
          `${line(invitation?.inviter ?? 'An owner')} invites you into ${line(invitation?.organization ?? '')} as ${invitation?.role.replaceAll('_', ' ') ?? 'a member'}.`,
          'Join within a week:',
          link('join'),
          'If you do not know them, ignore this mail.',
        ],
      };
    default:
      throw new Error(`no such mail: ${kind}`);
  }
}

/** Names are what people typed: on one line, so that nothing is mistaken for a header or a line of ours. */
const line = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
