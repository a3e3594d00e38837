/** Event triggers and cron triggers, resolved: addresses and headers are read from the environment. */
import type { CronTriggerMetadata, EventTriggerMetadata } from '../metadata/trigger-metadata.ts';
import { scheduleProblem } from './cron-schedule.ts';
import { type Environment, fillTemplate, resolveHeaders, variable } from './environment.ts';
import type { Shell } from './table-fields.ts';
import type { CronTrigger, EventOperation, EventTrigger } from './triggers.ts';
import { Unresolvable } from './unresolvable.ts';

const NAME = /^[A-Za-z]+[A-Za-z0-9_-]*$/;
/** `notify_hasura_<name>_INSERT` is the longest name PostgreSQL keeps whole. */
const MAX_NAME_LENGTH = 42;
const DEFAULT_TIMEOUT_SECONDS = 60;
const DEFAULT_INTERVAL_SECONDS = 10;
const DEFAULT_TOLERANCE_SECONDS = 21_600;

export function resolveEventTrigger(metadata: EventTriggerMetadata, shell: Shell, env: Environment): EventTrigger {
  const { definition } = metadata;
  if (!NAME.test(metadata.name) || metadata.name.length > MAX_NAME_LENGTH) {
    throw new Unresolvable(
      `"${metadata.name}" is no name for an event trigger: letters, digits, _ and -, at most 42`,
      'parse-failed',
    );
  }
  const operation = (given: typeof definition.insert): EventOperation | null => {
    if (!given) return null;
    for (const list of [given.columns, given.payload ?? '*']) {
      for (const column of list === '*' ? [] : list) {
        if (shell.catalog.columns.some((c) => c.name === column)) continue;
        throw new Unresolvable(`column "${column}" does not exist`, 'not-exists');
      }
    }
    return { columns: given.columns, payload: given.payload ?? '*' };
  };
  return {
    name: metadata.name,
    source: shell.source,
    table: shell.key,
    enableManual: definition.enable_manual ?? false,
    insert: operation(definition.insert),
    update: operation(definition.update),
    delete: operation(definition.delete),
    retry: {
      numRetries: metadata.retry_conf?.num_retries ?? 0,
      intervalSeconds: metadata.retry_conf?.interval_sec ?? DEFAULT_INTERVAL_SECONDS,
      timeoutSeconds: metadata.retry_conf?.timeout_sec ?? DEFAULT_TIMEOUT_SECONDS,
    },
    webhook: address(metadata, env),
    webhookFromEnv: metadata.webhook_from_env ?? null,
    headers: resolveHeaders(metadata.headers, env),
    requestTransform: metadata.request_transform ?? null,
    responseTransform: metadata.response_transform ?? null,
    cleanup: metadata.cleanup_config ?? null,
    onReplication: metadata.trigger_on_replication ?? false,
  };
}

function address({ webhook, webhook_from_env }: EventTriggerMetadata, env: Environment): string {
  if (webhook && webhook_from_env)
    throw new Unresolvable('only one of webhook or webhook_from_env should be given', 'parse-failed');
  if (webhook) return fillTemplate(webhook, env);
  if (webhook_from_env) return variable(webhook_from_env, env);
  throw new Unresolvable('must provide webhook or webhook_from_env', 'parse-failed');
}

export function resolveCronTrigger(metadata: CronTriggerMetadata, env: Environment): CronTrigger {
  const { webhook, retry_conf: retry } = metadata;
  const problem = scheduleProblem(metadata.schedule);
  if (problem !== null) throw new Unresolvable(`"${metadata.schedule}" is not a cron schedule: ${problem}`, 'parse-failed');
  return {
    name: metadata.name,
    webhook: typeof webhook === 'string' ? fillTemplate(webhook, env) : variable(webhook.from_env, env),
    schedule: metadata.schedule,
    payload: metadata.payload ?? null,
    includeInMetadata: metadata.include_in_metadata,
    retry: {
      numRetries: retry?.num_retries ?? 0,
      intervalSeconds: retry?.retry_interval_seconds ?? DEFAULT_INTERVAL_SECONDS,
      timeoutSeconds: retry?.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS,
      toleranceSeconds: retry?.tolerance_seconds ?? DEFAULT_TOLERANCE_SECONDS,
    },
    headers: resolveHeaders(metadata.headers, env),
    comment: metadata.comment ?? null,
    requestTransform: metadata.request_transform ?? null,
    responseTransform: metadata.response_transform ?? null,
  };
}
