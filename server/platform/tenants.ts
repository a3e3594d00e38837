/** `NORTHSTACK_TENANTS`: who makes virtual clusters. */
import { openLocalTenants } from '../../adapters/local/clusters/open-tenants.ts';
import type { ClusterProvider } from '../../domain/ports/cluster-provider.ts';
import type { TenantProvider } from '../../domain/ports/tenant-provider.ts';
import { choose } from '../config/settings.ts';
import type { LookingPart } from './part.ts';
import { openVclusterTenants } from './vcluster.ts';

/** @param clusters the way into host clusters */
export async function openTenants(part: LookingPart, clusters: ClusterProvider): Promise<TenantProvider> {
  switch (choose(part.environment, 'NORTHSTACK_TENANTS', ['local', 'vcluster'])) {
    case 'local':
      return openLocalTenants();
    case 'vcluster':
      return await openVclusterTenants(part, clusters);
  }
}
