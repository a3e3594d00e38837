/** Calls an action's handler and checks its answer: Hasura's payload, headers, transforms and failures (dialect §5.2–5.4). */
import { EngineError } from '../error.ts';
import { isObject, type Json, parseJson, property } from '../json.ts';
import type { Action, CustomTypes } from '../model/actions.ts';
import type { Observe } from '../observation.ts';
import type { Session } from '../session.ts';
import { unfit } from '../unfit.ts';
import { type WebhookClient, WebhookError, type WebhookResponse } from '../webhook/client.ts';
import {
  configuredHeaders,
  engineHeaders,
  forwardedHeaders,
  type LoggedHeader,
  loggedHeaders,
  mergeHeaders,
} from '../webhook/headers.ts';
import { type OutgoingRequest, TransformError, transformRequest, transformResponse } from '../webhook/transform.ts';
import { checkResponse } from './check-response.ts';
import { outputType } from './output-type.ts';

export interface ActionDeps {
  readonly webhooks: WebhookClient;
  readonly observe: Observe;
  /** For `User-Agent`, for example `v2.36.0`. */
  readonly version: string;
  /** `HASURA_GRAPHQL_CONFIGURED_HEADER_PRECEDENCE`: the action's headers win over forwarded ones of the same name. */
  readonly configuredHeaderPrecedence: boolean;
}

export interface ActionCall {
  readonly action: Action;
  readonly types: CustomTypes;
  /** The `input` object as JSON text. */
  readonly input: string;
  readonly session: Session;
  /** The client's headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the GraphQL request; null for asynchronous calls. */
  readonly requestQuery: string | null;
  readonly signal?: AbortSignal;
}

export interface ActionAnswer {
  /** Checked against the action's output type. */
  readonly value: Json;
  /** `Set-Cookie` values to pass on to the client. */
  readonly cookies: readonly string[];
}

export async function callAction(deps: ActionDeps, call: ActionCall): Promise<ActionAnswer> {
  const { action } = call;
  const forwarded = action.forwardClientHeaders ? forwardedHeaders(call.headers) : {};
  const configured = configuredHeaders(action.headers);
  const standard = engineHeaders(deps.version);
  const plain: OutgoingRequest = {
    method: 'POST',
    url: action.handler,
    headers: deps.configuredHeaderPrecedence
      ? mergeHeaders(standard, forwarded, configured)
      : mergeHeaders(configured, standard, forwarded),
    body: payload(call),
  };
  const request = transformed('Request Transformation Failed', () =>
    transformRequest(action.requestTransform, plain, call.session.variables),
  );
  const story = new Story(call, plain, request, loggedHeaders(action.headers, forwarded));
  const started = performance.now();
  const observed = (status: number) =>
    deps.observe({ kind: 'action-called', action: action.name, status, durationMs: performance.now() - started });
  let response: WebhookResponse;
  try {
    response = await deps.webhooks.send({
      ...request,
      timeoutMs: action.timeoutSeconds * 1000,
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    observed(0);
    throw story.failure('http exception when calling webhook', describeNoAnswer(error, request), null);
  }
  observed(response.status);
  const body = transformed('Response Transformation Failed', () =>
    transformResponse(action.responseTransform, response, request, call.session.variables),
  );
  return judge(response, body, story, call);
}

function payload(call: ActionCall): string {
  const { action, input, session, requestQuery } = call;
  return `{"action":{"name":${JSON.stringify(action.name)}},"input":${input},"session_variables":${JSON.stringify(session.variables)},"request_query":${JSON.stringify(requestQuery)}}`;
}

function judge(response: WebhookResponse, body: string, story: Story, call: ActionCall): ActionAnswer {
  let value: Json;
  try {
    value = parseJson(body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw story.failure('not a valid json response from webhook', `invalid JSON: ${reason}`, response);
  }
  const answered = { ...response, body: value };
  if (response.status >= 200 && response.status < 300) {
    const failure = checkResponse(value, outputType(call.action.outputType), call.types);
    if (failure !== null) throw story.unexpected(failure, answered);
    return { value, cookies: response.headers.filter(([name]) => name === 'set-cookie').map(([, cookie]) => cookie) };
  }
  if (response.status >= 400 && response.status < 500) throw refusal(value, response.status, story, answered);
  throw story.failure('internal error', `expecting 2xx or 4xx status code, but found ${response.status}`, answered);
}

/** The name that stands in Hasura's messages. */
const ERROR_RESPONSE = 'Hasura.GraphQL.Execute.Action.Types.ActionWebhookErrorResponse(ActionWebhookErrorResponse)';

/** A 4xx: the handler's own message, code and extensions. */
function refusal(value: Json, status: number, story: Story, answered: Answered): EngineError {
  if (!isObject(value)) throw story.unparsed('$', unfit(ERROR_RESPONSE, 'Object', value), answered);
  const message = property(value, 'message');
  if (message === undefined) throw story.unparsed('$', `parsing ${ERROR_RESPONSE} failed, key "message" not found`, answered);
  if (typeof message !== 'string') throw story.unparsed('$.message', unfit('Text', 'String', message), answered);
  const code = property(value, 'code') ?? null;
  if (code !== null && typeof code !== 'string') throw story.unparsed('$.code', unfit('Text', 'String', code), answered);
  const extensions = property(value, 'extensions');
  return new EngineError('unexpected', message, {
    status,
    ...(code === null ? {} : { handlerCode: code }),
    ...(isObject(extensions) ? { extensions } : {}),
  });
}

function transformed<T>(message: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TransformError) throw new EngineError('unexpected', message, { internal: error.errors });
    throw error;
  }
}

/** As Hasura shows it: which request met which exception. */
function describeNoAnswer(error: WebhookError, request: OutgoingRequest) {
  const url = URL.parse(request.url);
  return {
    type: 'http_exception',
    message: error.reason === 'timeout' ? 'Response timeout' : error.message,
    request: {
      host: url?.hostname ?? null,
      port: url === null ? null : Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      secure: url?.protocol === 'https:',
      path: url?.pathname ?? null,
      queryString: url?.search ?? '',
      method: request.method,
    },
  };
}

interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Json;
}

/** What was sent and what came back, for `extensions.internal`; told only when something fails. */
class Story {
  private readonly request: () => unknown;

  constructor(call: ActionCall, plain: OutgoingRequest, sent: OutgoingRequest, headers: readonly LoggedHeader[]) {
    this.request = () => ({
      url: call.action.handler,
      body: JSON.parse(plain.body ?? 'null'),
      headers,
      transformed_request:
        sent === plain ? null : { url: sent.url, method: sent.method, headers: Object.entries(sent.headers), body: sent.body },
    });
  }

  /** A server-side failure: code `unexpected`, status 500. */
  failure(message: string, error: unknown, response: Answered | null): EngineError {
    return new EngineError('unexpected', message, { status: 500, internal: this.internal(error, response) });
  }

  /** The handler broke the contract: status 400. */
  unexpected(message: string, response: Answered): EngineError {
    return new EngineError('unexpected', message, { status: 400, internal: this.internal('unexpected response', response) });
  }

  /** Its refusal cannot be read. */
  unparsed(path: string, message: string, response: Answered): EngineError {
    return new EngineError('parse-failed', message, { path, internal: this.internal('unexpected response', response) });
  }

  private internal(error: unknown, response: Answered | null) {
    return {
      error,
      request: this.request(),
      response: response && {
        status: response.status,
        body: response.body,
        headers: response.headers.map(([name, value]) => ({ name, value })),
      },
    };
  }
}
