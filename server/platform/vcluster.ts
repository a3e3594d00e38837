/** The settings of `NORTHSTACK_TENANTS=vcluster`: the Argo CD that brings the chart about, and the clusters that tenants live in. */
import { z } from 'zod';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openTenants } from '../../adapters/vcluster/open-tenants.ts';
import type { ClusterProvider } from '../../domain/ports/cluster-provider.ts';
import type { TenantProvider } from '../../domain/ports/tenant-provider.ts';
import { readSettingFile, textFile } from '../config/file-setting.ts';
import { readSettings } from '../config/settings.ts';
import { installationOf } from './installation.ts';
import type { LookingPart } from './part.ts';
import { splitPlaces } from './split-places.ts';

const settings = z.object({
  NORTHSTACK_VCLUSTER_ARGOCD_KUBECONFIG: textFile('is missing: the path of a kubeconfig of the cluster with Argo CD'),
  NORTHSTACK_VCLUSTER_ARGOCD_NAMESPACE: z.string().default('argocd'),
  NORTHSTACK_VCLUSTER_ARGOCD_PROJECT: z.string().default('default'),
  NORTHSTACK_VCLUSTER_CHART_REPOSITORY: z.string().default('https://charts.loft.sh'),
  NORTHSTACK_VCLUSTER_CHART_VERSION: z.string().default('0.36.1'),
  NORTHSTACK_VCLUSTER_HOSTS: z.string().nullable().default(null),
  NORTHSTACK_VCLUSTER_SERVER: z
    .string()
    .regex(
      /^https?:\/\/.*\{namespace\}/,
      'must be an address with {namespace} in it, for example https://{namespace}.tenants.example.com',
    )
    .default('https://{namespace}.{namespace}.svc'),
  NORTHSTACK_VCLUSTER_IMAGE: z.string().nullable().default(null),
  NORTHSTACK_VCLUSTER_STORAGE_CLASS: z.string().nullable().default(null),
  NORTHSTACK_VCLUSTER_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
});

export async function openVclusterTenants(
  { environment, hint, log, closers }: LookingPart,
  clusters: ClusterProvider,
): Promise<TenantProvider> {
  const s = readSettings(environment, settings);
  const hosts = s.NORTHSTACK_VCLUSTER_HOSTS === null ? [] : splitPlaces('NORTHSTACK_VCLUSTER_HOSTS', s.NORTHSTACK_VCLUSTER_HOSTS);
  const client = openKubernetesClient(readKubeconfig(s.NORTHSTACK_VCLUSTER_ARGOCD_KUBECONFIG));
  closers.add({ name: 'Argo CD of tenants', close: () => client[Symbol.asyncDispose]() });
  const tenants = openTenants({
    argocd: {
      client,
      namespace: s.NORTHSTACK_VCLUSTER_ARGOCD_NAMESPACE,
      project: s.NORTHSTACK_VCLUSTER_ARGOCD_PROJECT,
    },
    chart: { repository: s.NORTHSTACK_VCLUSTER_CHART_REPOSITORY, version: s.NORTHSTACK_VCLUSTER_CHART_VERSION },
    hosts: new Map(hosts.map(({ region, path }) => [region, readSettingFile('NORTHSTACK_VCLUSTER_HOSTS', path)])),
    clusters,
    installation: installationOf(environment),
    serverTemplate: s.NORTHSTACK_VCLUSTER_SERVER,
    image: s.NORTHSTACK_VCLUSTER_IMAGE,
    storageClass: s.NORTHSTACK_VCLUSTER_STORAGE_CLASS,
    replicas: s.NORTHSTACK_VCLUSTER_REPLICAS,
    hint: hint ?? (() => {}),
    onUnknown: (word) => log.warn({ word }, 'Argo CD said something unknown of a virtual cluster'),
    onProblem: (tenant, error) => log.warn({ tenant, error }, 'virtual cluster'),
  });
  closers.add({ name: 'virtual clusters', close: () => tenants[Symbol.asyncDispose]() });
  return tenants;
}
