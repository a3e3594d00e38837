/** Calls webhooks over kept-alive connections: one request, one answer with its body read, within a time limit. */
import { Agent, type Dispatcher } from 'undici';

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
  readonly reason: 'timeout' | 'connection' | 'address' | 'aborted' | 'too-large';
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
}

export function openWebhookClient(options: WebhookClientOptions = {}): WebhookClient {
  const maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
  const agent = new Agent({
    connections: options.connections ?? null,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 60_000,
    connect: { timeout: 30_000 },
    // The limit of the whole exchange is ours; undici's own timers count in whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    send: (request) => send(agent, request, maxBodyBytes),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
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
        : { authorization: `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}` };
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
                'connection',
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
