/** The HTTP face of the emulated API server: paths, verbs, lists in pages, watches as streams, patches by their content type. */
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { parse as parseYaml } from 'yaml';
import { type Answer, createFaults, type Faults } from '../faults.ts';
import type { Api, PatchType } from './api.ts';
import { ApiError } from './api-error.ts';
import type { Rbac, User } from './rbac.ts';
import { apiVersionOf, type KubernetesObject, type Resource, resourceKey } from './resources.ts';
import { parseSelectors } from './selectors.ts';
import type { Change, Store } from './store.ts';

export interface ApiServer extends AsyncDisposable {
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  /** Ends every watch as a proxy that cuts idle connections does: without a word. */
  cutWatches(): void;
  /** Lines of a pod's log; with times in front of them for those who ask for times. */
  readonly logs: Map<string, string[]>;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
  readonly user: string;
  readonly body: unknown;
}

export interface ApiServerOptions {
  readonly store: Store;
  readonly api: Api;
  readonly rbac: Rbac;
  /** PEM; without it plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly version?: string;
}

interface Target {
  readonly resource: Resource;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly subresource: string | null;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const stamped = /^\d{4}-\d\d-\d\dT\S+Z /;
const patchTypes: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

export async function startApiServer({ store, api, rbac, tls, version = 'v1.35.0' }: ApiServerOptions): Promise<ApiServer> {
  const faults = createFaults();
  const requests: ReceivedRequest[] = [];
  const logs = new Map<string, string[]>();
  const watches = new Set<ServerResponse>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://api');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    await faults.serve(request, response, async () => {
      try {
        const user = impersonated(rbac.authenticate(request.headers.authorization), request.headers['impersonate-user']);
        const body = parseBody(text);
        requests.push({
          method: request.method ?? '',
          path: request.url ?? '',
          contentType: request.headers['content-type'],
          user: user.name,
          body,
        });
        return await answer(request, response, url, body, user);
      } catch (error) {
        if (error instanceof ApiError) return json(error.code, error.status);
        throw error;
      }
    });
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: unknown,
    user: User,
  ): Promise<Answer | 'streamed'> {
    const method = request.method ?? 'GET';
    const path = url.pathname;
    if (/^\/(healthz|livez|readyz)$/.test(path)) return { status: 200, body: 'ok' };
    if (path === '/version')
      return json(200, { major: '1', minor: version.split('.')[1], gitVersion: version, platform: 'linux/amd64' });
    const discovered = discovery(path);
    if (discovered !== null && method === 'GET') return json(200, discovered);
    if (method === 'POST' && path === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews')
      return json(201, review(body, user));

    const target = parsePath(path);
    const { resource, namespace, name, subresource } = target;
    const watching = url.searchParams.get('watch') === 'true' || url.searchParams.get('watch') === '1';
    const verb = verbOf(method, name, watching);
    const { group } = resource;
    if (
      !rbac.allows(user, {
        verb,
        group,
        resource: subresource === null ? resource.plural : `${resource.plural}/${subresource}`,
        namespace,
        name,
      })
    ) {
      const where = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
      throw new ApiError(
        403,
        'Forbidden',
        `${resource.plural}${group === '' ? '' : `.${group}`}${name === null ? '' : ` "${name}"`} is forbidden: User "${user.name}" cannot ${verb} resource "${resource.plural}" in API group "${group}" ${where}`,
      );
    }
    const options = {
      manager: url.searchParams.get('fieldManager') ?? (request.headers['user-agent']?.split('/')[0] || 'unknown'),
      dryRun: url.searchParams.get('dryRun') === 'All',
      strict: url.searchParams.get('fieldValidation') === 'Strict',
      subresource: subresource === 'status' ? ('status' as const) : null,
    };
    if (name !== null && subresource !== null && subresource !== 'status') return special(target, method, body, url);
    if (subresource === 'status' && !resource.statusSubresource) throw pathNotFound();
    switch (verb) {
      case 'watch':
        watch(resource, namespace, url, request, response);
        return 'streamed';
      case 'list':
        return json(200, list(resource, namespace, url));
      case 'get':
        return json(200, versioned(resource, api.read(resource, namespace, name ?? '')));
      case 'create':
        return json(201, api.create(resource, namespace, body, options));
      case 'update':
        return json(200, api.update(resource, namespace, name ?? '', body, options));
      case 'patch': {
        const type = patchTypes[(request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''];
        if (type === undefined)
          throw new ApiError(
            415,
            'UnsupportedMediaType',
            `the body of the request was in an unknown format - accepted media types include: ${Object.keys(patchTypes).join(', ')}`,
          );
        const { fieldManager, ...rest } = { ...options, fieldManager: url.searchParams.get('fieldManager') };
        const manager = type === 'apply' ? (fieldManager ?? undefined) : options.manager;
        const force = url.searchParams.get('force') === 'true';
        const { object, created } = api.patch(resource, namespace, name ?? '', type, body, {
          ...rest,
          ...(manager === undefined ? { manager: undefined } : { manager }),
          force,
        });
        return json(created ? 201 : 200, object);
      }
      case 'delete': {
        const wanted = (body ?? {}) as { propagationPolicy?: string; preconditions?: { uid?: string; resourceVersion?: string } };
        const propagation = wanted.propagationPolicy ?? url.searchParams.get('propagationPolicy') ?? 'Background';
        const left = api.delete(resource, namespace, name ?? '', {
          propagation,
          dryRun: options.dryRun,
          ...wanted.preconditions,
        });
        return json(
          200,
          left ?? {
            kind: 'Status',
            apiVersion: 'v1',
            metadata: {},
            status: 'Success',
            details: { name, group, kind: resource.plural },
          },
        );
      }
      default: {
        const selects = parseSelectors(url.searchParams.get('labelSelector'), url.searchParams.get('fieldSelector'));
        for (const object of store.list(resource, namespace).filter(selects))
          api.delete(resource, object.metadata.namespace ?? null, object.metadata.name, {});
        return json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' });
      }
    }
  }

  function parsePath(path: string): Target {
    const parts = path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    const [root, ...rest] = parts;
    const [group, version, tail] =
      root === 'api'
        ? ['', rest[0], rest.slice(1)]
        : root === 'apis'
          ? [rest[0], rest[1], rest.slice(2)]
          : [undefined, undefined, []];
    if (group === undefined || version === undefined) throw pathNotFound();
    const inNamespace = tail[0] === 'namespaces' && tail.length > 2 && !['status', 'finalize'].includes(tail[2] ?? '');
    const [plural = '', name = null, subresource = null] = inNamespace ? tail.slice(2) : tail;
    const resource = api.resource(group, version, plural);
    if (resource === null || (inNamespace && !resource.namespaced)) throw pathNotFound();
    const namespace = inNamespace ? (tail[1] ?? null) : null;
    if (resource.namespaced && namespace === null && name !== null) throw pathNotFound();
    return { resource, namespace, name, subresource };
  }

  function discovery(path: string): unknown {
    const served = [...api.resources.values()];
    if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
    const groups = [...new Set(served.map(({ group }) => group))].filter((group) => group !== '');
    const groupOf = (name: string) => {
      const versions = [...new Set(served.filter(({ group }) => group === name).map((r) => r.version))].map((v) => ({
        groupVersion: `${name}/${v}`,
        version: v,
      }));
      return { name, versions, preferredVersion: versions[0] };
    };
    if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupOf) };
    const group = /^\/apis\/([^/]+)$/.exec(path)?.[1];
    if (group !== undefined && groups.includes(group)) return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) };
    const groupVersion = /^\/apis?\/((?:[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    const resources = served.filter(
      (r) => apiVersionOf(r) === groupVersion && path.startsWith(r.group === '' ? '/api/' : '/apis/'),
    );
    if (resources.length === 0) return null;
    const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
    return {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion,
      resources: resources.flatMap(({ plural, kind, namespaced, statusSubresource }) => [
        {
          name: plural,
          singularName: kind.toLowerCase(),
          namespaced,
          kind,
          verbs,
          ...(SHORT_NAMES[plural] ? { shortNames: [SHORT_NAMES[plural]] } : {}),
        },
        ...(statusSubresource
          ? [{ name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] }]
          : []),
      ]),
    };
  }

  function review(body: unknown, user: User): unknown {
    const { spec } = body as {
      spec: { resourceAttributes?: { verb?: string; group?: string; resource?: string; namespace?: string; name?: string } };
    };
    const asked = spec.resourceAttributes ?? {};
    const allowed = rbac.allows(user, {
      verb: asked.verb ?? '*',
      group: asked.group ?? '',
      resource: asked.resource ?? '*',
      namespace: asked.namespace ?? null,
      name: asked.name ?? null,
    });
    return { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', metadata: {}, spec, status: { allowed } };
  }

  function special({ resource, namespace, name, subresource }: Target, method: string, body: unknown, url: URL): Answer {
    const object = api.read(resource, namespace, name ?? '');
    if (subresource === 'token' && resource.plural === 'serviceaccounts' && method === 'POST') {
      const { spec } = body as { spec?: { expirationSeconds?: number } };
      const seconds = spec?.expirationSeconds ?? 3600;
      if (seconds < 600)
        throw new ApiError(
          422,
          'Invalid',
          'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: may not specify a duration less than 10 minutes',
        );
      return json(201, {
        kind: 'TokenRequest',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: {},
        spec: { expirationSeconds: seconds },
        status: rbac.issue(namespace ?? '', name ?? '', seconds),
      });
    }
    if (subresource === 'log' && resource.plural === 'pods' && method === 'GET') {
      const since = url.searchParams.get('sinceTime') ?? '';
      const lines = (logs.get(`${namespace}/${name}`) ?? []).filter((line) => !stamped.test(line) || line >= since);
      const tail = url.searchParams.get('tailLines');
      const last = tail === null ? lines : lines.slice(-Number(tail));
      const shown = url.searchParams.get('timestamps') === 'true' ? last : last.map((line) => line.replace(stamped, ''));
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: shown.map((line) => `${line}\n`).join('') };
    }
    if (subresource === 'scale' && object.spec !== undefined) {
      const replicas = (value: unknown) => (value as { spec?: { replicas?: number } }).spec?.replicas;
      const saved =
        method === 'PUT' || method === 'PATCH'
          ? api.patch(resource, namespace, name ?? '', 'merge', { spec: { replicas: replicas(body) } }).object
          : object;
      return json(200, {
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: saved.metadata,
        spec: { replicas: replicas(saved) ?? 0 },
        status: { replicas: replicas(saved) ?? 0 },
      });
    }
    throw pathNotFound();
  }

  function list(resource: Resource, namespace: string | null, url: URL): unknown {
    const selects = parseSelectors(url.searchParams.get('labelSelector'), url.searchParams.get('fieldSelector'));
    const limit = Number(url.searchParams.get('limit') ?? 0);
    const token = url.searchParams.get('continue');
    const from = token ? (JSON.parse(Buffer.from(token, 'base64url').toString()) as { after: string; version: number }) : null;
    if (from !== null && store.since(from.version, resourceKey(resource)) === null)
      throw new ApiError(410, 'Expired', 'The provided continue parameter is too old to display a consistent list result.');
    const id = ({ metadata }: KubernetesObject) => `${metadata.namespace ?? ''}/${metadata.name}`;
    const rest = store.list(resource, namespace).filter((o) => selects(o) && (from === null || id(o) > from.after));
    const items = limit > 0 ? rest.slice(0, limit) : rest;
    const last = items.at(-1);
    const more = last !== undefined && items.length < rest.length;
    return {
      kind: `${resource.kind}List`,
      apiVersion: apiVersionOf(resource),
      metadata: {
        resourceVersion: String(from?.version ?? store.version),
        ...(more
          ? {
              continue: Buffer.from(JSON.stringify({ after: id(last), version: from?.version ?? store.version })).toString(
                'base64url',
              ),
              remainingItemCount: rest.length - items.length,
            }
          : {}),
      },
      items: items.map((object) => versioned(resource, object)),
    };
  }

  function watch(
    resource: Resource,
    namespace: string | null,
    url: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const selects = parseSelectors(url.searchParams.get('labelSelector'), url.searchParams.get('fieldSelector'));
    const key = resourceKey(resource);
    const after = url.searchParams.get('resourceVersion') ?? '';
    response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
    response.flushHeaders();
    const send = (type: string, object: unknown) => response.write(`${JSON.stringify({ type, object })}\n`);
    const tell = ({ type, key: of, object, previous }: Pick<Change, 'type' | 'key' | 'object' | 'previous'>) => {
      if (of !== key || (namespace !== null && object.metadata.namespace !== namespace)) return;
      const was = previous !== null && selects(previous);
      const is = type !== 'DELETED' && selects(object);
      if (is) send(was ? 'MODIFIED' : 'ADDED', versioned(resource, object));
      else if (was) send('DELETED', versioned(resource, object));
    };
    if (after === '' || after === '0')
      for (const object of store.list(resource, namespace)) tell({ type: 'ADDED', key, object, previous: null });
    else {
      const missed = store.since(Number(after), key);
      if (missed === null) {
        send('ERROR', new ApiError(410, 'Expired', `too old resource version: ${after} (${store.version})`).status);
        response.end();
        return;
      }
      for (const change of missed) tell(change);
    }
    const stop = store.subscribe(tell);
    watches.add(response);
    const bookmark = () =>
      send('BOOKMARK', {
        kind: resource.kind,
        apiVersion: apiVersionOf(resource),
        metadata: { resourceVersion: String(store.version), creationTimestamp: null },
      });
    const beat = url.searchParams.get('allowWatchBookmarks') === 'true' ? setInterval(bookmark, 1000) : undefined;
    const seconds = Number(url.searchParams.get('timeoutSeconds') ?? 1800);
    const limit = setTimeout(() => response.end(), seconds * 1000);
    const close = () => {
      stop();
      clearInterval(beat);
      clearTimeout(limit);
      watches.delete(response);
    };
    response.on('close', close);
    request.on('aborted', close);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          new ApiError(500, 'InternalError', error instanceof Error ? (error.stack ?? error.message) : 'unknown').status,
        ),
      );
    });
  };
  const server: Server =
    tls === undefined
      ? createHttp({ keepAliveTimeout: 120_000 }, listener)
      : createHttps({ ...tls, keepAliveTimeout: 120_000 }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    faults,
    requests,
    logs,
    cutWatches: () => {
      for (const response of watches) response.destroy();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Administrators may act as somebody else; others may not, and nobody here is given that right by a role. */
function impersonated(user: User, name: string | string[] | undefined): User {
  if (typeof name !== 'string') return user;
  if (user.groups.includes('system:masters')) return { name, groups: ['system:authenticated'] };
  throw new ApiError(403, 'Forbidden', `users "${name}" is forbidden: User "${user.name}" cannot impersonate resource "users"`);
}

const versioned = (resource: Resource, object: KubernetesObject): KubernetesObject => ({
  ...object,
  apiVersion: apiVersionOf(resource),
});

const pathNotFound = () => new ApiError(404, 'NotFound', 'the server could not find the requested resource');

function verbOf(method: string, name: string | null, watching: boolean): string {
  switch (method) {
    case 'GET':
      return watching ? 'watch' : name === null ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === null ? 'deletecollection' : 'delete';
    default:
      throw new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
  }
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return parseYaml(text) as unknown;
  } catch {
    throw new ApiError(400, 'BadRequest', 'the object provided is unrecognized');
  }
}

/** As people type them. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  namespaces: 'ns',
  nodes: 'no',
  pods: 'po',
  services: 'svc',
  configmaps: 'cm',
  serviceaccounts: 'sa',
  events: 'ev',
  limitranges: 'limits',
  resourcequotas: 'quota',
  persistentvolumes: 'pv',
  persistentvolumeclaims: 'pvc',
  deployments: 'deploy',
  replicasets: 'rs',
  statefulsets: 'sts',
  daemonsets: 'ds',
  cronjobs: 'cj',
  horizontalpodautoscalers: 'hpa',
  poddisruptionbudgets: 'pdb',
  ingresses: 'ing',
  networkpolicies: 'netpol',
  storageclasses: 'sc',
};
