/** `NORTHSTACK_CLUSTERS`: who makes Kubernetes clusters. Registering those that exist works with each. */
import { openLocalClusters } from '../../adapters/local/clusters/open-clusters.ts';
import type { ClusterProvider } from '../../domain/ports/cluster-provider.ts';
import { choose } from '../config/settings.ts';
import type { LookingPart } from './part.ts';
import { openRancher } from './rancher-clusters.ts';

export async function openClusters(part: LookingPart): Promise<ClusterProvider> {
  switch (choose(part.environment, 'NORTHSTACK_CLUSTERS', ['local', 'rancher'])) {
    case 'local':
      return openLocalClusters();
    case 'rancher':
      return await openRancher(part);
  }
}
