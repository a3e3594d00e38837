/**
 * A Kubernetes API server for tests and `up --emulate`, on a port of its own: built-in kinds, CustomResourceDefinitions with their schemas,
 * watches, server-side apply, finalizers, RBAC. Nothing runs behind it: controllers are functions registered on it.
 *
 *   await using cluster = await startKubernetes({ definitions: [yamlText] });
 *   cluster.control('deployments.apps', async (deployment) => { cluster.setStatus(deployment, { … }); });
 *   const kubeconfig = cluster.kubeconfig();
 *   cluster.faults.add({ method: 'PATCH', fault: { kind: 'answer', status: 409 } });
 */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { type Api, createApi } from './api.ts';
import { createRbac } from './rbac.ts';
import { builtinResources, type KubernetesObject, type Resource, resourceKey } from './resources.ts';
import type { Schema } from './schema.ts';
import { type ApiServer, startApiServer } from './server.ts';
import { createStore, type Store } from './store.ts';

export interface KubernetesOptions {
  /** YAML texts with CustomResourceDefinitions, other documents in them are created as objects. */
  readonly definitions?: readonly string[];
  /** A Swagger file of the vendor: built-in kinds are checked against it. */
  readonly swagger?: string;
  readonly adminToken?: string;
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca: string };
  readonly version?: string;
}

export interface Kubernetes extends ApiServer {
  readonly api: Api;
  readonly store: Store;
  readonly adminToken: string;
  /** For clients: this server, its CA and a token. Default: the administrator's. */
  kubeconfig(token?: string): string;
  /** Serves more kinds: YAML texts with CustomResourceDefinitions. Defining one twice changes nothing. */
  define(definitions: readonly string[]): void;
  /** Creates what is not there and leaves what is. */
  ensureNamespace(name: string): void;
  kind(key: string): Resource;
  objects(key: string, namespace?: string): readonly KubernetesObject[];
  setStatus(object: KubernetesObject, status: Record<string, unknown>): void;
  /**
   * Calls `reconcile` for each present and each changed object of a kind (`deployments.apps`, `secrets.`), one at a time per object, with the
   * newest state. What it throws is kept in `problems`. Gives back how to stop. `also`: changes of other kinds, with the objects they concern.
   */
  control(
    key: string,
    reconcile: (object: KubernetesObject) => Promise<void> | void,
    also?: Readonly<
      Record<string, (changed: KubernetesObject) => readonly { readonly namespace?: string; readonly name: string }[]>
    >,
  ): () => void;
  readonly problems: readonly unknown[];
}

export async function startKubernetes(options: KubernetesOptions = {}): Promise<Kubernetes> {
  const { definitions = [], adminToken = 'admin-token', tls } = options;
  const { schemaOf, resolve } = options.swagger === undefined ? noSchemas : vendorSchemas(options.swagger);
  const store = createStore();
  const api = createApi(store, builtinResources(schemaOf), resolve);
  const rbac = createRbac(store, api, adminToken);
  const server = await startApiServer({
    store,
    api,
    rbac,
    ...(tls === undefined ? {} : { tls }),
    ...(options.version === undefined ? {} : { version: options.version }),
  });
  const problems: unknown[] = [];
  const kind = (key: string): Resource => {
    for (const resource of api.resources.values()) if (resourceKey(resource) === key) return resource;
    throw new Error(`no kind ${key} is served`);
  };
  const ensureNamespace = (name: string) => {
    const namespaces = kind('namespaces.');
    if (store.get(namespaces, null, name) === null) api.create(namespaces, null, { metadata: { name } });
  };
  for (const name of ['default', 'kube-system', 'kube-public']) ensureNamespace(name);
  const define = (texts: readonly string[]) => {
    const served = kind('customresourcedefinitions.apiextensions.k8s.io');
    for (const text of texts)
      for (const document of parseAllDocuments(text)) {
        const object: unknown = document.toJS();
        if (typeof object !== 'object' || object === null || !('kind' in object) || object.kind !== 'CustomResourceDefinition')
          continue;
        const { name } = (object as unknown as KubernetesObject).metadata;
        if (store.get(served, null, name) === null) api.create(served, null, object);
      }
  };
  define(definitions);

  return {
    url: server.url,
    faults: server.faults,
    requests: server.requests,
    logs: server.logs,
    cutWatches: server.cutWatches,
    api,
    store,
    adminToken,
    problems,
    kind,
    define,
    ensureNamespace,
    kubeconfig: (token = adminToken) => kubeconfigOf(server.url, token, tls?.ca),
    objects: (key, namespace) => store.list(kind(key), namespace ?? null),
    setStatus: (object, status) => {
      const resource = [...api.resources.values()].find((r) => r.kind === object.kind && object.apiVersion.startsWith(r.group));
      const found = resource && store.get(resource, object.metadata.namespace ?? null, object.metadata.name);
      if (!resource || !found) return;
      const { metadata } = found.object;
      const change = { ...found.object, metadata, status: { ...found.object.status, ...status } };
      api.update(resource, metadata.namespace ?? null, metadata.name, change, {
        subresource: resource.statusSubresource ? 'status' : null,
        manager: 'controller',
      });
    },
    control: (key, reconcile, also = {}) => {
      const busy = new Map<string, boolean>();
      const run = async (namespace: string | undefined, name: string): Promise<void> => {
        const id = `${namespace ?? ''}/${name}`;
        if (busy.has(id)) return void busy.set(id, true);
        busy.set(id, false);
        try {
          const found = store.get(kind(key), namespace ?? null, name);
          if (found !== null) await reconcile(found.object);
        } catch (error) {
          problems.push(error);
        }
        const again = busy.get(id) === true;
        busy.delete(id);
        if (again) await run(namespace, name);
      };
      for (const { metadata } of store.list(kind(key), null)) void run(metadata.namespace, metadata.name);
      return store.subscribe((change) => {
        const concerned = also[change.key]?.(change.object) ?? [];
        if (change.key === key && change.type !== 'DELETED')
          setImmediate(() => void run(change.object.metadata.namespace, change.object.metadata.name));
        for (const { namespace, name } of concerned) setImmediate(() => void run(namespace, name));
      });
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export const kubeconfigOf = (url: string, token: string, ca?: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'cluster',
        cluster: {
          server: url,
          ...(ca === undefined
            ? { 'insecure-skip-tls-verify': true }
            : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
        },
      },
    ],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'context', context: { cluster: 'cluster', user: 'user' } }],
    'current-context': 'context',
  });

const noSchemas = { schemaOf: () => null, resolve: () => null };

/** Definitions by kind, with what Swagger cannot say: quantities and ports are numbers or strings. */
function vendorSchemas(file: string) {
  const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as {
    definitions: Record<
      string,
      Schema & { 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[] }
    >;
  };
  const byKind = new Map<string, Schema>();
  for (const schema of Object.values(definitions))
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? [])
      byKind.set(`${group === '' ? '' : `${group}/`}${version} ${kind}`, schema);
  const free: Schema = { 'x-kubernetes-int-or-string': true };
  return {
    schemaOf: (apiVersion: string, kind: string) => byKind.get(`${apiVersion} ${kind}`) ?? null,
    resolve: (reference: string): Schema | null => {
      const name = reference.replace('#/definitions/', '');
      return name.endsWith('.resource.Quantity') || name.endsWith('.intstr.IntOrString') ? free : (definitions[name] ?? null);
    },
  };
}
