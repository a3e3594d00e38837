/** Calls webhooks over kept-alive connections: one request, one answer with its body read, redirects followed, within a time limit. */
import { Agent, type Dispatcher, errors } from 'undici';

export interface WebhookRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface WebhookResponse {
  readonly status: number;
  /** In the order received; a name may repeat. Names are lower-case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** No answer came: `timeout` and `connection` may pass later, `address` is a configuration error. */
export class WebhookError extends Error {
  /** `connection`: before any of the answer came; `cut`: in its middle. */
  readonly reason: 'timeout' | 'connection' | 'cut' | 'address' | 'aborted' | 'too-large';
  constructor(reason: WebhookError['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WebhookError';
    this.reason = reason;
  }
}

export interface WebhookClient extends AsyncDisposable {
  send(request: WebhookRequest): Promise<WebhookResponse>;
}

export interface WebhookClientOptions {
  /** Connections to one origin; more requests wait for one. Default: no limit. */
  readonly connections?: number;
  /** A larger body is an error. Default 64 MiB. */
  readonly maxBodyBytes?: number;
  /** Whose certificates are not checked (metadata's `tls_allowlist`). Default: nobody's. */
  readonly trusts?: (url: URL) => boolean;
}

export function openWebhookClient(options: WebhookClientOptions = {}): WebhookClient {
  const maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
  const common = {
    connections: options.connections ?? null,
    connect: { timeout: 30_000 },
    // The limit of the whole exchange is ours; undici's own timers count in whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const agent = new Agent({
    ...common,
    // As long as servers commonly keep idle connections; those that say how long are believed.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
  });
  /** Each request over a connection of its own. */
  const fresh = new Agent({ ...common, pipelining: 0 });
  /** Takes every certificate. */
  const trusting = new Agent({ ...common, connect: { ...common.connect, rejectUnauthorized: false }, pipelining: 0 });
  const exchange = async (request: WebhookRequest): Promise<WebhookResponse> => {
    const url = URL.parse(request.url);
    if (url !== null && options.trusts?.(url)) return send(trusting, request, maxBodyBytes);
    try {
      return await send(agent, request, maxBodyBytes);
    } catch (error) {
      if (error instanceof WebhookError && error.reason === 'connection' && wasClosedIdle(error.cause)) {
        return send(fresh, request, maxBodyBytes);
      }
      throw error;
    }
  };
  return {
    send: async (request) => {
      const startedAt = performance.now();
      let current = request;
      for (let redirects = 0; ; redirects++) {
        const response = await exchange(current);
        const next = redirects < MAX_REDIRECTS ? redirected(current, response) : null;
        if (!next) return response;
        current = { ...next, timeoutMs: Math.max(1, request.timeoutMs - (performance.now() - startedAt)) };
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([agent.destroy(), fresh.destroy(), trusting.destroy()]);
    },
  };
}

const MAX_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What speaks of the body, and what is nobody else's business. */
const OF_BODY = /^content-/i;
const SECRET = /^(authorization|cookie|x-hasura-.*)$/i;

/** The request to make next: 302 and 303 ask for the other place with GET, the others repeat the request there. */
function redirected(request: WebhookRequest, response: WebhookResponse): WebhookRequest | null {
  const location = response.headers.find(([name]) => name === 'location')?.[1];
  if (!REDIRECTS.has(response.status) || location === undefined) return null;
  const url = URL.parse(location, request.url);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  const asksAnew = response.status === 302 || response.status === 303;
  const isElsewhere = url.origin !== new URL(request.url).origin;
  const headers = Object.entries(request.headers).filter(
    ([name]) => !(asksAnew && OF_BODY.test(name)) && !(isElsewhere && SECRET.test(name)),
  );
  return {
    ...request,
    url: url.href,
    headers: Object.fromEntries(headers),
    ...(asksAnew ? { method: 'GET', body: null } : {}),
  };
}

/**
 * The server closed a kept-alive connection in the moment that we used it again: the request was not taken, and goes over
 * a connection of its own. Only before any of the answer has come.
 */
function wasClosedIdle(cause: unknown): boolean {
  if (cause instanceof errors.SocketError) return (cause.socket?.bytesRead ?? 0) > 0 && !cause.message.includes('timeout');
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
}

function send(agent: Agent, request: WebhookRequest, maxBodyBytes: number): Promise<WebhookResponse> {
  return new Promise((resolve, reject) => {
    const url = URL.parse(request.url);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      reject(new WebhookError('address', `not an http(s) address: ${request.url}`));
      return;
    }
    let controller: Dispatcher.DispatchController | null = null;
    let failure: WebhookError | null = null;
    const fail = (error: WebhookError) => {
      if (failure) return;
      failure = error;
      reject(error);
      controller?.abort(error);
      finish();
    };
    const onAbort = () => fail(new WebhookError('aborted', 'the request was given up'));
    const timer = setTimeout(() => fail(new WebhookError('timeout', 'ResponseTimeout')), request.timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    };
    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener('abort', onAbort);

    let status = 0;
    let headers: (readonly [string, string])[] = [];
    const chunks: Buffer[] = [];
    let size = 0;
    const user =
      url.username === ''
        ? {}
        : {
            authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`,
          };
    try {
      agent.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: request.method as Dispatcher.HttpMethod,
          headers: { ...user, ...request.headers },
          body: request.body,
        },
        {
          onRequestStart(started) {
            controller = started;
            if (failure) started.abort(failure);
          },
          onResponseStart(_, code, received) {
            status = code;
            headers = Object.entries(received).flatMap(([name, value]) =>
              value === undefined ? [] : Array.isArray(value) ? value.map((v) => [name, v] as const) : [[name, value] as const],
            );
          },
          onResponseData(_, chunk) {
            size += chunk.length;
            if (size > maxBodyBytes)
              return fail(new WebhookError('too-large', `the response is larger than ${maxBodyBytes} bytes`));
            chunks.push(chunk);
          },
          onResponseEnd() {
            finish();
            resolve({ status, headers, body: chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8') });
          },
          onResponseError(_, error) {
            fail(
              new WebhookError(
                status === 0 ? 'connection' : 'cut',
                error.message === '' ? String('code' in error ? error.code : error.name) : error.message,
                error,
              ),
            );
          },
        },
      );
    } catch (error) {
      fail(new WebhookError('address', error instanceof Error ? error.message : String(error), error));
    }
  });
}
