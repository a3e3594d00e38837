/** An event about an object, as controllers write them. The same one twice is one. */
import type { Kubernetes } from './emulator.ts';
import type { KubernetesObject } from './resources.ts';

export function tellEvent(
  cluster: Kubernetes,
  { apiVersion, kind, metadata }: KubernetesObject,
  {
    type = 'Warning',
    reason,
    message,
  }: { readonly type?: 'Normal' | 'Warning'; readonly reason: string; readonly message: string },
): void {
  const { name, namespace = 'default', uid } = metadata;
  const isKnown = cluster
    .objects('events.', namespace)
    .some((e) => e.message === message && (e.involvedObject as { readonly uid?: string }).uid === uid);
  if (isKnown) return;
  cluster.api.create(cluster.kind('events.'), namespace, {
    metadata: { generateName: `${name}.`, namespace },
    involvedObject: { apiVersion, kind, name, namespace, uid },
    type,
    reason,
    message,
    lastTimestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  });
}
