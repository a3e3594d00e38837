/** `NORTHSTACK_TENANTS`: who makes virtual clusters. */
import { openLocalTenants } from '../../adapters/local/clusters/open-tenants.ts';
import type { TenantProvider } from '../../domain/ports/tenant-provider.ts';
import { choose } from '../config/settings.ts';
import type { LookingPart } from './part.ts';

export async function openTenants({ environment }: LookingPart): Promise<TenantProvider> {
  switch (choose(environment, 'NORTHSTACK_TENANTS', ['local'])) {
    case 'local':
      return openLocalTenants();
  }
}
