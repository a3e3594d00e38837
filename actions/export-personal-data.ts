/** Everything that is kept about the caller, as one document (GDPR, articles 15 and 20). No password, key or token is in it. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { ChannelsToDocument, InvitationsToDocument, MailsToDocument, PersonalDataDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requirePerson } from './session.ts';

export const exportPersonalData = defineAction({
  name: 'exportPersonalData',
  input: z.object({}),
  output: z.object({ exportedAt: z.iso.datetime(), document: z.record(z.string(), z.unknown()) }),
  handle: async ({ graphql, now }, _input, session) => {
    const { userId } = requirePerson(session);
    const { users_by_pk: user, ...rest } = await graphql.request(PersonalDataDocument, { userId }, { idempotent: true });
    if (user === null) throw new Fault('gone', { code: 'account-not-found', message: 'There is no such account any more.' });
    const sent = await graphql.request(InvitationsToDocument, { email: user.email }, { idempotent: true });
    const mails = await graphql.request(MailsToDocument, { userId, email: user.email }, { idempotent: true });
    const channels = await graphql.request(ChannelsToDocument, { emails: [user.email] }, { idempotent: true });
    return {
      exportedAt: new Date(now()).toISOString(),
      document: {
        user,
        ...rest,
        invitations_received: sent.invitations,
        mails: mails.account_mails,
        channels: channels.notification_channels,
      },
    };
  },
});
