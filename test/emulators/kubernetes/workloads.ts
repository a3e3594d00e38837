/** Controllers that let workloads become what they are told to: pods appear, become ready, crash or stay pending. */
import type { Kubernetes } from './emulator.ts';
import type { KubernetesObject } from './resources.ts';

export interface WorkloadOptions {
  /** Until a new generation has its outcome. Default 0. */
  readonly delayMs?: number;
  /** Default: every workload becomes ready. */
  readonly outcome?: (object: KubernetesObject) => 'ready' | 'crash' | 'pending';
}

/** Deployments (with their ReplicaSet and pods), StatefulSets, Jobs, claims and ingresses. Gives back how to stop. */
export function controlWorkloads(
  cluster: Kubernetes,
  { delayMs = 0, outcome = () => 'ready' }: WorkloadOptions = {},
): () => void {
  const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const condition = (type: string, status: boolean, reason: string, message = '') => ({
    type,
    status: status ? 'True' : 'False',
    reason,
    message,
    lastTransitionTime: now(),
  });
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

  /** Exactly `count` pods of one owner, in the given state. */
  function pods(of: KubernetesObject, prefix: string, count: number, state: 'ready' | 'crash' | 'pending'): void {
    const kind = cluster.kind('pods.');
    const namespace = of.metadata.namespace ?? 'default';
    const mine = cluster
      .objects('pods.', namespace)
      .filter((p) => p.metadata.ownerReferences?.some(({ uid }) => uid === of.metadata.uid));
    for (const pod of mine.slice(count)) cluster.api.delete(kind, namespace, pod.metadata.name);
    const { metadata, spec } = templateOf(of);
    for (let i = mine.length; i < count; i += 1)
      cluster.api.create(kind, namespace, {
        metadata: { name: `${prefix}-${i}`, labels: metadata?.labels, ownerReferences: [owner(of)] },
        spec,
      });
    for (const pod of cluster
      .objects('pods.', namespace)
      .filter((p) => p.metadata.ownerReferences?.some(({ uid }) => uid === of.metadata.uid)))
      cluster.setStatus(pod, {
        phase: state === 'pending' ? 'Pending' : 'Running',
        conditions: [condition('Ready', state === 'ready', state === 'ready' ? '' : 'ContainersNotReady')],
        containerStatuses: [
          {
            name: 'app',
            image: 'app',
            imageID: '',
            ready: state === 'ready',
            restartCount: state === 'crash' ? 3 : 0,
            state:
              state === 'ready'
                ? { running: { startedAt: now() } }
                : { waiting: { reason: state === 'crash' ? 'CrashLoopBackOff' : 'ContainerCreating' } },
          },
        ],
      });
  }

  const stops = [
    cluster.control('deployments.apps', async (deployment) => {
      const { metadata, spec, status } = deployment;
      if (metadata.deletionTimestamp !== undefined || status?.observedGeneration === metadata.generation) return;
      await wait();
      const state = outcome(deployment);
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
      pods(current, name, replicas, state);
      // The old version goes when the new one is ready, and stays when it is not.
      const old = sets.filter((s) => s.metadata.name !== name);
      if (state === 'ready') for (const set of old) pods(set, set.metadata.name, 0, 'ready');
      const ready = state === 'ready' ? replicas : 0;
      cluster.setStatus(deployment, {
        observedGeneration: metadata.generation,
        replicas,
        updatedReplicas: replicas,
        readyReplicas: ready,
        availableReplicas: ready,
        unavailableReplicas: replicas - ready,
        conditions: [
          condition(
            'Available',
            state === 'ready',
            state === 'ready' ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          ),
          state === 'ready'
            ? condition('Progressing', true, 'NewReplicaSetAvailable')
            : condition('Progressing', state !== 'crash', state === 'crash' ? 'ProgressDeadlineExceeded' : 'ReplicaSetUpdated'),
        ],
      });
    }),
    cluster.control('statefulsets.apps', async (set) => {
      const { metadata, status } = set;
      if (metadata.deletionTimestamp !== undefined || status?.observedGeneration === metadata.generation) return;
      await wait();
      const state = outcome(set);
      const replicas = replicasOf(set);
      pods(set, metadata.name, replicas, state);
      const ready = state === 'ready' ? replicas : 0;
      cluster.setStatus(set, {
        observedGeneration: metadata.generation,
        replicas,
        readyReplicas: ready,
        currentReplicas: replicas,
        updatedReplicas: replicas,
      });
    }),
    cluster.control('jobs.batch', async (job) => {
      if (job.status?.completionTime !== undefined || job.status?.failed !== undefined) return;
      await wait();
      const state = outcome(job);
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
    cluster.control('persistentvolumeclaims.', (claim) => {
      if (claim.status?.phase !== 'Bound') cluster.setStatus(claim, { phase: 'Bound' });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Names a pod template, as the pod-template-hash does. */
function hash(value: unknown): string {
  let sum = 5381;
  for (const c of JSON.stringify(value ?? null)) sum = ((sum * 33) ^ c.charCodeAt(0)) >>> 0;
  return sum.toString(36);
}
