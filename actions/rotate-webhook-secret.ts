/** Gives a webhook a new signing secret. For a while messages are signed with both, so that a receiver can change over. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { newSigningSecret } from '../kit/standard-webhooks.ts';
import { RotateWebhookSecretDocument, WebhookForCommandDocument, WebhookSecretDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';
import { showWebhookSecret, webhookNotFound, webhookSecretAddress } from './webhook-secret.ts';

const rotated = z.object({ webhookId: z.guid(), version: z.int(), previousSecretUntil: z.iso.datetime() });

export const rotateWebhookSecret = defineAction({
  name: 'rotateWebhookSecret',
  input: z.object({
    webhookId: z.guid(),
    overlapHours: z
      .int()
      .min(0, 'overlapHours is 0 to 168.')
      .max(168, 'overlapHours is 0 to 168.')
      .nullish()
      .transform((hours) => hours ?? 24),
    requestId,
  }),
  output: rotated.omit({ version: true }).extend({ secret: z.string() }),
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, secrets, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof rotated>>> => {
      const id = input.webhookId;
      const visible = await graphql.request(WebhookForCommandDocument, { id }, { headers: asMember(member), idempotent: true });
      const { webhooks_by_pk: row } = await graphql.request(WebhookSecretDocument, { id }, { idempotent: true });
      if (visible.webhooks_by_pk === null || row === null) throw webhookNotFound();
      const version = row.secret_version + 1;
      const { sealed } = await secrets.put(webhookSecretAddress(row.organization_id, id, version), newSigningSecret());
      const until = new Date(now() + input.overlapHours * 3600_000).toISOString();
      const set = {
        secret_version: version,
        secret_sealed: sealed,
        previous_secret_sealed: row.secret_sealed,
        previous_secret_until: until,
      };
      return {
        answer: { webhookId: id, version, previousSecretUntil: until },
        run: async (request, options) => {
          const variables = { ...request, id, from: row.secret_version, set };
          const { update_webhooks: changed } = await graphql.request(RotateWebhookSecretDocument, variables, options);
          if (changed?.affected_rows === 0) throw busy();
        },
      };
    };
    const command = { action: 'rotateWebhookSecret', member, requestId, input, plan };
    const { webhookId, version, previousSecretUntil } = await once(deps, command, (answer) => rotated.parse(answer));
    return { webhookId, previousSecretUntil, secret: await showWebhookSecret(deps, webhookId, version) };
  },
});

const busy = (): Fault =>
  new Fault('conflict', {
    code: 'secret-rotated',
    message: 'Somebody rotated this secret at the same moment. Rotate again with a new requestId.',
  });
