/** A listening `node:http` server with limits on slow and large requests, that stops without dropping what is under way. */
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EngineConfig } from '../config/config.ts';
import type { Handler } from './handler.ts';

export interface ListeningServer {
  readonly port: number;
  /** Stops accepting, waits for requests under way up to `graceMs`, then cuts the rest. */
  close(graceMs: number): Promise<void>;
}

export type UpgradeHandler = (req: Parameters<Handler>[0], socket: Duplex, head: Buffer) => void;

export async function listen(config: EngineConfig, handler: Handler, upgrade: UpgradeHandler): Promise<ListeningServer> {
  const server = createServer(
    {
      maxHeaderSize: config.http.maxHeaderBytes,
      // Slowloris: headers and the whole request have a deadline, looked at often enough to hold it.
      headersTimeout: config.http.headersTimeoutMs,
      requestTimeout: config.http.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, config.http.headersTimeoutMs),
      keepAliveTimeout: 65_000,
      noDelay: true,
    },
    handler,
  );
  server.on('upgrade', upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : config.port,
    close: (graceMs) => close(server, graceMs),
  };
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive becomes idle when its request is answered.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
