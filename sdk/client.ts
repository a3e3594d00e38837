/** A typed GraphQL client over HTTP: one request, one answer or one error with the server's code. */
import { ClientError, GraphQLClient } from 'graphql-request';
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
   * A second execution does no harm: then a lost connection and an overloaded server are tried again, up to four times. A lost race
   * between transactions (SQLSTATE 40001, 40P01) is tried again in any case: the database has taken everything back.
   */
  readonly idempotent?: boolean;
  /** For a plain mutation: a repeat with the same key is answered as the first time. An engine that knows no such keys takes no notice. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface GraphqlClient {
  /** @throws GraphqlError */
  request<Result, Variables extends object>(
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
  /** The server did nothing at all: it may be asked again even where doing it twice would do harm. Default false. */
  readonly takenBack?: boolean;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class GraphqlError extends Error {
  readonly code: string;
  readonly transient: boolean;
  readonly takenBack: boolean;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(message: string, options: GraphqlErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GraphqlError';
    this.code = options.code;
    this.transient = options.transient;
    this.takenBack = options.takenBack ?? false;
    this.extensions = options.extensions ?? {};
  }
}

export function createClient(options: ClientOptions): GraphqlClient {
  const { url, timeoutMs = 10_000, fetch: send = fetch } = options;
  // Our documents hold one operation each: the name need not be searched for in every request.
  const client = new GraphQLClient(url, { fetch: send, excludeOperationName: true });
  const attempt = async (query: string, variables: object, extra: RequestOptions): Promise<unknown> => {
    const key = extra.idempotencyKey === undefined ? {} : { 'idempotency-key': extra.idempotencyKey };
    const requestHeaders = { ...(await options.headers?.()), ...key, ...extra.headers };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = extra.signal ? AbortSignal.any([extra.signal, timeout]) : timeout;
    try {
      const { data } = await client.rawRequest<unknown>({ query, variables, requestHeaders, signal });
      return data;
    } catch (error) {
      if (error instanceof ClientError) throw fromAnswer(error);
      if (extra.signal?.aborted) throw error;
      throw new GraphqlError(timeout.aborted ? `No answer within ${timeoutMs} ms.` : 'The server cannot be reached.', {
        code: 'unreachable',
        transient: true,
        cause: error,
      });
    }
  };
  return {
    request: async <Result, Variables extends object>(
      document: TypedDocumentString<Result, Variables>,
      variables: Variables,
      extra: RequestOptions = {},
    ) => {
      const query = document.toString();
      for (let tries = 1; ; tries++) {
        try {
          // The generated types say what the server answers to this document.
          return (await attempt(query, variables, extra)) as Result;
        } catch (error) {
          if (!(error instanceof GraphqlError) || tries === 5) throw error;
          if (!error.takenBack && !(error.transient && extra.idempotent)) throw error;
          // 50, 100, 200, 400 ms, each ± half, so that losers of a race do not meet again.
          await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** (tries - 1) * (0.5 + Math.random())));
        }
      }
    },
  };
}

function fromAnswer({ response }: ClientError): GraphqlError {
  const error = response.errors?.[0];
  // A proxy's page, an empty answer: whoever spoke, it was not the engine.
  if (!error) {
    const { status } = response;
    return new GraphqlError(`The server answered ${status} and no GraphQL.`, { code: 'unreachable', transient: status >= 500 });
  }
  const { code = 'unexpected', ...rest } = error.extensions ?? {};
  // The database cannot choose `extensions.code`, on no engine; its refusals begin with a code of their own.
  const [, ownCode, ownMessage] = /^(quota-exceeded|policy-denied): (.*)$/s.exec(error.message) ?? [];
  // The embedded engine says what a refused write means; beside a Hasura of its own, `domain/errors` does for whoever asks it.
  const { explanation } = rest;
  const text = ownCode ?? textOf(explanation, 'code') ?? (typeof code === 'string' ? code : 'unexpected');
  return new GraphqlError(ownMessage ?? textOf(explanation, 'message') ?? error.message, {
    code: text,
    takenBack: lostARace(text, rest),
    transient: lostARace(text, rest) || isTransient(text, rest),
    extensions: error.extensions ?? {},
  });
}

function textOf(value: unknown, key: string): string | null {
  const found: unknown = typeof value === 'object' && value !== null ? Object.entries(value).find(([k]) => k === key)?.[1] : null;
  return typeof found === 'string' ? found : null;
}

/** The engine does not retry mutations itself. What it has no code for shows in `internal` to an admin. */
const lostARace = (code: string, extensions: Readonly<Record<string, unknown>>): boolean =>
  code === 'concurrent-update' || hasSqlState(extensions, /^40(001|P01)$/);

/** Full pools and connections that broke. */
const isTransient = (code: string, extensions: Readonly<Record<string, unknown>>): boolean =>
  ['busy', 'postgres-max-connections-error'].includes(code) || hasSqlState(extensions, /^(57P01|08\w{3})$/);

function hasSqlState({ internal }: Readonly<Record<string, unknown>>, states: RegExp): boolean {
  const [, state] = /"status_code":"(\w{5})"/.exec(JSON.stringify(internal ?? null)) ?? [];
  return state !== undefined && states.test(state);
}
