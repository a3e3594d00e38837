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
  const kinds = new Map<string, Map<string, Stored>>();
  const listeners = new Set<(change: Change) => void>();
  let history: Change[] = [];
  let oldest = 0;
  let version = 1;
  const kind = (key: string): Map<string, Stored> => {
    const found = kinds.get(key) ?? new Map<string, Stored>();
    kinds.set(key, found);
    return found;
  };
  const id = (namespace: string | null | undefined, name: string): string => `${namespace ?? ''}/${name}`;
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
    get: (resource, namespace, name) => kind(resourceKey(resource)).get(id(namespace, name)) ?? null,
    list: (resource, namespace) =>
      [...kind(resourceKey(resource))]
        .filter(([key]) => namespace === null || key.startsWith(`${namespace}/`))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { object }]) => object),
    *all() {
      for (const [key, objects] of kinds) for (const { object } of objects.values()) yield { key, object };
    },
    put: (resource, { object, owners }) => {
      const key = resourceKey(resource);
      const at = id(object.metadata.namespace, object.metadata.name);
      const previous = kind(key).get(at)?.object ?? null;
      version += 1;
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      kind(key).set(at, { object: stored, owners });
      tell({ type: previous === null ? 'ADDED' : 'MODIFIED', key, version, object: stored, previous });
      return stored;
    },
    remove: (resource, object) => {
      const key = resourceKey(resource);
      if (!kind(key).delete(id(object.metadata.namespace, object.metadata.name))) return;
      version += 1;
      const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
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
