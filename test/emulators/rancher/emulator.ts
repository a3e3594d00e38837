/**
 * A Rancher for tests and `up --emulate`, on a port of its own: its Kubernetes API (the kinds of the vendor's definitions, with controllers that
 * bring clusters to be and take them down), ext.cattle.io, Steve's and Norman's paths as far as they are used, users, tokens that end, and a
 * Kubernetes API server behind `/k8s/clusters/<id>` for each cluster that is there. No machine is ever made.
 *
 *   await using rancher = await openRancherEmulator({ stepMs: 10 });
 *   rancher.faults.add({ method: 'PATCH', fault: { kind: 'answer', status: 409 } });
 *   rancher.outcomes.set('ns-0123456789ab', 'error');
 *   rancher.violations   // requests that the vendor's contract does not allow
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { Agent, request as send } from 'undici';
import { stringify } from 'yaml';
import { type Answer, createFaults, type Faults } from '../faults.ts';
import { type Kubernetes, startKubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';
import { ADMIN, createAccounts, PASSWORDS, type Token } from './accounts.ts';
import { CLUSTERS, MANAGEMENT, runControllers } from './controllers.ts';
import { definitionsOf } from './definitions.ts';
import { createKubeconfigs } from './kubeconfigs.ts';
import { decorate, steveList } from './steve.ts';

export interface RancherEmulatorOptions {
  readonly port?: number;
  /** Default 2.15.0. Before 2.12 there is no ext.cattle.io, before 2.15 machines are v1beta1. */
  readonly version?: string;
  /** Between two steps of a controller. Default 20. */
  readonly stepMs?: number;
  /** Until a new account may see its cluster. Default 0. */
  readonly accessDelayMs?: number;
  readonly tls?: { readonly key: string; readonly cert: string; readonly host: string };
  /** What `kubeconfig-default-token-ttl-minutes` says. Default 43200. */
  readonly kubeconfigMinutes?: number;
  /** What `auth-token-max-ttl-minutes` says: no token of people lasts longer. Default 129600. */
  readonly tokenMinutes?: number;
  /** When the administrator's token ends, in milliseconds since the epoch. Default: never. */
  readonly tokenEndsAt?: number;
  /** A cluster is asked something for the first time: what runs in it, for tests that place workloads there. */
  readonly onCluster?: (cluster: Kubernetes) => void;
}

export interface RancherEmulator extends AsyncDisposable {
  readonly url: string;
  /** An administrator's. */
  readonly token: string;
  /** A cloud credential that is there. */
  readonly cloudCredential: string;
  readonly faults: Faults;
  readonly requests: readonly RancherRequest[];
  /** Requests that the vendor's contract does not allow, in words. */
  readonly violations: readonly string[];
  /** What becomes of a cluster, by its name. Default: it becomes ready. */
  readonly outcomes: Map<string, 'ready' | 'error' | 'stuck'>;
  /** Rancher's own API server, to look around in. */
  readonly kubernetes: Kubernetes;
  /** What controllers threw. */
  readonly problems: readonly unknown[];
  stepMs: number;
  /** Names of everything that clients have made and that is still there. */
  leftovers(): readonly string[];
  /** The agent in somebody else's cluster has called. */
  connect(managementId: string): void;
  /**
   * The cluster at this address, for a token that Rancher lets in there; null: there is none. For an Argo CD that is emulated beside.
   */
  reach(server: string, token: string): Kubernetes | null;
  /** The cluster at this address, for an Argo CD that knows it already. */
  at(server: string): Kubernetes | null;
  /** The kubeconfig that Rancher keeps beside a cluster is made anew, and the one before ends. */
  renew(clusterName: string): Promise<void>;
  /** The cluster's agent is lost, or back. */
  disconnect(clusterName: string, isBack?: boolean): void;
}

export interface RancherRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const RELEASES = ['v1.32.8+rke2r1', 'v1.33.4+rke2r1', 'v1.34.1+rke2r1'];

export async function openRancherEmulator(options: RancherEmulatorOptions = {}): Promise<RancherEmulator> {
  const { port = 0, version = '2.15.0', tls, accessDelayMs = 0, kubeconfigMinutes = 43_200, tokenMinutes = 129_600 } = options;
  const minor = Number(version.split('.')[1]);
  const isModern = minor >= 12;
  const token = `token-admin:${randomBytes(24).toString('hex')}`;
  const inner = randomBytes(16).toString('hex');
  const kubernetes = await startKubernetes({
    adminToken: inner,
    definitions: definitionsOf(minor >= 15 ? 'v1beta2' : 'v1beta1'),
  });
  for (const name of ['fleet-default', 'cattle-global-data', ...(isModern ? [PASSWORDS] : [])]) kubernetes.ensureNamespace(name);
  const make = (key: string, namespace: string | null, object: object) =>
    kubernetes.api.create(kubernetes.kind(key), namespace, object);
  make('users.management.cattle.io', null, { metadata: { name: ADMIN }, username: 'admin', enabled: true });
  make('secrets.', 'cattle-global-data', { metadata: { name: 'cc-abcde' }, stringData: { accessKey: 'x' } });
  for (const [name, context] of [
    ['cluster-admin', 'cluster'],
    ['admin', 'project'],
    ['edit', 'project'],
    ['view', 'project'],
  ])
    make('roletemplates.management.cattle.io', null, { metadata: { name }, context, builtin: true, external: true });
  for (const [name, value, standard] of [
    ['kubeconfig-default-token-ttl-minutes', kubeconfigMinutes, 43_200],
    ['auth-token-max-ttl-minutes', tokenMinutes, 129_600],
  ] as const)
    make('settings.management.cattle.io', null, { metadata: { name }, value: String(value), default: String(standard) });

  const faults = createFaults();
  const requests: RancherRequest[] = [];
  const violations: string[] = [];
  const outcomes = new Map<string, 'ready' | 'error' | 'stuck'>();
  const accounts = createAccounts(kubernetes, token, { endsAt: options.tokenEndsAt, longestMs: tokenMinutes * 60_000 });
  const downstream = new Map<string, Promise<Kubernetes>>();
  const running = new Map<string, Kubernetes>();
  const agent = new Agent({ connections: 64 });
  const forever = 10 * 365 * 86_400_000;
  /** Tokens of Rancher's own parts, by cluster. */
  const inTheirPlace = new Map<string, string>();
  let url = '';
  const state = { stepMs: options.stepMs ?? 20 };
  const controllers = runControllers(kubernetes, {
    stepMs: () => state.stepMs,
    outcome: (name) => outcomes.get(name) ?? 'ready',
    url: () => url,
    keepKubeconfig,
  });
  /** Roles in clusters take effect some time after they are given. */
  const bindingsOf = (managementId: string) =>
    kubernetes
      .objects('clusterroletemplatebindings.management.cattle.io', managementId)
      .filter(({ metadata }) => Date.now() - firstSeen(metadata.uid ?? '') >= accessDelayMs);
  const seen = new Map<string, number>();
  const firstSeen = (uid: string): number => {
    const at = seen.get(uid) ?? Date.now();
    seen.set(uid, at);
    return at;
  };
  const mayAccess = (userId: string, managementId: string) =>
    userId === ADMIN || bindingsOf(managementId).some((binding) => binding.userName === userId);
  const kubeconfigs = createKubeconfigs({
    kubernetes,
    accounts,
    violations,
    mayAccess,
    authority: tls?.cert ?? null,
    url: () => url,
    kubeconfigMinutes,
    knowsDefaultEntry: minor >= 15,
  });

  /** What Rancher's own parts sign in with, beside the cluster; its address is one that is known inside only. */
  async function keepKubeconfig({ metadata, status }: KubernetesObject): Promise<void> {
    const id = String(status?.clusterName ?? '');
    await openDownstream(id);
    const { namespace = '', name, uid = '' } = metadata;
    const secret = `${name}-kubeconfig`;
    const kind = kubernetes.kind('secrets.');
    const before = kubernetes.store.get(kind, namespace, secret)?.object;
    accounts.revoke(inTheirPlace.get(id) ?? '');
    const { id: tokenId, secret: text } = accounts.issue(ADMIN, forever, { clusterId: id });
    inTheirPlace.set(id, tokenId);
    const value = stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'cluster', cluster: { server: `https://10.43.7.7/k8s/clusters/${id}` } }],
      users: [{ name: 'user', user: { token: `${tokenId}:${text}` } }],
      contexts: [{ name: 'default', context: { cluster: 'cluster', user: 'user' } }],
      'current-context': 'default',
    });
    const data = { value: Buffer.from(value).toString('base64'), token: Buffer.from(`${tokenId}:${text}`).toString('base64') };
    const owner = { apiVersion: 'provisioning.cattle.io/v1', kind: 'Cluster', name, uid };
    if (before === undefined)
      kubernetes.api.create(kind, namespace, { metadata: { name: secret, ownerReferences: [owner] }, type: 'Opaque', data });
    else kubernetes.api.patch(kind, namespace, secret, 'merge', { data });
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    body: unknown,
  ): Promise<Answer | 'streamed'> {
    const target = new URL(path, 'http://rancher');
    const { pathname } = target;
    const method = request.method ?? 'GET';
    if (pathname === '/healthz' || pathname === '/ping') return { status: 200, body: 'pong' };
    const manifest = /^\/v3\/import\/[0-9a-f]+_(c-m-[0-9a-f]+)\.yaml$/.exec(pathname)?.[1];
    if (manifest !== undefined) return { status: 200, headers: { 'content-type': 'text/plain' }, body: agentManifest(manifest) };
    if (method === 'POST' && pathname === '/v1-public/login' && isModern) return signIn(body, 'v1');
    if (method === 'POST' && pathname === '/v3-public/localProviders/local' && target.searchParams.get('action') === 'login')
      return signIn(body, 'v3');
    if (pathname.startsWith('/v1-public')) return norman(404, 'NotFound', 'not found');

    const caller = accounts.authenticate(request.headers.authorization);
    if (caller === null) return norman(401, 'Unauthorized', 'must authenticate');
    const proxied = /^\/k8s\/clusters\/(c-m-[0-9a-f]+)(\/.*)$/.exec(pathname);
    if (proxied)
      return await proxyTo(proxied[1] ?? '', `${proxied[2] ?? '/'}${target.search}`, caller, { request, response, body });
    const release = /^\/v1-(rke2|k3s)-release\/releases$/.exec(pathname)?.[1];
    if (release !== undefined) return json(200, { type: 'collection', data: releases(release) });
    if (pathname.startsWith('/apis/ext.cattle.io'))
      return isModern
        ? kubeconfigs.answer(method, target, body, caller)
        : status(404, 'NotFound', 'the server could not find the requested resource');
    if (pathname.startsWith('/v3/')) return normanPaths(method, target, body, caller);
    if (caller.userId !== ADMIN) return status(403, 'Forbidden', `User "${caller.userId}" cannot ${method} ${pathname}`);
    if (pathname.startsWith('/v1/')) return steve(method, pathname);
    if (target.searchParams.has('watch')) return await follow(target, response);
    return await forward(method, target, request, body);
  }

  /** A watch: what the API server tells, as it tells it. */
  async function follow({ pathname, search }: URL, response: ServerResponse): Promise<'streamed'> {
    const ending = new AbortController();
    response.once('close', () => ending.abort());
    const { statusCode, body } = await send(`${kubernetes.url}${pathname}${search}`, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${inner}` },
      signal: ending.signal,
    });
    response.writeHead(statusCode, { 'content-type': 'application/json' });
    response.flushHeaders();
    body.on('error', () => response.destroy());
    body.pipe(response);
    return 'streamed';
  }

  /** Rancher's own objects: its webhook first, then the API server, which takes no field that the vendor does not know. */
  async function forward(method: string, target: URL, request: IncomingMessage, body: unknown): Promise<Answer> {
    const { pathname } = target;
    const management = /^\/apis\/management\.cattle\.io\/v3\/clusters\/(c-m-[0-9a-f]+)$/.exec(pathname)?.[1];
    const left = management === undefined ? 0 : (controllers.gone.get(management) ?? 0);
    if (management !== undefined && left > 0) {
      controllers.gone.set(management, left - 1);
      return status(403, 'Forbidden', `clusters.management.cattle.io "${management}" is forbidden`);
    }
    const refused = webhook(method, pathname, body);
    if (refused !== null) return refused;
    const writes = method === 'POST' || method === 'PUT' || method === 'PATCH';
    if (writes) target.searchParams.set('fieldValidation', 'Strict');
    const sent = hashed(method, pathname, body);
    const given = await send(`${kubernetes.url}${pathname}${target.search}`, {
      method: method as 'GET',
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${inner}`,
        accept: 'application/json',
        ...(sent === undefined ? {} : { 'content-type': request.headers['content-type'] ?? 'application/json' }),
      },
      body: sent === undefined ? null : JSON.stringify(sent),
    });
    const text = await given.body.text();
    const broken = given.statusCode === 415 || given.statusCode === 400 || given.statusCode === 422;
    if (writes && broken && !/Test failed/.test(text)) violations.push(`${method} ${pathname}: ${text.slice(0, 500)}`);
    return { status: given.statusCode, headers: { 'content-type': 'application/json' }, body: text };
  }

  /** What rancher/webhook refuses. */
  function webhook(method: string, pathname: string, body: unknown): Answer | null {
    const denied = (why: string) => status(400, 'BadRequest', `admission webhook "rancher.cattle.io" denied the request: ${why}`);
    if (method === 'PATCH' && pathname.startsWith('/apis/provisioning.cattle.io/')) {
      const operations = body as readonly { op: string; path: string }[];
      if (
        operations.some(({ path }) => path === '/spec/rkeConfig' || path === '/metadata/annotations/field.cattle.io~1creatorId')
      )
        return denied('the field is immutable');
    }
    if (method === 'POST' && pathname.endsWith('/clusterroletemplatebindings')) {
      const { roleTemplateName = '', clusterName } = body as { roleTemplateName?: string; clusterName?: string };
      const template = kubernetes.objects('roletemplates.management.cattle.io').find((t) => t.metadata.name === roleTemplateName);
      if (template === undefined) return denied(`the referenced role template ${roleTemplateName} does not exist`);
      if (template.context !== 'cluster') return denied('the role template is not of the context cluster');
      if (clusterName !== pathname.split('/')[5]) return denied('clusterName must be the namespace');
    }
    if (method === 'POST' && pathname === `/api/v1/namespaces/${PASSWORDS}/secrets`) {
      const { metadata, stringData } = body as { metadata: { name: string }; stringData?: { password?: string } };
      const password = stringData?.password ?? '';
      if (password.length < 12) return denied('the password must be at least 12 characters');
      if (password === metadata.name) return denied('the password is the username');
    }
    return null;
  }

  /** Passwords are hashed on their way in. */
  function hashed(method: string, pathname: string, body: unknown): unknown {
    const removed = new RegExp(`^/api/v1/namespaces/${PASSWORDS}/secrets/([^/]+)$`).exec(pathname)?.[1];
    if (method === 'DELETE' && removed !== undefined) accounts.setPassword(removed, randomBytes(24).toString('hex'));
    if (method !== 'POST' || pathname !== `/api/v1/namespaces/${PASSWORDS}/secrets`) return body;
    const { stringData, ...secret } = body as { metadata: { name: string }; stringData: { password: string } };
    const there = kubernetes.store.get(kubernetes.kind('secrets.'), PASSWORDS, secret.metadata.name) !== null;
    if (!there) accounts.setPassword(secret.metadata.name, stringData.password);
    return { ...secret, stringData: { password: createHash('sha512').update(stringData.password).digest('base64') } };
  }

  function signIn(body: unknown, api: 'v1' | 'v3'): Answer {
    const { type, username, password, ttl, responseType, description, ...unknown } = body as Record<string, unknown>;
    const strange = Object.keys(unknown);
    if (strange.length > 0 || (api === 'v1') !== (type === 'localProvider'))
      violations.push(`login ${api}: ${strange.join(', ')} ${String(type)}`);
    const userId = accounts.signIn(String(username), String(password));
    if (userId === null) return norman(401, 'Unauthorized', 'authentication failed');
    const lifeMs = typeof ttl === 'number' && ttl > 0 ? ttl : 57_600_000;
    const made = accounts.issue(userId, lifeMs, { description: String(description ?? '') });
    if (responseType === 'cookie') return json(200, {});
    return json(api === 'v1' ? 200 : 201, normanToken(made, true));
  }

  function normanPaths(method: string, target: URL, body: unknown, caller: Token): Answer {
    const { pathname, searchParams } = target;
    const action = searchParams.get('action');
    if (method === 'GET' && pathname === '/v3/settings/cacerts')
      return json(200, { type: 'setting', baseType: 'setting', name: 'cacerts', value: tls?.cert ?? '' });
    if (method === 'GET' && pathname === '/v3/tokens') {
      const own = [...accounts.tokens.values()].filter((t) => t.userId === caller.userId);
      const data = own.map((t) => ({ ...normanToken(t, false), current: t.id === caller.id }));
      return json(200, { type: 'collection', resourceType: 'token', data });
    }
    const tokenId = /^\/v3\/tokens\/([^/]+)$/.exec(pathname)?.[1];
    if (method === 'GET' && tokenId !== undefined) {
      const found = accounts.tokens.get(tokenId);
      return found?.userId === caller.userId ? json(200, normanToken(found, false)) : norman(404, 'NotFound', 'not found');
    }
    if (method === 'DELETE' && tokenId !== undefined) {
      const found = accounts.tokens.get(tokenId);
      if (found?.userId !== caller.userId) return norman(404, 'NotFound', 'not found');
      accounts.revoke(tokenId);
      return json(200, null);
    }
    if (method === 'POST' && pathname === '/v3/tokens') {
      const { type, ttl, clusterId, description, ...unknown } = body as Record<string, unknown>;
      if (type !== 'token' || typeof ttl !== 'number' || Object.keys(unknown).length > 0)
        violations.push(`POST /v3/tokens: ${JSON.stringify(body)}`);
      const more = { clusterId: typeof clusterId === 'string' ? clusterId : null, description: String(description) };
      return json(201, normanToken(accounts.issue(caller.userId, Number(ttl), more), true));
    }
    const user = /^\/v3\/users\/([^/]+)$/.exec(pathname)?.[1];
    if (method === 'POST' && user !== undefined && action === 'setpassword' && caller.userId === ADMIN) {
      if (!kubernetes.objects('users.management.cattle.io').some((u) => u.metadata.name === user))
        return norman(404, 'NotFound', 'not found');
      accounts.setPassword(user, String((body as { newPassword?: unknown }).newPassword));
      return json(200, { type: 'user', baseType: 'user', id: user });
    }
    const cluster = /^\/v3\/clusters\/(c-m-[0-9a-f]+)$/.exec(pathname)?.[1];
    if (method === 'POST' && cluster !== undefined && action === 'generateKubeconfig') {
      if (!mayAccess(caller.userId, cluster)) return norman(403, 'Forbidden', 'clusters.management.cattle.io is forbidden');
      // Each call makes another one that lasts for thirty days.
      const made = accounts.issue(caller.userId, kubeconfigMinutes * 60_000, { description: 'Kubeconfig token' });
      const config = kubeconfigs.file(cluster, `${made.id}:${made.secret}`, null);
      return json(200, { type: 'generateKubeconfigOutput', baseType: 'generateKubeconfigOutput', config });
    }
    return norman(404, 'NotFound', 'not found');
  }

  function steve(method: string, pathname: string): Answer {
    const [type = '', namespace, name] = pathname.slice('/v1/'.length).split('/');
    const resource = [...kubernetes.api.resources.values()].find(
      (r) => `${r.group}.${r.plural}` === type || (r.group === '' && r.plural === type),
    );
    if (resource === undefined || method !== 'GET') return steveError(404, 'NotFound', `schema ${type} not found`);
    const at = resource.namespaced ? (namespace ?? null) : null;
    const one = resource.namespaced ? name : namespace;
    if (one === undefined) return json(200, steveList(url, type, kubernetes.store.list(resource, at)));
    const found = kubernetes.store.get(resource, at, one);
    if (found === null) return steveError(404, 'NotFound', `${type} "${one}" not found`);
    return json(200, decorate(url, type, found.object));
  }

  /** The cluster itself, as whoever asks: Rancher's roles became roles there. */
  async function proxyTo(
    id: string,
    path: string,
    caller: Token,
    { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: unknown },
  ): Promise<Answer | 'streamed'> {
    const there = kubernetes.objects(MANAGEMENT).some(({ metadata }) => metadata.name === id);
    const expected = caller.clusterId === null || caller.clusterId === id;
    if (!there || !expected || !mayAccess(caller.userId, id))
      return norman(403, 'Forbidden', `User "${caller.userId}" cannot access ${id}`);
    const cluster = await openDownstream(id);
    const streams = /[?&](watch|follow)=/.test(path);
    const ending = new AbortController();
    if (streams) response.once('close', () => ending.abort());
    const given = await send(`${cluster.url}${path}`, {
      method: (request.method ?? 'GET') as 'GET',
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${cluster.adminToken}`,
        'content-type': request.headers['content-type'] ?? 'application/json',
        ...(caller.userId === ADMIN ? {} : { 'impersonate-user': caller.userId }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: ending.signal,
    });
    if (streams) {
      response.writeHead(given.statusCode, { 'content-type': String(given.headers['content-type'] ?? 'application/json') });
      response.flushHeaders();
      given.body.on('error', () => response.destroy());
      given.body.pipe(response);
      return 'streamed';
    }
    return { status: given.statusCode, headers: { 'content-type': 'application/json' }, body: await given.body.text() };
  }

  async function openDownstream(id: string): Promise<Kubernetes> {
    const started =
      downstream.get(id) ??
      startKubernetes({ adminToken: randomBytes(8).toString('hex') }).then((cluster) => {
        running.set(id, cluster);
        options.onCluster?.(cluster);
        return cluster;
      });
    downstream.set(id, started);
    const cluster = await started;
    const kind = cluster.kind('clusterrolebindings.rbac.authorization.k8s.io');
    for (const { metadata } of cluster.store.list(kind, null)) cluster.api.delete(kind, null, metadata.name);
    for (const binding of bindingsOf(id)) {
      const template = kubernetes
        .objects('roletemplates.management.cattle.io')
        .find((t) => t.metadata.name === binding.roleTemplateName);
      const [role = ''] = (template?.roleTemplateNames as readonly string[] | undefined) ?? [];
      cluster.api.create(kind, null, {
        metadata: { name: binding.metadata.name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
        subjects: [{ kind: 'User', name: binding.userName, apiGroup: 'rbac.authorization.k8s.io' }],
      });
    }
    return cluster;
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const work = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const path = request.url ?? '/';
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      await faults.serve(request, response, async () => {
        requests.push({ method: request.method ?? '', path, body });
        return await answer(request, response, path, body);
      });
    };
    work().catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ type: 'error', status: 500, message: error instanceof Error ? (error.stack ?? '') : '' }));
    });
  };
  const server =
    tls === undefined
      ? createHttp({ keepAliveTimeout: 120_000 }, listener)
      : createHttps({ key: tls.key, cert: tls.cert, keepAliveTimeout: 120_000 }, listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  url = tls === undefined ? `http://127.0.0.1:${listening}` : `https://${tls.host}:${listening}`;

  const idAt = (address: string): string => new RegExp(`^${url}/k8s/clusters/(c-m-[0-9a-f]+)$`).exec(address)?.[1] ?? '';

  return {
    get url() {
      return url;
    },
    token,
    cloudCredential: 'cattle-global-data:cc-abcde',
    faults,
    requests,
    violations,
    outcomes,
    kubernetes,
    problems: kubernetes.problems,
    get stepMs() {
      return state.stepMs;
    },
    set stepMs(ms: number) {
      state.stepMs = ms;
    },
    leftovers: () => [
      ...[...kubernetes.store.all()]
        .filter(({ object }) => object.metadata.labels?.['app.kubernetes.io/managed-by'] === 'northstack')
        .filter(({ key }) => key !== 'roletemplates.management.cattle.io')
        .map(({ key, object }) => `${key} ${object.metadata.name}`),
      ...kubernetes.objects(MANAGEMENT).map(({ spec }) => `management ${String(spec?.displayName)}`),
      ...kubernetes.objects('machines.cluster.x-k8s.io').map(({ metadata }) => `machine ${metadata.name}`),
      ...kubeconfigs.names().map((name) => `kubeconfig ${name}`),
    ],
    at: (address) => running.get(idAt(address)) ?? null,
    reach: (address, bearer) => {
      const id = idAt(address);
      const caller = accounts.authenticate(`Bearer ${bearer}`);
      const there = kubernetes.objects(MANAGEMENT).some(({ metadata }) => metadata.name === id);
      return there && caller !== null && mayAccess(caller.userId, id) ? (running.get(id) ?? null) : null;
    },
    renew: async (name) => {
      const found = kubernetes.objects(CLUSTERS).find(({ metadata }) => metadata.name === name);
      if (found) await keepKubeconfig(found);
    },
    connect: controllers.connect,
    disconnect: (name, isBack = false) => {
      const found = kubernetes.objects(CLUSTERS).find(({ metadata }) => metadata.name === name);
      if (!found) return;
      const other = ((found.status?.conditions ?? []) as { type: string }[]).filter(({ type }) => type !== 'Connected');
      const message = isBack ? '' : 'Cluster agent is not connected';
      kubernetes.setStatus(found, { conditions: [...other, { type: 'Connected', status: isBack ? 'True' : 'False', message }] });
    },
    [Symbol.asyncDispose]: async () => {
      controllers.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await agent.destroy();
      for (const cluster of downstream.values()) await (await cluster)[Symbol.asyncDispose]();
      await kubernetes[Symbol.asyncDispose]();
    },
  };
}

const releases = (kind: string) =>
  RELEASES.map((version) => version.replace('rke2', kind === 'k3s' ? 'k3s' : 'rke2')).map((version) => ({
    id: version,
    type: 'release',
    version,
  }));

const json = (code: number, value: unknown): Answer => ({
  status: code,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const status = (code: number, reason: string, message: string): Answer =>
  json(code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code });
const steveError = (code: number, reason: string, message: string): Answer =>
  json(code, { type: 'error', links: {}, code: reason, message, status: code });
const norman = (code: number, reason: string, message: string): Answer =>
  json(code, { type: 'error', baseType: 'error', links: {}, code: reason, message, status: code });

const normanToken = ({ id, secret, userId, expiresAt, description }: Token, withSecret: boolean) => ({
  type: 'token',
  baseType: 'token',
  id,
  name: id,
  userId,
  description,
  ...(Number.isFinite(expiresAt) ? { expiresAt: new Date(expiresAt).toISOString() } : {}),
  ...(withSecret ? { token: `${id}:${secret}` } : {}),
});

const agentManifest = (id: string): string =>
  [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cattle-system' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'cattle', namespace: 'cattle-system' } },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'cattle-cluster-agent' }, value: 1_000 },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cattle-cluster-agent', namespace: 'cattle-system', labels: { cluster: id } },
      spec: {
        selector: { matchLabels: { app: 'cattle-cluster-agent' } },
        template: {
          metadata: { labels: { app: 'cattle-cluster-agent' } },
          spec: {
            serviceAccountName: 'cattle',
            containers: [{ name: 'cluster-register', image: 'rancher/rancher-agent:v2.15.0' }],
          },
        },
      },
    },
  ]
    .map((object) => stringify(object))
    .join('---\n');
