/** Whose messages are taken: systems that things are built and run by, each with a secret that the operator gave it. */
import { z } from 'zod';
import type { GraphqlClient } from '../../sdk/client.ts';
import { InstanceExistsDocument } from '../../sdk/generated.ts';
import { argocdReceiver, coolifyReceiver, createInbox, type Inbox, type WebhookReceiver } from '../../webhooks/index.ts';
import { readSettings } from '../config/settings.ts';
import type { OpenBuilder } from './builder.ts';
import type { Part } from './part.ts';

const secret = z.string().regex(/^[A-Za-z0-9_-]{24,200}$/, 'must have at least 24 letters, digits, - or _');
const settings = z.object({
  NORTHSTACK_COOLIFY_WEBHOOK_SECRET: secret.optional(),
  NORTHSTACK_ARGOCD_WEBHOOK_SECRET: secret.optional(),
});

export interface InboxPart extends Part {
  readonly graphql: GraphqlClient;
  readonly buildOf: OpenBuilder['buildOf'];
}

export function openInbox({ environment, log, closers, hint, graphql, buildOf }: InboxPart): Inbox {
  const given = readSettings(environment, settings);
  const receivers: WebhookReceiver[] = [];
  const { NORTHSTACK_COOLIFY_WEBHOOK_SECRET: coolify, NORTHSTACK_ARGOCD_WEBHOOK_SECRET: argocd } = given;
  if (coolify !== undefined && buildOf !== null) receivers.push(coolifyReceiver({ secret: coolify, buildOf }));
  if (argocd !== undefined)
    receivers.push(
      argocdReceiver({
        secret: argocd,
        hasInstance: async (id, signal) =>
          (await graphql.request(InstanceExistsDocument, { id }, { idempotent: true, signal })).service_instances_by_pk !== null,
      }),
    );
  const inbox = createInbox({
    receivers,
    wake: hint,
    observe: (observation) =>
      observation.kind === 'webhook-refused' || observation.kind === 'webhook-unconfirmed'
        ? log.warn(observation, 'webhook')
        : log.debug(observation, 'webhook'),
  });
  closers.add({ name: 'inbound webhooks', close: () => inbox[Symbol.asyncDispose]() });
  return inbox;
}
