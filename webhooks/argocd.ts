/**
 * Notifications of Argo CD (argocd-notifications, a webhook service whose template is in docs/production.md). They carry what the operator
 * lets them carry: the secret in a header, and which of our instances an Application is, by its label.
 */
import { z } from 'zod';
import type { WebhookReceiver } from './receiver.ts';
import { sameSecret } from './same-secret.ts';

export interface ArgocdReceiverOptions {
  readonly secret: string;
  /** Whether there is such an instance. */
  readonly hasInstance: (id: string, signal: AbortSignal) => Promise<boolean>;
}

/** What else the template says makes two messages about the same instance different ones. */
const notification = z.looseObject({
  /** Empty for Applications that are not instances. */
  instance: z.union([z.uuid(), z.literal(''), z.literal('<no value>')]).nullish(),
});
const HEADER = 'x-northstack-webhook-secret';

export function argocdReceiver({ secret, hasInstance }: ArgocdReceiverOptions): WebhookReceiver {
  return {
    name: 'argocd',
    receive: ({ path, headers, body }) => {
      const given = headers[HEADER];
      if (path.length > 0 || typeof given !== 'string' || !sameSecret(given, secret)) return { state: 'stranger' };
      const text = Buffer.from(body).toString('utf8');
      const parsed = notification.safeParse(jsonOf(text));
      if (!parsed.success) return { state: 'unreadable', reason: 'It needs a field instance with the id of a service instance.' };
      const { instance } = parsed.data;
      if (!instance || instance === '<no value>') return { state: 'ignored' };
      return {
        state: 'accepted',
        key: text,
        confirm: async (signal) => ((await hasInstance(instance, signal)) ? { kind: 'instance', id: instance } : null),
      };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
