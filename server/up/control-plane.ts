/** The control plane's HTTP server on the unix socket behind the edge. */
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { restoreClientAddress } from './restore-client-address.ts';

export interface ControlPlane {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface ListeningControlPlane {
  /** Stops accepting, gives what is under way `graceMs`, then cuts it. */
  close(graceMs: number): Promise<void>;
}

/** The caller holds the data directory's lock, so a socket that is there is a dead process's. */
export async function listenControlPlane(socket: string, { onRequest, onUpgrade }: ControlPlane): Promise<ListeningControlPlane> {
  await rm(socket, { force: true });
  // The edge limits headers and idle clients; it closes idle connections itself, so that we never close one it is about to use.
  const server = createServer({ keepAliveTimeout: 0, headersTimeout: 30_000, requestTimeout: 120_000, maxHeaderSize: 65_536 });
  const upgraded = new Set<Duplex>();
  server.on('request', (request, response) => {
    restoreClientAddress(request);
    onRequest(request, response);
  });
  server.on('upgrade', (request, stream, head) => {
    restoreClientAddress(request);
    upgraded.add(stream);
    stream.once('close', () => upgraded.delete(stream));
    onUpgrade(request, stream, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return { close: (graceMs) => close(server, upgraded, graceMs) };
}

async function close(server: Server, upgraded: ReadonlySet<Duplex>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
    for (const stream of upgraded) stream.destroy();
  }, graceMs);
  await closed;
  clearTimeout(cut);
}
