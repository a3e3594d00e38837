/**
 * A Vault for tests and `up --emulate`: KV version 2 (versions, check-and-set, soft delete, destroy, metadata), tokens with leases, AppRole and
 * Kubernetes logins, namespaces, sealing. Each request is held against the vendor's stored OpenAPI document when that is there.
 *
 *   await using vault = await openVaultEmulator();
 *   vault.url, vault.rootToken, vault.appRole, vault.kubernetes
 *   vault.seal(true); vault.revokeTokens(); vault.faults.add({ path: /data/, fault: { kind: 'lost-answer' } });
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type Answer, createFaults, type Faults } from '../faults.ts';
import { openContract } from '../openapi-contract.ts';
import { createKv, type Kv } from './kv.ts';

export interface VaultEmulatorOptions {
  readonly port?: number;
  /** Of KV engines, version 2. Default `secret`. */
  readonly mounts?: readonly string[];
  /** Of tokens that logins give. Default an hour. */
  readonly leaseSeconds?: number;
  /** How long such a token may live, renewed or not. Default a day. */
  readonly maxSeconds?: number;
}

export interface VaultEmulator extends AsyncDisposable {
  readonly url: string;
  readonly rootToken: string;
  readonly appRole: { readonly roleId: string; readonly secretId: string };
  /** A service account that may sign in as this role. */
  readonly kubernetes: { readonly role: string; readonly jwt: string };
  readonly faults: Faults;
  /** Breaches of the vendor's contract. */
  readonly violations: readonly string[];
  /** `METHOD path` of what was asked, without tokens. */
  readonly requests: readonly string[];
  /** What is kept: `<namespace>/<mount>/<path>` with the values that can still be read, newest last. */
  readonly stored: () => Readonly<Record<string, readonly unknown[]>>;
  seal(sealed: boolean): void;
  /** As an operator does: who signed in has to do it again. */
  revokeTokens(): void;
  readonly liveTokens: () => number;
}

interface Token {
  readonly namespace: string;
  expiresAt: number;
  readonly endsAt: number;
}

const DOCUMENT = new URL('../../../../shared/specs/vault/openapi-subset.json', import.meta.url).pathname;

export async function openVaultEmulator(options: VaultEmulatorOptions = {}): Promise<VaultEmulator> {
  const { port = 0, mounts = ['secret'], leaseSeconds = 3600, maxSeconds = 86_400 } = options;
  const faults = createFaults();
  const contract = openContract(DOCUMENT, '/v1');
  const requests: string[] = [];
  const tokens = new Map<string, Token>();
  const rootToken = `hvs.${randomUUID()}`;
  const appRole = { roleId: randomUUID(), secretId: randomUUID() };
  const kubernetes = { role: 'northstack', jwt: `eyJhbGciOiJub25lIn0.${randomUUID()}.x` };
  const kvs = new Map<string, Kv>();
  const kvOf = (namespace: string, mount: string): Kv => {
    const key = namespace === '' ? mount : `${namespace}/${mount}`;
    const kv = kvs.get(key) ?? createKv();
    kvs.set(key, kv);
    return kv;
  };
  let sealed = false;

  const grant = (namespace: string): Answer => {
    const value = `hvs.${randomUUID()}`;
    const endsAt = Date.now() + maxSeconds * 1000;
    tokens.set(value, { namespace, endsAt, expiresAt: Date.now() + leaseSeconds * 1000 });
    return ok({ auth: authOf(value, leaseSeconds) });
  };

  const handle = (request: IncomingMessage, text: string): Answer => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vault');
    const method = request.method ?? '';
    const body = parse(text);
    requests.push(`${method} ${pathname}`);
    contract.check(method, pathname, body);
    if (pathname === '/v1/sys/health') return health(sealed);
    if (sealed) return failed(503, 'Vault is sealed');
    const namespace = String(request.headers['x-vault-namespace'] ?? '').replaceAll(/^\/|\/$/g, '');
    if (pathname === '/v1/auth/approle/login')
      return field(body, 'role_id') === appRole.roleId && field(body, 'secret_id') === appRole.secretId
        ? grant(namespace)
        : failed(400, 'invalid role or secret ID');
    if (pathname === '/v1/auth/kubernetes/login')
      return field(body, 'role') === kubernetes.role && field(body, 'jwt') === kubernetes.jwt
        ? grant(namespace)
        : failed(403, 'permission denied');

    const value = String(request.headers['x-vault-token'] ?? '');
    const token = tokens.get(value);
    const root = value === rootToken;
    if (!root && (token === undefined || token.expiresAt <= Date.now() || token.namespace !== namespace))
      return failed(403, 'permission denied');
    if (pathname.startsWith('/v1/auth/token/')) return tokenCall(pathname, value, token, root);
    for (const mount of mounts) {
      const found = new RegExp(`^/v1/${mount}/(data|metadata|destroy|delete|undelete)/(.+)$`).exec(pathname);
      if (found)
        return kvOf(namespace, mount).handle(method, found[1] ?? '', decodeURIComponent(found[2] ?? ''), searchParams, body);
    }
    return failed(404, `no handler for route "${pathname.slice(4)}". route entry not found.`);
  };

  const tokenCall = (path: string, value: string, token: Token | undefined, root: boolean): Answer => {
    const left = token === undefined ? 0 : Math.round((token.expiresAt - Date.now()) / 1000);
    if (path.endsWith('/lookup-self')) return ok({ data: { id: value, ttl: left, renewable: !root } });
    if (path.endsWith('/renew-self')) {
      if (token === undefined) return failed(400, 'lease is not renewable');
      token.expiresAt = Math.min(Date.now() + leaseSeconds * 1000, token.endsAt);
      return ok({ auth: authOf(value, Math.max(0, Math.round((token.expiresAt - Date.now()) / 1000))) });
    }
    if (path.endsWith('/revoke-self')) {
      tokens.delete(value);
      return { status: 204, body: '' };
    }
    return failed(404, 'unsupported path');
  };

  const server = createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await faults.serve(request, response, async () => handle(request, Buffer.concat(chunks).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    rootToken,
    appRole,
    kubernetes,
    faults,
    violations: contract.violations,
    requests,
    stored: () => Object.fromEntries([...kvs].flatMap(([mount, kv]) => kv.values().map(([path, v]) => [`${mount}/${path}`, v]))),
    seal: (now) => {
      sealed = now;
    },
    revokeTokens: () => tokens.clear(),
    liveTokens: () => [...tokens.values()].filter((token) => token.expiresAt > Date.now()).length,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ok = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ request_id: randomUUID(), lease_id: '', renewable: false, lease_duration: 0, ...body }),
});
const failed = (status: number, ...errors: readonly string[]): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ errors }),
});
const health = (sealed: boolean): Answer => ({
  status: sealed ? 503 : 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ initialized: true, sealed, standby: false, version: '1.15.0' }),
});
const authOf = (token: string, seconds: number) => ({
  client_token: token,
  accessor: randomUUID(),
  policies: ['default', 'northstack'],
  token_policies: ['default', 'northstack'],
  lease_duration: seconds,
  renewable: true,
  token_type: 'service',
});

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
