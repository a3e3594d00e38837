/** A real HTTP server on a free port for tests that need somebody to call: answers by a function, remembers what came. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ServerAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly received: ReceivedRequest[];
  /** Resolves when `count` requests have arrived. */
  arrived(count: number): Promise<void>;
}

/** `answer` gets each request after its body was read; 204 when it returns nothing. */
export async function testServer(
  answer: (request: ReceivedRequest) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>,
): Promise<TestServer> {
  const received: ReceivedRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  // Longer than a test: Node's five seconds may end just as the next request is on its way, which the client sees as a reset.
  const server = createServer({ keepAliveTimeout: 120_000 }, async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const request = {
      method: req.method ?? '',
      path: req.url ?? '',
      headers: req.headers,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(request);
    for (const w of waiting) if (received.length >= w.count) w.resolve();
    const reply = (await answer(request)) ?? {};
    if (res.destroyed) return;
    for (const [name, value] of Object.entries(reply.headers ?? {}))
      res.setHeader(name, typeof value === 'string' ? value : [...value]);
    res.writeHead(reply.status ?? (reply.body === undefined ? 204 : 200)).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    arrived: (count) =>
      received.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
