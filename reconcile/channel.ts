/** Sends the notifications that wait for a channel: to Slack, by e-mail, or signed to any HTTP address. Again later when it was not taken. */
import { z } from 'zod';
import { planDelivery } from '../domain/plan/delivery.ts';
import { describeNotification, type NotificationText } from '../domain/plan/notification.ts';
import { Fault } from '../kit/fault.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { signMessage } from '../kit/standard-webhooks.ts';
import {
  ChannelToReconcileDocument,
  type ChannelToReconcileQuery,
  ClaimNotificationDocument,
  RecordNotificationDocument,
  ServiceNameDocument,
} from '../sdk/generated.ts';
import { type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import { AT_ONCE, attemptOf, BATCH, CLAIM_MS, nextLook, SEND_TIMEOUT_MS } from './due.ts';

type Channel = NonNullable<ChannelToReconcileQuery['notification_channels_by_pk']>;
type Notification = Channel['due'][number];
/** Sends one; null when there is no HTTP answer to judge. */
type Send = (notification: Notification, text: NotificationText) => ReturnType<Parameters<typeof attemptOf>[0]>;

export const reconcileChannel: Reconcile = async (deps, id) => {
  const channel = await read(deps, id);
  if (!channel?.is_enabled) return {};
  if (channel.due.length > 0) {
    const send = await senderOf(deps, channel);
    await inParallel(channel.due, AT_ONCE, (notification) => deliver(deps, channel, notification, send));
  }
  const after = await read(deps, id);
  return after?.is_enabled ? nextLook(after.waiting, deps.now()) : {};
};

async function read({ graphql, now }: ReconcileDeps, id: string): Promise<Channel | null> {
  const variables = { id, now: timestamp(now()), limit: BATCH };
  return (await graphql.request(ChannelToReconcileDocument, variables, { idempotent: true })).notification_channels_by_pk;
}

async function deliver(deps: ReconcileDeps, channel: Channel, notification: Notification, send: Send): Promise<void> {
  const { graphql, now } = deps;
  const claim = { id: notification.id, attempts: notification.attempts, until: timestamp(now() + CLAIM_MS) };
  const { update_notifications: claimed } = await graphql.request(ClaimNotificationDocument, claim);
  if (claimed?.affected_rows !== 1) return;
  const text = await textOf(deps, notification);
  const { attempt } = await attemptOf(() => send(notification, text));
  const attempts = notification.attempts + 1;
  const plan = planDelivery(attempts, attempt, Math.random());
  const reason = attempt.kind === 'taken' ? null : attempt.reason;
  const ended = now();
  await graphql.request(
    RecordNotificationDocument,
    {
      id: notification.id,
      attempts,
      set: {
        status: plan.do === 'succeed' ? 'succeeded' : plan.do === 'fail' ? 'failed' : 'pending',
        next_attempt_at: plan.do === 'retry' ? timestamp(ended + plan.inMs) : null,
        claimed_until: null,
        failure_reason: reason,
        finished_at: plan.do === 'retry' ? null : timestamp(ended),
      },
      channelId: channel.id,
      channel:
        reason === null
          ? { last_success_at: timestamp(ended) }
          : { last_failure_at: timestamp(ended), last_failure_reason: reason },
    },
    { idempotent: true },
  );
}

const payloadOf = z.record(z.string(), z.unknown()).catch({});

async function textOf({ graphql }: ReconcileDeps, { event }: Notification): Promise<NotificationText> {
  if (event === null) return describeNotification(null);
  const payload = payloadOf.parse(event.payload);
  const serviceId = z.guid().safeParse(payload.serviceId);
  const service = serviceId.success
    ? (await graphql.request(ServiceNameDocument, { id: serviceId.data }, { idempotent: true })).services_by_pk
    : null;
  return describeNotification({
    type: event.type,
    project: event.project?.slug ?? null,
    service: service?.slug ?? null,
    payload,
  });
}

const target = z.object({ url: z.string(), secret: z.string().optional() });

async function senderOf(deps: ReconcileDeps, channel: Channel): Promise<Send> {
  if (channel.type === 'email') return byMail(deps, channel);
  const address = {
    organizationId: channel.organization_id,
    scope: 'notification_channel',
    targetId: channel.id,
    key: 'target',
    versionId: '1',
  } as const;
  const { url, secret } = target.parse(JSON.parse(await deps.secrets.get(address, channel.target_sealed ?? '')));
  const post = (body: unknown, sign: (text: string) => Readonly<Record<string, string>>) => {
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'NorthStack-Notifications/1',
      ...sign(text),
    };
    return deps.http.post({ url, headers, body: text, timeoutMs: SEND_TIMEOUT_MS });
  };
  if (channel.type === 'slack') return (notification, text) => post(slackMessage(notification, text), () => ({}));
  return (notification, text) =>
    post(webhookMessage(notification, text), (body) =>
      // The event's id, so that a receiver of both webhooks and notifications knows one from the other by type, not by id.
      signMessage({ id: notification.event?.id ?? notification.id, at: deps.now(), body }, secret === undefined ? [] : [secret]),
    );
}

function byMail({ mailer }: ReconcileDeps, { recipients }: Channel): Send {
  return async ({ id, severity }, { title, facts }) => {
    if (mailer === null)
      throw new Fault('retry', {
        code: 'mail-unavailable',
        message: 'This installation has no mail server. The operator sets it with NORTHSTACK_SMTP_URL.',
      });
    const text = [title, '', ...facts.map(([label, value]) => `${label}: ${value}`), '', '-- ', 'NorthStack'].join('\n');
    await mailer.send({ to: recipients ?? [], subject: `[${severity}] ${title}`, text, id });
    return null;
  };
}

/** Slack's incoming webhooks: a text for lists of messages, blocks for the message itself. */
function slackMessage({ severity }: Notification, { title, facts }: NotificationText) {
  const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const head = `${MARKS[severity]} *${plain(title)}*`;
  return {
    text: `${MARKS[severity]} ${plain(title)}`,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: head } },
      {
        type: 'context',
        elements: facts.slice(0, 10).map(([l, v]) => ({ type: 'mrkdwn', text: `*${plain(l)}*: ${plain(v)}` })),
      },
    ],
  };
}

const MARKS = { info: ':information_source:', warning: ':warning:', error: ':x:', critical: ':rotating_light:' } as const;

function webhookMessage({ id, severity, created_at, event }: Notification, { title, facts }: NotificationText) {
  return {
    type: 'notification',
    timestamp: event?.created_at ?? created_at,
    data: { notificationId: id, severity, title, facts: Object.fromEntries(facts), event },
  };
}
