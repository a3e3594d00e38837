/**
 * One Kubernetes API server: objects are read, applied, patched, deleted and watched by kind. Doing the same again is harmless, absence is an
 * answer (`null`, `false`) and not a failure, and everything else that goes wrong is a `Fault` of the kind that says what to do about it.
 *
 *   await using client = openKubernetesClient(readKubeconfig(text));
 *   await client.apply(deployments, manifest, { signal });
 *   for await (const event of client.watch(deployments, { namespace, signal })) …
 *
 * Source: Kubernetes API concepts (lists in pages, watches, server-side apply, preconditions).
 */
import { z } from 'zod';
import { Fault } from '../../../kit/fault.ts';
import { type Kind, type KubernetesObject, pathOf } from './kind.ts';
import type { KubernetesAccess } from './kubeconfig.ts';
import { openTransport, type TransportOptions, type TransportRequest } from './transport.ts';
import { type WatchEvent, type WatchOptions, watchKind } from './watch-kind.ts';

export interface KubernetesClient extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly server: string;
  /** `v1.35.0` */
  version(options?: CallOptions): Promise<string>;
  /** null: there is none. */
  get<T extends KubernetesObject>(kind: Kind<T>, key: Key, options?: CallOptions): Promise<T | null>;
  /** All of them, page by page. */
  list<T extends KubernetesObject>(kind: Kind<T>, options?: ListOptions): Promise<Listed<T>>;
  /** @throws Fault conflict `cluster-object-exists` */
  create<T extends KubernetesObject, M extends ManifestOf>(kind: Kind<T>, manifest: M, options?: WriteOptions): Promise<T>;
  /**
   * Server-side apply: creates or changes the fields that are named, and takes away those we named before. Fields of others stay; where two
   * disagree we win, unless `force` is false (then Fault conflict).
   */
  apply<T extends KubernetesObject, M extends ManifestOf>(kind: Kind<T>, manifest: M, options?: ApplyOptions): Promise<T>;
  /** `test` operations make a JSON patch safe to race. @throws Fault gone | reject, also when a test fails */
  patch<T extends KubernetesObject>(kind: Kind<T>, key: Key, patch: Patch, options?: PatchOptions): Promise<T>;
  /** Accepted is not gone: finalizers may hold it. false: there was nothing. */
  delete(kind: Kind, key: Key, options?: DeleteOptions): Promise<boolean>;
  /** Everything there is and each change of it, until the signal; survives whatever happens to connections. */
  watch<T extends KubernetesObject>(kind: Kind<T>, options: WatchOptions): AsyncGenerator<WatchEvent<T>>;
  /** Lines of a container. With `follow` until it ends or the signal. */
  logs(key: Required<Key>, options: LogOptions): AsyncGenerator<string>;
  /** Anything else, as the API's reference says it. Not tried again. */
  call(request: TransportRequest): Promise<unknown>;
}

export interface Key {
  readonly namespace?: string;
  readonly name: string;
}

/** An object as it is sent; apiVersion and kind are those of its kind, whatever it says beside is sent too. */
export interface ManifestOf {
  readonly metadata?: {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface ListOptions extends CallOptions {
  /** Default: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly pageSize?: number;
}

export interface Listed<T> {
  readonly items: readonly T[];
  /** Where a watch goes on. */
  readonly resourceVersion: string;
}

export interface WriteOptions extends CallOptions {
  readonly dryRun?: boolean;
}

export interface ApplyOptions extends WriteOptions {
  /** Who owns the fields. Default `northstack`. */
  readonly fieldManager?: string;
  readonly force?: boolean;
  readonly subresource?: 'status';
}

export type Patch =
  | { readonly type: 'json'; readonly operations: readonly JsonPatchOperation[] }
  | { readonly type: 'merge'; readonly body: Readonly<Record<string, unknown>> };

export interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

export interface PatchOptions extends WriteOptions {
  readonly subresource?: 'status' | 'scale';
}

export interface DeleteOptions extends CallOptions {
  /** Default `Background`. */
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  /** Deletes this object only, not one of the same name made since. @throws Fault conflict */
  readonly uid?: string;
  readonly resourceVersion?: string;
}

export interface LogOptions extends CallOptions {
  readonly container?: string;
  readonly follow?: boolean;
  readonly tailLines?: number;
  /** RFC 3339. */
  readonly sinceTime?: string;
  readonly timestamps?: boolean;
  readonly previous?: boolean;
}

const PAGE = 500;
const MANAGER = 'northstack';
const list = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(z.unknown()).nullable(),
});

const discovery = z.object({ resources: z.array(z.object({ name: z.string() })) });

export function openKubernetesClient(access: KubernetesAccess, options: TransportOptions = {}): KubernetesClient {
  const transport = openTransport(access, options);

  async function listAll<T extends KubernetesObject>(kind: Kind<T>, wanted: ListOptions, pageSize: number): Promise<Listed<T>> {
    const items: T[] = [];
    let token: string | undefined;
    for (;;) {
      const query = queryOf({
        labelSelector: wanted.labelSelector,
        fieldSelector: wanted.fieldSelector,
        limit: pageSize,
        continue: token,
      });
      const path = `${pathOf(kind, wanted)}${query}`;
      const page = list.parse(await transport.call({ method: 'GET', path, repeatable: true, ...timing(wanted) }));
      for (const item of page.items ?? []) items.push(parseObject(kind, item));
      token = page.metadata.continue;
      // Pages are of one moment, the first one's.
      if (token === undefined || token === '') return { items, resourceVersion: page.metadata.resourceVersion };
    }
  }

  /**
   * What is made cannot be what is missing. Its namespace may be going, or coming; and a kind is not served for a moment after its definition was
   * installed, or after its server has begun: all that passes. A kind that nobody defined does not.
   */
  const whyNotTaken = (kind: Kind, how: CallOptions) => async (error: unknown) => {
    if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
    if (error.code === 'cluster-object-not-found')
      throw new Fault('retry', {
        code: error.code,
        message: `${error.message} Its namespace is not there at the moment.`,
        cause: error,
      });
    const name = `${kind.kind} (${kind.apiVersion})`;
    if (await isDefined(kind, how))
      throw new Fault('retry', {
        code: 'cluster-kind-not-ready',
        message: `The cluster does not serve ${name} yet.`,
        cause: error,
      });
    throw new Fault('reject', {
      code: 'cluster-lacks-kind',
      message: `The cluster does not know ${name}: what brings it is not installed there.`,
      cause: error,
    });
  };

  /** Served now, or defined and served soon. Whoever may not look at definitions goes by the former. */
  async function isDefined(kind: Kind, how: CallOptions): Promise<boolean> {
    const root = pathOf({ ...kind, namespaced: false, plural: '' }, {}).replace(/\/$/, '');
    const served = await absentIsNull(transport.call({ method: 'GET', path: root, repeatable: true, ...timing(how) }));
    const kinds = served === null ? [] : discovery.parse(served).resources;
    if (kinds.some(({ name }) => name === kind.plural)) return true;
    const definition = `${kind.plural}.${kind.apiVersion.split('/')[0]}`;
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition}`;
    try {
      return (await absentIsNull(transport.call({ method: 'GET', path, repeatable: true, ...timing(how) }))) !== null;
    } catch (error) {
      if (error instanceof Fault && error.kind === 'auth') return false;
      throw error;
    }
  }

  const client: KubernetesClient = {
    server: access.server,
    version: async (how = {}) =>
      z
        .object({ gitVersion: z.string() })
        .parse(await transport.call({ method: 'GET', path: '/version', repeatable: true, ...timing(how) })).gitVersion,
    get: async (kind, key, how = {}) => {
      const answer = await absentIsNull(
        transport.call({ method: 'GET', path: pathOf(kind, key), repeatable: true, ...timing(how) }),
      );
      return answer === null ? null : parseObject(kind, answer);
    },
    list: async (kind, how = {}) => {
      try {
        return await listAll(kind, how, how.pageSize ?? PAGE);
      } catch (error) {
        // It took longer than the server remembers the moment of the first page: all in one.
        if (!(error instanceof Fault) || error.code !== 'cluster-version-expired') throw error;
        return await listAll(kind, how, 0);
      }
    },
    create: async (kind, manifest, how = {}) => {
      const path = `${pathOf(kind, { ...namespaceOf(manifest) })}${writeQuery(how)}`;
      const made = transport.call({ method: 'POST', path, body: bodyOf(kind, manifest), ...timing(how) });
      return parseObject(kind, await made.catch(whyNotTaken(kind, how)));
    },
    apply: async (kind, manifest, how = {}) => {
      const { name = '' } = manifest.metadata ?? {};
      const at = { ...namespaceOf(manifest), name, ...(how.subresource ? { subresource: how.subresource } : {}) };
      const path = `${pathOf(kind, at)}${writeQuery({ ...how, force: how.force ?? true })}`;
      const applied = transport.call({
        method: 'PATCH',
        path,
        contentType: 'application/apply-patch+yaml',
        // JSON is YAML.
        body: bodyOf(kind, manifest),
        repeatable: true,
        ...timing(how),
      });
      return parseObject(kind, await applied.catch(whyNotTaken(kind, how)));
    },
    patch: async (kind, key, patch, how = {}) => {
      const path = `${pathOf(kind, { ...key, ...(how.subresource ? { subresource: how.subresource } : {}) })}${writeQuery(how)}`;
      const [contentType, body] =
        patch.type === 'json' ? ['application/json-patch+json', patch.operations] : ['application/merge-patch+json', patch.body];
      return parseObject(kind, await transport.call({ method: 'PATCH', path, contentType, body, ...timing(how) }));
    },
    delete: async (kind, key, how = {}) => {
      const { uid, resourceVersion, propagation = 'Background' } = how;
      const body = {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: propagation,
        ...(uid === undefined && resourceVersion === undefined ? {} : { preconditions: { uid, resourceVersion } }),
      };
      const deleted = transport.call({ method: 'DELETE', path: pathOf(kind, key), body, repeatable: true, ...timing(how) });
      return (await absentIsNull(deleted)) !== null;
    },
    watch: (kind, how) => watchKind(kind, { list: client.list, lines: transport.lines }, how),
    logs: ({ namespace, name }, { container, follow, tailLines, sinceTime, timestamps, previous, ...how }) => {
      const query = queryOf({ container, follow, tailLines, sinceTime, timestamps, previous });
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log${query}`;
      return transport.lines({ method: 'GET', path, ...timing(how) });
    },
    call: transport.call,
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  };
  return client;
}

/** @throws Fault reject: the server speaks of something else than was asked for */
function parseObject<T extends KubernetesObject>(kind: Kind<T>, value: unknown): T {
  // In lists of built-in kinds the items do not say what they are.
  const { apiVersion, kind: name } = kind;
  const parsed = kind.schema.safeParse(
    typeof value === 'object' && value !== null ? { apiVersion, kind: name, ...value } : value,
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('reject', {
    code: 'cluster-answer-unknown',
    message: `The cluster's answer is no ${kind.kind} as we know it: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    cause: parsed.error,
  });
}

async function absentIsNull(answer: Promise<unknown>): Promise<unknown> {
  try {
    return (await answer) ?? {};
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return null;
    throw error;
  }
}

const timing = ({ signal, timeoutMs }: CallOptions): CallOptions => ({
  ...(signal === undefined ? {} : { signal }),
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});

const namespaceOf = ({ metadata }: ManifestOf): { readonly namespace?: string } =>
  metadata?.namespace === undefined ? {} : { namespace: metadata.namespace };

const bodyOf = ({ apiVersion, kind }: Kind, manifest: ManifestOf): object => ({ apiVersion, kind, ...manifest });

/** Unknown fields are refused instead of dropped: they are mistakes of ours. */
const writeQuery = ({ dryRun, fieldManager = MANAGER, force }: Omit<ApplyOptions, 'subresource'>): string =>
  queryOf({ fieldValidation: 'Strict', fieldManager, force, dryRun: dryRun === true ? 'All' : undefined });

function queryOf(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== 0 && value !== false) query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
