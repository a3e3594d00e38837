/**
 * The loopback address that our own processes talk over: the engine calls the handlers here and fetches the keys of sessions, and the
 * handlers and reconcilers call the engine. It listens before any of them is there; requests wait until they are.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { KEY_SET_PATH } from '../http/key-set.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface InternalServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** From now on requests below /actions, /events and /cron are answered. */
  serveHandlers(handler: RequestHandler): void;
  /** From now on the keys of sessions are answered. */
  serveKeys(handler: RequestHandler): void;
  /** From now on all others are. */
  serveEngine(handler: RequestHandler, upgrade: UpgradeHandler): void;
  close(): Promise<void>;
}

export async function openInternalServer(): Promise<InternalServer> {
  const [handlers, serveHandlers] = settable<RequestHandler>();
  const [keys, serveKeys] = settable<RequestHandler>();
  const [engine, setEngine] = settable<RequestHandler>();
  const [upgrade, setUpgrade] = settable<UpgradeHandler>();
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 60_000 }, async (request, response) => {
    const path = request.url ?? '';
    const part = path === KEY_SET_PATH ? keys : /^\/(actions|events|cron)\//.test(path) ? handlers : engine;
    const handle = await part;
    handle(request, response);
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', async (request, socket, head) => {
    upgraded.add(socket);
    socket.on('error', () => {}).once('close', () => upgraded.delete(socket));
    const take = await upgrade;
    take(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the internal server has no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serveHandlers,
    serveKeys,
    serveEngine: (handler, takeUpgrade) => {
      setEngine(handler);
      setUpgrade(takeUpgrade);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }),
  };
}

function settable<T>(): [Promise<T>, (value: T) => void] {
  let set = (_value: T): void => {};
  const value = new Promise<T>((resolve) => {
    set = resolve;
  });
  return [value, set];
}
