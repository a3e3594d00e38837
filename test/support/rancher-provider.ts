/** The Rancher provider as tests open it on an emulated Rancher: impatient, with one place. */
import { openRancherClusters } from '../../adapters/rancher/open-clusters.ts';
import type { RancherOptions, RancherTiming } from '../../adapters/rancher/options.ts';
import type { RancherEmulator } from '../emulators/rancher/emulator.ts';

export const rancherProvider = (
  { url, token, cloudCredential }: RancherEmulator,
  timing: Partial<RancherTiming> = {},
  { observe = () => {}, ...options }: Partial<RancherOptions> = {},
) =>
  openRancherClusters({
    url,
    token,
    ca: null,
    owner: 'tests',
    places: {
      '*': {
        driver: 'amazonec2',
        cloudCredential,
        fields: { region: 'eu-central-1', vpcId: 'vpc-1', zone: 'a', securityGroup: ['rancher-nodes'] },
        machineTypes: { medium: { instanceType: 't3.medium' } },
      },
    },
    importRegistered: false,
    hint: null,
    maximumKubeconfigSeconds: 24 * 3600,
    timing: { requestMs: 30_000, settleMs: 100, pauseMs: 10, accessMs: 20_000, ...timing },
    ...options,
    observe,
  });
