/** Webhooks of the organization, found by name or id, and their deliveries. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import {
  DeliveriesDocument,
  type DeliveriesQuery,
  RedeliverDocument,
  WatchDeliveryDocument,
  type WatchDeliverySubscription,
  WebhooksDocument,
  type WebhooksQuery,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export type Webhook = WebhooksQuery['webhooks'][number];
type Delivery = DeliveriesQuery['webhook_deliveries'][number];

export async function listWebhooks({ client }: Connection): Promise<readonly Webhook[]> {
  return (await client.request(WebhooksDocument, {}, { idempotent: true })).webhooks;
}

/** @throws Fault gone `webhook-not-found` */
export async function findWebhook(connection: Connection, named: string): Promise<Webhook> {
  const fitting = (await listWebhooks(connection)).filter((w) => w.id === named || w.name === named);
  const [webhook] = fitting;
  if (webhook !== undefined && fitting.length === 1) return webhook;
  throw new Fault('gone', {
    code: 'webhook-not-found',
    message:
      fitting.length > 1
        ? `Several webhooks are named «${named}»: say which by its id. «northstack webhooks» lists them.`
        : `There is no webhook «${named}». «northstack webhooks» lists them.`,
  });
}

/** Newest first. */
export async function listDeliveries(
  { client }: Connection,
  webhook: Webhook,
  { failed, limit }: { readonly failed: boolean; readonly limit: number },
): Promise<readonly Delivery[]> {
  const where = { webhook_id: { _eq: webhook.id }, ...(failed ? { status: { _eq: 'failed' as const } } : {}) };
  return (await client.request(DeliveriesDocument, { where, limit }, { idempotent: true })).webhook_deliveries;
}

/** Sends a delivery again; answers how its first attempt went. @throws Fault gone */
export async function redeliver(
  { client, subscriptions }: Connection,
  deliveryId: string,
): Promise<{ readonly id: string } & NonNullable<WatchDeliverySubscription['webhook_deliveries_by_pk']>> {
  const variables = { deliveryId, requestId: randomUUID() };
  const { redeliverWebhook } = await client.request(RedeliverDocument, variables, { idempotent: true });
  const id = redeliverWebhook.deliveryId;
  for await (const { webhook_deliveries_by_pk: seen } of (await subscriptions()).iterate(WatchDeliveryDocument, { id })) {
    if (seen === null) break;
    if (seen.status !== 'pending' || seen.failure_reason !== null) return { id, ...seen };
  }
  throw new Fault('gone', { code: 'delivery-not-found', message: 'The delivery is gone: its webhook was removed meanwhile.' });
}
