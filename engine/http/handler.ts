/**
 * Request in, answer out: finds the endpoint, lets it answer, turns failures into Hasura's error shapes, writes the answer and
 * tells about it. Everything an endpoint needs is on the `Call`.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '../auth/authenticate.ts';
import { EngineError, toApiError, toGraphqlError } from '../error.ts';
import type { Observe } from '../observation.ts';
import type { Session } from '../session.ts';
import { Call, type Endpoint, type ErrorStyle } from './call.ts';
import { corsHeaders, originMatcher, preflightHeaders } from './cors.ts';
import { JSON_TYPE, json, type Reply, send } from './send.ts';

export interface HandlerDeps {
  readonly authenticator: Authenticator;
  /** By exact path. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** By beginning of the path, for example `/api/rest/`; asked in this order when no exact path fits. */
  readonly prefixes: readonly { readonly prefix: string; readonly endpoint: Endpoint }[];
  readonly corsDomains: readonly string[] | null;
  readonly maxRequestBytes: number;
  readonly showsInternal: (session: Session | null) => boolean;
  readonly observe: Observe;
}

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const MAX_REQUEST_ID = 256;

export function createHandler(deps: HandlerDeps): Handler {
  const isAllowed = originMatcher(deps.corsDomains);

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    const url = req.url ?? '/';
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    const { headers } = req;
    const given = headers['x-request-id'];
    const requestId = typeof given === 'string' && given !== '' && given.length <= MAX_REQUEST_ID ? given : randomUUID();
    if (req.method === 'OPTIONS') {
      const allowed = preflightHeaders(isAllowed, headers.origin, headers['access-control-request-headers']);
      res.writeHead(204, [...allowed]).end();
      return;
    }
    const endpoint = deps.endpoints.get(path) ?? deps.prefixes.find((p) => path.startsWith(p.prefix))?.endpoint;
    const call = new Call(req, path, requestId, deps.authenticator, deps.maxRequestBytes);
    const reply = await replyOf(endpoint, call, deps);
    const common = ['X-Request-Id', requestId, ...corsHeaders(isAllowed, headers.origin)];
    for (const cookie of call.cookies) common.push('Set-Cookie', cookie);
    // A body that was not read to its end must not be taken for the next request.
    if (!req.complete) common.push('Connection', 'close');
    const sent = send(res, reply, common, headers['accept-encoding']);
    const responseBytes = typeof sent === 'number' ? sent : await sent;
    deps.observe({
      kind: 'http-request',
      method: call.method,
      path,
      status: reply.status,
      durationMs: performance.now() - startedAt,
      requestId,
      role: call.session?.role ?? null,
      operation: call.operation,
      responseBytes,
    });
  };

  return (req, res) => {
    answer(req, res).catch((error: unknown) => {
      deps.observe({ kind: 'internal-error', message: 'answering a request failed', cause: error });
      res.destroy();
    });
  };
}

async function replyOf(endpoint: Endpoint | undefined, call: Call, deps: HandlerDeps): Promise<Reply> {
  const reply = await ownReplyOf(endpoint, call, deps);
  return reply.status >= 400 && endpoint?.failure ? endpoint.failure(reply, call) : reply;
}

async function ownReplyOf(endpoint: Endpoint | undefined, call: Call, deps: HandlerDeps): Promise<Reply> {
  if (!endpoint?.methods.includes(call.method)) return json(toApiError(notFound(), false), 404);
  try {
    return await endpoint.handle(call);
  } catch (error) {
    return errorReply(asEngineError(error, deps.observe), endpoint.errors, deps.showsInternal(call.session));
  }
}

const notFound = () => new EngineError('not-found', 'resource does not exist');

/** Anything unforeseen is told to us and hidden from the caller. */
export function asEngineError(error: unknown, observe: Observe): EngineError {
  if (error instanceof EngineError) return error;
  observe({ kind: 'internal-error', message: error instanceof Error ? error.message : String(error), cause: error });
  return new EngineError('unexpected', 'internal error', { cause: error });
}

export function errorReply(error: EngineError, style: ErrorStyle, showInternal: boolean): Reply {
  const { headers } = error;
  if (style === 'api') return json(toApiError(error, showInternal), error.status, headers);
  return {
    // Who asks too often was not answered at all: clients and proxies know what to do by the status.
    status: style === 'graphql-200' && error.status !== 429 ? 200 : error.status,
    contentType: JSON_TYPE,
    body: graphqlErrorText(error, showInternal),
    headers,
  };
}

export const graphqlErrorText = (error: EngineError, showInternal: boolean): string =>
  JSON.stringify({ errors: [toGraphqlError(error, showInternal)] });
