/**
 * Coolify's notifications (v4.3). They carry no signature, so a secret stands in the path, and the deployment they name is asked of Coolify.
 * Nothing is sent for queued, started or cancelled deployments, and nothing is sent again after a 5xx: whoever waits for one, waits for ever.
 */
import { z } from 'zod';
import type { Hinted, WebhookReceiver } from './receiver.ts';
import { sameSecret } from './same-secret.ts';

export interface CoolifyReceiverOptions {
  readonly secret: string;
  /** The build that a deployment of an application is, asked of Coolify; null: none of ours. */
  readonly buildOf: (application: string, deployment: string, signal: AbortSignal) => Promise<string | null>;
}

const uuid = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const deployed = z.object({
  event: z.enum(['deployment_success', 'deployment_failed']),
  application_uuid: uuid,
  deployment_uuid: uuid,
});
const anyEvent = z.object({ event: z.string() });

export function coolifyReceiver({ secret, buildOf }: CoolifyReceiverOptions): WebhookReceiver {
  return {
    name: 'coolify',
    receive: ({ path, body }) => {
      if (path.length !== 1 || !sameSecret(path[0] ?? '', secret)) return { state: 'stranger' };
      const message = jsonOf(body);
      const parsed = deployed.safeParse(message);
      if (!parsed.success)
        return anyEvent.safeParse(message).success
          ? { state: 'ignored' }
          : { state: 'unreadable', reason: 'It is not a notification of Coolify.' };
      const { event, application_uuid: application, deployment_uuid: deployment } = parsed.data;
      return {
        state: 'accepted',
        key: `${event} ${deployment}`,
        confirm: async (signal): Promise<Hinted | null> => {
          const id = await buildOf(application, deployment, signal);
          return id === null ? null : { kind: 'build', id };
        },
      };
    },
  };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
