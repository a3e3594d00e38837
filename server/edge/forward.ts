/** Passes one HTTP request on to a target and its answer back, streaming both; tries the next target when one cannot be reached. */
import { Agent, type ClientRequest, type IncomingMessage, type ServerResponse, request as startRequest } from 'node:http';
import { endToEndHeaders, forwardedHeaders, withoutForwarded } from './headers.ts';

/** An app's replica, or the control plane's socket. */
export type Upstream = { readonly host: string; readonly port: number } | { readonly socketPath: string };

export interface ForwardOptions<T extends Upstream> {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Tried in order until one accepts the connection. */
  readonly upstreams: readonly T[];
  /** Until the answer's first byte. */
  readonly timeoutMs: number;
  /** Called for each upstream tried; the returned function when it is done with. */
  readonly begin: (upstream: T) => () => void;
  /** The answer's status line has been passed on. */
  readonly onAnswer: (status: number) => void;
  /** No upstream gave an answer, or the one that was asked broke off. */
  readonly onFailure: (failure: ForwardFailure) => void;
}

export type ForwardFailure = { readonly kind: 'unreachable'; readonly reason: string } | { readonly kind: 'timeout' };

/** Connections are kept only for requests that may be repeated: an upstream may close an idle one just when we use it. */
const kept = new Agent({ keepAlive: true, maxFreeSockets: 32, timeout: 30_000, scheduling: 'lifo' });
const fresh = new Agent({ keepAlive: false });
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

export function forward<T extends Upstream>(options: ForwardOptions<T>): void {
  attempt(options, 0, 'nothing is listening');
}

function attempt<T extends Upstream>(options: ForwardOptions<T>, index: number, lastReason: string): void {
  const { request, response } = options;
  const upstream = options.upstreams[index];
  if (upstream === undefined) {
    options.onFailure({ kind: 'unreachable', reason: lastReason });
    return;
  }
  if (response.destroyed) return;
  const end = options.begin(upstream);
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  const mayRepeat = !hasBody && repeatable.has(request.method ?? '');
  const outgoing = startRequest({
    ...upstream,
    method: request.method,
    path: request.url,
    headers: [...withoutForwarded(endToEndHeaders(request)), ...forwardedHeaders(request)],
    setHost: false,
    // The control plane never closes an idle connection before we do.
    agent: mayRepeat || 'socketPath' in upstream ? kept : fresh,
  });
  let sent = false;
  let answered = false;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    outgoing.destroy();
  }, options.timeoutMs);
  const stopWatching = whenClosed(response, () => outgoing.destroy());
  const finish = () => {
    clearTimeout(timer);
    stopWatching();
    end();
  };

  outgoing.on('response', (answer) => {
    answered = true;
    clearTimeout(timer);
    options.onAnswer(answer.statusCode ?? 502);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEndHeaders(answer));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
    answer.on('close', () => {
      if (!answer.complete) response.destroy();
      finish();
    });
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    if (answered) return;
    finish();
    if (response.destroyed) return;
    if (timedOut) options.onFailure({ kind: 'timeout' });
    // Not connected: nothing was sent. A kept connection that was closed under us: nothing was received.
    else if (!sent || (mayRepeat && (error.code === 'ECONNRESET' || error.code === 'EPIPE')))
      retry(options, outgoing, index, reasonOf(error));
    else options.onFailure({ kind: 'unreachable', reason: reasonOf(error) });
  });
  onConnected(outgoing, () => {
    sent = true;
    if (hasBody) request.pipe(outgoing);
  });
  if (!hasBody) outgoing.end();
}

/** A kept connection says nothing about the upstream: the same one is asked again. */
function retry<T extends Upstream>(options: ForwardOptions<T>, outgoing: ClientRequest, index: number, reason: string): void {
  attempt(options, outgoing.reusedSocket ? index : index + 1, reason);
}

function onConnected(outgoing: ClientRequest, connected: () => void): void {
  outgoing.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', connected);
    else connected();
  });
}

/** Calls back when the client goes away before its answer is complete. */
function whenClosed(response: ServerResponse, gone: () => void): () => void {
  const listener = () => {
    if (!response.writableFinished) gone();
  };
  response.once('close', listener);
  return () => response.off('close', listener);
}

const reasonOf = (error: NodeJS.ErrnoException): string =>
  error.code === 'ECONNREFUSED'
    ? 'the connection is refused'
    : error.code === 'ECONNRESET'
      ? 'it closed the connection without an answer'
      : error.message;

/** Idle connections to upstreams are closed. */
export function closeIdleConnections(): void {
  kept.destroy();
}
