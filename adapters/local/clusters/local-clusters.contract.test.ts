/** The local provider makes no clusters, and keeps every promise about those that are registered. */
import { describe } from 'vitest';
import { clusterProviderContract } from '../../../test/contracts/cluster-provider.contract.ts';
import { mayWithKubeconfig } from '../../../test/support/may-with-kubeconfig.ts';
import { openLocalClusters } from './open-clusters.ts';

describe('local clusters', () => {
  clusterProviderContract(
    async () => ({
      provider: openLocalClusters(),
      wish: {},
      leftovers: () => [],
      count: () => 0,
      may: mayWithKubeconfig,
      [Symbol.asyncDispose]: async () => {},
    }),
    false,
  );
});
