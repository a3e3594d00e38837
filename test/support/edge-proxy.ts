/** The edge's own proxy, inside the test's process, as a RouteTable and as something to send requests to. */
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { RouteTable } from '../../domain/ports/route-table.ts';
import { createInFlight } from '../../server/edge/in-flight.ts';
import { createProxy } from '../../server/edge/proxy.ts';
import { createRouteBook } from '../../server/edge/route-book.ts';

export interface EdgeProxy extends AsyncDisposable {
  readonly routes: RouteTable;
  get(hostname: string, path?: string): Promise<{ readonly status: number; readonly body: string }>;
}

export async function edgeProxy(): Promise<EdgeProxy> {
  const book = createRouteBook();
  const inFlight = createInFlight();
  const proxy = createProxy({ book, inFlight, baseDomain: 'localhost', controlPlane: '/nowhere', timeoutMs: 60_000 });
  const server = createServer({ keepAliveTimeout: 120_000 }, proxy.onRequest);
  server.on('upgrade', proxy.onUpgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const agent = new Agent({ keepAlive: true });
  return {
    routes: {
      set: async (id, routes) => book.set(id, routes),
      remove: async (id) => book.remove(id),
      drained: (targets, timeoutMs) => inFlight.drained(targets, timeoutMs),
      takeCounts: async () => new Map(Object.entries(book.takeCounts())),
    },
    get: (hostname, path = '/') =>
      new Promise((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path, agent, headers: { host: hostname } }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text;
          });
          response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
          response.once('error', reject);
        });
        asked.once('error', reject);
        asked.end();
      }),
    [Symbol.asyncDispose]: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
