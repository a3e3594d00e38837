/** `NORTHSTACK_TENANTS`: who makes virtual clusters. */
import { openLocalTenants } from '../../adapters/local/clusters/open-tenants.ts';
import type { TenantProvider } from '../../domain/ports/tenant-provider.ts';
import { choose } from '../config/settings.ts';
import type { LookingPart } from './part.ts';
import { openVclusterTenants } from './vcluster.ts';

export async function openTenants(part: LookingPart): Promise<TenantProvider> {
  switch (choose(part.environment, 'NORTHSTACK_TENANTS', ['local', 'vcluster'])) {
    case 'local':
      return openLocalTenants();
    case 'vcluster':
      return await openVclusterTenants(part);
  }
}
