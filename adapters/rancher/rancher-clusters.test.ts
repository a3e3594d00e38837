/** The Rancher provider against an emulated Rancher that is strict about the vendor's contract. */
import { describe, expect } from 'vitest';
import { clusterProviderContract } from '../../test/contracts/cluster-provider.contract.ts';
import { openRancherEmulator } from '../../test/emulators/rancher/emulator.ts';
import { mayWithKubeconfig } from '../../test/support/may-with-kubeconfig.ts';
import { rancherProvider } from '../../test/support/rancher-provider.ts';

for (const version of ['2.15.0', '2.9.3'])
  describe(`Rancher ${version}`, () => {
    clusterProviderContract(async () => {
      const rancher = await openRancherEmulator({ version, stepMs: 10, accessDelayMs: 50 });
      const provider = rancherProvider(rancher);
      return {
        provider,
        wish: {},
        leftovers: () => rancher.leftovers(),
        count: () => rancher.kubernetes.objects('clusters.provisioning.cattle.io').length,
        may: mayWithKubeconfig,
        [Symbol.asyncDispose]: async () => {
          await provider[Symbol.asyncDispose]();
          await rancher[Symbol.asyncDispose]();
          expect(rancher.violations).toEqual([]);
          expect(rancher.problems).toEqual([]);
        },
      };
    }, true);
  });
