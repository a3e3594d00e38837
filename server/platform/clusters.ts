/** `NORTHSTACK_CLUSTERS`: who makes Kubernetes clusters. Registering those that exist works with each. */
import { openLocalClusters } from '../../adapters/local/clusters/open-clusters.ts';
import type { ClusterProvider } from '../../domain/ports/cluster-provider.ts';
import { choose } from '../config/settings.ts';
import type { Part } from './part.ts';

export async function openClusters({ environment }: Part): Promise<ClusterProvider> {
  switch (choose(environment, 'NORTHSTACK_CLUSTERS', ['local'])) {
    case 'local':
      return openLocalClusters();
  }
}
