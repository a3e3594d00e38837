/**
 * Makes an account with an organization of its own, where the installation allows it. An address that has an account already is answered
 * exactly like a new one, and nothing happens.
 */
import { z } from 'zod';
import { email } from '../domain/values/email.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { CreateAccountDocument, NoteAnonymousRequestDocument } from '../sdk/generated.ts';
import { newPassword, personName } from './account.ts';
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
    requestId: z.uuid(),
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
          try {
            await graphql.request(CreateAccountDocument, { ...row, ...account }, { idempotent: true });
          } catch (error) {
            if (!(error instanceof GraphqlError && error.message.includes('users_email_key'))) throw error;
            // The same statement without the account: the answer and what is kept of it are the same.
            await graphql.request(NoteAnonymousRequestDocument, row, { idempotent: true });
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
