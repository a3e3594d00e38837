/** The objects of a cluster and the history of their changes, with one resourceVersion counted over all of them, as etcd does. */
import type { Ownership } from './apply.ts';
import { type KubernetesObject, type Resource, resourceKey } from './resources.ts';

export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly key: string;
  readonly version: number;
  /** Not to be changed. */
  readonly object: KubernetesObject;
  readonly previous: KubernetesObject | null;
}

export interface Stored {
  readonly object: KubernetesObject;
  readonly owners: readonly Ownership[];
}

export interface Store {
  readonly version: number;
  get(resource: Resource, namespace: string | null, name: string): Stored | null;
  /** In order of namespace and name. */
  list(resource: Resource, namespace: string | null): readonly KubernetesObject[];
  /** Every object, whatever its kind. */
  all(): Iterable<{ readonly key: string; readonly object: KubernetesObject }>;
  /** Objects of any kind that name this one among their owners. */
  dependents(uid: string): readonly { readonly key: string; readonly object: KubernetesObject }[];
  put(resource: Resource, stored: Stored): KubernetesObject;
  remove(resource: Resource, object: KubernetesObject): void;
  /** Changes after a version; null when they are no longer kept. */
  since(version: number, key: string): readonly Change[] | null;
  /** Forgets the history: who is behind must list again. */
  compact(): void;
  /** Called after each change, in order. Gives back how to stop. */
  subscribe(listener: (change: Change) => void): () => void;
}

const kept = 10_000;

export function createStore(): Store {
  /** By kind, then namespace (`''` without one), then name: thousands of namespaces are not searched for one. */
  const kinds = new Map<string, Map<string, Map<string, Stored>>>();
  /** By the owner's uid: kind, namespace and name. */
  const owned = new Map<string, Map<string, { key: string; namespace: string; name: string }>>();
  const listeners = new Set<(change: Change) => void>();
  let history: Change[] = [];
  let oldest = 0;
  let version = 1;
  const within = (key: string, namespace: string | null | undefined): Map<string, Stored> | undefined =>
    kinds.get(key)?.get(namespace ?? '');
  const place = (key: string, namespace: string): Map<string, Stored> => {
    const kind = kinds.get(key) ?? new Map<string, Map<string, Stored>>();
    kinds.set(key, kind);
    const found = kind.get(namespace) ?? new Map<string, Stored>();
    kind.set(namespace, found);
    return found;
  };
  /** The owners' index follows each change. */
  const index = (key: string, previous: KubernetesObject | null, next: KubernetesObject | null): void => {
    const { name = '', namespace = '' } = (next ?? previous)?.metadata ?? {};
    const at = `${key} ${namespace}/${name}`;
    for (const { uid } of previous?.metadata.ownerReferences ?? []) {
      owned.get(uid)?.delete(at);
      if (owned.get(uid)?.size === 0) owned.delete(uid);
    }
    for (const { uid } of next?.metadata.ownerReferences ?? [])
      owned.set(uid, (owned.get(uid) ?? new Map()).set(at, { key, namespace, name }));
  };
  const tell = (change: Change): void => {
    history.push(change);
    if (history.length > 2 * kept) {
      history = history.slice(-kept);
      oldest = (history[0]?.version ?? version) - 1;
    }
    for (const listener of listeners) listener(change);
  };
  return {
    get version() {
      return version;
    },
    get: (resource, namespace, name) => within(resourceKey(resource), namespace)?.get(name) ?? null,
    list: (resource, namespace) => {
      const kind = kinds.get(resourceKey(resource)) ?? new Map<string, Map<string, Stored>>();
      const chosen = namespace === null ? inOrder(kind) : [kind.get(namespace) ?? new Map<string, Stored>()];
      return chosen.flatMap((objects) => inOrder(objects).map(({ object }) => object));
    },
    *all() {
      for (const [key, kind] of kinds)
        for (const objects of kind.values()) for (const { object } of objects.values()) yield { key, object };
    },
    dependents: (uid) =>
      [...(owned.get(uid)?.values() ?? [])].flatMap(({ key, namespace, name }) => {
        const object = within(key, namespace)?.get(name)?.object;
        return object === undefined ? [] : [{ key, object }];
      }),
    put: (resource, { object, owners }) => {
      const key = resourceKey(resource);
      const { name, namespace = '' } = object.metadata;
      const objects = place(key, namespace);
      const previous = objects.get(name)?.object ?? null;
      version += 1;
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      objects.set(name, { object: stored, owners });
      index(key, previous, stored);
      tell({ type: previous === null ? 'ADDED' : 'MODIFIED', key, version, object: stored, previous });
      return stored;
    },
    remove: (resource, object) => {
      const key = resourceKey(resource);
      const { name, namespace = '' } = object.metadata;
      const objects = within(key, namespace);
      const found = objects?.get(name);
      if (objects === undefined || found === undefined) return;
      objects.delete(name);
      if (objects.size === 0) kinds.get(key)?.delete(namespace);
      version += 1;
      const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      index(key, found.object, null);
      tell({ type: 'DELETED', key, version, object: last, previous: object });
    },
    since: (after, key) => (after < oldest ? null : history.filter((change) => change.version > after && change.key === key)),
    compact: () => {
      history = [];
      oldest = version;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const inOrder = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
