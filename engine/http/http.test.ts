import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openAuthenticator } from '../auth/authenticate.ts';
import { parseConfig } from '../config/config.ts';
import { EngineError } from '../error.ts';
import type { Observation } from '../observation.ts';
import type { Endpoint } from './call.ts';
import { createHandler, type Handler } from './handler.ts';
import { json } from './send.ts';
import { listen } from './server.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function serve(endpoints: Record<string, Endpoint>, env: Record<string, string> = {}, observations: Observation[] = []) {
  const config = parseConfig({ HASURA_GRAPHQL_DATABASE_URL: 'postgres://localhost/x', HASURA_GRAPHQL_SERVER_PORT: '0', ...env });
  const handler: Handler = createHandler({
    authenticator: await openAuthenticator(config.auth, () => {}),
    endpoints: new Map(Object.entries(endpoints)),
    prefixes: [],
    corsDomains: config.corsDomains,
    maxRequestBytes: config.http.maxRequestBytes,
    showsInternal: () => false,
    observe: (o) => observations.push(o),
  });
  const server = await listen({ ...config, host: '127.0.0.1' }, handler, (_, socket) => socket.destroy());
  cleanups.push(() => server.close(1000));
  return { port: server.port, url: `http://127.0.0.1:${server.port}`, close: server.close };
}

const echo: Endpoint = { methods: ['POST'], errors: 'api', handle: async (call) => json({ got: await call.json() }) };
const long: Endpoint = { methods: ['GET'], errors: 'api', handle: () => json({ text: 'x'.repeat(5000) }) };

describe('an answer', () => {
  test('carries the request id it was given, or a new one', async () => {
    const { url } = await serve({ '/long': long });
    expect((await fetch(`${url}/long`, { headers: { 'x-request-id': 'mine' } })).headers.get('x-request-id')).toBe('mine');
    expect((await fetch(`${url}/long`)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['br', 'gzip;q=0.5, br', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    [undefined, 'identity', (b: Buffer) => b],
    [undefined, 'br;q=0, gzip;q=0', (b: Buffer) => b],
  ])('is sent as %s to a client that accepts %s', async (encoding, accept, unpack) => {
    const { port } = await serve({ '/long': long });
    const { headers, body } = await get(port, '/long', { 'accept-encoding': accept });
    expect(headers['content-encoding']).toBe(encoding);
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(JSON.parse(unpack(body).toString()).text).toHaveLength(5000);
  });

  test('says which origins may read it', async () => {
    const { url } = await serve(
      { '/long': long },
      { HASURA_GRAPHQL_CORS_DOMAIN: 'https://*.example.com, http://localhost:3000' },
    );
    const allowed = async (origin: string) =>
      (await fetch(`${url}/long`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('https://a.b.example.com')).toBe('https://a.b.example.com');
    expect(await allowed('http://localhost:3000')).toBe('http://localhost:3000');
    for (const other of [
      'https://example.com',
      'https://a.example.com.evil.org',
      'http://a.example.com',
      'http://localhost:3001',
    ])
      expect(await allowed(other)).toBeNull();
    const preflight = await fetch(`${url}/long`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-headers': 'x-hasura-role' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-hasura-role');
  });

  test('to an unknown path or method is 404', async () => {
    const { url } = await serve({ '/echo': echo });
    const expected = { path: '$', error: 'resource does not exist', code: 'not-found' };
    for (const reply of [await fetch(`${url}/nothing`), await fetch(`${url}/echo`), await fetch(`${url}/__proto__`)]) {
      expect(reply.status).toBe(404);
      expect(await reply.json()).toEqual(expected);
    }
  });

  test('to what went wrong unforeseen hides it, and tells us', async () => {
    const observations: Observation[] = [];
    const broken: Endpoint = {
      methods: ['GET'],
      errors: 'graphql',
      handle: () => Promise.reject(new Error('the password is 1234')),
    };
    const { url } = await serve({ '/broken': broken }, {}, observations);
    const reply = await fetch(`${url}/broken`);
    expect(reply.status).toBe(500);
    expect(await reply.text()).toBe('{"errors":[{"message":"internal error","extensions":{"path":"$","code":"unexpected"}}]}');
    expect(observations).toContainEqual(expect.objectContaining({ kind: 'internal-error', message: 'the password is 1234' }));
    await expect.poll(() => observations.map((o) => o.kind)).toContain('http-request');
  });

  test('on /v1/graphql is 200 even for errors', async () => {
    const refuse: Endpoint = {
      methods: ['POST'],
      errors: 'graphql-200',
      handle: () => {
        throw new EngineError('access-denied', 'no', { status: 401 });
      },
    };
    const { url } = await serve({ '/v1/graphql': refuse });
    const reply = await fetch(`${url}/v1/graphql`, { method: 'POST', body: '{}' });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ errors: [{ message: 'no', extensions: { path: '$', code: 'access-denied' } }] });
  });
});

describe('a request', () => {
  const post = async (url: string, body: string | Buffer) => {
    const reply = await fetch(`${url}/echo`, { method: 'POST', body: Buffer.from(body) });
    return { status: reply.status, body: await reply.json() };
  };

  test.each([
    ['text that is no JSON', '{"a":'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['a lone surrogate', '{"a":"\\ud83d"}'],
    ['a lone surrogate as a key', '[{"\\udc00":1}]'],
    ['nothing', ''],
  ])('with %s is refused as invalid JSON', async (_, body) => {
    const { url } = await serve({ '/echo': echo });
    expect(await post(url, body)).toMatchObject({ status: 400, body: { code: 'invalid-json', path: '$' } });
  });

  test('may hold surrogate pairs, __proto__ keys and deep nesting', async () => {
    const { url } = await serve({ '/echo': echo });
    expect(await post(url, '{"a":"\\ud83d\\ude00"}')).toEqual({ status: 200, body: { got: { a: '😀' } } });
    expect((await post(url, '{"__proto__":{"polluted":true}}')).status).toBe(200);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect([200, 400, 500]).toContain((await post(url, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status);
    expect((await post(url, '{}')).status).toBe(200);
  });

  test('above the limit is refused, announced or not', async () => {
    const { port, url } = await serve({ '/echo': echo }, { ENGINE_MAX_REQUEST_BYTES: '2000' });
    expect((await post(url, JSON.stringify('x'.repeat(3000)))).status).toBe(413);
    const chunked = await new Promise<number | undefined>((resolve) => {
      const req = request({ port, host: '127.0.0.1', path: '/echo', method: 'POST' }, (res) => resolve(res.statusCode));
      req.on('error', () => resolve(undefined));
      req.write('"'.padEnd(1500, 'x'));
      req.end('x'.repeat(1500));
    });
    expect(chunked).toBe(413);
    expect((await post(url, '{}')).status).toBe(200);
  });

  test('with headers that never end, or too many of them, is cut off', async () => {
    const { port } = await serve(
      { '/echo': echo },
      { ENGINE_HEADERS_TIMEOUT_MS: '200', HASURA_GRAPHQL_MAX_TOTAL_HEADER_LENGTH: '4096' },
    );
    expect(await raw(port, 'POST /echo HTTP/1.1\r\nhost: x\r\n')).toContain('408');
    expect(await raw(port, `POST /echo HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(5000)}\r\n\r\n`)).toContain('431');
  });

  test('under way is answered when the server stops; a new one is not taken', async () => {
    let release: (() => void) | null = null;
    const slow: Endpoint = {
      methods: ['GET'],
      errors: 'api',
      handle: async () => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return json({ done: true });
      },
    };
    const { url, close } = await serve({ '/slow': slow });
    const underWay = fetch(`${url}/slow`);
    await expect.poll(() => release).not.toBeNull();
    const closed = close(5000);
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    (release ?? (() => {}))();
    expect(await (await underWay).json()).toEqual({ done: true });
    await closed;
  });
});

function get(port: number, path: string, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part) => parts.push(part));
      res.on('end', () => resolve({ headers: res.headers, body: Buffer.concat(parts) }));
    })
      .on('error', reject)
      .end();
  });
}

/** Sends text and waits for the other side to end. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
