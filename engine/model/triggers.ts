/** Event and cron triggers, resolved: names, addresses and headers read from the environment. */

export interface WebhookHeader {
  readonly name: string;
  readonly value: string;
  /** Set when the value came from the environment: logs show the variable's name instead of its value. */
  readonly fromEnv: string | null;
}

export interface RetryPolicy {
  readonly numRetries: number;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
}

export interface EventTrigger {
  readonly name: string;
  readonly source: string;
  /** `tableKey`. */
  readonly table: string;
  readonly enableManual: boolean;
  readonly insert: EventOperation | null;
  readonly update: EventOperation | null;
  readonly delete: EventOperation | null;
  readonly retry: RetryPolicy;
  readonly webhook: string;
  readonly webhookFromEnv: string | null;
  readonly headers: readonly WebhookHeader[];
  readonly requestTransform: unknown;
  readonly responseTransform: unknown;
  readonly cleanup: unknown;
  readonly onReplication: boolean;
}

export interface EventOperation {
  /** Columns whose change fires (update); `*` for all. */
  readonly columns: readonly string[] | '*';
  /** Columns in the payload; `*` for all. */
  readonly payload: readonly string[] | '*';
}

export interface CronTrigger {
  readonly name: string;
  readonly webhook: string;
  /** Five fields, UTC. */
  readonly schedule: string;
  readonly payload: unknown;
  readonly includeInMetadata: boolean;
  readonly retry: RetryPolicy & { readonly toleranceSeconds: number };
  readonly headers: readonly WebhookHeader[];
  readonly comment: string | null;
  readonly requestTransform: unknown;
  readonly responseTransform: unknown;
}
