/** The HTTP face of the emulated Argo CD: sessions, projects, clusters, repositories, applications, and streams of their changes and logs. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, createFaults, type Faults } from '../faults.ts';
import { ApiError } from '../kubernetes/api-error.ts';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import { jsonPatch, mergePatch } from '../kubernetes/patch.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';
import { parseSelectors } from '../kubernetes/selectors.ts';
import { ArgocdError } from './api-error.ts';
import { type Application, type ApplicationSpec, isAutomated, resourcesFinalizer } from './application.ts';
import type { Contract } from './contract.ts';
import type { Controller } from './controller.ts';
import { treeOf } from './tree.ts';

export interface ServerOptions {
  readonly port: number;
  readonly kubernetes: Kubernetes;
  readonly namespace: string;
  readonly controller: Controller;
  readonly token: string;
  readonly contract: Contract | null;
  /** Clusters by address. */
  readonly registered: Map<string, { name: string; body: Record<string, unknown> }>;
  readonly reach: (server: string, body: Record<string, unknown> | undefined) => Kubernetes | null;
}

export interface ArgocdServer extends AsyncDisposable {
  readonly url: string;
  readonly faults: Faults;
  readonly violations: string[];
  readonly requests: { method: string; path: string; body: unknown }[];
  log(namespace: string, pod: string, line: string): void;
  cutStreams(): void;
  failStreams(message: string): void;
  deaf: boolean;
  windowIsClosed: boolean;
  expire(): void;
}

type Body = Record<string, unknown>;
interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const APPLICATIONS = 'applications.argoproj.io';
const PROJECTS = 'appprojects.argoproj.io';
const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export async function startArgocdServer(options: ServerOptions): Promise<ArgocdServer> {
  const { kubernetes, namespace, controller, contract, registered, reach } = options;
  const { api, store } = kubernetes;
  const faults = createFaults();
  const violations: string[] = [];
  const note = (problem: string) => void (violations.includes(problem) || violations.push(problem));
  const requests: ArgocdServer['requests'] = [];
  const streams = new Set<{ fail(message: string): void; cut(): void }>();
  const repositories = new Map<string, Body>();
  const tokens = new Map([[options.token, Number.POSITIVE_INFINITY]]);
  const logs = new Map<string, { at: string; line: string }[]>();
  const listeners = new Set<(pod: string, entry: { at: string; line: string }) => void>();
  let deaf = false;
  let windowIsClosed = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    await faults.serve(request, response, () => answer(request, response, text));
  }

  async function answer(request: IncomingMessage, response: ServerResponse, text: string): Promise<Answer | 'streamed'> {
    const url = new URL(request.url ?? '/', 'http://argocd');
    const method = request.method ?? 'GET';
    try {
      // Exactly this, without a charset.
      if (method !== 'GET' && request.headers['content-type'] !== 'application/json')
        return { status: 415, headers: { 'content-type': 'text/plain' }, body: 'Invalid content type\n' };
      let body: unknown;
      try {
        body = text === '' ? undefined : JSON.parse(text);
      } catch {
        throw new ArgocdError(3, 'invalid character in body');
      }
      requests.push({ method, path: request.url ?? '', body });
      for (const problem of contract?.request(method, url.pathname, url.searchParams, body) ?? []) note(problem);
      authenticate(method, url.pathname, request.headers.authorization);
      const call = { method, path: url.pathname, query: url.searchParams, body: (body ?? {}) as Body, request, response };
      const result = await route(call);
      if (result === 'streamed') return result;
      const written = JSON.stringify(result);
      if (contract !== null && !url.searchParams.has('fields'))
        for (const problem of contract.answer(method, url.pathname, JSON.parse(written))) note(problem);
      return { ...json(null), body: written };
    } catch (error) {
      if (error instanceof ArgocdError) return json(error.body, error.status);
      if (error instanceof ApiError) {
        const code = { 404: 5, 409: error.message.includes('already exists') ? 6 : 10, 400: 3, 422: 3, 403: 7 }[error.code] ?? 13;
        const translated = new ArgocdError(code, error.message);
        return json(translated.body, translated.status);
      }
      throw error;
    }
  }

  function authenticate(method: string, path: string, authorization: string | undefined): void {
    if (path === '/api/version' || (path === '/api/v1/session' && method === 'POST')) return;
    const expires = tokens.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    if (expires === undefined) throw new ArgocdError(16, 'no session information');
    if (expires <= Date.now()) throw new ArgocdError(16, 'invalid session: token has invalid claims: token is expired');
  }

  async function route(call: Call): Promise<unknown> {
    const { method, path, body } = call;
    if (path === '/api/version') return { Version: 'v3.5.1+emulated', BuildDate: '2026-11-01T00:00:00Z', GoVersion: 'emulated' };
    if (path === '/api/v1/session' && method === 'POST') return signIn(body);
    const [, , , room = '', name, ...rest] = path.split('/').map(decodeURIComponent);
    switch (room) {
      case 'projects':
        return project(call, name);
      case 'clusters':
        return cluster(call, name);
      case 'repositories':
        return repository(call, name);
      case 'stream':
        return stream(call);
      case 'applications':
        return name === undefined ? collection(call) : await application(call, name, rest);
      default:
        throw new ArgocdError(5, 'Not Found');
    }
  }

  function signIn({ username, password }: Body): unknown {
    if (username !== 'admin' || password !== 'password') throw new ArgocdError(16, 'Invalid username or password');
    const token = randomBytes(16).toString('hex');
    tokens.set(token, Date.now() + 24 * 3600_000);
    return { token };
  }

  function project({ method, body, query: _ }: Call, name: string | undefined): unknown {
    const kind = kubernetes.kind(PROJECTS);
    const list = () => kubernetes.objects(PROJECTS, namespace);
    const wanted = body.project as KubernetesObject | undefined;
    if (method === 'GET' && name === undefined) return { metadata: {}, items: list() };
    if (method === 'POST') {
      const found = store.get(kind, namespace, wanted?.metadata.name ?? '')?.object;
      if (!found) return api.create(kind, namespace, objectOf('AppProject', wanted));
      if (JSON.stringify(found.spec) === JSON.stringify(wanted?.spec)) return found;
      if (body.upsert !== true) throw new ArgocdError(3, 'existing project spec is different, use upsert flag to force update');
      return api.update(kind, namespace, found.metadata.name, { ...found, spec: wanted?.spec });
    }
    const found = store.get(kind, namespace, name ?? '')?.object;
    if (!found) throw new ArgocdError(5, `appprojects.argoproj.io "${name}" not found`);
    if (method === 'PUT') {
      const { resourceVersion } = wanted?.metadata ?? {};
      const metadata = { ...found.metadata, labels: wanted?.metadata.labels, ...(resourceVersion ? { resourceVersion } : {}) };
      return api.update(kind, namespace, found.metadata.name, { ...found, metadata, spec: wanted?.spec });
    }
    if (method === 'DELETE') {
      const used = applications().filter((app) => app.spec.project === name);
      if (used.length > 0) throw new ArgocdError(3, `project is referenced by ${used.length} applications`);
      api.delete(kind, namespace, name ?? '');
      return {};
    }
    return found;
  }

  function cluster({ method, body, query }: Call, id: string | undefined): unknown {
    const shown = ({ name, body: of }: { name: string; body: Body }) => ({
      ...of,
      name,
      // Credentials do not come back.
      config: { tlsClientConfig: { insecure: false } },
      connectionState: { status: 'Successful', message: '', attemptedAt: null },
    });
    if (method === 'GET' && id === undefined) return { metadata: {}, items: [...registered.values()].map(shown) };
    if (method === 'POST') {
      const server = String(body.server);
      if (registered.has(server) && query.get('upsert') !== 'true')
        throw new ArgocdError(3, 'existing cluster spec is different; use upsert flag to force update');
      if (reach(server, body) === null)
        throw new ArgocdError(3, `error getting server version: Get "${server}/version": connection refused`);
      registered.set(server, { name: String(body.name ?? server), body });
      return shown({ name: String(body.name ?? server), body });
    }
    const address = query.get('id.type') === 'name' ? [...registered].find(([, c]) => c.name === id)?.[0] : id;
    const found = registered.get(address ?? '');
    if (!found) throw new ArgocdError(7, 'permission denied');
    if (method === 'DELETE') {
      registered.delete(address ?? '');
      return {};
    }
    return shown(found);
  }

  function repository({ method, body, query }: Call, name: string | undefined): unknown {
    const shown = ({ password: _, sshPrivateKey: __, ...of }: Body) => ({
      ...of,
      connectionState: { status: 'Successful', message: '', attemptedAt: null },
    });
    if (method === 'POST') {
      const repo = String(body.repo);
      if (repositories.has(repo) && query.get('upsert') !== 'true')
        throw new ArgocdError(3, 'existing repository spec is different; use upsert flag to force update');
      repositories.set(repo, body);
      return shown(body);
    }
    if (name === undefined) return { metadata: {}, items: [...repositories.values()].map(shown) };
    const found = repositories.get(name);
    if (!found) throw new ArgocdError(5, `repo '${name}' not found`);
    if (method === 'DELETE') repositories.delete(name);
    return method === 'DELETE' ? {} : shown(found);
  }

  const applications = () => kubernetes.objects(APPLICATIONS, namespace) as unknown as readonly Application[];
  const objectOf = (kind: string, body: unknown): object => {
    const of = (body ?? {}) as KubernetesObject;
    return { ...of, apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { ...of.metadata, namespace } };
  };

  function collection({ method, query, body }: Call): unknown {
    if (method === 'GET') {
      const chosen = selected(query);
      return withFields(query, { metadata: { resourceVersion: String(store.version) }, items: applications().filter(chosen) });
    }
    const { operation: _, status: __, ...wanted } = objectOf('Application', body) as unknown as Application;
    checkSpec(wanted.spec);
    const { name } = wanted.metadata;
    const found = controller.application(name);
    if (found === null) return api.create(kubernetes.kind(APPLICATIONS), namespace, wanted, { strict: true });
    const equal = (a: unknown, b: unknown) => JSON.stringify(sorted(a ?? {})) === JSON.stringify(sorted(b ?? {}));
    const same =
      equal(found.spec, wanted.spec) &&
      equal(found.metadata.labels, wanted.metadata.labels) &&
      equal(found.metadata.annotations, wanted.metadata.annotations) &&
      equal(found.metadata.finalizers, wanted.metadata.finalizers);
    if (same) return found;
    if (query.get('upsert') !== 'true')
      throw new ArgocdError(3, 'existing application spec is different, use upsert flag to force update');
    return replace(found, wanted);
  }

  function replace(found: Application, wanted: Application): Application {
    const { labels, annotations, finalizers } = wanted.metadata;
    const metadata = { ...found.metadata };
    for (const [field, value] of Object.entries({ labels, annotations, finalizers }))
      if (value === undefined) delete metadata[field];
      else metadata[field] = value;
    return controller.save({ ...found, metadata, spec: wanted.spec });
  }

  function checkSpec({ project: name, destination, source }: ApplicationSpec): void {
    const found = store.get(kubernetes.kind(PROJECTS), namespace, name)?.object;
    if (!found) throw new ArgocdError(3, `application references project ${name} which does not exist`);
    const spec = (found.spec ?? {}) as {
      sourceRepos?: readonly string[];
      destinations?: readonly { server?: string; name?: string; namespace?: string }[];
    };
    if (!(spec.sourceRepos ?? []).some((repo) => repo === '*' || repo === source.repoURL))
      throw new ArgocdError(
        3,
        `application spec is invalid: InvalidSpecError: application repo ${source.repoURL} is not permitted in project '${name}'`,
      );
    const allowed = (spec.destinations ?? []).some(
      (d) =>
        (d.namespace === '*' || d.namespace === destination.namespace) &&
        (d.server === '*' ||
          (d.server !== undefined && d.server === destination.server) ||
          (d.name !== undefined && d.name === destination.name)),
    );
    if (!allowed)
      throw new ArgocdError(
        3,
        `application spec is invalid: InvalidSpecError: application destination server '${destination.server ?? destination.name}' and namespace '${destination.namespace}' do not match any of the allowed destinations in project '${name}'`,
      );
  }

  /** What is missing is not told to those who do not say where it should be. */
  function existing(name: string, project: string | undefined): Application {
    const found = controller.application(name);
    if (found === null && project === undefined) throw new ArgocdError(7, 'permission denied');
    if (found === null) throw new ArgocdError(5, `applications.argoproj.io "${name}" not found`);
    if (project !== undefined && found.spec.project !== project) throw new ArgocdError(7, 'permission denied');
    return found;
  }

  async function application(call: Call, name: string, [sub]: readonly string[]): Promise<unknown> {
    const { method, query, body } = call;
    const project = query.get('project') ?? (typeof body.project === 'string' ? body.project : undefined);
    const inBody = (body.spec as ApplicationSpec | undefined)?.project;
    const app = existing(name, method === 'PUT' && sub === undefined ? (query.get('project') ?? inBody) : project);
    switch (`${method} ${sub ?? ''}`.trim()) {
      case 'GET': {
        if (query.has('refresh')) await controller.refresh(name);
        return existing(name, project);
      }
      case 'PUT': {
        const wanted = objectOf('Application', body) as Application;
        checkSpec(wanted.spec);
        return replace(app, wanted);
      }
      case 'PUT spec': {
        const spec = body as unknown as ApplicationSpec;
        checkSpec(spec);
        return controller.save({ ...app, spec }).spec;
      }
      case 'PATCH': {
        const patch: unknown = JSON.parse(String(body.patch));
        const patched = body.patchType === 'json' ? jsonPatch(app, patch) : mergePatch(app, patch);
        const next = patched as Application;
        checkSpec(next.spec);
        return replace(app, next);
      }
      case 'DELETE':
        return remove(app, query);
      case 'POST sync':
        return startSync(app, body);
      case 'POST rollback':
        return rollBack(app, body);
      case 'DELETE operation': {
        if (app.operation === undefined || app.status?.operationState === undefined)
          throw new ArgocdError(3, 'Unable to terminate operation. No operation is in progress');
        controller.save({
          ...app,
          status: { ...app.status, operationState: { ...app.status.operationState, phase: 'Terminating' } },
        });
        return {};
      }
      case 'GET resource-tree':
        return treeOf(clusterOf(app), controller.owned(app));
      case 'GET resource':
        return { manifest: JSON.stringify(resourceOf(app, query)) };
      case 'GET events':
        return { metadata: {}, items: eventsOf(app, query) };
      case 'GET manifests': {
        const { revision, manifests } = await controller.render(app, query.get('revision'));
        return { revision, manifests: manifests.map((m) => JSON.stringify(m)) };
      }
      case 'GET logs':
        return followLogs(call, app);
      default:
        throw new ArgocdError(12, 'Method Not Allowed');
    }
  }

  function remove(app: Application, query: URLSearchParams): unknown {
    const cascade = query.get('cascade') !== 'false';
    const policy = query.get('propagationPolicy') ?? 'foreground';
    const others = (app.metadata.finalizers ?? []).filter((f) => !f.startsWith(resourcesFinalizer));
    const own = cascade ? [policy === 'background' ? `${resourcesFinalizer}/background` : resourcesFinalizer] : [];
    if (app.metadata.deletionTimestamp === undefined || !cascade)
      controller.save({ ...app, metadata: { ...app.metadata, finalizers: [...others, ...own] } });
    if (controller.application(app.metadata.name) !== null)
      api.delete(kubernetes.kind(APPLICATIONS), namespace, app.metadata.name);
    return {};
  }

  function startSync(app: Application, body: Body): Application {
    const { syncPolicy, source } = app.spec;
    if (app.metadata.deletionTimestamp !== undefined) throw new ArgocdError(9, 'application is deleting');
    if (windowIsClosed) throw new ArgocdError(7, 'cannot sync: blocked by sync window');
    const revision = typeof body.revision === 'string' && body.revision !== '' ? body.revision : undefined;
    if (isAutomated(app.spec) && revision !== undefined && revision !== source.targetRevision && body.dryRun !== true)
      throw new ArgocdError(9, `Cannot sync to ${revision}: auto-sync currently set to ${source.targetRevision ?? ''}`);
    const options = (body.syncOptions as { items?: readonly string[] } | undefined)?.items ?? syncPolicy?.syncOptions;
    return operate(app, {
      sync: {
        revision: revision ?? source.targetRevision ?? '',
        prune: body.prune === true,
        dryRun: body.dryRun === true,
        ...(options === undefined ? {} : { syncOptions: options }),
      },
      initiatedBy: { username: 'northstack' },
      info: (body.infos as { name: string; value: string }[] | undefined) ?? [],
      ...(body.retryStrategy === undefined ? {} : { retry: retryOf(body.retryStrategy) }),
    });
  }

  function rollBack(app: Application, body: Body): Application {
    if (app.metadata.deletionTimestamp !== undefined) throw new ArgocdError(9, 'application is deleting');
    if (isAutomated(app.spec)) throw new ArgocdError(9, 'rollback cannot be initiated when auto-sync is enabled');
    const entry = app.status?.history?.find(({ id }) => id === Number(body.id));
    if (entry === undefined)
      throw new ArgocdError(3, `application ${app.metadata.name} does not have deployment with id ${String(body.id)}`);
    const { revision, source } = entry;
    return operate(app, { sync: { revision, source, prune: body.prune === true }, initiatedBy: { username: 'northstack' } });
  }

  /** What was before is forgotten first; the controller fills it again. */
  function operate(app: Application, operation: NonNullable<Application['operation']>): Application {
    if (app.operation !== undefined) throw new ArgocdError(9, 'another operation is already in progress');
    const { operationState: _, ...status } = app.status ?? {};
    return controller.save({ ...app, status, operation });
  }

  function clusterOf({ spec }: Application): Kubernetes {
    const { server, name } = spec.destination;
    const address = server ?? [...registered].find(([, c]) => c.name === name)?.[0] ?? '';
    const found = registered.has(address) ? reach(address, registered.get(address)?.body) : null;
    if (found === null) throw new ArgocdError(13, `error getting cluster: cluster "${address}" not found`);
    return found;
  }

  function resourceOf(app: Application, query: URLSearchParams): KubernetesObject {
    const on = clusterOf(app);
    const of = { group: query.get('group') ?? '', version: query.get('version') ?? '', kind: query.get('kind') ?? '' };
    const kind = [...on.api.resources.values()].find(
      (r) => r.kind === of.kind && r.group === of.group && r.version === of.version,
    );
    const found = kind && on.store.get(kind, query.get('namespace') || null, query.get('resourceName') ?? '')?.object;
    if (!found)
      throw new ArgocdError(
        3,
        `${of.kind} ${of.group} ${query.get('resourceName')} not found as part of application ${app.metadata.name}`,
      );
    return of.kind === 'Secret' ? { ...found, data: {} } : found;
  }

  function eventsOf(app: Application, query: URLSearchParams): readonly object[] {
    const [at, name, uid] = ['resourceNamespace', 'resourceName', 'resourceUID'].map((field) => query.get(field) ?? '');
    return clusterOf(app)
      .objects('events.', at)
      .filter((event) => {
        const of = event.involvedObject as { name?: string; uid?: string } | undefined;
        return of?.name === name && (uid === '' || of?.uid === uid);
      });
  }

  function followLogs({ query, request, response }: Call, app: Application): 'streamed' {
    const on = clusterOf(app);
    const pods = treeOf(on, controller.owned(app)).nodes as readonly { kind: string; name: string; namespace?: string }[];
    const only = query.get('podName');
    const names = () => new Set(pods.filter((n) => n.kind === 'Pod' && (only === null || n.name === only)).map((n) => n.name));
    const at = query.get('namespace') ?? app.spec.destination.namespace ?? '';
    const since = Number(query.get('sinceTime.seconds') ?? 0) * 1000;
    const tail = Number(query.get('tailLines') ?? 0);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const send = (podName: string, { at: time, line }: { at: string; line: string }) =>
      response.write(`${JSON.stringify({ result: { content: line, timeStamp: time, timeStampStr: time, podName } })}\n`);
    for (const name of names()) {
      const entries = (logs.get(`${at}/${name}`) ?? []).filter((entry) => Date.parse(entry.at) >= since);
      for (const entry of tail > 0 ? entries.slice(-tail) : entries) send(name, entry);
    }
    if (query.get('follow') !== 'true') {
      response.end(`${JSON.stringify({ result: { content: '', last: true, podName: '' } })}\n`);
      return 'streamed';
    }
    const shown = names();
    const listener = (pod: string, entry: { at: string; line: string }) => {
      const [inNamespace, name = ''] = pod.split('/');
      if (inNamespace === at && shown.has(name)) send(name, entry);
    };
    listeners.add(listener);
    const entry = { cut: () => response.destroy(), fail: () => response.end() };
    streams.add(entry);
    const close = () => {
      listeners.delete(listener);
      streams.delete(entry);
    };
    response.on('close', close);
    request.on('aborted', close);
    return 'streamed';
  }

  const selected = (query: URLSearchParams): ((app: Application) => boolean) => {
    const selects = parseSelectors(query.get('selector'), null);
    const projects = query.getAll('projects');
    const name = query.get('name');
    return (app) =>
      selects(app as unknown as KubernetesObject) &&
      (projects.length === 0 || projects.includes(app.spec.project)) &&
      (name === null || app.metadata.name === name);
  };

  function stream({ query, request, response }: Call): 'streamed' {
    const events = request.headers.accept === 'text/event-stream';
    response.writeHead(200, {
      'content-type': events ? 'text/event-stream' : 'application/json',
      'transfer-encoding': 'chunked',
    });
    response.flushHeaders();
    const chosen = selected(query);
    const last = new Map<string, string>();
    const write = (value: unknown) =>
      response.write(events ? `data: ${JSON.stringify(value)}\n\n` : `${JSON.stringify(value)}\n`);
    const send = (type: string, application: Application) => {
      const { resourceVersion: _, managedFields: __, ...metadata } = application.metadata;
      const payload = JSON.stringify({ type, ...application, metadata });
      // Identical ones in a row are dropped.
      if (last.get(application.metadata.name) === payload) return;
      last.set(application.metadata.name, payload);
      write({ result: { type, application: withFields(query, application) } });
    };
    if (!query.get('resourceVersion') || query.has('name'))
      for (const application of applications().filter(chosen)) send('ADDED', application);
    const stop = store.subscribe(({ key, type, object }) => {
      if (deaf || key !== APPLICATIONS) return;
      const application = object as unknown as Application;
      if (chosen(application)) send(type, application);
    });
    const beat = events ? setInterval(() => response.write(':\n\n'), 15_000) : undefined;
    const entry = {
      cut: () => response.destroy(),
      fail: (message: string) => {
        write({ error: { grpc_code: 14, http_code: 503, message, http_status: 'Service Unavailable' } });
        response.end();
      },
    };
    streams.add(entry);
    const close = () => {
      stop();
      clearInterval(beat);
      streams.delete(entry);
    };
    response.on('close', close);
    request.on('aborted', close);
    return 'streamed';
  }

  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      controller.problems.push(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify(new ArgocdError(13, error instanceof Error ? error.message : 'unknown').body));
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    faults,
    violations,
    requests,
    log: (at, pod, line) => {
      const entry = { at: new Date().toISOString(), line };
      const key = `${at}/${pod}`;
      logs.set(key, [...(logs.get(key) ?? []), entry].slice(-1000));
      for (const listener of listeners) listener(key, entry);
    },
    cutStreams: () => {
      for (const entry of [...streams]) entry.cut();
    },
    failStreams: (message) => {
      for (const entry of [...streams]) entry.fail(message);
    },
    get windowIsClosed() {
      return windowIsClosed;
    },
    set windowIsClosed(value) {
      windowIsClosed = value;
    },
    expire: () => {
      for (const token of tokens.keys()) tokens.set(token, 0);
    },
    get deaf() {
      return deaf;
    },
    set deaf(value) {
      deaf = value;
    },
    [Symbol.asyncDispose]: async () => {
      for (const entry of [...streams]) entry.cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** 64-bit numbers may come as texts. */
function retryOf(value: unknown): { limit?: number; backoff?: { duration?: string } } {
  const { limit, backoff } = value as { limit?: string | number; backoff?: { duration?: string } };
  return { ...(limit === undefined ? {} : { limit: Number(limit) }), ...(backoff === undefined ? {} : { backoff }) };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Only the named fields, as `fields=items.metadata.name,…` asks. */
function withFields<T>(query: URLSearchParams, value: T): T {
  const fields = query.get('fields');
  if (fields === null) return value;
  const paths = fields.split(',').map((path) => path.replace(/^result\.application\./, '').split('.'));
  const pick = (from: unknown, within: readonly (readonly string[])[]): unknown => {
    if (within.some((path) => path.length === 0)) return from;
    if (Array.isArray(from)) return from.map((item) => pick(item, within));
    if (typeof from !== 'object' || from === null) return from;
    return Object.fromEntries(
      Object.entries(from).flatMap(([name, inner]) => {
        const deeper = within.filter(([first]) => first === name).map(([, ...rest]) => rest);
        return deeper.length === 0 ? [] : [[name, pick(inner, deeper)]];
      }),
    );
  };
  return pick(value, paths) as T;
}
