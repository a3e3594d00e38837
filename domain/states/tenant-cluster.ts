/** States of a virtual cluster. */
import type { Machine } from './machine.ts';

export type TenantClusterStatus = 'provisioning' | 'active' | 'deleting' | 'deleted' | 'failed';
export type TenantClusterEvent = 'ready' | 'fail' | 'delete' | 'gone';

export const tenantClusterMachine: Machine<TenantClusterStatus, TenantClusterEvent> = {
  provisioning: { ready: 'active', fail: 'failed', delete: 'deleting' },
  active: { delete: 'deleting' },
  deleting: { gone: 'deleted', fail: 'failed' },
  deleted: {},
  failed: { delete: 'deleting' },
};
