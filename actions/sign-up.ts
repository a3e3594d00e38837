/**
 * Makes an account with an organization of its own, where the installation allows it. An address that has an account already is answered
 * exactly like a new one. Where mail can be sent the address has to be proven before the account can sign in, and who has an account already is
 * told so by mail, with a way to a new password; otherwise nothing happens.
 */
import { z } from 'zod';
import { email } from '../domain/values/email.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  CreateAccountDocument,
  CreateUnprovenAccountDocument,
  NoteRequestAndMailDocument,
  PersonToMailDocument,
} from '../sdk/generated.ts';
import { newPassword, personName } from './account.ts';
import { mailWithToken } from './account-mail.ts';
import { defineAction } from './action.ts';
import { beginAttempt } from './attempt.ts';
import { idFor } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { hashPassword } from './passwords.ts';

/** Nothing is kept: the address stands in the account, if at all. */
const kept = z.object({});

export const signUp = defineAction({
  name: 'signUp',
  input: z.object({
    email,
    name: personName,
    password: newPassword,
    organization: personName.nullish(),
    requestId: z.guid(),
  }),
  output: z.object({ email: z.string() }),
  handle: async (deps, { requestId, ...input }, _session, visitor) => {
    const { graphql, people } = deps;
    if (people.signUp !== 'open')
      throw new Fault('auth', { code: 'sign-up-closed', message: 'Accounts are made by invitation here. Ask an owner for one.' });
    const plan = async () => {
      await beginAttempt(deps, visitor, { account: `sign-up ${input.email}`, secret: '', requestId });
      const passwordHash = await hashPassword(input.password);
      return {
        answer: {},
        run: async (row: AnonymousRow) => {
          const account = {
            id: idFor('sign-up:user', requestId),
            email: input.email,
            name: input.name,
            passwordHash,
            organizationName: input.organization ?? input.name,
            organizationSlug: slugFor(input.organization ?? input.name, idFor('sign-up:organization', requestId)),
          };
          const id = idFor('sign-up:mail', requestId);
          const { email } = input;
          try {
            if (people.sendsMail) {
              const mail = mailWithToken(deps, 'verify_address', { id, userId: account.id, email });
              await graphql.request(CreateUnprovenAccountDocument, { ...row, ...account, mail }, { idempotent: true });
            } else await graphql.request(CreateAccountDocument, { ...row, ...account }, { idempotent: true });
          } catch (error) {
            if (!(error instanceof GraphqlError && error.message.includes('users_email_key'))) throw error;
            // The same statement without the account: the answer and what is kept of it are the same.
            const { users } = await graphql.request(PersonToMailDocument, { email }, { idempotent: true });
            const known = people.sendsMail ? users.filter((u) => u.is_active && u.credential !== null) : [];
            const mails = known.map((user) => mailWithToken(deps, 'address_known', { id, userId: user.id, email }));
            await graphql.request(NoteRequestAndMailDocument, { ...row, mails }, { idempotent: true });
          }
        },
      };
    };
    await onceForAnyone(deps, { action: 'signUp', requestId, input, plan }, (a) => kept.parse(a));
    return { email: input.email };
  },
});

/** Never taken, so that nobody learns from it which organizations there are. */
const slugFor = (name: string, id: string): string => {
  const readable = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 28);
  return `${readable.replace(/-+$/, '') || 'org'}-${id.replaceAll('-', '').slice(0, 10)}`;
};
