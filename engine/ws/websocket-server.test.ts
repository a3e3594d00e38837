import { createServer, type Server } from 'node:http';
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openAuthenticator } from '../auth/authenticate.ts';
import { parseConfig } from '../config/config.ts';
import type { GraphqlRequest, RequestContext } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { Sink } from '../live/sink.ts';
import type { Operations } from './connection.ts';
import { CLOSE } from './protocol.ts';
import { createWebSocketServer, type WebSocketServer } from './websocket-server.ts';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** An engine's core made of three words: `query { … }` answers its text, `fail` fails, a subscription hands out its sink. */
class Core implements Operations {
  readonly sinks: Sink[] = [];
  readonly contexts: RequestContext[] = [];
  stopped = 0;

  kindOf({ query }: GraphqlRequest) {
    if (query.includes('unknown')) throw new EngineError('validation-failed', "field 'unknown' not found in type: 'query_root'");
    return query.startsWith('subscription') ? ('subscription' as const) : ('query' as const);
  }

  async execute({ query }: GraphqlRequest, context: RequestContext) {
    this.contexts.push(context);
    if (query.includes('fail')) throw new EngineError('data-exception', 'division by zero');
    return { body: JSON.stringify({ data: { said: query } }), status: 200, cookies: [] };
  }

  subscribe(_: GraphqlRequest, context: RequestContext, sink: Sink) {
    this.contexts.push(context);
    this.sinks.push(sink);
    return () => {
      this.stopped += 1;
    };
  }
}

async function serve(env: Record<string, string> = {}): Promise<{ url: string; core: Core; sockets: WebSocketServer }> {
  const config = parseConfig({ HASURA_GRAPHQL_DATABASE_URL: 'postgres://localhost/x', HASURA_GRAPHQL_ADMIN_SECRET: 's', ...env });
  const core = new Core();
  const authenticator = await openAuthenticator(config.auth, () => {});
  const sockets = createWebSocketServer(config, {
    authenticator,
    operations: core,
    showsInternal: () => false,
    observe: () => {},
  });
  const server: Server = createServer();
  server.on('upgrade', sockets.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(async () => {
    await sockets[Symbol.asyncDispose]();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `ws://127.0.0.1:${port}/v1/graphql`, core, sockets };
}

/** A raw client that remembers what it was told. */
class Client {
  readonly messages: Record<string, unknown>[] = [];
  closed: { code: number; reason: string } | null = null;
  readonly ws: WebSocket;

  constructor(url: string, protocol: string | undefined = undefined, headers: Record<string, string> = {}) {
    this.ws = new WebSocket(url, protocol, { headers });
    this.ws.on('message', (data) => this.messages.push(JSON.parse(String(data))));
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    this.ws.on('error', () => {});
    cleanups.push(() => this.ws.terminate());
  }

  async open(): Promise<this> {
    await new Promise((resolve, reject) => this.ws.once('open', resolve).once('error', reject));
    return this;
  }

  send(...messages: unknown[]): void {
    for (const message of messages) this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Messages of these types, once there are `count`. */
  async expect(count: number, ...types: string[]): Promise<Record<string, unknown>[]> {
    const found = () => this.messages.filter((m) => types.includes(String(m.type)));
    await expect.poll(() => found().length, { interval: 5, timeout: 120_000 }).toBeGreaterThanOrEqual(count);
    return found();
  }

  async expectClose(code: number): Promise<string> {
    await expect.poll(() => this.closed?.code, { interval: 5, timeout: 120_000 }).toBe(code);
    return this.closed?.reason ?? '';
  }
}

const INIT = { type: 'connection_init', payload: { headers: { 'X-Hasura-Admin-Secret': 's', 'x-hasura-role': 'user' } } };

describe('graphql-transport-ws', () => {
  const connect = async (url: string) => {
    const client = await new Client(url, 'graphql-transport-ws').open();
    client.send(INIT);
    await client.expect(1, 'connection_ack');
    return client;
  };

  test('a standard client runs queries and subscriptions', async () => {
    const { url, core } = await serve();
    const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: INIT.payload, lazyCloseTimeout: 0 });
    cleanups.push(() => client.dispose());
    for await (const result of client.iterate({ query: 'query { a }' }))
      expect(result).toEqual({ data: { said: 'query { a }' } });
    const answers = client.iterate({ query: 'subscription { a }' });
    const first = answers.next();
    await expect.poll(() => core.sinks.length).toBe(1);
    core.sinks[0]?.next('{"data":{"a":9007199254740993}}', true);
    expect((await first).value).toEqual({ data: { a: 9007199254740992 } });
    await answers.return?.();
    await expect.poll(() => core.stopped).toBe(1);
    expect(core.contexts[0]?.session.role).toBe('user');
    expect(core.contexts[0]?.headers).not.toHaveProperty('sec-websocket-key');
  });

  test('acknowledges, pings, and answers pings with their payload', async () => {
    const { url } = await serve();
    const client = await connect(url);
    expect(client.messages.slice(0, 2)).toEqual([
      { type: 'connection_ack' },
      { type: 'ping', payload: { message: 'keepalive' } },
    ]);
    client.send({ type: 'ping', payload: { a: 1 } }, { type: 'pong' });
    expect(await client.expect(1, 'pong')).toEqual([{ type: 'pong', payload: { a: 1 } }]);
  });

  test('errors before and while running are error messages that end the operation', async () => {
    const { url, core } = await serve();
    const client = await connect(url);
    client.send({ type: 'subscribe', id: '1', payload: { query: '{ unknown }' } });
    client.send({ type: 'subscribe', id: '2', payload: { query: '{ fail }' } });
    client.send({ type: 'subscribe', id: '3', payload: { query: 'subscription { a }' } });
    client.send({ type: 'subscribe', id: '4', payload: {} });
    await expect.poll(() => core.sinks.length).toBe(1);
    core.sinks[0]?.fail(new EngineError('data-exception', 'bad'));
    core.sinks[0]?.next('{"data":null}', true);
    const errors = await client.expect(4, 'error');
    expect(errors).toContainEqual({
      type: 'error',
      id: '1',
      payload: [
        { message: "field 'unknown' not found in type: 'query_root'", extensions: { path: '$', code: 'validation-failed' } },
      ],
    });
    expect(errors.map((e) => e.id).sort()).toEqual(['1', '2', '3', '4']);
    expect(client.messages.filter((m) => m.type === 'next' || m.type === 'complete')).toEqual([]);
    expect(core.stopped).toBe(1);
  });

  test.each([
    ['a message that is no JSON', ['{'], 4400],
    ['an unknown message', [{ type: 'start', id: '1' }], 4400],
    ['a subscription before the initialisation', [{ type: 'subscribe', id: '1', payload: { query: '{ a }' } }], 4401],
    ['a second initialisation', [INIT, INIT], 4429],
    ['a used id', [INIT, ...['1', '1'].map((id) => ({ type: 'subscribe', id, payload: { query: 'subscription { a }' } }))], 4409],
    ['a wrong secret', [{ type: 'connection_init', payload: { headers: { 'x-hasura-admin-secret': 'x' } } }], 4403],
  ])('%s closes the socket', async (_, messages, code) => {
    const { url } = await serve();
    const client = await new Client(url, 'graphql-transport-ws').open();
    client.send(...messages);
    expect(JSON.parse(await client.expectClose(code)).server_error_msg).toMatch(new RegExp(`^${code}: `));
  });

  test('a client that does not initialise is closed', async () => {
    const { url } = await serve({ HASURA_GRAPHQL_WEBSOCKET_CONNECTION_INIT_TIMEOUT: '1' });
    const client = await new Client(url, 'graphql-transport-ws').open();
    await client.expectClose(4408);
  });
});

describe('graphql-ws (legacy)', () => {
  const connect = async (url: string, protocol: string | undefined = 'graphql-ws') => {
    const client = await new Client(url, protocol).open();
    client.send(INIT);
    await client.expect(1, 'connection_ack');
    return client;
  };

  test('a query is answered and completed; a client that names no protocol gets this one', async () => {
    const { url } = await serve();
    const client = await connect(url);
    client.send({ type: 'start', id: 'x', payload: { query: '{ a }' } });
    await client.expect(1, 'complete');
    // A slow machine sees a second keepalive in between.
    expect(client.messages.filter((m, i) => i < 2 || m.type !== 'ka')).toEqual([
      { type: 'connection_ack' },
      { type: 'ka' },
      { type: 'data', id: 'x', payload: { data: { said: '{ a }' } } },
      { type: 'complete', id: 'x' },
    ]);
  });

  test('messages sent before the acknowledgement are kept', async () => {
    const { url } = await serve();
    const client = await new Client(url, 'graphql-ws').open();
    client.send(INIT, { type: 'start', id: 'x', payload: { query: '{ a }' } });
    await client.expect(1, 'complete');
  });

  test('errors before running are errors, errors while running are answers', async () => {
    const { url, core } = await serve();
    const client = await connect(url);
    client.send(
      { type: 'start', id: '1', payload: { query: '{ unknown }' } },
      { type: 'start', id: '2', payload: { query: '{ fail }' } },
    );
    client.send({ type: 'start', id: '3', payload: { query: 'subscription { a }' } });
    await expect.poll(() => core.sinks.length).toBe(1);
    core.sinks[0]?.fail(new EngineError('data-exception', 'bad'));
    core.sinks[0]?.next('{"data":{"a":1}}', true);
    const [error] = await client.expect(1, 'error');
    expect(error).toMatchObject({ id: '1', payload: { errors: [{ extensions: { code: 'validation-failed' } }] } });
    const data = await client.expect(3, 'data');
    expect(data.find((m) => m.id === '2')).toMatchObject({ payload: { errors: [{ message: 'division by zero' }] } });
    expect(data.filter((m) => m.id === '3').map((m) => m.payload)).toEqual([
      { errors: [{ message: 'bad', extensions: { path: '$', code: 'data-exception' } }] },
      { data: { a: 1 } },
    ]);
  });

  test('what is wrong is told and the socket stays open', async () => {
    const { url } = await serve();
    const client = await new Client(url, 'graphql-ws').open();
    client.send({ type: 'start', id: '1', payload: { query: '{ a }' } }, '{', { type: 'test' }, INIT, INIT);
    client.send(...['2', '2'].map((id) => ({ type: 'start', id, payload: { query: 'subscription { a }' } })));
    await client.expect(2, 'connection_error');
    const errors = await client.expect(2, 'error');
    expect(errors.map((e) => e.payload)).toMatchObject([
      { errors: [{ message: 'start received before the connection is initialised', extensions: { code: 'start-failed' } }] },
      { errors: [{ message: 'an operation already exists with this id: 2', extensions: { code: 'start-failed' } }] },
    ]);
    expect(client.closed).toBeNull();
  });

  test('a refused initialisation is told, then the socket is closed', async () => {
    const { url } = await serve();
    const client = await new Client(url, 'graphql-ws').open();
    client.send({ type: 'connection_init', payload: {} });
    expect(await client.expectClose(4400)).toContain('Connection initialization failed');
    expect(client.messages).toEqual([
      { type: 'connection_error', payload: 'x-hasura-admin-secret/x-hasura-access-key required, but not found' },
    ]);
  });

  test('stop and terminate end operations', async () => {
    const { url, core } = await serve();
    const client = await connect(url);
    for (const id of ['1', '2']) client.send({ type: 'start', id, payload: { query: 'subscription { a }' } });
    client.send({ type: 'stop', id: '1' });
    await expect.poll(() => core.stopped).toBe(1);
    client.send({ type: 'connection_terminate' });
    await client.expectClose(1000);
    expect(core.stopped).toBe(2);
  });
});

describe('the socket', () => {
  test('is closed when the token ends', async () => {
    const hook = createServer((_, res) => {
      res.end(JSON.stringify({ 'x-hasura-role': 'user', 'cache-control': 'max-age=1' }));
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => void hook.close());
    const address = hook.address();
    const { url } = await serve({
      HASURA_GRAPHQL_AUTH_HOOK: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    });
    const client = await new Client(url, 'graphql-transport-ws').open();
    client.send({ type: 'connection_init' });
    await client.expect(1, 'connection_ack');
    await client.expectClose(4403);
  });

  test('is refused on other paths and for foreign origins', async () => {
    const { url } = await serve({ HASURA_GRAPHQL_CORS_DOMAIN: 'https://*.example.com' });
    await expect(new Client(url.replace('/v1/graphql', '/v1/other')).open()).rejects.toThrow('404');
    await expect(new Client(url, 'graphql-ws', { origin: 'https://evil.com' }).open()).rejects.toThrow('400');
    await new Client(url, 'graphql-ws', { origin: 'https://app.example.com' }).open();
  });

  test('all sockets end together when the metadata changes', async () => {
    const { url, sockets, core } = await serve();
    const client = await new Client(url, 'graphql-ws').open();
    client.send(INIT, { type: 'start', id: '1', payload: { query: 'subscription { a }' } });
    await expect.poll(() => core.sinks.length).toBe(1);
    sockets.closeAll(CLOSE.metadataChanged);
    await client.expectClose(1012);
    expect(core.stopped).toBe(1);
    await expect.poll(() => sockets.connections).toBe(0);
  });

  test('has a bounded number of operations, however many are asked for', async () => {
    const { url, core } = await serve({ ENGINE_WEBSOCKET_MAX_OPERATIONS: '10' });
    const client = await new Client(url, 'graphql-ws').open();
    client.send(INIT);
    for (let i = 0; i < 2000; i += 1) client.send({ type: 'start', id: String(i), payload: { query: 'subscription { a }' } });
    const errors = await client.expect(1990, 'error');
    expect(core.sinks).toHaveLength(10);
    expect(errors[0]?.payload).toMatchObject({ errors: [{ extensions: { code: 'start-failed' } }] });
  });

  test('shares a bound with all others, and leaves its part to them when it ends', async () => {
    const { url, core } = await serve({ ENGINE_WEBSOCKET_MAX_TOTAL_OPERATIONS: '10' });
    const connect = async () => {
      const client = await new Client(url, 'graphql-ws').open();
      client.send(INIT);
      return client;
    };
    const one = await connect();
    const other = await connect();
    const start = (client: Client, from: number, to: number) => {
      for (let i = from; i < to; i += 1) client.send({ type: 'start', id: String(i), payload: { query: 'subscription { a }' } });
    };
    start(one, 0, 6);
    await expect.poll(() => core.sinks.length).toBe(6);
    start(other, 0, 6);
    const [error] = await other.expect(2, 'error');
    expect(error?.payload).toMatchObject({
      errors: [{ message: 'all connections together may have 10 operations at a time', extensions: { code: 'start-failed' } }],
    });
    one.ws.terminate();
    await expect.poll(() => core.stopped).toBe(6);
    start(other, 10, 16);
    await expect.poll(() => core.sinks.length).toBe(16);
  });

  test('takes no message above the limit', async () => {
    const { url } = await serve({ ENGINE_WEBSOCKET_MAX_MESSAGE_BYTES: '2000' });
    const client = await new Client(url, 'graphql-ws').open();
    client.send(INIT, { type: 'start', id: '1', payload: { query: ' '.repeat(3000) } });
    await client.expectClose(1009);
  });

  test('gives a slow reader the newest answer only', async () => {
    const { url, core } = await serve();
    const client = await new Client(url, 'graphql-ws').open();
    client.send(INIT, { type: 'start', id: '1', payload: { query: 'subscription { a }' } });
    await expect.poll(() => core.sinks.length).toBe(1);
    const [sink] = core.sinks;
    client.ws.pause();
    const filler = 'x'.repeat(100_000);
    for (let n = 0; n < 1000; n += 1) sink?.next(`{"data":{"n":${n},"filler":"${filler}"}}`, true);
    expect(sink?.isReady()).toBe(false);
    client.ws.resume();
    const last = () => client.messages.findLast((m) => m.type === 'data')?.payload;
    await expect.poll(last, { interval: 5, timeout: 120_000 }).toMatchObject({ data: { n: 999 } });
    expect(client.messages.length).toBeLessThan(500);
    await expect.poll(() => sink?.isReady()).toBe(true);
  });

  test('is cut when a reader falls too far behind what must not be lost', async () => {
    const { url, core } = await serve({ ENGINE_WEBSOCKET_MAX_BUFFERED_BYTES: '1000000' });
    const client = await new Client(url, 'graphql-ws').open();
    client.send(INIT, { type: 'start', id: '1', payload: { query: 'subscription { a_stream }' } });
    await expect.poll(() => core.sinks.length).toBe(1);
    client.ws.pause();
    for (let n = 0; n < 400; n += 1) core.sinks[0]?.next(`{"data":"${'x'.repeat(100_000)}"}`, false);
    await expect.poll(() => core.stopped, { timeout: 120_000 }).toBe(1);
  });
});
