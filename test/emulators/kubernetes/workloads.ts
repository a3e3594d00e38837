/** Controllers that let workloads become what they are told to: pods appear, become ready, crash or stay pending. */
import { ApiError } from './api-error.ts';
import { controlAutoscalers } from './autoscalers.ts';
import { controlClaims } from './claims.ts';
import type { Kubernetes } from './emulator.ts';
import { tellEvent } from './events.ts';
import type { KubernetesObject, Resource } from './resources.ts';
import { controlStatefulSets } from './stateful-sets.ts';

export interface WorkloadOptions {
  /** Until a new generation has its outcome. Default 0. */
  readonly delayMs?: number;
  /** Default: every workload becomes ready. */
  readonly outcome?: (object: KubernetesObject) => Outcome;
  /** A pod was made and has this state. */
  readonly onPod?: (pod: KubernetesObject, outcome: Outcome) => void;
  /** What all pods of a Deployment use together, in thousandths of a core. Default 0. */
  readonly load?: (deployment: KubernetesObject) => number;
}

/** Between two attempts at a pod that was refused. */
const RETRY_MS = 200;

type State = 'ready' | 'crash' | 'pending';
/** With how it ended, or why it is not ready. */
type Outcome = State | { readonly state: State; readonly exitCode?: number; readonly warning?: string };

/** The state of a pod and its one container, as a kubelet reports it. */
export function podStatus(state: State, options: { readonly restarts?: number; readonly exitCode?: number } = {}) {
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const restarts = options.restarts ?? (state === 'crash' ? 3 : 0);
  const ready = state === 'ready';
  const ended = { exitCode: options.exitCode ?? 1, reason: 'Error', startedAt: at, finishedAt: at };
  return {
    phase: state === 'pending' ? 'Pending' : 'Running',
    conditions: [
      {
        type: 'Ready',
        status: ready ? 'True' : 'False',
        reason: ready ? '' : 'ContainersNotReady',
        message: '',
        lastTransitionTime: at,
      },
    ],
    containerStatuses: [
      {
        name: 'app',
        image: 'app',
        imageID: '',
        ready,
        restartCount: restarts,
        state: ready
          ? { running: { startedAt: at } }
          : { waiting: { reason: state === 'crash' ? 'CrashLoopBackOff' : 'ContainerCreating' } },
        ...(restarts > 0 ? { lastState: { terminated: ended } } : {}),
      },
    ],
  };
}

/** Deployments (with their ReplicaSet and pods), StatefulSets, Jobs, claims and ingresses. Gives back how to stop. */
export function controlWorkloads(
  cluster: Kubernetes,
  { delayMs = 0, outcome = () => 'ready', onPod = () => {}, load = () => 0 }: WorkloadOptions = {},
): () => void {
  const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const condition = (type: string, status: boolean, reason: string, message = '') => ({
    type,
    status: status ? 'True' : 'False',
    reason,
    message,
    lastTransitionTime: now(),
  });
  const retries = new Set<NodeJS.Timeout>();
  const wait = () => new Promise((resolve) => setTimeout(resolve, delayMs));
  const owner = ({ apiVersion, kind, metadata }: KubernetesObject) => ({
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    controller: true,
  });
  const replicasOf = ({ spec }: KubernetesObject): number => (typeof spec?.replicas === 'number' ? spec.replicas : 1);
  const templateOf = ({ spec }: KubernetesObject) =>
    spec?.template as { metadata?: { labels?: Record<string, string> }; spec?: unknown };

  const detailOf = (object: KubernetesObject) => {
    const told = outcome(object);
    return typeof told === 'string' ? { state: told } : told;
  };

  const podsOf = ({ metadata }: KubernetesObject) =>
    cluster
      .objects('pods.', metadata.namespace ?? 'default')
      .filter((p) => p.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));

  /** What was refused is tried again: there may be room by then. */
  function retry({ metadata }: KubernetesObject): void {
    const timer = setTimeout(() => {
      retries.delete(timer);
      const found = cluster.objects('deployments.apps', metadata.namespace).find((d) => d.metadata.uid === metadata.uid);
      const conditions = (found?.status?.conditions ?? []) as { readonly type: string }[];
      const lastUpdateTime = new Date().toISOString();
      if (found !== undefined)
        cluster.setStatus(found, {
          conditions: conditions.map((c) => (c.type === 'ReplicaFailure' ? { ...c, lastUpdateTime } : c)),
        });
    }, RETRY_MS);
    timer.unref();
    retries.add(timer);
  }

  /** Exactly `count` pods of one owner, in the given state. One that keeps its state is left alone. Gives back why there are fewer. */
  function pods(of: KubernetesObject, prefix: string, count: number, how: Exclude<Outcome, string>): string | null {
    const kind = cluster.kind('pods.');
    const namespace = of.metadata.namespace ?? 'default';
    const mine = podsOf(of);
    for (const pod of mine.slice(count)) cluster.api.delete(kind, namespace, pod.metadata.name);
    const taken = new Set(mine.slice(0, count).map((p) => p.metadata.name));
    const { metadata, spec } = templateOf(of);
    for (let i = 0; taken.size < count; i += 1) {
      const name = `${prefix}-${i}`;
      if (taken.has(name)) continue;
      taken.add(name);
      const labels = metadata?.labels;
      const pod = made(kind, namespace, { metadata: { name, labels, ownerReferences: [owner(of)] }, spec });
      if (typeof pod === 'string') return pod;
      start(pod, how);
    }
    return null;
  }

  function start(pod: KubernetesObject, how: Exclude<Outcome, string>): void {
    cluster.setStatus(pod, podStatus(how.state, how));
    if (how.warning !== undefined) tellEvent(cluster, pod, { reason: 'Unhealthy', message: how.warning });
    onPod(pod, how);
  }

  /** The pod, or why the API server does not take it. */
  function made(kind: Resource, namespace: string, body: unknown): KubernetesObject | string {
    try {
      return cluster.api.create(kind, namespace, body);
    } catch (error) {
      if (error instanceof ApiError && error.code === 403) return error.message;
      throw error;
    }
  }

  /** The one pod of a Job, which has ended. */
  function runOf(job: KubernetesObject, exitCode: number): void {
    const { name, namespace = 'default' } = job.metadata;
    const { metadata, spec } = templateOf(job);
    const kind = cluster.kind('pods.');
    if (cluster.store.get(kind, namespace, `${name}-0`) !== null) return;
    const pod = cluster.api.create(kind, namespace, {
      metadata: { name: `${name}-0`, labels: metadata?.labels, ownerReferences: [owner(job)] },
      spec,
    });
    onPod(pod, exitCode === 0 ? 'ready' : 'crash');
    const terminated = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt: now(), finishedAt: now() };
    cluster.setStatus(pod, {
      phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      containerStatuses: [{ name: 'app', image: 'app', imageID: '', ready: false, restartCount: 0, state: { terminated } }],
    });
  }

  const stops = [
    controlAutoscalers(cluster, load),
    cluster.control('deployments.apps', async (deployment) => {
      const { metadata, spec, status } = deployment;
      const conditions = (status?.conditions ?? []) as { readonly type: string; readonly reason?: string }[];
      const isDone = status?.observedGeneration === metadata.generation && !conditions.some((c) => c.type === 'ReplicaFailure');
      if (metadata.deletionTimestamp !== undefined || isDone) return;
      await wait();
      const how = detailOf(deployment);
      const { state } = how;
      const namespace = metadata.namespace ?? 'default';
      const name = `${metadata.name}-${hash(spec?.template)}`;
      const sets = cluster
        .objects('replicasets.apps', namespace)
        .filter((s) => s.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
      const kind = cluster.kind('replicasets.apps');
      const current =
        sets.find((s) => s.metadata.name === name) ??
        cluster.api.create(kind, namespace, {
          metadata: { name, labels: templateOf(deployment).metadata?.labels, ownerReferences: [owner(deployment)] },
          spec: { selector: spec?.selector, template: spec?.template, replicas: replicasOf(deployment) },
        });
      const replicas = replicasOf(deployment);
      const wasRolledOut = sets.includes(current) && conditions.some((c) => c.reason === 'NewReplicaSetAvailable');
      const refusal = pods(current, name, replicas, how);
      const there = podsOf(current).length;
      // The old version goes when the new one is ready, and stays when it is not.
      const old = sets.filter((s) => s.metadata.name !== name);
      if (state === 'ready' && refusal === null) for (const set of old) pods(set, set.metadata.name, 0, how);
      const ready = state === 'ready' ? there : 0;
      // A rollout that came to its end once stays at it, whatever becomes of its number.
      const rolledOut = state === 'ready' && (refusal === null || wasRolledOut);
      if (refusal !== null) retry(deployment);
      cluster.setStatus(deployment, {
        observedGeneration: metadata.generation,
        replicas: there,
        updatedReplicas: there,
        readyReplicas: ready,
        availableReplicas: ready,
        unavailableReplicas: replicas - ready,
        conditions: [
          ...(refusal === null ? [] : [condition('ReplicaFailure', true, 'FailedCreate', refusal)]),
          condition(
            'Available',
            state === 'ready',
            state === 'ready' ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          ),
          rolledOut
            ? condition('Progressing', true, 'NewReplicaSetAvailable')
            : condition('Progressing', state !== 'crash', state === 'crash' ? 'ProgressDeadlineExceeded' : 'ReplicaSetUpdated'),
        ],
      });
    }),
    controlStatefulSets(cluster, { delayMs, hash, start: (pod, set) => start(pod, detailOf(set)) }),
    controlClaims(cluster, delayMs),
    cluster.control('jobs.batch', async (job) => {
      if (job.status?.completionTime !== undefined || job.status?.failed !== undefined) return;
      await wait();
      const { state, exitCode = state === 'crash' ? 1 : 0 } = detailOf(job);
      const left = cluster.objects('jobs.batch', job.metadata.namespace).find((j) => j.metadata.uid === job.metadata.uid);
      if (left === undefined || (left.spec as { suspend?: boolean } | undefined)?.suspend === true) return;
      if (state !== 'pending') runOf(job, exitCode);
      if (state === 'ready')
        cluster.setStatus(job, {
          startTime: now(),
          completionTime: now(),
          succeeded: 1,
          conditions: [condition('Complete', true, '')],
        });
      else if (state === 'crash')
        cluster.setStatus(job, {
          startTime: now(),
          failed: 1,
          conditions: [condition('Failed', true, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit')],
        });
    }),
    cluster.control('ingresses.networking.k8s.io', (ingress) => {
      if (ingress.status?.loadBalancer === undefined)
        cluster.setStatus(ingress, { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const timer of retries) clearTimeout(timer);
  };
}

/** Names a pod template, as the pod-template-hash does. */
function hash(value: unknown): string {
  let sum = 5381;
  for (const c of JSON.stringify(value ?? null, inOrder)) sum = ((sum * 33) ^ c.charCodeAt(0)) >>> 0;
  return sum.toString(36);
}

/** The order of keys carries no meaning. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
