/** Sends an event to a webhook once more, as a delivery of its own with the same event id. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { DeliveryForRedeliveryDocument, RedeliverWebhookDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ deliveryId: z.guid() });

export const redeliverWebhook = defineAction({
  name: 'redeliverWebhook',
  input: z.object({ deliveryId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const { webhook_deliveries_by_pk: original } = await graphql.request(
        DeliveryForRedeliveryDocument,
        { id: input.deliveryId },
        { headers: asMember(member), idempotent: true },
      );
      if (original === null)
        throw new Fault('gone', { code: 'delivery-not-found', message: 'There is no such delivery. Check the id.' });
      if (!original.webhook.is_enabled)
        throw new Fault('conflict', { code: 'webhook-disabled', message: 'The webhook is switched off. Switch it on first.' });
      const id = randomUUID();
      return {
        answer: { deliveryId: id },
        run: (row, options) => graphql.request(RedeliverWebhookDocument, { ...row, id, originalId: original.id }, options),
      };
    };
    return await once(deps, { action: 'redeliverWebhook', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
