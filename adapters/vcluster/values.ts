/** The chart's values for one tenant: quotas, limits and network policies around it, nothing kept of it when it goes. Pure. */
import type { DesiredTenantCluster } from '../../domain/ports/tenant-provider.ts';

export interface ValuesOptions {
  /** Where its API server is reached, by us and by people: `https://name.example.com`. */
  readonly server: string;
  /** Of its control plane; null: the chart's. `loft-sh/vcluster-oss` for the purely open-source one. */
  readonly image: string | null;
  readonly storageClass: string | null;
  /** Replicas of its control plane. */
  readonly replicas: number;
}

/** What is counted besides, per core of the quota: enough for small pods, and an end to loops that create. */
const PODS_PER_CORE = 20;

export function tenantValues(desired: DesiredTenantCluster, { server, image, storageClass, replicas }: ValuesOptions) {
  const { cpuMillicores, memoryMegabytes, storageGigabytes, kubernetesVersion } = desired;
  const host = new URL(server).hostname;
  const inside = host.endsWith('.svc') || host.endsWith('.svc.cluster.local') || /^[\d.]+$/.test(host);
  const pods = String(Math.max(20, Math.ceil((cpuMillicores / 1000) * PODS_PER_CORE)));
  return {
    exportKubeConfig: { server },
    controlPlane: {
      distro: { k8s: { enabled: true, ...(kubernetesVersion === null ? {} : { version: kubernetesVersion }) } },
      proxy: { extraSANs: [host] },
      // Certificates are checked by the API server itself: TLS goes through.
      ...(inside ? {} : { ingress: { enabled: true, host } }),
      statefulSet: {
        ...(image === null ? {} : { image: { repository: image } }),
        highAvailability: { replicas },
        resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { cpu: '2', memory: '2Gi' } },
        persistence: {
          volumeClaim: {
            size: '5Gi',
            // What is left behind would come back to life in the next one of the same name.
            retentionPolicy: 'Delete',
            ...(storageClass === null ? {} : { storageClass }),
          },
        },
      },
    },
    policies: {
      resourceQuota: {
        enabled: true,
        quota: {
          'requests.cpu': `${cpuMillicores}m`,
          'limits.cpu': `${cpuMillicores}m`,
          'requests.memory': `${memoryMegabytes}Mi`,
          'limits.memory': `${memoryMegabytes}Mi`,
          'requests.storage': `${storageGigabytes}Gi`,
          'services.nodeports': '0',
          'services.loadbalancers': '0',
          'count/pods': pods,
        },
      },
      limitRange: {
        enabled: true,
        default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      },
      networkPolicy: { enabled: true },
      podSecurityStandard: 'baseline',
    },
    sync: { toHost: { ingresses: { enabled: true } } },
    telemetry: { enabled: false },
  };
}
