/** The objects below an application, as its resource tree shows them: its own, and what controllers made of those. */
import type { Kubernetes } from '../kubernetes/emulator.ts';
import { type KubernetesObject, resourceKey } from '../kubernetes/resources.ts';
import { healthOf } from './health.ts';

interface Container {
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: { readonly waiting?: { readonly reason: string }; readonly terminated?: { readonly reason?: string } };
}

/** Kinds that controllers make below others. */
const owning = [
  ...['replicasets.apps', 'pods.', 'jobs.batch', 'certificates.cert-manager.io', 'certificaterequests.cert-manager.io'],
  ...['orders.acme.cert-manager.io', 'challenges.acme.cert-manager.io'],
];

export function treeOf(cluster: Kubernetes, owned: readonly KubernetesObject[]) {
  const children = new Map<string, KubernetesObject[]>();
  const namespaces = new Set(owned.map((o) => o.metadata.namespace).filter((n) => n !== undefined));
  const served = new Set([...cluster.api.resources.values()].map(resourceKey));
  for (const key of owning.filter((one) => served.has(one)))
    for (const namespace of namespaces)
      for (const object of cluster.objects(key, namespace))
        for (const { uid } of object.metadata.ownerReferences ?? []) children.set(uid, [...(children.get(uid) ?? []), object]);
  const nodes: object[] = [];
  const add = (object: KubernetesObject, parent: KubernetesObject | null): void => {
    nodes.push(nodeOf(object, parent));
    for (const child of children.get(object.metadata.uid ?? '') ?? []) add(child, object);
  };
  for (const object of owned) add(object, null);
  return { nodes };
}

const reference = ({ apiVersion, kind, metadata }: KubernetesObject) => {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return {
    ...(group === '' ? {} : { group }),
    version,
    kind,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    name: metadata.name,
    uid: metadata.uid,
  };
};

function nodeOf(object: KubernetesObject, parent: KubernetesObject | null): object {
  const health = healthOf(object);
  return {
    ...reference(object),
    ...(parent === null ? {} : { parentRefs: [withoutVersion(parent)] }),
    ...(object.kind === 'Pod' ? { info: podInfo(object), networkingInfo: { labels: object.metadata.labels ?? {} } } : {}),
    resourceVersion: object.metadata.resourceVersion,
    ...(health === null ? {} : { health }),
    createdAt: object.metadata.creationTimestamp,
  };
}

function withoutVersion(object: KubernetesObject): object {
  const { version: _, ...rest } = reference(object);
  return rest;
}

function podInfo({ metadata, status = {} }: KubernetesObject) {
  const containers = (status.containerStatuses as readonly Container[] | undefined) ?? [];
  const [first] = containers;
  const restarts = containers.reduce((sum, c) => sum + (c.restartCount ?? 0), 0);
  const reason =
    metadata.deletionTimestamp !== undefined
      ? 'Terminating'
      : (first?.state?.waiting?.reason ?? first?.state?.terminated?.reason ?? String(status.phase ?? 'Pending'));
  return [
    { name: 'Status Reason', value: reason },
    { name: 'Node', value: 'emulated' },
    { name: 'Containers', value: `${containers.filter((c) => c.ready).length}/${containers.length}` },
    ...(restarts === 0 ? [] : [{ name: 'Restart Count', value: String(restarts) }]),
  ];
}
