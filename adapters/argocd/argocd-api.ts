/**
 * The calls to an Argo CD API server that the adapter needs. `project` goes with every call about one application, because without it a missing
 * one is answered like a forbidden one. Failures are told apart by the code in the body: HTTP's status is the same for several of them.
 * Source: argo-cd v3.5 `assets/swagger.json` and `server/application/application.go`.
 */
import { Agent, request } from 'undici';
import { z } from 'zod';
import { Fault, type FaultKind } from '../../kit/fault.ts';
import { type Endpoint, type EndpointAnswer, type EndpointRequest, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';
import * as replies from './replies.ts';

export interface ArgocdOptions {
  readonly url: string;
  /** Of an account with the capability `apiKey`, or of a project's role. */
  readonly token: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  readonly timeoutMs?: number;
}

export interface NamedApplication {
  readonly name: string;
  readonly project: string;
}

export interface WantedApplication {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers: readonly string[];
  };
  readonly spec: Readonly<Record<string, unknown>> & { readonly project: string };
}

export interface WantedProject {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
  };
  readonly spec: object;
}

export interface SyncRequest extends NamedApplication {
  readonly prune: boolean;
  /** Given back in the operation's state: how we know it again. */
  readonly infos: readonly { readonly name: string; readonly value: string }[];
}

export interface LiveResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface LogRequest extends NamedApplication {
  readonly namespace: string;
  readonly podName?: string;
  readonly follow?: boolean;
  readonly tailLines?: number;
  /** Milliseconds since the epoch; whole seconds count. */
  readonly sinceMs?: number;
}

export interface LogEntry {
  readonly podName: string;
  readonly at: number;
  readonly text: string;
}

export type StreamEvent =
  | { readonly type: 'application'; readonly gone: boolean; readonly application: replies.Application }
  /** Nothing happened; the connection lives. */
  | { readonly type: 'beat' };

export type ArgocdApi = ReturnType<typeof openArgocdApi>;

const FIELDS =
  'items.metadata.name,items.metadata.labels,items.metadata.resourceVersion,items.metadata.deletionTimestamp,items.spec.project,items.spec.destination.server';

export function openArgocdApi({ url, token, ca, timeoutMs = 20_000 }: ArgocdOptions) {
  const endpoint: Endpoint = openEndpoint({ name: 'Argo CD', code: 'argocd', url, ca, timeoutMs, maxBytes: 64 * 1024 * 1024 });
  const streams = new Agent({
    connections: 10_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs, ...(ca === null ? {} : { ca }) },
  });
  const base = url.replace(/\/+$/, '');
  const headers = { authorization: `Bearer ${token}` };

  async function call(wanted: EndpointRequest): Promise<unknown> {
    // Exactly this type without a charset, also where there is no body.
    const typed = wanted.method === 'GET' ? headers : { ...headers, 'content-type': 'application/json' };
    const answer = await endpoint.send({ ...wanted, headers: typed });
    const failure = failureOf(answer);
    if (failure !== null) throw failure;
    return answer.json() ?? {};
  }
  const get = (path: string, query: Query, signal?: AbortSignal) =>
    call({ method: 'GET', path: `/api/v1${path}${queryOf(query)}`, signal });
  const post = (path: string, query: Query, json: unknown, signal?: AbortSignal) =>
    call({ method: 'POST', path: `/api/v1${path}${queryOf(query)}`, json, signal });
  const remove = (path: string, query: Query, signal?: AbortSignal) =>
    call({ method: 'DELETE', path: `/api/v1${path}${queryOf(query)}`, signal });
  const of = ({ name }: { readonly name: string }) => `/applications/${encodeURIComponent(name)}`;

  /** Lines of an answer without end. */
  async function* lines(path: string, accept: string, signal: AbortSignal): AsyncGenerator<string> {
    const ending = new AbortController();
    const limit = setTimeout(() => ending.abort(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const answer = await request(`${base}/api/v1${path}`, {
      dispatcher: streams,
      headers: { ...headers, accept },
      signal: AbortSignal.any([signal, ending.signal]),
    })
      .catch((cause: unknown) => {
        signal.throwIfAborted();
        throw unreachable(cause);
      })
      .finally(() => clearTimeout(limit));
    const { statusCode, body } = answer;
    try {
      if (statusCode !== 200) {
        const text = await body.text();
        throw (
          failureOf({ status: statusCode, text, retryAfterMs: null, headers: {}, json: () => parse(text) }) ?? unreachable(null)
        );
      }
      yield* splitLines(body);
    } catch (cause) {
      signal.throwIfAborted();
      throw cause instanceof Fault ? cause : unreachable(cause);
    } finally {
      body.destroy();
    }
  }

  async function findCluster(name: string, signal?: AbortSignal): Promise<replies.Cluster | null> {
    const { items } = parsed(replies.list(replies.cluster), await get('/clusters', { name }, signal));
    return items?.find((cluster) => cluster.name === name) ?? null;
  }

  return {
    application: async ({ name, project }: NamedApplication, signal?: AbortSignal): Promise<replies.Application | null> => {
      const answer = await absentIsNull(get(of({ name }), { project }, signal));
      return answer === null ? null : parsed(replies.application, answer);
    },
    /** Whole ones, of which there should be few: `selector` as for labels. */
    select: async (selector: string, signal?: AbortSignal): Promise<readonly replies.Application[]> =>
      parsed(replies.list(replies.application), await get('/applications', { selector }, signal)).items ?? [],
    brief: async (selector: string, signal?: AbortSignal): Promise<readonly replies.BriefApplication[]> =>
      parsed(replies.list(replies.brief), await get('/applications', { selector, fields: FIELDS }, signal)).items ?? [],
    /** Makes it, or makes it like this. The spec is checked by the controller, who says so in the status: checking here waits for the repository. */
    putApplication: async (wanted: WantedApplication, signal?: AbortSignal): Promise<replies.Application> =>
      parsed(replies.application, await post('/applications', { upsert: true, validate: false }, wanted, signal)),
    sync: async ({ name, project, prune, infos }: SyncRequest, signal?: AbortSignal): Promise<void> => {
      const retryStrategy = { limit: 3, backoff: { duration: '2s', factor: 2, maxDuration: '30s' } };
      await post(`${of({ name })}/sync`, {}, { name, project, prune, infos, retryStrategy }, signal);
    },
    /** Ending an operation when there is none succeeds. */
    terminate: async ({ name, project }: NamedApplication, signal?: AbortSignal): Promise<void> => {
      await remove(`${of({ name })}/operation`, { project }, signal).catch((error: unknown) => {
        if (!(error instanceof Fault) || error.kind !== 'reject') throw error;
      });
    },
    /** Accepted is not gone. */
    removeApplication: async ({ name, project }: NamedApplication, signal?: AbortSignal): Promise<void> => {
      await absentIsNull(remove(of({ name }), { cascade: true, propagationPolicy: 'foreground', project }, signal));
    },
    /** Without what it made: for a cluster that is lost. It ends a deletion that waits for that cluster as well. */
    abandonApplication: async ({ name, project }: NamedApplication, signal?: AbortSignal): Promise<void> => {
      await absentIsNull(remove(of({ name }), { cascade: false, project }, signal));
    },
    tree: async ({ name, project }: NamedApplication, signal?: AbortSignal): Promise<readonly replies.TreeNode[]> =>
      parsed(replies.tree, await get(`${of({ name })}/resource-tree`, { project }, signal)).nodes ?? [],
    /** The live object as it is in the cluster now; null: it went meanwhile. */
    live: async <T extends z.ZodType>(
      { name, project }: NamedApplication,
      { group, version, kind, namespace, name: resourceName }: LiveResource,
      schema: T,
      signal?: AbortSignal,
    ): Promise<z.output<T> | null> => {
      try {
        const answer = await get(`${of({ name })}/resource`, { project, namespace, resourceName, version, group, kind }, signal);
        return parsed(schema, JSON.parse(parsed(replies.liveManifest, answer).manifest));
      } catch (error) {
        // "not found as part of application" is an invalid argument here.
        if (error instanceof Fault && (error.kind === 'gone' || error.kind === 'reject')) return null;
        throw error;
      }
    },
    events: async (
      { name, project }: NamedApplication,
      of2: { readonly namespace: string; readonly name: string; readonly uid: string },
      signal?: AbortSignal,
    ) => {
      const query = { project, resourceNamespace: of2.namespace, resourceName: of2.name, resourceUID: of2.uid };
      return parsed(replies.events, await get(`${of({ name })}/events`, query, signal)).items ?? [];
    },

    project: async (name: string, signal?: AbortSignal): Promise<replies.Project | null> => {
      const answer = await absentIsNull(get(`/projects/${encodeURIComponent(name)}`, {}, signal));
      return answer === null ? null : parsed(replies.project, answer);
    },
    projects: async (signal?: AbortSignal): Promise<readonly replies.Project[]> =>
      parsed(replies.list(replies.project), await get('/projects', {}, signal)).items ?? [],
    createProject: async (project: WantedProject, signal?: AbortSignal): Promise<void> => {
      await post('/projects', {}, { project, upsert: true }, signal);
    },
    /** @throws Fault conflict when it changed since `resourceVersion` */
    updateProject: async (project: WantedProject, signal?: AbortSignal): Promise<void> => {
      const path = `/api/v1/projects/${encodeURIComponent(project.metadata.name)}`;
      await call({ method: 'PUT', path, json: { project }, signal });
    },
    /** false: applications use it. */
    removeProject: async (name: string, signal?: AbortSignal): Promise<boolean> => {
      try {
        await remove(`/projects/${encodeURIComponent(name)}`, {}, signal);
        return true;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.kind === 'gone') return true;
        if (error.kind === 'reject' || error.kind === 'conflict') return false;
        throw error;
      }
    },
    /** null: there is none of this name. */
    cluster: findCluster,
    putCluster: async (cluster: object, signal?: AbortSignal): Promise<void> => {
      await post('/clusters', { upsert: true }, cluster, signal);
    },
    /**
     * Argo CD forgets it; forgetting the unknown succeeds. Looked for first: one that is missing is answered like one that is forbidden. By its
     * name, since its address may be that of another one by now.
     */
    removeCluster: async (name: string, signal?: AbortSignal): Promise<void> => {
      if ((await findCluster(name, signal)) === null) return;
      await absentIsNull(remove(`/clusters/${encodeURIComponent(name)}`, { 'id.type': 'name' }, signal));
    },
    putRepository: async (repository: object, signal?: AbortSignal): Promise<void> => {
      await post('/repositories', { upsert: true }, repository, signal);
    },

    /** As server-sent events: the plain form says nothing while nothing happens, and proxies cut it. */
    watch: async function* (selector: string, signal: AbortSignal): AsyncGenerator<StreamEvent> {
      for await (const line of lines(`/stream/applications${queryOf({ selector })}`, 'text/event-stream', signal)) {
        if (!line.startsWith('data:')) {
          yield { type: 'beat' };
          continue;
        }
        const { result, error } = parsed(replies.watched, parse(line.slice(5)));
        if (error) throw faultOfCode(error.grpc_code ?? 14, error.message ?? 'The stream ended.');
        if (result) yield { type: 'application', gone: result.type === 'DELETED', application: result.application };
      }
    },
    logs: async function* (
      { name, project, namespace, podName, follow, tailLines, sinceMs }: LogRequest,
      signal: AbortSignal,
    ): AsyncGenerator<LogEntry> {
      const query = {
        project,
        namespace,
        podName,
        container: 'app',
        follow,
        tailLines,
        'sinceTime.seconds': sinceMs === undefined ? undefined : Math.floor(sinceMs / 1000),
      };
      for await (const line of lines(`${of({ name })}/logs${queryOf(query)}`, 'application/json', signal)) {
        if (line.trim() === '') continue;
        const { result, error } = parsed(replies.logged, parse(line));
        if (error) throw faultOfCode(error.grpc_code ?? 14, error.message ?? 'The log ended.');
        if (!result || result.last === true) continue;
        const at = Date.parse(result.timeStampStr ?? '');
        yield { podName: result.podName ?? '', at: Number.isNaN(at) ? Date.now() : at, text: result.content ?? '' };
      }
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await Promise.all([endpoint[Symbol.asyncDispose](), streams.destroy()]);
    },
  };
}

const failure = z.object({ code: z.number().optional(), message: z.string().optional() });

/** null: it is a success. */
function failureOf(answer: EndpointAnswer): Fault | null {
  const kind = kindOfStatus(answer.status);
  if (kind === null) return null;
  const said = failure.safeParse(answer.json());
  const { code, message } = said.success ? said.data : {};
  if (code !== undefined && code !== 0) return faultOfCode(code, message ?? '', answer.retryAfterMs);
  return new Fault(kind, {
    code: `argocd-${kind}`,
    message: `Argo CD answers ${answer.status}: ${(message ?? answer.text).slice(0, 300).trim()}`,
    ...(answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs }),
  });
}

/** gRPC's codes. 9, a precondition that fails, is "not now": an operation that runs, an application that is being deleted. */
const kinds: Readonly<Record<number, FaultKind>> = {
  3: 'reject',
  5: 'gone',
  6: 'conflict',
  7: 'auth',
  9: 'conflict',
  10: 'conflict',
  12: 'reject',
  16: 'auth',
};

function faultOfCode(code: number, message: string, retryAfterMs: number | null = null): Fault {
  const kind = kinds[code] ?? 'retry';
  const said = message.slice(0, 600);
  // Told as a permission that is missing, and over by itself.
  if (kind === 'auth' && /sync window/i.test(said))
    return new Fault('retry', {
      code: 'argocd-sync-window',
      message: `A sync window of Argo CD forbids to deploy now (${said}). It goes on when the window opens.`,
      detail: `code ${code}`,
      retryAfterMs: retryAfterMs ?? 60_000,
    });
  return new Fault(kind, {
    code: `argocd-${kind}`,
    message: kind === 'auth' ? refusal(code, said) : `Argo CD: ${said}`,
    detail: `code ${code}`,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

const refusal = (code: number, said: string): string =>
  code === 16
    ? `Argo CD does not know the token, or it has expired (${said}). Set NORTHSTACK_ARGOCD_TOKEN to a valid one.`
    : `The token of Argo CD may not do this (${said}). Its account needs rights to applications, projects, repositories, clusters and logs.`;

const unreachable = (cause: unknown): Fault =>
  new Fault('retry', {
    code: 'argocd-unreachable',
    message: `Argo CD cannot be reached: ${cause instanceof Error ? cause.message.slice(0, 200) : 'it closed the connection'}.`,
    cause,
  });

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Fault('reject', {
    code: 'argocd-answer-unknown',
    message: `Argo CD's answer is not as we know it: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    cause: result.error,
  });
}

async function absentIsNull(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return null;
    throw error;
  }
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

function queryOf(values: Query): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LONGEST_LINE = 16 * 1024 * 1024;

async function* splitLines(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('a line without end');
    yield* pieces;
  }
}
