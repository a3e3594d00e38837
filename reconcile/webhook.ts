/**
 * Sends what waits for a webhook: events in the order in which they happened, a few at a time, each signed, again later when it was not
 * taken. At least once: an attempt is written down before it is made, so that one whose sender died is made again.
 */
import { messageBody } from '../domain/events/event-message.ts';
import { planDelivery, planHealth, type WebhookHealth } from '../domain/plan/delivery.ts';
import type { SecretAddress } from '../domain/ports/secret-store.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { signMessage } from '../kit/standard-webhooks.ts';
import {
  ClaimDeliveryDocument,
  RecordAttemptDocument,
  UpdateWebhookHealthDocument,
  WebhookToReconcileDocument,
  type WebhookToReconcileQuery,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import { AT_ONCE, attemptOf, BATCH, CLAIM_MS, nextLook, SEND_TIMEOUT_MS } from './due.ts';

type Webhook = NonNullable<WebhookToReconcileQuery['webhooks_by_pk']>;
type Delivery = Webhook['due'][number];

export const reconcileWebhook: Reconcile = async (deps, id) => {
  const webhook = await read(deps, id);
  if (!webhook?.is_enabled) return {};
  if (webhook.due.length > 0) await send(deps, webhook);
  const after = await read(deps, id);
  return after?.is_enabled ? nextLook(after.waiting, deps.now()) : {};
};

async function read({ graphql, now }: ReconcileDeps, id: string): Promise<Webhook | null> {
  const variables = { id, now: timestamp(now()), limit: BATCH };
  return (await graphql.request(WebhookToReconcileDocument, variables, { idempotent: true })).webhooks_by_pk;
}

async function send(deps: ReconcileDeps, webhook: Webhook): Promise<void> {
  const secrets = await signingSecrets(deps, webhook);
  let health: WebhookHealth = {
    consecutiveFailures: webhook.consecutive_failures,
    failingSince: millis(webhook.failing_since),
  };
  let disabled = false;
  await inParallel(webhook.due, AT_ONCE, async (delivery) => {
    if (disabled || !(await claim(deps, delivery))) return;
    const attempts = delivery.attempts + 1;
    const body = bodyOf(delivery);
    const at = deps.now();
    const startedAt = performance.now();
    const { attempt, answer } = await attemptOf(() =>
      body === null
        ? Promise.resolve(null)
        : deps.http.post({
            url: webhook.url,
            headers: {
              'content-type': 'application/json; charset=utf-8',
              'user-agent': 'NorthStack-Webhooks/1',
              ...signMessage({ id: body.id, at, body: body.text }, secrets),
            },
            body: body.text,
            timeoutMs: SEND_TIMEOUT_MS,
          }),
    );
    const plan = planDelivery(attempts, attempt, Math.random());
    const failureReason = attempt.kind === 'taken' ? null : attempt.reason;
    const ended = deps.now();
    const ends = plan.do === 'retry' ? null : timestamp(ended);
    await deps.graphql.request(
      RecordAttemptDocument,
      {
        id: delivery.id,
        attempts,
        set: {
          status: plan.do === 'succeed' ? 'succeeded' : plan.do === 'fail' ? 'failed' : 'pending',
          next_attempt_at: plan.do === 'retry' ? timestamp(ended + plan.inMs) : null,
          claimed_until: null,
          response_status: answer?.status ?? null,
          failure_reason: failureReason,
          finished_at: ends,
        },
        attempt: {
          delivery_id: delivery.id,
          attempt: attempts,
          organization_id: webhook.organization_id,
          started_at: timestamp(at),
          duration_ms: Math.round(performance.now() - startedAt),
          response_status: answer?.status ?? null,
          response_excerpt: answer?.excerpt ?? null,
          failure_reason: failureReason,
        },
      },
      { idempotent: true },
    );
    const before = health;
    const { disable, ...after } = planHealth(before, attempt, ended);
    health = after;
    disabled ||= disable !== null;
    if (before.consecutiveFailures !== after.consecutiveFailures || disable !== null)
      await noteHealth(deps, webhook.id, after, disable);
  });
}

async function claim({ graphql, now }: ReconcileDeps, { id, attempts }: Delivery): Promise<boolean> {
  const until = timestamp(now() + CLAIM_MS);
  const { update_webhook_deliveries: claimed } = await graphql.request(ClaimDeliveryDocument, { id, attempts, until });
  return claimed?.affected_rows === 1;
}

async function noteHealth(
  { graphql }: ReconcileDeps,
  id: string,
  { consecutiveFailures, failingSince }: WebhookHealth,
  disable: string | null,
): Promise<void> {
  const set = {
    consecutive_failures: consecutiveFailures,
    failing_since: failingSince === null ? null : timestamp(failingSince),
    ...(disable === null ? {} : { is_enabled: false, disabled_reason: disable }),
  };
  await graphql.request(UpdateWebhookHealthDocument, { id, set }, { idempotent: true });
}

/** The current one, and for a while after a rotation the one before. */
async function signingSecrets({ secrets, now }: ReconcileDeps, webhook: Webhook): Promise<readonly string[]> {
  const { organization_id: organizationId, id, secret_version: version } = webhook;
  const addressOf = (number: number): SecretAddress => ({
    organizationId,
    scope: 'webhook',
    targetId: id,
    key: 'signing-secret',
    versionId: String(number),
  });
  const current = await secrets.get(addressOf(version), webhook.secret_sealed);
  const { previous_secret_sealed: previous, previous_secret_until: until } = webhook;
  if (previous === null || (millis(until) ?? 0) <= now()) return [current];
  return [current, await secrets.get(addressOf(version - 1), previous)];
}

/** null: events are kept longer than deliveries, so this does not happen; then there is nothing to tell. */
function bodyOf({ event }: Delivery): { readonly id: string; readonly text: string } | null {
  if (event === null) return null;
  return { id: event.id, text: JSON.stringify(messageBody(event)) };
}
