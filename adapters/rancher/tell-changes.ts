/** Says which of our clusters changed, as soon as Rancher says so. Only a hint: what is so is found out by looking. */
import type { Hint } from '../../domain/ports/sinks.ts';
import { provisioningClusters } from './kinds.ts';
import { CLUSTER_LABEL, ownedBy } from './names.ts';
import type { Rancher } from './rancher.ts';

/** Resolves when the signal is aborted. */
export async function tellChanges({ connection, namespace, owner }: Rancher, hint: Hint, signal: AbortSignal): Promise<void> {
  try {
    for await (const event of connection.kubernetes.watch(provisioningClusters, {
      namespace,
      labelSelector: ownedBy(owner),
      signal,
    }))
      for (const { metadata } of event.type === 'listed' ? event.objects : [event.object]) {
        const id = metadata.labels?.[CLUSTER_LABEL];
        if (id !== undefined) hint({ kind: 'cluster', id });
      }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
