/**
 * What an API server does with an object: names it, checks it, keeps versions apart, lets finalizers hold it, and deletes what it owned.
 * Source: Kubernetes API concepts and the notes on client behaviour the adapters are written against.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { sameJson } from '../../../kit/same-json.ts';
import { ApiError } from './api-error.ts';
import { apply, managedFields, type Ownership, ownAfterUpdate } from './apply.ts';
import { admitClaim } from './claims.ts';
import { jsonPatch, mergePatch, strategicMerge } from './patch.ts';
import { admitPod } from './quota.ts';
import { apiVersionOf, type KubernetesObject, type Resource, resourceKey, resourcesOfDefinition } from './resources.ts';
import { applyDefaults, prune, type Resolve, violations } from './schema.ts';
import type { Store, Stored } from './store.ts';

export interface WriteOptions {
  readonly manager?: string;
  readonly dryRun?: boolean;
  /** Unknown fields are an error instead of being dropped. */
  readonly strict?: boolean;
  /** `status`: only the status is written. */
  readonly subresource?: 'status' | null;
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface Api {
  readonly resources: ReadonlyMap<string, Resource>;
  resource(group: string, version: string, plural: string): Resource | null;
  create(resource: Resource, namespace: string | null, body: unknown, options?: WriteOptions): KubernetesObject;
  read(resource: Resource, namespace: string | null, name: string): KubernetesObject;
  update(resource: Resource, namespace: string | null, name: string, body: unknown, options?: WriteOptions): KubernetesObject;
  /** `created` is true when an apply made the object. */
  patch(
    resource: Resource,
    namespace: string | null,
    name: string,
    type: PatchType,
    patch: unknown,
    options?: WriteOptions & { readonly force?: boolean },
  ): { readonly object: KubernetesObject; readonly created: boolean };
  /** What is left of it: the object while finalizers hold it, null when it is gone. */
  delete(
    resource: Resource,
    namespace: string | null,
    name: string,
    options?: {
      readonly propagation?: string;
      readonly dryRun?: boolean;
      readonly uid?: string;
      readonly resourceVersion?: string;
    },
  ): KubernetesObject | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const named = (resource: Resource): string => (resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`);
const notFound = (resource: Resource, name: string) =>
  new ApiError(404, 'NotFound', `${named(resource)} "${name}" not found`, { name, group: resource.group, kind: resource.plural });
const invalid = (resource: Resource, name: string, causes: readonly { field: string; message: string }[]) =>
  new ApiError(
    422,
    'Invalid',
    `${resource.kind}${resource.group === '' ? '' : `.${resource.group}`} "${name}" is invalid: ${causes.map((c) => `${c.field}: ${c.message}`).join(', ')}`,
    { name, group: resource.group, kind: resource.kind, causes: causes.map((c) => ({ reason: 'FieldValueInvalid', ...c })) },
  );

/** Parts of built-in kinds that no update may change. */
const immutable: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'deployments.apps': [['selector']],
  'statefulsets.apps': [['selector'], ['serviceName'], ['volumeClaimTemplates'], ['podManagementPolicy']],
  'jobs.batch': [['template'], ['selector'], ['completions']],
};

export function createApi(store: Store, builtin: readonly Resource[], resolve: Resolve, now: () => Date = () => new Date()): Api {
  const served = new Map<string, Resource>(builtin.map((r) => [`${r.group}/${r.version}/${r.plural}`, r]));
  const time = () =>
    now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  const definitions = builtin.find(({ plural }) => plural === 'customresourcedefinitions');
  const namespaces = builtin.find(({ plural }) => plural === 'namespaces');

  /** The object as it may be stored. @throws ApiError 400 | 422 */
  function admit(
    resource: Resource,
    body: unknown,
    old: KubernetesObject | null,
    namespace: string | null,
    strict: boolean,
  ): KubernetesObject {
    if (!isRecord(body)) throw new ApiError(400, 'BadRequest', 'the object provided is unrecognized (must be of type object)');
    const apiVersion = apiVersionOf(resource);
    if ((body.apiVersion ?? apiVersion) !== apiVersion || (body.kind ?? resource.kind) !== resource.kind)
      throw new ApiError(
        400,
        'BadRequest',
        `the API version in the data (${String(body.apiVersion)}, Kind=${String(body.kind)}) does not match the expected API version (${apiVersion}, Kind=${resource.kind})`,
      );
    const metadata = isRecord(body.metadata) ? body.metadata : {};
    const object = structuredClone({ ...body, apiVersion, kind: resource.kind, metadata }) as unknown as KubernetesObject;
    const inBody = object.metadata.namespace;
    if (namespace !== null && inBody !== undefined && inBody !== namespace)
      throw new ApiError(
        400,
        'BadRequest',
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    if (namespace !== null) object.metadata.namespace = namespace;
    if (resource.schema !== null) {
      const unknown = prune(resource.schema, object, resolve);
      if (strict && unknown.length > 0)
        throw new ApiError(
          400,
          'BadRequest',
          `strict decoding error: ${unknown.map((field) => `unknown field "${field}"`).join(', ')}`,
        );
      applyDefaults(resource.schema, object, resolve);
      const wrong = violations(resource.schema, object, old ?? undefined, resolve);
      if (wrong.length > 0) throw invalid(resource, object.metadata.name ?? '', wrong);
    }
    if (resource.plural === 'secrets' && isRecord(object.stringData)) {
      const encoded = Object.entries(object.stringData).map(([k, v]) => [k, Buffer.from(String(v)).toString('base64')]);
      object.data = { ...(isRecord(object.data) ? object.data : {}), ...Object.fromEntries(encoded) };
      delete object.stringData;
    }
    return object;
  }

  function requireNamespace(name: string): void {
    const found = namespaces && store.get(namespaces, null, name);
    if (!found) throw new ApiError(404, 'NotFound', `namespaces "${name}" not found`, { name, kind: 'namespaces' });
    if (found.object.metadata.deletionTimestamp !== undefined)
      throw new ApiError(403, 'Forbidden', `unable to create new content in namespace ${name} because it is being terminated`, {
        causes: [
          { reason: 'NamespaceTerminating', message: `namespace ${name} is being terminated`, field: 'metadata.namespace' },
        ],
      });
  }

  function save(
    resource: Resource,
    object: KubernetesObject,
    owners: readonly Ownership[],
    dryRun: boolean | undefined,
  ): KubernetesObject {
    const fields = managedFields(owners, object.apiVersion, time());
    const whole = { ...object, metadata: { ...object.metadata, managedFields: fields } };
    return dryRun ? whole : store.put(resource, { object: whole, owners });
  }

  function createOwned(
    resource: Resource,
    namespace: string | null,
    body: unknown,
    options: WriteOptions,
    ownersOf: (object: KubernetesObject) => readonly Ownership[],
  ): KubernetesObject {
    if (namespace !== null) requireNamespace(namespace);
    const object = admit(resource, body, null, namespace, options.strict === true);
    const { metadata } = object;
    const prefix = metadata.generateName;
    if (!metadata.name && typeof prefix === 'string') metadata.name = `${prefix}${randomBytes(3).toString('hex').slice(0, 5)}`;
    if (typeof metadata.name !== 'string' || metadata.name === '')
      throw new ApiError(
        422,
        'Invalid',
        `${resource.kind} "" is invalid: metadata.name: Required value: name or generateName is required`,
      );
    if (!/^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/.test(metadata.name) || metadata.name.length > 253)
      throw invalid(resource, metadata.name, [
        {
          field: 'metadata.name',
          message: `Invalid value: "${metadata.name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'`,
        },
      ]);
    if (store.get(resource, namespace, metadata.name) !== null)
      throw new ApiError(409, 'AlreadyExists', `${named(resource)} "${metadata.name}" already exists`, {
        name: metadata.name,
        group: resource.group,
        kind: resource.plural,
      });
    if (resource.statusSubresource) delete object.status;
    if (resource.kind === 'Pod' && resource.group === '') admitPod(object, presentIn(namespace));
    if (resource.kind === 'PersistentVolumeClaim') admitClaim(object, null, presentIn(namespace));
    if (resource === namespaces) object.status = { phase: 'Active' };
    Object.assign(metadata, { uid: randomUUID(), generation: 1, creationTimestamp: time() });
    delete metadata.resourceVersion;
    delete metadata.deletionTimestamp;
    const created = save(resource, object, ownersOf(object), options.dryRun);
    return resource === definitions && !options.dryRun ? serve(created) : created;
  }

  const create: Api['create'] = (resource, namespace, body, options = {}) =>
    createOwned(resource, namespace, body, options, (object) =>
      ownAfterUpdate([], null, object, options.manager ?? 'unknown', resource.schema, resolve),
    );

  const classes = () => {
    const found = builtin.find(({ plural }) => plural === 'storageclasses');
    return found === undefined ? [] : store.list(found, null);
  };
  function presentIn(namespace: string | null) {
    const of = (plural: string) => {
      const found = builtin.find((r) => r.group === '' && r.plural === plural);
      return found === undefined ? [] : store.list(found, namespace);
    };
    const claims = of('persistentvolumeclaims');
    return { ranges: of('limitranges'), quotas: of('resourcequotas'), others: of('pods'), claims, classes: classes() };
  }

  /** A definition is served as soon as it is there, and says so. */
  function serve(definition: KubernetesObject): KubernetesObject {
    for (const r of resourcesOfDefinition(definition)) served.set(`${r.group}/${r.version}/${r.plural}`, r);
    const stored = definitions && store.get(definitions, null, definition.metadata.name);
    if (!stored) return definition;
    const condition = (type: string) => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: time() });
    const status = { conditions: [condition('NamesAccepted'), condition('Established')] };
    return store.put(definitions, { object: { ...definition, status }, owners: stored.owners });
  }

  const find = (resource: Resource, namespace: string | null, name: string) => {
    const found = store.get(resource, namespace, name);
    if (found === null) throw notFound(resource, name);
    return found;
  };

  /** The common end of update and patch: what may not change is kept, what may is checked, versions are counted. */
  function replace(
    resource: Resource,
    old: KubernetesObject,
    owners: readonly Ownership[] | null,
    next: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    const { metadata } = old;
    const told = next.metadata.resourceVersion;
    if (told !== undefined && told !== '' && told !== metadata.resourceVersion)
      throw new ApiError(
        409,
        'Conflict',
        `Operation cannot be fulfilled on ${named(resource)} "${metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
        { name: metadata.name, group: resource.group, kind: resource.plural },
      );
    if (next.metadata.uid !== undefined && next.metadata.uid !== metadata.uid)
      throw new ApiError(
        409,
        'Conflict',
        `Precondition failed: UID in precondition: ${next.metadata.uid}, UID in object meta: ${metadata.uid}`,
      );
    const { uid, creationTimestamp, deletionTimestamp, generation = 1, resourceVersion, name } = metadata;
    const writable = options.subresource === 'status' ? metadata : next.metadata;
    const merged: KubernetesObject =
      options.subresource === 'status'
        ? { ...old, status: next.status }
        : { ...next, ...(resource.statusSubresource ? { status: old.status } : {}) };
    merged.metadata = { ...writable, name, uid, creationTimestamp, resourceVersion, generation };
    if (metadata.namespace !== undefined) merged.metadata.namespace = metadata.namespace;
    if (deletionTimestamp !== undefined) merged.metadata.deletionTimestamp = deletionTimestamp;
    else delete merged.metadata.deletionTimestamp;
    if (merged.status === undefined) delete merged.status;
    for (const path of immutable[resourceKey(resource)] ?? [])
      if (JSON.stringify(at(merged.spec, path)) !== JSON.stringify(at(old.spec, path)))
        throw invalid(resource, name, [{ field: `spec.${path.join('.')}`, message: 'Invalid value: field is immutable' }]);
    if (resource.kind === 'PersistentVolumeClaim' && options.subresource !== 'status')
      admitClaim(merged, old, presentIn(metadata.namespace ?? null));
    if (sameJson(withoutBookkeeping(merged), withoutBookkeeping(old))) {
      // An apply that changes neither fields nor who owns them is not written.
      const before = store.get(resource, metadata.namespace ?? null, name)?.owners;
      if (owners !== null && !options.dryRun && !sameOwners(owners, before ?? [])) return save(resource, old, owners, false);
      return old;
    }
    if (!sameJson(content(resource, merged), content(resource, old))) merged.metadata.generation = generation + 1;
    const current = store.get(resource, metadata.namespace ?? null, name)?.owners ?? [];
    const after = owners ?? ownAfterUpdate(current, old, merged, options.manager ?? 'unknown', resource.schema, resolve);
    if (deletionTimestamp !== undefined && (merged.metadata.finalizers ?? []).length === 0 && !options.dryRun) {
      store.remove(resource, merged);
      collect(uid);
      return merged;
    }
    const saved = save(resource, merged, after, options.dryRun);
    if (resource === definitions && !options.dryRun && options.subresource !== 'status')
      for (const r of resourcesOfDefinition(saved)) served.set(`${r.group}/${r.version}/${r.plural}`, r);
    return saved;
  }

  /** What had only this owner is deleted; what has others loses the reference to it. */
  function collect(uid: string | undefined): void {
    for (const { key, object } of store.dependents(uid ?? '')) {
      const { name, namespace = null, ownerReferences = [] } = object.metadata;
      const resource = [...served.values()].find((r) => resourceKey(r) === key);
      if (resource === undefined) continue;
      const others = ownerReferences.filter((owner) => owner.uid !== uid);
      if (others.length === 0) remove(resource, namespace, name);
      else {
        const { owners } = find(resource, namespace, name);
        store.put(resource, { object: { ...object, metadata: { ...object.metadata, ownerReferences: others } }, owners });
      }
    }
  }

  const remove: Api['delete'] = (resource, namespace, name, options = {}) => {
    const { object } = find(resource, namespace, name);
    const { metadata } = object;
    if (
      (options.uid ?? metadata.uid) !== metadata.uid ||
      (options.resourceVersion ?? metadata.resourceVersion) !== metadata.resourceVersion
    )
      throw new ApiError(409, 'Conflict', `Operation cannot be fulfilled on ${named(resource)} "${name}": precondition failed`);
    const isNamespace = resource === namespaces;
    if (options.dryRun) return object;
    if ((metadata.finalizers ?? []).length > 0 || isNamespace) {
      if (metadata.deletionTimestamp !== undefined) return object;
      const marked = store.put(resource, {
        object: {
          ...object,
          ...(isNamespace ? { status: { phase: 'Terminating' } } : {}),
          metadata: { ...metadata, deletionTimestamp: time(), generation: (metadata.generation ?? 1) + 1 },
        },
        owners: find(resource, namespace, name).owners,
      });
      if (isNamespace) setImmediate(() => empty(name));
      return marked;
    }
    store.remove(resource, object);
    if (options.propagation !== 'Orphan') setImmediate(() => collect(metadata.uid));
    if (metadata.namespace !== undefined) setImmediate(() => finish(metadata.namespace ?? ''));
    return null;
  };

  function empty(namespace: string): void {
    for (const resource of new Map([...served.values()].filter((r) => r.namespaced).map((r) => [resourceKey(r), r])).values())
      for (const object of store.list(resource, namespace)) remove(resource, namespace, object.metadata.name);
    finish(namespace);
  }

  /** A namespace that is being deleted goes with its last object, and says meanwhile what holds that. */
  function finish(namespace: string): void {
    const found = namespaces && store.get(namespaces, null, namespace);
    if (!found || found.object.metadata.deletionTimestamp === undefined) return;
    const left = [...store.all()].filter(({ object }) => object.metadata.namespace === namespace);
    if (left.length > 0) {
      sayWhatRemains(found, left);
      return void setTimeout(() => finish(namespace), 20).unref();
    }
    if (namespaces) store.remove(namespaces, found.object);
  }

  function sayWhatRemains(found: Stored, left: readonly { readonly object: KubernetesObject }[]): void {
    const counts = new Map<string, number>();
    for (const { object } of left)
      for (const finalizer of object.metadata.finalizers ?? []) counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
    if (counts.size === 0 || !namespaces) return;
    const words = [...counts].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).join(', ');
    const message = `Some content in the namespace has finalizers remaining: ${words}`;
    const conditions = [
      {
        type: 'NamespaceFinalizersRemaining',
        status: 'True',
        reason: 'SomeFinalizersRemain',
        message,
        lastTransitionTime: time(),
      },
    ];
    const status: Record<string, unknown> = found.object.status ?? {};
    const before = status.conditions;
    if (Array.isArray(before) && before[0]?.message === message) return;
    store.put(namespaces, { ...found, object: { ...found.object, status: { ...status, conditions } } });
  }

  return {
    resources: served,
    resource: (group, version, plural) => served.get(`${group}/${version}/${plural}`) ?? null,
    create,
    read: (resource, namespace, name) => find(resource, namespace, name).object,
    update: (resource, namespace, name, body, options = {}) => {
      const { object: old } = find(resource, namespace, name);
      const next =
        options.subresource === 'status' && isRecord(body) ? { ...old, metadata: body.metadata, status: body.status } : body;
      if (isRecord(next) && isRecord(next.metadata) && next.metadata.name !== name)
        throw new ApiError(
          400,
          'BadRequest',
          `the name of the object (${String(next.metadata.name)}) does not match the name on the URL (${name})`,
        );
      return replace(resource, old, null, admit(resource, next, old, namespace, options.strict === true), options);
    },
    patch: (resource, namespace, name, type, patch, options = {}) => {
      if (type === 'apply') return applyTo(resource, namespace, name, patch, options);
      const { object: old } = find(resource, namespace, name);
      if (type === 'strategic' && resource.custom)
        throw new ApiError(
          415,
          'UnsupportedMediaType',
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        );
      const patched =
        type === 'json'
          ? jsonPatch(old, patch)
          : type === 'merge'
            ? mergePatch(old, patch)
            : strategicMerge(old, patch, resource.schema, resolve);
      return {
        object: replace(resource, old, null, admit(resource, patched, old, namespace, options.strict === true), options),
        created: false,
      };
    },
    delete: remove,
  };

  function applyTo(
    resource: Resource,
    namespace: string | null,
    name: string,
    body: unknown,
    options: WriteOptions & { readonly force?: boolean },
  ) {
    const { manager } = options;
    if (manager === undefined)
      throw new ApiError(
        400,
        'BadRequest',
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      );
    if (!isRecord(body) || body.apiVersion === undefined || body.kind === undefined)
      throw new ApiError(400, 'BadRequest', "error decoding patch: Object 'Kind' is missing");
    const metadata: Record<string, unknown> = { ...(isRecord(body.metadata) ? body.metadata : {}), name };
    if ('managedFields' in metadata) throw new ApiError(400, 'BadRequest', 'metadata.managedFields must be nil');
    const wanted = { ...body, metadata } as unknown as KubernetesObject;
    const found = store.get(resource, namespace, name);
    const how = { manager, force: options.force === true, schema: resource.schema, resolve };
    if (found === null) {
      const ownersOf = (made: KubernetesObject) => apply(made, [], wanted, how).owners;
      return { object: createOwned(resource, namespace, wanted, options, ownersOf), created: true };
    }
    const { object, owners } = apply(found.object, found.owners, wanted, how);
    const admitted = admit(resource, object, found.object, namespace, options.strict === true);
    admitted.metadata.resourceVersion = metadata.resourceVersion as string | undefined;
    return { object: replace(resource, found.object, owners, admitted, options), created: false };
  }
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((v, name) => (isRecord(v) ? v[name] : undefined), value);

/** Equal: the write changes nothing and gets no new version. */
function withoutBookkeeping({
  metadata: { managedFields: _, resourceVersion: __, ...metadata },
  ...rest
}: KubernetesObject): object {
  return { ...rest, metadata };
}

/** What `generation` counts: all but metadata and, where it is written apart, status. */
function content(resource: Resource, { metadata: _, status, ...rest }: KubernetesObject): object {
  return resource.statusSubresource ? rest : { ...rest, status };
}

const sameOwners = (a: readonly Ownership[], b: readonly Ownership[]): boolean => {
  const text = (owners: readonly Ownership[]) =>
    JSON.stringify(owners.map(({ manager, operation, leaves }) => [manager, operation, [...leaves].sort()]).sort());
  return text(a) === text(b);
};
