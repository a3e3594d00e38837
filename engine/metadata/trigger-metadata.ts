/** Event triggers and cron triggers as metadata writes them. */
import { z } from 'zod';
import { Headers, Transform } from './webhook-metadata.ts';

const Columns = z.union([z.literal('*'), z.array(z.string())]);
const Operation = z.object({ columns: Columns, payload: Columns.nullish() }).nullish();

export const EventTriggerMetadata = z.object({
  name: z.string().min(1),
  definition: z.object({
    enable_manual: z.boolean().nullish(),
    insert: Operation,
    update: Operation,
    delete: Operation,
  }),
  retry_conf: z
    .object({ num_retries: z.int().nullish(), interval_sec: z.int().nullish(), timeout_sec: z.int().nullish() })
    .nullish(),
  webhook: z.string().nullish(),
  webhook_from_env: z.string().nullish(),
  headers: Headers,
  request_transform: Transform,
  response_transform: Transform,
  cleanup_config: z.record(z.string(), z.unknown()).nullish(),
  trigger_on_replication: z.boolean().nullish(),
});
export type EventTriggerMetadata = z.infer<typeof EventTriggerMetadata>;

export const CronTriggerMetadata = z.object({
  name: z.string().min(1),
  webhook: z.union([z.string(), z.object({ from_env: z.string() })]),
  schedule: z.string(),
  include_in_metadata: z.boolean(),
  payload: z.unknown().optional(),
  retry_conf: z
    .object({
      num_retries: z.int().min(0, 'num_retries cannot be a negative value').nullish(),
      retry_interval_seconds: z.number().min(0).nullish(),
      timeout_seconds: z.number().min(0).nullish(),
      tolerance_seconds: z.number().min(0).nullish(),
    })
    .nullish(),
  headers: Headers,
  comment: z.string().nullish(),
  request_transform: Transform,
  response_transform: Transform,
});
export type CronTriggerMetadata = z.infer<typeof CronTriggerMetadata>;
