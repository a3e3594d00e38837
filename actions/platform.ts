/** What is outside, as far as actions may look at it: nothing here changes what runs. */
import type { ClusterProvider } from '../domain/ports/cluster-provider.ts';
import type { DatabaseCapabilities } from '../domain/ports/database-provider.ts';
import type { TenantProvider } from '../domain/ports/tenant-provider.ts';
import { Fault } from '../kit/fault.ts';

export interface Platform {
  /** null: not known in this process; the reconciler then says what cannot be had. */
  readonly databases: DatabaseCapabilities | null;
  readonly clusters: Pick<ClusterProvider, 'capabilities' | 'issueKubeconfig' | 'revokeKubeconfig'> | null;
  readonly tenants: Pick<TenantProvider, 'capabilities' | 'issueKubeconfig' | 'revokeKubeconfig'> | null;
}

/** Refuses at once what would fail later. @throws Fault reject */
export function requireAvailable(reason: string | null | undefined, code: string): void {
  if (reason != null) throw new Fault('reject', { code, message: reason });
}
