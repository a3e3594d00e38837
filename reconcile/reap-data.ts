/**
 * Ends what the reconcilers of databases and clusters did not: what is past its deadline is looked at again, and ended with the step named
 * when even that did not help. Removes backups that have expired, and access that has.
 */
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import type { BackupStatus } from '../domain/states/database-backup.ts';
import { Fault } from '../kit/fault.ts';
import {
  ExpiredBackupsDocument,
  ForgetGrantDocument,
  GiveUpGrantsDocument,
  LivingGrantsDocument,
  MoveBackupDocument,
  MoveClusterDocument,
  MoveDatabaseDocument,
  MoveRestoreDocument,
  MoveTenantClusterDocument,
  OverdueClusterWorkDocument,
  type OverdueClusterWorkQuery,
  OverdueDataWorkDocument,
} from '../sdk/generated.ts';
import { referenceOf } from './cluster.ts';
import { type ReconcileDeps, type Ref, timestamp } from './deps.ts';

/** A kubeconfig that was not issued by then is none that somebody waits for. */
const UNGIVEN_MS = 10 * 60_000;

/** For the accounts of one look. */
const FORGOTTEN_MS = 30_000;
const FORGOTTEN_AT_ONCE = 20;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const REASON = 'It did not end in time, and nothing could be found out about it.';

/** Remembers since when it has seen each of them overdue: after an outage of ours everybody gets the grace again. */
export function createDataReaper(deps: ReconcileDeps, graceMs: number): () => Promise<void> {
  let since = new Map<string, number>();
  return async () => {
    const { graphql, now, wake } = deps;
    const at = timestamp(now());
    const data = await graphql.request(OverdueDataWorkDocument, { now: at }, { idempotent: true });
    await graphql.request(GiveUpGrantsDocument, { before: timestamp(now() - UNGIVEN_MS), now: at }, { idempotent: true });
    const open = await graphql.request(OverdueClusterWorkDocument, { now: at }, { idempotent: true });
    const still = new Map<string, number>();
    const ended = (kind: Ref['kind'], id: string): boolean => {
      const first = since.get(id) ?? now();
      still.set(id, first);
      wake({ kind, id });
      return now() - first >= graceMs;
    };
    const failed = { failure_reason: REASON, finished_at: at };
    for (const { id, status } of data.databases) {
      if (!ended('database', id)) continue;
      const lost = status === 'scaling' || status === 'backing_up' || status === 'failing_over';
      const set = {
        status: lost ? 'unreachable' : 'failed',
        status_changed_at: at,
        failure_step: status,
        deadline_at: null,
      } as const;
      await graphql.request(MoveDatabaseDocument, { id, from: status, set: { ...set, ...failed } }, { idempotent: true });
    }
    for (const { id, status } of data.database_backups) {
      if (!ended('backup', id)) continue;
      const set = { status: 'failed', failure_step: status, ...failed } as const;
      await graphql.request(MoveBackupDocument, { id, from: status, set }, { idempotent: true });
    }
    for (const { id, status } of data.database_restores) {
      if (!ended('restore', id)) continue;
      const set = { status: 'failed', failure_step: status, ...failed } as const;
      await graphql.request(MoveRestoreDocument, { id, from: status, set }, { idempotent: true });
    }
    for (const { id, status } of open.clusters) {
      if (!ended('cluster', id)) continue;
      const lost = status === 'scaling' || status === 'upgrading';
      const set = {
        status: lost ? 'unreachable' : 'failed',
        status_changed_at: at,
        failure_step: status,
        deadline_at: null,
      } as const;
      await graphql.request(MoveClusterDocument, { id, from: status, set: { ...set, ...failed } }, { idempotent: true });
    }
    for (const { id, status } of open.tenant_clusters) {
      if (!ended('tenant-cluster', id)) continue;
      const set = { status: 'failed', status_changed_at: at, failure_step: status, ...failed } as const;
      await graphql.request(MoveTenantClusterDocument, { id, from: status, set }, { idempotent: true });
    }
    since = still;
    await removeExpired(deps, at);
    await revokeAll(deps, open.kubeconfig_grants);
    await revokeForgotten(deps);
  };
}

async function removeExpired({ graphql, now, wake }: ReconcileDeps, at: string): Promise<void> {
  const { database_backups: expired } = await graphql.request(ExpiredBackupsDocument, { now: at }, { idempotent: true });
  for (const { id } of expired) {
    const from: BackupStatus = 'succeeded';
    const set = { status: 'deleting', deadline_at: timestamp(now() + DATA_DEADLINES.deleteBackup) } as const;
    await graphql.request(MoveBackupDocument, { id, from, set }, { idempotent: true });
    wake({ kind: 'backup', id });
  }
}

/**
 * Accounts of grants that went with their user or organization: nobody revoked them. Looked for first and remembered second, since a row is there
 * before its account is made. What does not succeed is tried the next time.
 */
async function revokeForgotten({ graphql, clusters, tell }: ReconcileDeps): Promise<void> {
  const signal = AbortSignal.timeout(FORGOTTEN_MS);
  try {
    const all = await clusters.listGrants(signal);
    const held = all.filter(({ grantId }) => UUID.test(grantId));
    if (held.length === 0) return;
    const ids = held.map(({ grantId }) => grantId);
    const { kubeconfig_grants: living } = await graphql.request(LivingGrantsDocument, { ids }, { idempotent: true });
    const known = new Set(living.map(({ id }) => id));
    const forgotten = held.filter(({ grantId }) => !known.has(grantId)).slice(0, FORGOTTEN_AT_ONCE);
    const revoked = await Promise.allSettled(
      forgotten.map(({ grantId, clusterId }) =>
        clusters.revokeKubeconfig({ grantId, externalId: null, cluster: { clusterId, registered: null } }, signal),
      ),
    );
    for (const one of revoked) if (one.status === 'rejected') throw one.reason;
  } catch (error) {
    tell({ kind: 'list-failed', what: 'cluster', error });
  }
}

type Grant = OverdueClusterWorkQuery['kubeconfig_grants'][number];

/** Cluster by cluster, all of them at once: one that does not answer holds up nobody else's, and is not asked again this time. */
async function revokeAll(deps: ReconcileDeps, grants: readonly Grant[]): Promise<void> {
  const byCluster = new Map<string, Grant[]>();
  for (const grant of grants) {
    const where = grant.cluster?.id ?? grant.tenant_cluster?.host_cluster.id ?? '';
    byCluster.set(where, [...(byCluster.get(where) ?? []), grant]);
  }
  const each = async (own: readonly Grant[]): Promise<void> => {
    for (const grant of own) if (!(await revoke(deps, grant))) return;
  };
  await Promise.all([...byCluster.values()].map(each));
}

/** What did not succeed is tried again the next time. false: its cluster does not answer today. */
async function revoke(deps: ReconcileDeps, grant: Grant): Promise<boolean> {
  const { clusters, tenants, graphql, now } = deps;
  const { id: grantId, external_id: externalId, cluster, tenant_cluster: tenant } = grant;
  const signal = AbortSignal.timeout(10_000);
  const gone = (cluster ?? tenant)?.status === 'deleted';
  try {
    if (!gone && cluster)
      await clusters.revokeKubeconfig({ grantId, externalId, cluster: await referenceOf(deps, cluster) }, signal);
    if (!gone && tenant) {
      const host = await referenceOf(deps, tenant.host_cluster);
      const reference = { tenantClusterId: tenant.id, namespace: tenant.namespace, host };
      await tenants.revokeKubeconfig({ grantId, externalId, tenant: reference }, signal);
    }
  } catch (error) {
    // Refusing is an answer too.
    return error instanceof Fault && error.kind !== 'retry';
  }
  await graphql.request(ForgetGrantDocument, { id: grantId, now: timestamp(now()) }, { idempotent: true });
  return true;
}
