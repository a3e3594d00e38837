import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { freePort } from '../../test/support/ports.ts';
import { createInFlight } from './in-flight.ts';
import { createProxy } from './proxy.ts';
import { createRouteBook } from './route-book.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener?: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function edge(options: { controlPlane?: string; timeoutMs?: number } = {}) {
  const book = createRouteBook();
  const inFlight = createInFlight();
  const controlPlane = options.controlPlane ?? join(tmpdir(), 'northstack-nobody-listens.sock');
  const proxy = createProxy({ book, inFlight, baseDomain: 'localhost', controlPlane, timeoutMs: options.timeoutMs ?? 5000 });
  const { server, port } = await serve(proxy.onRequest);
  server.on('upgrade', proxy.onUpgrade);
  const route = (ports: readonly number[]) =>
    book.set('i', [{ hostname: 'web.shop.localhost', targets: ports.map((p) => ({ host: '127.0.0.1', port: p })) }]);
  return { book, inFlight, port, route };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function ask(
  port: number,
  options: { host?: string; method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: options.host ?? 'web.shop.localhost', ...options.headers };
    const outgoing = request(
      { host: '127.0.0.1', port, method: options.method ?? 'GET', headers, agent: false },
      async (answer) => {
        let body = '';
        try {
          for await (const chunk of answer) body += chunk;
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

const code = (answer: Answer) => JSON.parse(answer.body).errors[0].extensions.code;

test('replicas take turns and one that refuses is passed over, also for a request with a body', async () => {
  const { port, route } = await edge();
  const echo =
    (name: string): RequestListener =>
    async (req, res) => {
      let body = '';
      for await (const chunk of req) body += chunk;
      res.end(`${name}:${body}`);
    };
  const [a, b] = await Promise.all([serve(echo('a')), serve(echo('b'))]);
  route([a.port, await freePort(), b.port]);
  const answers = [];
  for (let i = 0; i < 6; i += 1) answers.push((await ask(port, { method: 'POST', body: `n${i}` })).body);
  expect(answers).toEqual(['a:n0', 'b:n1', 'b:n2', 'a:n3', 'b:n4', 'b:n5']);
});

test('a service sees the host name it was asked for and the real client, whatever the client claims about itself', async () => {
  const { port, route } = await edge();
  const app = await serve((req, res) => res.end(JSON.stringify(req.headers)));
  route([app.port]);
  const seen = JSON.parse(
    (await ask(port, { headers: { connection: 'close, x-secret-hop', 'x-secret-hop': '1', 'x-kept': 'yes' } })).body,
  );
  expect(seen).toMatchObject({
    host: 'web.shop.localhost',
    'x-forwarded-host': 'web.shop.localhost',
    'x-forwarded-for': expect.stringContaining('127.0.0.1'),
    'x-forwarded-proto': 'http',
    'x-kept': 'yes',
  });
  expect(seen).not.toHaveProperty('x-secret-hop');
});

test('status, repeated headers and a body of megabytes pass unchanged', async () => {
  const { port, route } = await edge();
  const big = 'x'.repeat(5_000_000);
  const app = await serve((_, res) => res.writeHead(418, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']).end(big));
  route([app.port]);
  const answer = await ask(port);
  expect(answer.status).toBe(418);
  expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  expect(answer.body).toHaveLength(big.length);
});

test('an answer streams: the first part arrives before the second is written', async () => {
  const { port, route } = await edge();
  let second = () => {};
  const app = await serve((_, res) => {
    res.write('first');
    second = () => res.end('second');
  });
  route([app.port]);
  const outgoing = request({ host: '127.0.0.1', port, headers: { host: 'web.shop.localhost' }, agent: false }).end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  expect(String((await once(answer, 'data'))[0])).toBe('first');
  second();
  expect(String((await once(answer, 'data'))[0])).toBe('second');
});

test.each([
  ['a name nobody has', 'nobody.shop.localhost', undefined, 404, 'no-such-service'],
  ['a service without replicas', 'web.shop.localhost', [], 503, 'service-not-running'],
  ['a service nobody listens for', 'web.shop.localhost', 'closed', 502, 'service-unreachable'],
  ['the control plane while it is away', 'localhost', undefined, 503, 'control-plane-away'],
] as const)('%s gets an answer that says so', async (_, host, targets, status, expected) => {
  const { port, route } = await edge();
  if (targets) route(targets === 'closed' ? [await freePort()] : targets);
  const answer = await ask(port, { host });
  expect([answer.status, code(answer)]).toEqual([status, expected]);
  expect(answer.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
  const page = await ask(port, { host, headers: { accept: 'text/html,*/*' } });
  expect(page.headers['content-type']).toContain('text/html');
});

test('a service that does not begin to answer in time is a gateway timeout, and counted', async () => {
  const { port, route, book } = await edge({ timeoutMs: 50 });
  const app = await serve(() => {});
  route([app.port]);
  const answer = await ask(port);
  expect([answer.status, code(answer)]).toEqual([504, 'service-timeout']);
  expect(book.takeCounts().i).toMatchObject({ requests: 1, errors: 1 });
});

test('a service that breaks off mid-answer breaks off for the client too, and the edge lives on', async () => {
  const { port, route } = await edge();
  const app = await serve((_, res) => {
    res.writeHead(200, { 'content-length': 10 });
    res.write('half', () => res.destroy());
  });
  route([app.port]);
  await expect(ask(port)).rejects.toThrow();
  expect((await ask(port, { host: 'none.localhost' })).status).toBe(404);
});

test('a kept connection that the service closed meanwhile does not fail a request', async () => {
  const { port, route } = await edge();
  const app = await serve((_, res) => res.end('ok'));
  route([app.port]);
  for (let i = 0; i < 20; i += 1) {
    expect((await ask(port)).body).toBe('ok');
    app.server.closeIdleConnections();
  }
});

test('switching to other replicas under load fails no request, and the old ones drain', async () => {
  const { port, route, inFlight } = await edge();
  const slow =
    (name: string): RequestListener =>
    (_, res) =>
      void setTimeout(() => res.end(name), 5);
  const [old, next] = await Promise.all([serve(slow('old')), serve(slow('next'))]);
  route([old.port]);
  let running = true;
  const answers: Answer[] = [];
  const clients = Array.from({ length: 8 }, async () => {
    while (running) answers.push(await ask(port));
  });
  while (answers.length < 50) await new Promise(setImmediate);
  route([next.port]);
  await inFlight.drained([{ host: '127.0.0.1', port: old.port }], 5000);
  old.server.closeAllConnections();
  old.server.close();
  const switchedAt = answers.length;
  while (answers.length < switchedAt + 50) await new Promise(setImmediate);
  running = false;
  await Promise.all(clients);
  expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
  expect(new Set(answers.slice(-30).map((a) => a.body))).toEqual(new Set(['next']));
});

test('waiting for a drain ends at its time limit', async () => {
  const { port, route, inFlight } = await edge();
  const app = await serve((req) => void req.socket.once('data', () => {}));
  route([app.port]);
  const pending = ask(port).catch(() => null);
  await once(app.server, 'request');
  const startedAt = performance.now();
  await inFlight.drained([{ host: '127.0.0.1', port: app.port }], 100);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  app.server.closeAllConnections();
  await pending;
});

test('WebSockets pass in both directions, and a missing service refuses the upgrade with the reason', async () => {
  const { port, route } = await edge();
  const app = await serve();
  const sockets = new WebSocketServer({ server: app.server });
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
  route([app.port]);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/chat`, { headers: { host: 'web.shop.localhost' } });
  await once(socket, 'open');
  socket.send('hello');
  expect(String((await once(socket, 'message'))[0])).toBe('echo hello');
  socket.close();

  const refused = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { host: 'none.localhost' } });
  expect(String((await once(refused, 'error'))[0])).toContain('404');
});

test('a client that goes away frees its upstream connection', async () => {
  const { port, route } = await edge();
  const app = await serve(() => {});
  route([app.port]);
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: web.shop.localhost\r\n\r\n');
  const [incoming] = (await once(app.server, 'request')) as [IncomingMessage];
  const gone = once(incoming.socket, 'close');
  client.destroy();
  await gone;
});

test('requests are counted by workload', async () => {
  const { port, route, book } = await edge();
  const app = await serve((req, res) => res.writeHead(req.url === '/bad' ? 500 : 200).end());
  route([app.port]);
  await ask(port);
  await ask(port);
  expect(book.takeCounts()).toEqual({ i: { requests: 2, errors: 0, latencyP90Ms: expect.any(Number) } });
});
