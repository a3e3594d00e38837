/**
 * One client's socket: initialised once with the headers of its `connection_init`, then any number of operations side by
 * side, each known by the client's id, until the socket or its token ends.
 */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Authenticator } from '../auth/authenticate.ts';
import type { EngineConfig } from '../config/config.ts';
import type { GraphqlAnswer, GraphqlRequest, RequestContext } from '../engine.ts';
import { EngineError, toGraphqlError } from '../error.ts';
import { KEY_HEADER } from '../execute/run-once.ts';
import { parseGraphqlRequest } from '../http/graphql-request.ts';
import { asEngineError } from '../http/handler.ts';
import type { Sink } from '../live/sink.ts';
import type { Observe } from '../observation.ts';
import type { Session } from '../session.ts';
import { initHeaders } from './init-headers.ts';
import { Outbox } from './outbox.ts';
import {
  ACK,
  CLOSE,
  type ClientMessage,
  type Close,
  completeMessage,
  connectionError,
  errorsIn,
  failedMessage,
  nextPrefix,
  type Protocol,
  pongMessage,
  readMessage,
  refusedMessage,
} from './protocol.ts';

export interface Operations {
  /** Decides what a request is. Throws an `EngineError` when it may not or cannot run. */
  kindOf(request: GraphqlRequest, context: RequestContext, ip: string): 'query' | 'mutation' | 'subscription';
  execute(request: GraphqlRequest, context: RequestContext): Promise<GraphqlAnswer>;
  /** Answers flow to the sink until the returned function is called. */
  subscribe(request: GraphqlRequest, context: RequestContext, sink: Sink): () => void;
}

export interface ConnectionDeps {
  readonly config: EngineConfig['websocket'];
  readonly authenticator: Authenticator;
  readonly operations: Operations;
  readonly showsInternal: (session: Session | null) => boolean;
  readonly observe: Observe;
  /** Operations of all connections together. */
  readonly total: { operations: number };
  /** Sends keepalives until the returned function is called. */
  readonly keepAlive: (send: () => void) => () => void;
}

interface Operation {
  stop: (() => void) | null;
  isOver: boolean;
}

type State =
  | { readonly kind: 'new'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'initialising'; readonly waiting: ClientMessage[] }
  | { readonly kind: 'open'; readonly session: Session; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'closed' };

/** Longer delays do not fit Node's timers. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Messages accepted before the initialisation is answered. */
const MAX_WAITING = 1000;

export class Connection {
  readonly id: string;
  private readonly ws: WebSocket;
  private readonly protocol: Protocol;
  private readonly deps: ConnectionDeps;
  private readonly outbox: Outbox;
  private readonly ip: string;
  private readonly operations = new Map<string, Operation>();
  private state: State;
  /** First for the initialisation, later for the token's end. */
  private timer: NodeJS.Timeout | null = null;
  private endKeepalive: (() => void) | null = null;

  constructor(
    id: string,
    ws: WebSocket,
    socket: Duplex & { readonly remoteAddress?: string | undefined },
    protocol: Protocol,
    headers: Readonly<Record<string, string>>,
    deps: ConnectionDeps,
  ) {
    this.id = id;
    this.ws = ws;
    this.protocol = protocol;
    this.deps = deps;
    this.ip = socket.remoteAddress ?? '';
    this.outbox = new Outbox(ws, socket, deps.config.maxBufferedBytes);
    this.state = { kind: 'new', headers };
    if (!protocol.isLegacy) this.timer = setTimeout(() => this.close(CLOSE.initTimeout), deps.config.initTimeoutMs);
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    ws.on('close', () => this.ended());
    // What ws says here (too large a message, a broken frame) it follows with a close frame of its own.
    ws.on('error', () => {});
  }

  get session(): Session | null {
    return this.state.kind === 'open' ? this.state.session : null;
  }

  get role(): string | null {
    return this.session?.role ?? null;
  }

  close(why: Close): void {
    if (this.ws.readyState === this.ws.OPEN) this.ws.close(why.code, why.reason);
    this.ended();
  }

  private ended(): void {
    if (this.state.kind === 'closed') return;
    this.deps.observe({ kind: 'websocket-closed', id: this.id, role: this.role });
    this.state = { kind: 'closed' };
    if (this.timer) clearTimeout(this.timer);
    this.endKeepalive?.();
    this.outbox.close();
    for (const [id, operation] of [...this.operations]) this.end(id, operation);
  }

  private receive(data: RawData, isBinary: boolean): void {
    const text = isBinary ? null : textOf(data);
    this.handle(
      text === null
        ? { kind: 'bad', reason: 'parsing ClientMessage failed: Error in $: expected text' }
        : readMessage(this.protocol, text),
    );
  }

  private handle(message: ClientMessage): void {
    if (this.state.kind === 'initialising' && message.kind !== 'init') {
      if (this.state.waiting.length < MAX_WAITING) this.state.waiting.push(message);
      else this.close(CLOSE.bad('too many messages before the connection is initialised'));
      return;
    }
    switch (message.kind) {
      case 'init':
        this.init(message.payload);
        break;
      case 'start':
        this.start(message.id, message.payload);
        break;
      case 'stop':
        this.stop(message.id);
        break;
      case 'ping':
        this.outbox.send(pongMessage(message.payload));
        break;
      case 'pong':
        break;
      case 'terminate':
        this.close(CLOSE.terminated);
        break;
      case 'bad':
        if (this.protocol.isLegacy) this.outbox.send(connectionError(message.reason));
        else this.close(CLOSE.bad(message.reason));
    }
  }

  private init(payload: unknown): void {
    if (this.state.kind !== 'new') {
      if (!this.protocol.isLegacy) this.close(CLOSE.tooManyInits);
      return;
    }
    // A key is for one request, and a socket carries many.
    const { [KEY_HEADER]: _, ...headers } = initHeaders(this.state.headers, payload);
    this.state = { kind: 'initialising', waiting: [] };
    try {
      const decided = this.deps.authenticator.authenticate(headers, null);
      if (decided instanceof Promise)
        decided.then(
          ({ session }) => this.open(session, headers),
          (error: unknown) => this.refuse(error),
        );
      else this.open(decided.session, headers);
    } catch (error) {
      this.refuse(error);
    }
  }

  private refuse(error: unknown): void {
    if (this.state.kind === 'closed') return;
    const { message } = asEngineError(error, this.deps.observe);
    if (this.protocol.isLegacy) {
      this.outbox.send(connectionError(message));
      this.close(CLOSE.bad(`Connection initialization failed: ${message}`));
    } else this.close(CLOSE.forbidden);
  }

  private open(session: Session, headers: Readonly<Record<string, string>>): void {
    if (this.state.kind !== 'initialising') return;
    const { waiting } = this.state;
    this.state = { kind: 'open', session, headers };
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (session.expiresAt !== null) this.closeAt(session.expiresAt);
    this.deps.observe({ kind: 'websocket-opened', id: this.id, role: session.role });
    this.outbox.send(ACK);
    this.outbox.send(this.protocol.keepalive);
    this.endKeepalive = this.deps.keepAlive(() => this.outbox.isReady && this.outbox.send(this.protocol.keepalive));
    for (const message of waiting) this.handle(message);
  }

  private closeAt(expiresAt: number): void {
    const left = expiresAt - Date.now();
    if (left <= 0) this.close(CLOSE.expired(this.protocol));
    else this.timer = setTimeout(() => this.closeAt(expiresAt), Math.min(left, MAX_TIMER_MS));
  }

  private start(id: string, payload: unknown): void {
    if (this.state.kind === 'closed') return;
    if (this.state.kind !== 'open') {
      this.cannotStart(id, 'start received before the connection is initialised');
      if (!this.protocol.isLegacy) this.close(CLOSE.unauthorized);
      return;
    }
    if (this.operations.has(id)) {
      this.cannotStart(id, `an operation already exists with this id: ${id}`);
      if (!this.protocol.isLegacy) this.close(CLOSE.duplicate(id));
      return;
    }
    if (this.operations.size >= this.deps.config.maxOperations) {
      this.cannotStart(id, `a connection may have ${this.deps.config.maxOperations} operations at a time`);
      return;
    }
    if (this.deps.total.operations >= this.deps.config.maxTotalOperations) {
      this.cannotStart(id, `all connections together may have ${this.deps.config.maxTotalOperations} operations at a time`);
      return;
    }
    const operation: Operation = { stop: null, isOver: false };
    this.operations.set(id, operation);
    this.deps.total.operations += 1;
    try {
      this.run(id, operation, parseGraphqlRequest(payload), this.state.session, this.state.headers);
    } catch (error) {
      this.finish(id, operation, refusedMessage(this.protocol, id, this.errorsText(error)));
    }
  }

  private run(
    id: string,
    operation: Operation,
    request: GraphqlRequest,
    session: Session,
    headers: Readonly<Record<string, string>>,
  ): void {
    const context: RequestContext = { session, headers, requestId: `${this.id}-${id.slice(0, 64)}`, address: this.ip };
    if (this.deps.operations.kindOf(request, context, this.ip) === 'subscription') {
      operation.stop = this.deps.operations.subscribe(request, context, this.sink(id, operation));
      if (operation.isOver) operation.stop();
      return;
    }
    this.deps.operations.execute(request, context).then(
      ({ body }) => this.answer(id, operation, body),
      (error: unknown) => this.finish(id, operation, failedMessage(this.protocol, id, this.errorsText(error))),
    );
  }

  private answer(id: string, operation: Operation, body: string): void {
    const errors = errorsIn(body);
    this.finish(
      id,
      operation,
      errors === null ? `${nextPrefix(this.protocol, id)}${body}}` : failedMessage(this.protocol, id, errors),
      errors !== null,
    );
  }

  /** The last message of an operation; `complete` follows except after an error of the newer protocol, which says the same. */
  private finish(id: string, operation: Operation, message: string, isError = true): void {
    if (operation.isOver) return;
    this.end(id, operation);
    this.outbox.send(message);
    if (this.protocol.isLegacy || !isError) this.outbox.send(completeMessage(id));
  }

  private sink(id: string, operation: Operation): Sink {
    const prefix = nextPrefix(this.protocol, id);
    return {
      next: (body, isNewest) => {
        if (operation.isOver) return;
        const message = `${prefix}${body}}`;
        if (isNewest) this.outbox.sendNewest(id, message);
        else this.outbox.send(message);
      },
      fail: (error) => {
        if (operation.isOver) return;
        const message = failedMessage(this.protocol, id, this.errorsText(error));
        this.outbox.forget(id);
        if (this.protocol.isLegacy) this.outbox.send(message);
        else this.finish(id, operation, message);
      },
      refuse: (error) => this.finish(id, operation, refusedMessage(this.protocol, id, this.errorsText(error))),
      isReady: () => this.outbox.isReady,
      whenReady: (callback) => this.outbox.whenReady(callback),
    };
  }

  private stop(id: string): void {
    const operation = this.operations.get(id);
    if (!operation) return;
    this.end(id, operation);
    this.outbox.forget(id);
  }

  private end(id: string, operation: Operation): void {
    operation.isOver = true;
    this.operations.delete(id);
    this.deps.total.operations -= 1;
    operation.stop?.();
  }

  private cannotStart(id: string, message: string): void {
    const error = new EngineError('start-failed', message);
    this.outbox.send(refusedMessage(this.protocol, id, JSON.stringify([toGraphqlError(error, false)])));
  }

  private errorsText(error: unknown): string {
    const session = this.state.kind === 'open' ? this.state.session : null;
    return JSON.stringify([toGraphqlError(asEngineError(error, this.deps.observe), this.deps.showsInternal(session))]);
  }
}

/** `ws` gives a text message as one buffer unless told otherwise; its UTF-8 is already checked. */
function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}
