/** A typed GraphQL client over HTTP: one request, one answer or one error with the server's code. */
import type { TypedDocumentString } from './generated.ts';

export interface ClientOptions {
  /** Address of `/v1/graphql`. */
  readonly url: string;
  /** Asked before each request, so that a token can be renewed meanwhile. `x-hasura-admin-secret` or `authorization`. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** Default the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface RequestOptions {
  /** Added to the client's headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A second execution does no harm: then a lost connection, an overloaded server and a lost race between transactions are tried
   * again, up to four times.
   */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

export interface GraphqlClient {
  /** @throws GraphqlError */
  request<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
}

export interface GraphqlErrorOptions {
  /** `extensions.code`, or `unreachable` when no answer came. */
  readonly code: string;
  /** Trying again may help. */
  readonly transient: boolean;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class GraphqlError extends Error {
  readonly code: string;
  readonly transient: boolean;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(message: string, options: GraphqlErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GraphqlError';
    this.code = options.code;
    this.transient = options.transient;
    this.extensions = options.extensions ?? {};
  }
}

export function createClient(options: ClientOptions): GraphqlClient {
  const { url, timeoutMs = 10_000, fetch: send = fetch } = options;
  const attempt = async (body: string, extra: RequestOptions): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', ...(await options.headers?.()), ...extra.headers };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = extra.signal ? AbortSignal.any([extra.signal, timeout]) : timeout;
    try {
      const response = await send(url, { method: 'POST', headers, body, signal });
      return readAnswer(response.status, await response.text());
    } catch (error) {
      if (error instanceof GraphqlError || extra.signal?.aborted) throw error;
      throw new GraphqlError(timeout.aborted ? `No answer within ${timeoutMs} ms.` : 'The server cannot be reached.', {
        code: 'unreachable',
        transient: true,
        cause: error,
      });
    }
  };
  return {
    request: async <Result, Variables>(
      document: TypedDocumentString<Result, Variables>,
      variables: Variables,
      extra: RequestOptions = {},
    ) => {
      const body = JSON.stringify({ query: document.toString(), variables });
      for (let tries = 1; ; tries++) {
        try {
          // The generated types say what the server answers to this document.
          return (await attempt(body, extra)) as Result;
        } catch (error) {
          if (!(error instanceof GraphqlError && error.transient && extra.idempotent) || tries === 5) throw error;
          // 50, 100, 200, 400 ms, each ± half, so that losers of a race do not meet again.
          await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** (tries - 1) * (0.5 + Math.random())));
        }
      }
    },
  };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

function readAnswer(status: number, text: string): unknown {
  const answer = parse(text);
  const error = answer?.errors?.[0];
  if (error) {
    const extensions = error.extensions ?? {};
    const code = typeof extensions.code === 'string' ? extensions.code : 'unexpected';
    throw new GraphqlError(error.message, { code, transient: isTransient(code, extensions), extensions });
  }
  if (answer?.data === undefined || answer.data === null) {
    throw new GraphqlError(`The server answered ${status} and no GraphQL.`, { code: 'unreachable', transient: status >= 500 });
  }
  return answer.data;
}

function parse(text: string): Answer | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Lost races and full pools; SQLSTATE 40001 and 40P01 show in `internal` to an admin (the engine does not retry mutations itself). */
function isTransient(code: string, extensions: Readonly<Record<string, unknown>>): boolean {
  if (['concurrent-update', 'busy', 'postgres-max-connections-error'].includes(code)) return true;
  return /"status_code":"(40001|40P01|57P01|08\w{3})"/.test(JSON.stringify(extensions.internal ?? null));
}
