/** Passes a protocol upgrade (WebSocket) on: after the request's head both sockets are joined byte for byte. */
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Upstream } from './forward.ts';
import { forwardedHeaders, withoutForwarded } from './headers.ts';

export interface UpgradeOptions<T extends Upstream> {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** Bytes that arrived behind the request. */
  readonly head: Buffer;
  readonly upstreams: readonly T[];
  readonly begin: (upstream: T) => () => void;
  /** No upstream accepted the connection; the socket is still ours to answer. */
  readonly onFailure: (reason: string) => void;
}

export function forwardUpgrade<T extends Upstream>(options: UpgradeOptions<T>): void {
  attempt(options, 0, 'nothing is listening');
}

function attempt<T extends Upstream>(options: UpgradeOptions<T>, index: number, lastReason: string): void {
  const { request, socket, head } = options;
  const upstream = options.upstreams[index];
  if (upstream === undefined) {
    options.onFailure(lastReason);
    return;
  }
  const end = options.begin(upstream);
  const outgoing: Socket = 'socketPath' in upstream ? connect(upstream.socketPath) : connect(upstream.port, upstream.host);
  const refused = (error: Error) => {
    end();
    if (!socket.destroyed) attempt(options, index + 1, error.message);
  };
  outgoing.once('error', refused);
  outgoing.once('connect', () => {
    outgoing.off('error', refused);
    outgoing.setNoDelay(true);
    outgoing.write(requestHead(request));
    if (head.length > 0) outgoing.write(head);
    join(socket, outgoing, end);
  });
}

/** Whatever ends one side ends the other. */
function join(client: Duplex, upstream: Socket, end: () => void): void {
  const close = () => {
    client.destroy();
    upstream.destroy();
    end();
  };
  for (const socket of [client, upstream]) {
    socket.on('error', close);
    socket.on('close', close);
  }
  client.pipe(upstream);
  upstream.pipe(client);
}

function requestHead(request: IncomingMessage): string {
  const headers = [...withoutForwarded(request.rawHeaders), ...forwardedHeaders(request)];
  const lines = headers.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${headers[i + 1] ?? ''}`] : []));
  return `${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
