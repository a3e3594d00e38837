/** Sends a test to a notification channel. Watch the notification to see what came of it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { ChannelForCommandDocument, TestNotificationChannelDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ notificationId: z.guid() });

export const testNotificationChannel = defineAction({
  name: 'testNotificationChannel',
  input: z.object({ channelId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const { notification_channels_by_pk: channel } = await graphql.request(
        ChannelForCommandDocument,
        { id: input.channelId },
        { headers: asMember(member), idempotent: true },
      );
      if (channel === null)
        throw new Fault('gone', { code: 'channel-not-found', message: 'There is no such notification channel. Check the id.' });
      if (!channel.is_enabled)
        throw new Fault('conflict', { code: 'channel-disabled', message: 'The channel is switched off. Switch it on first.' });
      const notification = {
        id: randomUUID(),
        organization_id: member.organizationId,
        channel_id: channel.id,
        severity: 'info',
      } as const;
      return {
        answer: { notificationId: notification.id },
        run: (row, options) => graphql.request(TestNotificationChannelDocument, { ...row, notification }, options),
      };
    };
    return await once(deps, { action: 'testNotificationChannel', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
