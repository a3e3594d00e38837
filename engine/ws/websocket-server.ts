/** Accepts WebSocket handshakes on the GraphQL paths and keeps the connections until they end, or all end together. */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer as Handshakes } from 'ws';
import type { EngineConfig } from '../config/config.ts';
import { EngineError, type ErrorCode, toGraphqlError } from '../error.ts';
import { plainHeaders } from '../http/call.ts';
import { originMatcher } from '../http/cors.ts';
import type { Session } from '../session.ts';
import { Connection, type ConnectionDeps } from './connection.ts';
import { createKeepalive } from './keepalive.ts';
import { CLOSE, type Close, chooseProtocol } from './protocol.ts';

export interface WebSocketServer extends AsyncDisposable {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  closeAll(why: Close): void;
  /** Closes the sockets of these sessions, as at the end of their tokens. */
  closeSessions(isEnded: (session: Session) => boolean): void;
  readonly connections: number;
}

const PATHS = new Set(['/v1/graphql', '/v1alpha1/graphql', '/v1beta1/relay']);
const NO_SUCH_PATH = "only '/v1/graphql', '/v1alpha1/graphql' and '/v1beta1/relay' are supported on websockets";
const GOODBYE_MS = 1_000;

export function createWebSocketServer(
  config: EngineConfig,
  deps: Omit<ConnectionDeps, 'config' | 'keepAlive' | 'total'>,
): WebSocketServer {
  const connections = new Set<Connection>();
  const sockets = new Set<Duplex>();
  const keepalive = createKeepalive(config.websocket.keepaliveMs);
  const isAllowedOrigin = originMatcher(config.corsDomains);
  const connectionDeps: ConnectionDeps = {
    ...deps,
    config: config.websocket,
    total: { operations: 0 },
    keepAlive: keepalive.add,
  };
  let isClosing = false;
  const handshakes = new Handshakes({
    noServer: true,
    clientTracking: false,
    maxPayload: config.websocket.maxMessageBytes,
    perMessageDeflate: config.websocket.compression ? { threshold: 1024 } : false,
    handleProtocols: (offered) => chooseProtocol(offered).name,
  });

  const upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {});
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    if (!PATHS.has(path)) return refuse(socket, 404, 'not-found', NO_SUCH_PATH);
    if (isClosing) return refuse(socket, 503, 'unexpected', 'the server is shutting down');
    const { origin } = req.headers;
    if (config.corsDomains !== null && origin !== undefined && !isAllowedOrigin(origin))
      return refuse(socket, 400, 'access-denied', 'received origin header does not match configured CORS domains');
    const headers = plainHeaders(req.headers);
    if (config.corsDomains === null && !config.wsReadCookie) delete headers.cookie;
    handshakes.handleUpgrade(req, socket, head, (ws) => {
      const offered = new Set((req.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim()));
      const connection = new Connection(randomUUID(), ws, req.socket, chooseProtocol(offered), headers, connectionDeps);
      connections.add(connection);
      sockets.add(socket);
      ws.once('close', () => {
        connections.delete(connection);
        sockets.delete(socket);
      });
    });
  };

  const closeAll = (why: Close) => {
    for (const connection of [...connections]) connection.close(why);
  };

  const closeSessions = (isEnded: (session: Session) => boolean) => {
    for (const connection of [...connections]) {
      const { session } = connection;
      if (session !== null && isEnded(session)) connection.close(CLOSE.ended);
    }
  };

  return {
    upgrade,
    closeAll,
    closeSessions,
    get connections() {
      return connections.size;
    },
    [Symbol.asyncDispose]: async () => {
      isClosing = true;
      keepalive[Symbol.dispose]();
      closeAll(CLOSE.shutdown);
      const closed = [...sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, GOODBYE_MS);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}

function refuse(socket: Duplex, status: number, code: ErrorCode, message: string): void {
  const text = JSON.stringify(toGraphqlError(new EngineError(code, message), false));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
