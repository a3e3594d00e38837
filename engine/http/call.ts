/** One HTTP request as the endpoints see it, and what an endpoint is. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Authenticator } from '../auth/authenticate.ts';
import { EngineError } from '../error.ts';
import type { Session } from '../session.ts';
import { parseJsonBody } from './json-body.ts';
import { readBody } from './read-body.ts';
import type { Reply } from './send.ts';

/** How failures are answered: GraphQL errors always with 200, GraphQL errors with their status, or the API's own shape. */
export type ErrorStyle = 'graphql-200' | 'graphql' | 'api';

export interface Endpoint {
  readonly methods: readonly string[];
  readonly errors: ErrorStyle;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
  /** Puts an answer of status 400 or above into another form. */
  readonly failure?: (reply: Reply, call: Call) => Reply;
}

export class Call {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the log and for which errors may show internals; set by `authenticate`. */
  session: Session | null = null;
  /** Name of the GraphQL operation, for the log. */
  operation: string | null = null;
  /** `Set-Cookie` values for the client, from the authentication webhook and from action handlers. */
  cookies: readonly string[] = [];
  private readonly authenticator: Authenticator;
  private readonly maxBytes: number;

  constructor(request: IncomingMessage, path: string, requestId: string, authenticator: Authenticator, maxBytes: number) {
    this.request = request;
    this.method = request.method ?? 'GET';
    this.path = path;
    this.requestId = requestId;
    this.headers = plainHeaders(request.headers);
    this.authenticator = authenticator;
    this.maxBytes = maxBytes;
  }

  get query(): URLSearchParams {
    const url = this.request.url ?? '';
    const at = url.indexOf('?');
    return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  }

  get ip(): string {
    return this.request.socket.remoteAddress ?? '';
  }

  body(): Promise<Buffer> {
    return readBody(this.request, this.maxBytes);
  }

  async json(): Promise<unknown> {
    return parseJsonBody(await this.body());
  }

  /** Decides who asks. `body` is what an authentication webhook gets to see. */
  async authenticate(body: unknown): Promise<Session> {
    const decided = this.authenticator.authenticate(this.headers, body, this.request.rawHeaders);
    const identity = decided instanceof Promise ? await decided : decided;
    this.session = identity.session;
    if (identity.cookies.length > 0) this.cookies = identity.cookies;
    return identity.session;
  }

  /** As `authenticate`, for what only admins may do. */
  async authenticateAdmin(body: unknown): Promise<Session> {
    const session = await this.authenticate(body);
    if (session.role !== 'admin') throw new EngineError('access-denied', 'restricted access : admin only');
    return session;
  }
}

/** Node gives every header as one text except `set-cookie`, which requests have no use for. */
export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  if (headers['set-cookie'] !== undefined) delete headers['set-cookie'];
  return isPlain(headers) ? headers : {};
}

const isPlain = (headers: IncomingHttpHeaders): headers is Record<string, string> => headers['set-cookie'] === undefined;
