/** The engine's failures, in Hasura's vocabulary: a code, a path into the request and a public message. */

/** Hasura's error codes (docs: api-reference/error-codes; dialect §3.6). */
export type ErrorCode =
  | 'validation-failed'
  | 'parse-failed'
  | 'permission-error'
  | 'permission-denied'
  | 'constraint-violation'
  | 'constraint-error'
  | 'data-exception'
  | 'not-found'
  | 'not-exists'
  | 'already-exists'
  | 'already-tracked'
  | 'already-untracked'
  | 'dependency-error'
  | 'conflict'
  | 'not-supported'
  | 'invalid-params'
  | 'invalid-configuration'
  | 'unexpected-payload'
  | 'bad-request'
  | 'invalid-json'
  | 'invalid-headers'
  | 'method-not-allowed'
  | 'coercion-error'
  | 'cyclic-dependency'
  | 'busy'
  | 'access-denied'
  | 'invalid-jwt'
  | 'session-ended'
  | 'idempotency-key-reused'
  | 'jwt-invalid-claims'
  | 'jwt-missing-role-claims'
  | 'postgres-error'
  | 'postgres-max-connections-error'
  | 'unexpected'
  | 'start-failed'
  | 'invalid-query-resource-limits'
  | 'concurrent-update';

/** What a refusal means where the engine is used, in words of whoever started it. */
export interface Explanation {
  readonly code: string;
  /** What to do. */
  readonly message: string;
}

export interface EngineErrorOptions {
  /** JSON path into the request, for example `$.selectionSet.author.args.where`. Default `$`. */
  readonly path?: string;
  /** Details for admins and dev mode only; never sent to other roles. */
  readonly internal?: unknown;
  /** Status on endpoints that use real status codes (`/v1/graphql` always answers 200). Default 400, 500 for `unexpected`. */
  readonly status?: number;
  /** Replaces the whole `extensions` object of the GraphQL error (an action handler's own extensions). */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Told beside the code and the message, which stay Hasura's. */
  readonly explanation?: Explanation;
  /** Further headers of the HTTP answer, names and values in turn. */
  readonly headers?: readonly string[];
  /** A code of an action handler's own choice, in place of the engine's. */
  readonly handlerCode?: string;
  readonly cause?: unknown;
}

/** Thrown by stages with effects; pure stages return it. Caught once, at the edge (http/, ws/, live/). */
export class EngineError extends Error {
  /** An `ErrorCode`, or an action handler's own. */
  readonly code: string;
  readonly path: string;
  readonly internal: unknown;
  readonly status: number;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  readonly explanation: Explanation | undefined;
  readonly headers: readonly string[];

  constructor(code: ErrorCode, message: string, options: EngineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EngineError';
    this.code = options.handlerCode ?? code;
    this.path = options.path ?? '$';
    this.internal = options.internal;
    this.status = options.status ?? (code === 'unexpected' ? 500 : 400);
    this.extensions = options.extensions;
    this.explanation = options.explanation;
    this.headers = options.headers ?? [];
  }

  /** The same failure at another place of the request. */
  at(path: string): EngineError {
    const { internal, status, extensions, explanation, headers, code, cause } = this;
    const options = {
      ...{ path, internal, status, headers, handlerCode: code, cause },
      ...(extensions ? { extensions } : {}),
      ...(explanation ? { explanation } : {}),
    };
    return new EngineError('unexpected', this.message, options);
  }
}

/** `{"message","extensions":{"path","code"}}`, with `internal` only where the caller may see it. */
export function toGraphqlError(error: EngineError, showInternal: boolean) {
  const extensions = error.extensions ?? {
    path: error.path,
    code: error.code,
    ...(error.explanation ? { explanation: error.explanation } : {}),
    ...(showInternal && error.internal !== undefined ? { internal: error.internal } : {}),
  };
  return { message: error.message, extensions };
}

/** `{"path","error","code"}`: the shape of the endpoints that are not GraphQL. */
export function toApiError(error: EngineError, showInternal: boolean) {
  return {
    path: error.path,
    error: error.message,
    code: error.code,
    ...(error.explanation ? { explanation: error.explanation } : {}),
    ...(showInternal && error.internal !== undefined ? { internal: error.internal } : {}),
  };
}
