/**
 * The StatefulSet controller: pods with names of their own, of which the next one comes when the one before is gone; with the default order a pod that
 * is not ready holds everything up, also what would mend it. A pod waits for its claims. Source: kubernetes `stateful_set_control.go`.
 */
import { sameJson } from '../../../kit/same-json.ts';
import { ApiError } from './api-error.ts';
import { claimsOf } from './claims.ts';
import type { Kubernetes } from './emulator.ts';
import { tellEvent } from './events.ts';
import type { KubernetesObject } from './resources.ts';

export interface StatefulSetOptions {
  readonly delayMs: number;
  /** A pod of the set starts: gives it its state. */
  readonly start: (pod: KubernetesObject, set: KubernetesObject) => void;
  /** Names a template. */
  readonly hash: (template: unknown) => string;
}

interface SetSpec {
  readonly replicas?: number;
  readonly podManagementPolicy?: string;
  readonly updateStrategy?: { readonly type?: string };
  readonly template?: { readonly metadata?: { readonly labels?: Record<string, string> }; readonly spec?: unknown };
}

const SETS = 'statefulsets.apps';
const REVISION = 'controller-revision-hash';
const RETRY_MS = 200;

export function controlStatefulSets(cluster: Kubernetes, { delayMs, start, hash }: StatefulSetOptions): () => void {
  const pods = cluster.kind('pods.');
  const timers = new Set<NodeJS.Timeout>();
  const wait = () => new Promise((resolve) => setTimeout(resolve, delayMs));
  const podAt = ({ metadata }: KubernetesObject, i: number) =>
    cluster.store.get(pods, metadata.namespace ?? '', `${metadata.name}-${i}`)?.object ?? null;
  const isReady = ({ metadata, status }: KubernetesObject) =>
    metadata.deletionTimestamp === undefined &&
    ((status?.conditions ?? []) as { type: string; status: string }[]).some((c) => c.type === 'Ready' && c.status === 'True');

  function create(set: KubernetesObject, i: number, revision: string): void {
    const { apiVersion, kind, metadata } = set;
    const { template } = specOf(set);
    const name = `${metadata.name}-${i}`;
    const labels = {
      ...template?.metadata?.labels,
      [REVISION]: revision,
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(i),
    };
    const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true };
    try {
      cluster.api.create(pods, metadata.namespace ?? '', {
        metadata: { name, labels, ownerReferences: [owner] },
        spec: template?.spec,
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 403) throw error;
      const message = `create Pod ${name} in StatefulSet ${metadata.name} failed error: ${error.message}`;
      tellEvent(cluster, set, { reason: 'FailedCreate', message });
      const timer = setTimeout(() => {
        timers.delete(timer);
        // What goes wrong here goes wrong again at the next change, where it is kept.
        void reconcile(set).catch(() => {});
      }, RETRY_MS);
      timer.unref();
      timers.add(timer);
    }
  }

  /** Scheduled when what it claims is there. */
  function schedule(pod: KubernetesObject, set: KubernetesObject): void {
    if (pod.status?.containerStatuses !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
    const missing = claimsOf(pod).flatMap((name) => {
      const claim = cluster.store.get(cluster.kind('persistentvolumeclaims.'), pod.metadata.namespace ?? '', name)?.object;
      if (claim === undefined) return [`persistentvolumeclaim "${name}" not found`];
      return claim.status?.phase === 'Bound' ? [] : ['pod has unbound immediate PersistentVolumeClaims'];
    });
    if (missing.length === 0) {
      start(pod, set);
      return;
    }
    const message = `0/1 nodes are available: ${missing.join(', ')}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`;
    const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
    cluster.setStatus(pod, { phase: 'Pending', conditions: [condition] });
    tellEvent(cluster, pod, { reason: 'FailedScheduling', message });
  }

  async function reconcile(given: KubernetesObject): Promise<void> {
    // Those without pods belong to whoever emulates what runs in them.
    if (specOf(given).template === undefined || given.metadata.deletionTimestamp !== undefined) return;
    await wait();
    const { namespace = '', name } = given.metadata;
    const set = cluster.store.get(cluster.kind(SETS), namespace, name)?.object;
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const { replicas = 1, template, podManagementPolicy, updateStrategy } = specOf(set);
    const revision = `${name}-${hash(template)}`;
    step(set, replicas, revision, podManagementPolicy !== 'Parallel', updateStrategy?.type === 'OnDelete');
    const mine = cluster
      .objects('pods.', namespace)
      .filter((p) => p.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid));
    const [ready, updated] = [mine.filter(isReady).length, mine.filter((p) => p.metadata.labels?.[REVISION] === revision).length];
    const isDone = ready === replicas && updated === replicas && mine.length === replicas;
    const currentRevision = isDone ? revision : (set.status?.currentRevision ?? revision);
    const status = {
      observedGeneration: set.metadata.generation,
      replicas: mine.length,
      readyReplicas: ready,
      availableReplicas: ready,
      currentReplicas: mine.filter((p) => p.metadata.labels?.[REVISION] === currentRevision).length,
      updatedReplicas: updated,
      currentRevision,
      updateRevision: revision,
    };
    if (!sameJson(status, set.status ?? {})) cluster.setStatus(set, status);
  }

  /** As far as it gets before something has to be waited for. */
  function step(set: KubernetesObject, replicas: number, revision: string, inOrder: boolean, onDelete: boolean): void {
    const { namespace = '', name } = set.metadata;
    for (let i = 0; i < replicas; i += 1) {
      if (podAt(set, i) === null) create(set, i, revision);
      const pod = podAt(set, i);
      if (pod !== null) schedule(pod, set);
      const now = podAt(set, i);
      if (inOrder && (now === null || !isReady(now))) return;
    }
    for (let i = replicas; podAt(set, i) !== null; i += 1) cluster.api.delete(pods, namespace, `${name}-${i}`);
    if (onDelete) return;
    for (let i = replicas - 1; i >= 0; i -= 1) {
      const pod = podAt(set, i);
      if (pod === null) return;
      const isOld = pod.metadata.labels?.[REVISION] !== revision;
      if (isOld && pod.metadata.deletionTimestamp === undefined)
        return void cluster.api.delete(pods, namespace, pod.metadata.name);
      if (!isReady(pod)) return;
    }
  }

  const at = (namespace: string | undefined) => (name: string) => ({ ...(namespace === undefined ? {} : { namespace }), name });
  const stop = cluster.control(SETS, reconcile, {
    'pods.': ({ metadata }) =>
      (metadata.ownerReferences ?? []).flatMap(({ kind, name }) =>
        kind === 'StatefulSet' ? [at(metadata.namespace)(name)] : [],
      ),
    'persistentvolumeclaims.': (claim) =>
      cluster
        .objects(SETS, claim.metadata.namespace)
        .filter((set) => claimsOf(specOf(set).template ?? {}).includes(claim.metadata.name))
        .map(({ metadata }) => at(metadata.namespace)(metadata.name)),
  });
  return () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  };
}

const specOf = ({ spec }: KubernetesObject): SetSpec => (spec ?? {}) as SetSpec;
