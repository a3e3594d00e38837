/** How healthy one object is, by the rules of Argo CD for its kind. null: kinds without health. */
import type { KubernetesObject } from '../kubernetes/resources.ts';

export type HealthStatus = 'Healthy' | 'Progressing' | 'Suspended' | 'Missing' | 'Degraded' | 'Unknown';
export interface Health {
  readonly status: HealthStatus;
  readonly message?: string;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

const healthy: Health = { status: 'Healthy' };
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

export function healthOf(object: KubernetesObject): Health | null {
  const { metadata, spec = {}, status = {} } = object;
  if (metadata.deletionTimestamp !== undefined && object.kind !== 'Pod')
    return { status: 'Progressing', message: 'Pending deletion' };
  const conditions = (status.conditions as readonly Condition[] | undefined) ?? [];
  switch (object.kind) {
    case 'Deployment': {
      if (number(metadata.generation) > number(status.observedGeneration))
        return waiting('observed deployment generation less than desired generation');
      if (conditions.some((c) => c.type === 'Progressing' && c.reason === 'ProgressDeadlineExceeded'))
        return { status: 'Degraded', message: `Deployment "${metadata.name}" exceeded its progress deadline` };
      const [wanted, updated] = [number(spec.replicas), number(status.updatedReplicas)];
      if (updated < wanted) return waiting(`${updated} out of ${wanted} new replicas have been updated...`);
      if (number(status.replicas) > updated)
        return waiting(`${number(status.replicas) - updated} old replicas are pending termination...`);
      if (number(status.availableReplicas) < updated)
        return waiting(`${number(status.availableReplicas)} of ${updated} updated replicas are available...`);
      return healthy;
    }
    case 'StatefulSet': {
      const wanted = number(spec.replicas ?? 1);
      if (number(metadata.generation) > number(status.observedGeneration))
        return { status: 'Progressing', message: 'Waiting for statefulset spec update to be observed...' };
      const missing = wanted - number(status.readyReplicas);
      if (missing > 0) return { status: 'Progressing', message: `Waiting for ${missing} pods to be ready...` };
      const updated = number(status.updatedReplicas);
      if (updated < wanted)
        return {
          status: 'Progressing',
          message: `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
        };
      return healthy;
    }
    case 'Ingress': {
      const balancer = status.loadBalancer as { readonly ingress?: readonly unknown[] } | undefined;
      return (balancer?.ingress ?? []).length > 0 ? healthy : { status: 'Progressing' };
    }
    case 'PersistentVolumeClaim':
      if (status.phase === 'Lost') return { status: 'Degraded' };
      return status.phase === 'Bound' ? healthy : { status: 'Progressing' };
    case 'Job': {
      const failed = conditions.find((c) => c.type === 'Failed' && c.status === 'True');
      if (failed) return { status: 'Degraded', ...(failed.message === undefined ? {} : { message: failed.message }) };
      return conditions.some((c) => c.type === 'Complete' && c.status === 'True') ? healthy : { status: 'Progressing' };
    }
    case 'ExternalSecret': {
      const ready = conditions.find((c) => c.type === 'Ready');
      if (ready === undefined) return { status: 'Progressing', message: 'Waiting for ExternalSecret' };
      return { status: ready.status === 'True' ? 'Healthy' : 'Degraded', message: ready.message ?? '' };
    }
    case 'Certificate': {
      const of = (type: string) => conditions.find((c) => c.type === type);
      if (of('Issuing')?.status === 'True') return { status: 'Progressing', message: of('Issuing')?.message ?? '' };
      const ready = of('Ready');
      if (ready === undefined) return { status: 'Progressing', message: 'Waiting for certificate' };
      return { status: ready.status === 'True' ? 'Healthy' : 'Degraded', message: ready.message ?? '' };
    }
    case 'Pod':
      return podHealth(object, conditions);
    case 'ReplicaSet':
    case 'Service':
    case 'HorizontalPodAutoscaler':
      return healthy;
    default:
      return null;
  }
}

function podHealth({ metadata, status = {} }: KubernetesObject, conditions: readonly Condition[]): Health {
  const containers =
    (status.containerStatuses as readonly { state?: { waiting?: { reason: string; message?: string } } }[] | undefined) ?? [];
  const stuck = containers
    .map((c) => c.state?.waiting)
    .find((w) => w !== undefined && /BackOff|^Err|Error$|Invalid/.test(w.reason));
  if (stuck) return { status: 'Degraded', message: stuck.message ?? stuck.reason };
  if (metadata.deletionTimestamp !== undefined) return { status: 'Progressing', message: 'Pending deletion' };
  if (status.phase === 'Failed') return { status: 'Degraded', message: String(status.message ?? '') };
  if (status.phase === 'Succeeded') return healthy;
  return conditions.some((c) => c.type === 'Ready' && c.status === 'True') ? healthy : { status: 'Progressing' };
}

const waiting = (what: string): Health => ({ status: 'Progressing', message: `Waiting for rollout to finish: ${what}` });

/** The worst of them, as an application shows it. */
export function worst(all: readonly HealthStatus[]): HealthStatus {
  const order: readonly HealthStatus[] = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'];
  return order[Math.max(0, ...all.map((status) => order.indexOf(status)))] ?? 'Healthy';
}
