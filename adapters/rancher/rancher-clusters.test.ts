/** The Rancher provider against an emulated Rancher that is strict about the vendor's contract. */
import { describe, expect } from 'vitest';
import { clusterProviderContract } from '../../test/contracts/cluster-provider.contract.ts';
import { openRancherEmulator } from '../../test/emulators/rancher/emulator.ts';
import { mayWithKubeconfig } from '../../test/support/may-with-kubeconfig.ts';
import { openRancherClusters } from './open-clusters.ts';

const timing = { requestMs: 10_000, settleMs: 120, pauseMs: 10, accessMs: 20_000 };

for (const version of ['2.15.0', '2.9.3'])
  describe(`Rancher ${version}`, () => {
    clusterProviderContract(async () => {
      const rancher = await openRancherEmulator({ version, stepMs: 10, accessDelayMs: 50 });
      const provider = openRancherClusters({
        url: rancher.url,
        token: rancher.token,
        ca: null,
        owner: 'tests',
        places: {
          '*': {
            driver: 'amazonec2',
            cloudCredential: rancher.cloudCredential,
            fields: { region: 'eu-central-1', vpcId: 'vpc-1', zone: 'a', securityGroup: ['rancher-nodes'] },
            machineTypes: { medium: { instanceType: 't3.medium' } },
          },
        },
        importRegistered: false,
        maximumKubeconfigSeconds: 24 * 3600,
        observe: () => {},
        timing,
      });
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
