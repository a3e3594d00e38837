/**
 * The HorizontalPodAutoscaler controller on the CPU that a Deployment's pods use together: its formula and tolerance, without its patience when the load
 * falls. Source: kubernetes.io, "Horizontal Pod Autoscaling", algorithm details.
 */
import type { Kubernetes } from './emulator.ts';
import { amount } from './quota.ts';
import type { KubernetesObject } from './resources.ts';

interface Spec {
  readonly scaleTargetRef: { readonly name: string };
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly metrics?: readonly {
    readonly resource?: { readonly name: string; readonly target: { readonly averageUtilization?: number } };
  }[];
}

/** Between two looks. */
const EVERY_MS = 200;

/** Gives back how to stop. */
export function controlAutoscalers(cluster: Kubernetes, load: (deployment: KubernetesObject) => number): () => void {
  let timer: NodeJS.Timeout | undefined;
  const lookAtAll = () => {
    for (const autoscaler of cluster.objects('horizontalpodautoscalers.autoscaling')) look(cluster, autoscaler, load);
  };
  const stop = cluster.control('horizontalpodautoscalers.autoscaling', () => {
    timer ??= setInterval(lookAtAll, EVERY_MS).unref();
  });
  return () => {
    stop();
    clearInterval(timer);
  };
}

function look(cluster: Kubernetes, autoscaler: KubernetesObject, load: (deployment: KubernetesObject) => number): void {
  const { metadata, spec } = autoscaler;
  const { scaleTargetRef, minReplicas = 1, maxReplicas, metrics = [] } = spec as unknown as Spec;
  const deployments = cluster.objects('deployments.apps', metadata.namespace);
  const deployment = deployments.find((d) => d.metadata.name === scaleTargetRef.name);
  if (deployment === undefined) return;
  const current = typeof deployment.spec?.replicas === 'number' ? deployment.spec.replicas : 1;
  // Nobody scales what was stopped.
  if (current === 0) return;
  const target = metrics.find(({ resource }) => resource?.name === 'cpu')?.resource?.target.averageUtilization;
  const used = Math.round((load(deployment) / (current * requestOf(deployment))) * 100);
  const ratio = target === undefined ? 1 : used / target;
  const wanted = Math.abs(ratio - 1) <= 0.1 ? current : Math.ceil(current * ratio);
  const replicas = Math.min(maxReplicas, Math.max(minReplicas, wanted));
  if (replicas !== current)
    cluster.api.patch(
      cluster.kind('deployments.apps'),
      metadata.namespace ?? 'default',
      deployment.metadata.name,
      'merge',
      { spec: { replicas } },
      { manager: 'kube-controller-manager' },
    );
  const resource = { name: 'cpu', current: { averageUtilization: used, averageValue: `${used}m` } };
  cluster.setStatus(autoscaler, {
    currentReplicas: current,
    desiredReplicas: replicas,
    currentMetrics: target === undefined ? [] : [{ type: 'Resource', resource }],
    conditions: [
      {
        type: 'ScalingActive',
        status: 'True',
        reason: 'ValidMetricFound',
        message: 'the HPA was able to successfully calculate a replica count',
      },
    ],
  });
}

/** In thousandths of a core, of one pod. */
function requestOf({ spec }: KubernetesObject): number {
  const template = spec?.template as { spec?: { containers?: { resources?: { requests?: { cpu?: string } } }[] } } | undefined;
  const { containers = [] } = template?.spec ?? {};
  return containers.reduce((sum, { resources }) => sum + amount(resources?.requests?.cpu ?? '0') * 1000, 0) || 1;
}
