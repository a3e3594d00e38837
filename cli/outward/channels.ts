/** Notification channels of the organization, found by name or id. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import {
  ChannelsDocument,
  type ChannelsQuery,
  TryChannelDocument,
  WatchNotificationDocument,
  type WatchNotificationSubscription,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export type Channel = ChannelsQuery['notification_channels'][number];

export async function listChannels({ client }: Connection): Promise<readonly Channel[]> {
  return (await client.request(ChannelsDocument, {}, { idempotent: true })).notification_channels;
}

/** @throws Fault gone `channel-not-found` */
export async function findChannel(connection: Connection, named: string): Promise<Channel> {
  const fitting = (await listChannels(connection)).filter((c) => c.id === named || c.name === named);
  const [channel] = fitting;
  if (channel !== undefined && fitting.length === 1) return channel;
  throw new Fault('gone', {
    code: 'channel-not-found',
    message:
      fitting.length > 1
        ? `Several channels are named «${named}»: say which by its id. «northstack channels» lists them.`
        : `There is no channel «${named}». «northstack channels» lists them.`,
  });
}

/** Sends a notification; answers how its first attempt went. @throws Fault gone */
export async function tryChannel(
  { client, subscriptions }: Connection,
  channelId: string,
): Promise<NonNullable<WatchNotificationSubscription['notifications_by_pk']>> {
  const variables = { channelId, requestId: randomUUID() };
  const { testNotificationChannel } = await client.request(TryChannelDocument, variables, { idempotent: true });
  const id = testNotificationChannel.notificationId;
  for await (const { notifications_by_pk: seen } of (await subscriptions()).iterate(WatchNotificationDocument, { id })) {
    if (seen === null) break;
    if (seen.status !== 'pending' || seen.failure_reason !== null) return seen;
  }
  throw new Fault('gone', { code: 'channel-not-found', message: 'The channel was removed meanwhile.' });
}
