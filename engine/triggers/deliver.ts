/** One delivery to a webhook: sends, judges the answer, and tells what to log and when to try again (dialect §6.5). */
import { randomUUID } from 'node:crypto';
import type { RetryPolicy, WebhookHeader } from '../model/triggers.ts';
import type { Session } from '../session.ts';
import { type WebhookClient, WebhookError, type WebhookResponse } from '../webhook/client.ts';
import { configuredHeaders, engineHeaders, loggedHeaders, mergeHeaders } from '../webhook/headers.ts';
import { type OutgoingRequest, TransformError, transformRequest, transformResponse } from '../webhook/transform.ts';

export interface DeliveryDeps {
  readonly webhooks: WebhookClient;
  /** For `User-Agent`, for example `v2.36.0`. */
  readonly version: string;
  /** `HASURA_GRAPHQL_LOG_HEADERS_FROM_ENV`: logs show values of headers that come from the environment. */
  readonly logHeadersFromEnv: boolean;
}

export interface Delivery {
  readonly webhook: string;
  /** JSON text. */
  readonly body: string;
  readonly headers: readonly WebhookHeader[];
  readonly retry: RetryPolicy;
  /** Tries before this one. */
  readonly tries: number;
  readonly requestTransform: unknown;
  /** Of what the log keeps of the answer. */
  readonly responseTransform: unknown;
  readonly sessionVariables: Session['variables'] | null;
  /** 32 hex digits of the request that caused it, null to start a new trace. */
  readonly traceId: string | null;
  /** Of the invocation log's entries. */
  readonly logVersion: '1' | '2';
  readonly signal?: AbortSignal;
}

export interface Delivered {
  readonly outcome: 'delivered' | 'failed' | 'retry';
  readonly waitSeconds: number;
  /** HTTP status, or Hasura's pseudo-status 1000 when no answer came. */
  readonly status: number;
  /** Entries of the invocation log, JSON text. */
  readonly request: string;
  readonly response: string;
}

const CLIENT_EXCEPTION = 1000;
const RESPONSE_UNREADABLE = 1001;

export async function deliver(deps: DeliveryDeps, delivery: Delivery): Promise<Delivered> {
  const standard = engineHeaders(deps.version);
  const plain: OutgoingRequest = {
    method: 'POST',
    url: delivery.webhook,
    headers: mergeHeaders(standard, traceHeaders(delivery.traceId), configuredHeaders(delivery.headers)),
    body: delivery.body,
  };
  let sent = plain;
  try {
    sent = transformRequest(delivery.requestTransform, plain, delivery.sessionVariables);
    const response = await deps.webhooks.send({
      ...sent,
      timeoutMs: delivery.retry.timeoutSeconds * 1000,
      ...(delivery.signal ? { signal: delivery.signal } : {}),
    });
    const body = transformResponse(delivery.responseTransform, response, sent, delivery.sessionVariables);
    return told(response.status, webhookResponse({ ...response, body }, delivery.logVersion), judge(response, delivery));
  } catch (error) {
    if (!(error instanceof WebhookError) && !(error instanceof TransformError)) throw error;
    if (error instanceof WebhookError && error.reason === 'aborted') throw error;
    const status = error instanceof WebhookError && error.reason === 'too-large' ? RESPONSE_UNREADABLE : CLIENT_EXCEPTION;
    return told(status, clientError(error, delivery.logVersion), judge(null, delivery));
  }

  function told(status: number, response: string, verdict: Pick<Delivered, 'outcome' | 'waitSeconds'>): Delivered {
    const headers = JSON.stringify(loggedHeaders(delivery.headers, standard, deps.logHeadersFromEnv));
    const payload = sent.body === plain.body || sent.body === null ? (sent.body ?? 'null') : loggedBody(sent.body);
    const request = `{"payload":${payload},"headers":${headers},"version":"${delivery.logVersion}"}`;
    return { ...verdict, status, request, response };
  }
}

/** 2xx is success. A valid `Retry-After` is obeyed whatever else; without it the policy's tries and interval decide. */
function judge(response: WebhookResponse | null, { tries, retry }: Delivery): Pick<Delivered, 'outcome' | 'waitSeconds'> {
  if (response && response.status >= 200 && response.status < 300) return { outcome: 'delivered', waitSeconds: 0 };
  const after = retryAfterSeconds(response);
  if (after !== null) return { outcome: 'retry', waitSeconds: after };
  if (tries >= retry.numRetries) return { outcome: 'failed', waitSeconds: 0 };
  return { outcome: 'retry', waitSeconds: retry.intervalSeconds };
}

/** Only positive whole seconds count; a date does not. */
function retryAfterSeconds(response: WebhookResponse | null): number | null {
  const value = response?.headers.find(([name]) => name === 'retry-after')?.[1].trim() ?? '';
  return /^\d{1,9}$/.test(value) && Number(value) > 0 ? Number(value) : null;
}

const webhookResponse = (response: WebhookResponse, version: string) =>
  `{"type":"webhook_response","data":{"body":${JSON.stringify(response.body)},"headers":[${response.headers
    .map(([name, value]) => `{"name":${JSON.stringify(name)},"value":${JSON.stringify(value)}}`)
    .join(',')}],"status":${response.status}},"version":"${version}"}`;

const clientError = (error: WebhookError | TransformError, version: string) =>
  JSON.stringify({
    type: 'client_error',
    data: { message: error instanceof TransformError ? JSON.stringify(error.errors) : error.message },
    version,
  });

/** A transformed body need not be JSON (a form is not). */
function loggedBody(body: string): string {
  try {
    JSON.parse(body);
    return body;
  } catch {
    return JSON.stringify(body);
  }
}

function traceHeaders(given: string | null): Record<string, string> {
  const random = randomUUID().replaceAll('-', '');
  const traceId = given !== null && /^[0-9a-f]{32}$/.test(given) ? given : random;
  const spanId = randomUUID().replaceAll('-', '').slice(16);
  return { 'X-B3-TraceId': traceId, 'X-B3-SpanId': spanId, traceparent: `00-${traceId}-${spanId}-01` };
}
