/**
 * The gateway's check, and deploy/gateway's nginx in front of the real API: a token is judged before the API is asked. nginx is Debian's; where it
 * is missing, that part is told and left out.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { createClient } from '../../sdk/client.ts';
import { createGatewayCheck } from '../../server/http/gateway-check.ts';
import { type Caller, type ControlPlane, createTenant, PASSWORD, startControlPlane } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';

let plane: ControlPlane;
let owner: Caller & { readonly email: string };
let actionsPort = 0;
let token = '';
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  plane = await startControlPlane();
  owner = await (await createTenant(plane)).member('org_owner');
  const { signingKeys } = plane.actionDeps;
  const check = createGatewayCheck({
    signingKeys,
    anonymous: createClient({ url: plane.url }),
    publicUrl: 'http://localhost:8080',
    cache: openInProcessCache(),
    ended: { has: () => false },
  });
  const server = createServer((request, response) => {
    if (request.url === '/auth/verify') return void check(request, response);
    response.end(`actions: ${request.url}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  actionsPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  closing.push(() => server.close());
  const { data } = await plane.send({}, `mutation { signIn(email: "${owner.email}", password: "${PASSWORD}") { accessToken } }`);
  token = data.signIn.accessToken;
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await plane?.[Symbol.asyncDispose]();
});

const apiKey = async (): Promise<string> => {
  const query = 'mutation($r: uuid!) { createApiKey(name: "ci", scopes: ["read"], requestId: $r) { key } }';
  return (await plane.as(owner, query, { r: crypto.randomUUID() })).data.createApiKey.key;
};

const forged = () => {
  const [head, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 9_999 })).toString('base64url');
  return [head, changed, signature].join('.');
};

describe('the check', () => {
  const ask = async (headers: Record<string, string>) => {
    const answer = await fetch(`http://127.0.0.1:${actionsPort}/auth/verify`, { headers });
    await answer.arrayBuffer();
    return { status: answer.status, authorization: answer.headers.get('authorization') };
  };

  test('who sends nothing comes in as nobody', async () => {
    expect(await ask({})).toEqual({ status: 204, authorization: null });
  });
  test('a session comes in as it is', async () => {
    expect(await ask({ authorization: `Bearer ${token}` })).toEqual({ status: 204, authorization: `Bearer ${token}` });
  });
  test('an API key comes in as the session that it is good for', async () => {
    const { status, authorization } = await ask({ authorization: `Bearer ${await apiKey()}` });
    expect(status).toBe(204);
    const { data } = await plane.send({ authorization: authorization ?? '' }, '{ projects { slug } }');
    expect(data.projects).toHaveLength(1);
  });
  test.each([
    ['a token that was changed', () => `Bearer ${forged()}`],
    ['a token of somebody else', () => 'Bearer eyJhbGciOiJub25lIn0.e30.'],
    ['another scheme', () => 'Basic YTpi'],
    ['a key that is none', () => 'Bearer nsk_nobody-made-this'],
  ])('%s stays outside', async (_, authorization) => {
    expect(await ask({ authorization: authorization() })).toEqual({ status: 401, authorization: null });
  });
});

const nginx = (() => {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!nginx) console.info('nginx is not installed: deploy/gateway is not run');

describe.runIf(nginx)('nginx with deploy/gateway', () => {
  let url = '';
  let apps = 0;
  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ns-gateway-'));
    mkdirSync(join(directory, 'tls'));
    const [plain, tls] = [await freePort(), await freePort()];
    const app = createServer((request, response) => response.end(`app of ${request.headers.host}`)).listen(0, '127.0.0.1');
    await once(app, 'listening');
    const address = app.address();
    apps = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const name = ['-subj', '/CN=localhost', '-keyout', join(directory, 'tls/tls.key'), '-out', join(directory, 'tls/tls.crt')];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    execFileSync('openssl', ['req', '-x509', ...kind, '-nodes', '-days', '1', ...name], { stdio: 'ignore' });
    // What the image's entry point and the names of compose's network do.
    const site = readFileSync(join(import.meta.dirname, '../../deploy/gateway/northstack.conf.template'), 'utf8')
      .replaceAll('${NORTHSTACK_DOMAIN}', 'localhost')
      .replace('hasura:8080', new URL(plane.url).host)
      .replace('actions:8081', `127.0.0.1:${actionsPort}`)
      .replace('events:8082', `127.0.0.1:${actionsPort}`)
      .replace('events:8090', `127.0.0.1:${apps}`)
      .replaceAll('listen 8080', `listen 127.0.0.1:${plain}`)
      .replaceAll('listen 8443', `listen 127.0.0.1:${tls}`)
      .replaceAll('/etc/nginx/tls', join(directory, 'tls'));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${directory}/${kind};`,
    );
    writeFileSync(
      join(directory, 'nginx.conf'),
      `daemon off; pid ${directory}/pid; error_log stderr warn; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
       events {} http { access_log off; ${temporary.join(' ')}\n${site}\n}`,
    );
    const server = spawn('nginx', ['-p', directory, '-c', join(directory, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const ended = once(server, 'close');
    closing.push(async () => {
      server.kill('SIGTERM');
      await ended;
      app.close();
      rmSync(directory, { recursive: true, force: true });
    });
    url = `http://127.0.0.1:${plain}`;
    await eventually(
      async () => {
        if (server.exitCode !== null) throw new Error(said);
        return await fetch(`${url}/nowhere`).then(
          (answer) => answer.status,
          () => 0,
        );
      },
      (status) => status === 404,
    );
  });

  const query = async (headers: Record<string, string>, text = '{ projects { slug } }') => {
    const answer = await fetch(`${url}/v1/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: text }),
    });
    const body = await answer.text();
    return { status: answer.status, body: body.startsWith('{') ? JSON.parse(body) : body };
  };

  test('a session and an API key reach the API, a forged token does not', async () => {
    expect(await query({ authorization: `Bearer ${token}` })).toMatchObject({ status: 200, body: { data: { projects: [{}] } } });
    const key = await apiKey();
    expect(await query({ authorization: `Bearer ${key}` })).toMatchObject({ status: 200, body: { data: { projects: [{}] } } });
    expect((await query({ authorization: `Bearer ${forged()}` })).status).toBe(401);
  });

  test('signing in needs no token, and the admin secret does not work from outside', async () => {
    const signIn = `mutation { signIn(email: "${owner.email}", password: "${PASSWORD}") { userId } }`;
    expect(await query({}, signIn)).toMatchObject({ status: 200, body: { data: { signIn: { userId: owner.userId } } } });
    const { body } = await query({ 'x-hasura-admin-secret': plane.adminSecret });
    expect(body.data).toBeUndefined();
  });

  test('subscriptions pass', async () => {
    const client = createSocketClient({
      url: `${url.replace('http', 'ws')}/v1/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { headers: { authorization: `Bearer ${token}` } },
      retryAttempts: 0,
    });
    try {
      for await (const { data } of client.iterate({ query: 'subscription { projects { slug } }' })) {
        expect(data).toMatchObject({ projects: [{}] });
        break;
      }
    } finally {
      await client.dispose();
    }
  });

  test('only what is meant for the outside is there', async () => {
    const status = async (path: string) => (await fetch(`${url}${path}`)).status;
    expect(await status('/.well-known/jwks.json')).toBe(200);
    expect(await status('/auth/oidc')).toBe(200);
    expect(await status('/healthz')).toBe(200);
    for (const path of [
      '/auth/verify',
      '/v1/metadata',
      '/v2/query',
      '/v1alpha1/pg_dump',
      '/console',
      '/actions/signIn',
      '/metrics',
    ])
      expect(await status(path), path).toBe(404);
  });

  test('apps answer by host name', async () => {
    const { request } = await import('node:http');
    const text = await new Promise<string>((resolve, reject) => {
      request(`${url}/`, { headers: { host: 'web.shop.localhost' } }, async (answer) => {
        let body = '';
        for await (const chunk of answer) body += chunk;
        resolve(body);
      })
        .on('error', reject)
        .end();
    });
    expect(text).toBe('app of web.shop.localhost');
  });
});
