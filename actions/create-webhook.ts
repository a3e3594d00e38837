/** Makes a webhook with a signing secret, which is shown in this answer only. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eventPatterns } from '../domain/values/event-patterns.ts';
import { httpUrl } from '../domain/values/http-url.ts';
import { Fault } from '../kit/fault.ts';
import { newSigningSecret } from '../kit/standard-webhooks.ts';
import { GraphqlError } from '../sdk/client.ts';
import { CreateWebhookDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requirePlace } from './outward-place.ts';
import { requireMember } from './session.ts';
import { showWebhookSecret, webhookSecretAddress } from './webhook-secret.ts';

const made = z.object({ webhookId: z.guid() });

export const createWebhook = defineAction({
  name: 'createWebhook',
  input: z.object({
    name: z.string().min(1).max(100),
    url: httpUrl,
    eventTypes: eventPatterns.nullish().transform((patterns) => patterns ?? ['*']),
    projectId: z
      .uuid()
      .nullish()
      .transform((id) => id ?? null),
    requestId,
  }),
  output: made.extend({ secret: z.string() }),
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof made>>> => {
      await requirePlace(deps, member, input.projectId);
      const id = randomUUID();
      const { sealed } = await deps.secrets.put(webhookSecretAddress(member.organizationId, id, 1), newSigningSecret());
      const webhook = {
        id,
        organization_id: member.organizationId,
        project_id: input.projectId,
        name: input.name,
        url: input.url,
        event_types: input.eventTypes,
        secret_sealed: sealed,
        created_by: member.userId,
      };
      return {
        answer: { webhookId: id },
        run: (row, options) => deps.graphql.request(CreateWebhookDocument, { ...row, webhook }, options).catch(tooMany),
      };
    };
    const command = { action: 'createWebhook', member, requestId, input, plan };
    const { webhookId } = await once(deps, command, (answer) => made.parse(answer));
    return { webhookId, secret: await showWebhookSecret(deps, webhookId, 1) };
  },
});

function tooMany(error: unknown): never {
  if (error instanceof GraphqlError && error.message.includes('webhooks_limit'))
    throw new Fault('conflict', {
      code: 'webhook-limit',
      message: 'An organization may have 50 webhooks, and all are used. Delete one that nobody needs.',
    });
  throw error;
}
