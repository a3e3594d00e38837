/**
 * Coolify's outgoing webhook: one address a team, no signature, nothing for queued, started or cancelled. Only a connection that fails is
 * tried again (five times); an answer of 5xx is not. Tests may lose, repeat and reorder what is sent.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Deployment } from './world.ts';

export interface WebhookSender extends AsyncDisposable {
  readonly settings: Readonly<Record<string, unknown>>;
  configure(fields: Readonly<Record<string, unknown>>): void;
  /** What becomes of the next messages: `send` by default. `hold` keeps them until `release`. */
  mode: 'send' | 'lose' | 'three-times' | 'hold';
  /** Sends what was held, the newest first. */
  release(): Promise<void>;
  /** Status of every answer, in order; null: no connection. */
  readonly answers: readonly (number | null)[];
  ended(deployment: Deployment, project: string, url: string): void;
}

const TRIES = 5;

export function createWebhookSender(backoffMs = 100): WebhookSender {
  let settings: Record<string, unknown> = { webhook_enabled: false, webhook_url: null };
  const held: Record<string, unknown>[] = [];
  const answers: (number | null)[] = [];
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  async function post(body: Record<string, unknown>): Promise<void> {
    for (let tries = 1; tries <= TRIES && !closing.signal.aborted; tries += 1) {
      try {
        const { status } = await fetch(String(settings.webhook_url), {
          method: 'POST',
          redirect: 'manual',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: closing.signal,
        });
        answers.push(status);
        return;
      } catch {
        answers.push(null);
        await delay(backoffMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }
  const send = (body: Record<string, unknown>): Promise<void> => {
    const sent = post(body).finally(() => underWay.delete(sent));
    underWay.add(sent);
    return sent;
  };

  const sender: WebhookSender = {
    get settings() {
      return settings;
    },
    configure: (fields) => {
      settings = { ...settings, ...fields };
    },
    mode: 'send',
    release: async () => {
      for (const body of held.splice(0).reverse()) await send(body);
    },
    answers,
    ended: ({ status, application, uuid }, project, url) => {
      if (settings.webhook_enabled !== true || (status !== 'finished' && status !== 'failed')) return;
      const success = status === 'finished';
      if (settings[`deployment_${success ? 'success' : 'failure'}_webhook_notifications`] === false) return;
      const body = {
        success,
        message: success ? 'New version successfully deployed' : 'Deployment failed',
        event: success ? 'deployment_success' : 'deployment_failed',
        application_name: application.fields.name,
        application_uuid: application.uuid,
        deployment_uuid: uuid,
        deployment_url: `${url}/project/x/environment/y/application/${application.uuid}/deployment/${uuid}`,
        project,
        environment: 'production',
      };
      if (sender.mode === 'hold') held.push(body);
      if (sender.mode === 'send') void send(body);
      if (sender.mode === 'three-times') void send(body).then(() => send(body).then(() => send(body)));
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await Promise.allSettled([...underWay]);
    },
  };
  return sender;
}
