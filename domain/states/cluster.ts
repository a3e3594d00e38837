/** States of a Kubernetes cluster. */
import type { Machine } from './machine.ts';

export type ClusterStatus =
  | 'provisioning'
  | 'active'
  | 'scaling'
  | 'upgrading'
  | 'unreachable'
  | 'deleting'
  | 'deleted'
  | 'failed';

export type ClusterEvent = 'ready' | 'scale' | 'upgrade' | 'lose' | 'fail' | 'delete' | 'gone';

/** As for databases: a cluster that was made once is not `failed` by scaling or upgrading. */
export const clusterMachine: Machine<ClusterStatus, ClusterEvent> = {
  provisioning: { ready: 'active', fail: 'failed', delete: 'deleting' },
  active: { scale: 'scaling', upgrade: 'upgrading', lose: 'unreachable', delete: 'deleting' },
  scaling: { ready: 'active', lose: 'unreachable', delete: 'deleting' },
  upgrading: { ready: 'active', lose: 'unreachable', delete: 'deleting' },
  unreachable: { ready: 'active', delete: 'deleting' },
  deleting: { gone: 'deleted', fail: 'failed' },
  deleted: {},
  failed: { delete: 'deleting' },
};
