/** What a scheduled event sends, and where to (dialect §6.7). Pure. */
import { z } from 'zod';
import { type Environment, fillTemplate, resolveHeaders } from '../../model/environment.ts';
import type { CronTrigger } from '../../model/triggers.ts';
import { Unresolvable } from '../../model/unresolvable.ts';
import type { Delivery } from '../deliver.ts';
import type { ClaimedScheduled } from './scheduled-store.ts';

export interface ScheduledCall {
  /** Of the cron trigger; null for one-off events. */
  readonly name: string | null;
  readonly delivery: Omit<Delivery, 'signal'>;
  readonly toleranceSeconds: number;
}

/** As `create_scheduled_event` takes it and the table keeps it. */
export const scheduledRetry = z.object({
  num_retries: z.int().min(0).default(0),
  retry_interval_seconds: z.number().min(0).default(10),
  timeout_seconds: z.number().positive().default(60),
  tolerance_seconds: z.number().min(0).default(21_600),
});

export const scheduledHeaders = z
  .array(z.union([z.object({ name: z.string(), value: z.string() }), z.object({ name: z.string(), value_from_env: z.string() })]))
  .nullish();
export const scheduledWebhook = z.union([z.string(), z.object({ from_env: z.string() })]);

/** Null for an event whose cron trigger is not known (any more). */
export function scheduledCall(
  event: ClaimedScheduled,
  triggers: ReadonlyMap<string, CronTrigger>,
  env: Environment,
): ScheduledCall | null {
  if (event.oneOff !== null) return oneOffCall(event, event.oneOff, env);
  const trigger = triggers.get(event.trigger ?? '');
  if (trigger === undefined) return null;
  const body = {
    id: event.id,
    name: trigger.name,
    scheduled_time: iso(event.scheduledAt),
    payload: trigger.payload ?? null,
    ...(trigger.comment === null ? {} : { comment: trigger.comment }),
  };
  return {
    name: trigger.name,
    toleranceSeconds: trigger.retry.toleranceSeconds,
    delivery: {
      webhook: trigger.webhook,
      body: JSON.stringify(body),
      headers: trigger.headers,
      retry: trigger.retry,
      tries: event.tries,
      requestTransform: trigger.requestTransform,
      responseTransform: trigger.responseTransform,
      sessionVariables: null,
      traceId: null,
      logVersion: '1',
    },
  };
}

function oneOffCall(event: ClaimedScheduled, oneOff: NonNullable<ClaimedScheduled['oneOff']>, env: Environment): ScheduledCall {
  const retry = scheduledRetry.parse(JSON.parse(oneOff.retry ?? 'null') ?? {});
  const comment = oneOff.comment === null ? '' : `,"comment":${JSON.stringify(oneOff.comment)}`;
  return {
    name: null,
    toleranceSeconds: retry.tolerance_seconds,
    delivery: {
      webhook: readable(() => address(scheduledWebhook.parse(JSON.parse(oneOff.webhook)), env), ''),
      body: `{"id":${JSON.stringify(event.id)},"scheduled_time":"${iso(event.scheduledAt)}","created_at":"${iso(event.createdAt)}","payload":${oneOff.payload ?? 'null'}${comment}}`,
      headers: readable(() => resolveHeaders(scheduledHeaders.parse(JSON.parse(oneOff.headers ?? 'null')), env), []),
      retry: {
        numRetries: retry.num_retries,
        intervalSeconds: retry.retry_interval_seconds,
        timeoutSeconds: retry.timeout_seconds,
      },
      tries: event.tries,
      requestTransform: JSON.parse(oneOff.requestTransform ?? 'null'),
      responseTransform: null,
      sessionVariables: null,
      traceId: null,
      logVersion: '1',
    },
  };
}

const address = (webhook: z.output<typeof scheduledWebhook>, env: Environment): string =>
  typeof webhook === 'string' ? fillTemplate(webhook, env) : fillTemplate(`{{${webhook.from_env}}}`, env);

/** What the environment no longer has becomes a delivery that fails and is logged, not an event that is stuck. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unresolvable || error instanceof z.ZodError) return otherwise;
    throw error;
  }
}

/** `2024-01-02T03:04:05Z`: milliseconds only where there are any. */
const iso = (date: Date): string => date.toISOString().replace('.000Z', 'Z');
