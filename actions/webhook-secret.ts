/** The signing secrets of webhooks: kept sealed, shown by the command that made them and by repeats of that command. */
import type { SecretAddress } from '../domain/ports/secret-store.ts';
import { Fault } from '../kit/fault.ts';
import { WebhookSecretDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';

export const webhookSecretAddress = (organizationId: string, webhookId: string, version: number): SecretAddress => ({
  organizationId,
  scope: 'webhook',
  targetId: webhookId,
  key: 'signing-secret',
  versionId: String(version),
});

/** @throws Fault conflict when it was rotated since, gone when the webhook is not there any more */
export async function showWebhookSecret({ graphql, secrets }: ActionDeps, webhookId: string, version: number): Promise<string> {
  const { webhooks_by_pk: row } = await graphql.request(WebhookSecretDocument, { id: webhookId }, { idempotent: true });
  if (row === null) throw webhookNotFound();
  if (row.secret_version !== version)
    throw new Fault('conflict', {
      code: 'secret-rotated',
      message: 'This secret was rotated since and is not shown again. Use rotateWebhookSecret to get a new one.',
    });
  return await secrets.get(webhookSecretAddress(row.organization_id, webhookId, version), row.secret_sealed);
}

export const webhookNotFound = (): Fault =>
  new Fault('gone', { code: 'webhook-not-found', message: 'There is no such webhook. Check the id.' });
