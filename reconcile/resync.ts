/** Looks at everything that is not at rest, and at everything the runtime holds: after a start, and now and then in case an event was lost. */
import { isDue } from '../domain/plan/look-again.ts';
import {
  DueDomainsDocument,
  OpenClusterWorkDocument,
  OpenDataWorkDocument,
  OpenOutwardDocument,
  OpenWorkDocument,
  type OpenWorkQuery,
  WaitingAccountMailsDocument,
} from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';
import { sayWhetherPublished } from './event-bus.ts';
import { noteStrays } from './strays.ts';

export interface ResyncOptions {
  /** Which of the instances that are as they should be: all, or those whose turn it is. Default: all. */
  readonly settled?: 'all' | 'in-turn';
}

export async function resync(deps: ReconcileDeps, { settled = 'all' }: ResyncOptions = {}): Promise<void> {
  const { graphql, runtime, jobs, now, wake } = deps;
  await sayWhetherPublished(deps);
  const rows = await graphql.request(OpenWorkDocument, {}, { idempotent: true });
  for (const { id } of rows.builds) wake({ kind: 'build', id });
  for (const { id } of rows.deployments) wake({ kind: 'deployment', id });
  for (const row of rows.service_instances)
    if (settled === 'all' || isDue(lookOf(row), now())) wake({ kind: 'instance', id: row.id }, 'can-wait');
  for (const { id } of rows.job_runs) wake({ kind: 'job', id });
  for (const { id } of rows.services) wake({ kind: 'service', id });
  for (const { id } of rows.environments) wake({ kind: 'environment', id });
  for (const { id } of rows.projects) wake({ kind: 'project', id });
  const outward = await graphql.request(OpenOutwardDocument, {}, { idempotent: true });
  for (const { id } of outward.webhooks) wake({ kind: 'webhook', id });
  for (const { id } of outward.notification_channels) wake({ kind: 'channel', id });
  for (const { id } of outward.commit_statuses) wake({ kind: 'commit-status', id });
  const { service_domains } = await graphql.request(DueDomainsDocument, { now: timestamp(now()) }, { idempotent: true });
  for (const { id } of service_domains) wake({ kind: 'domain', id });
  const mails = await graphql.request(WaitingAccountMailsDocument, {}, { idempotent: true });
  for (const { id } of mails.account_mails) wake({ kind: 'account-mail', id });
  for (const id of ['outbox', 'dead-letters', 'redeliveries']) wake({ kind: 'event-bus', id });
  const known = await resyncData(deps);
  await Promise.all([
    wakeStrays(deps, 'instance', runtime, rows.service_instances),
    wakeStrays(deps, 'job', jobs, rows.job_runs),
    noteStrays(deps, 'database', deps.databases, known.databases),
    noteStrays(deps, 'cluster', deps.clusters, known.clusters),
    noteStrays(deps, 'tenant-cluster', deps.tenants, known.tenants),
  ]);
}

const lookOf = ({
  id,
  service,
  desired_state,
  status,
  generation,
  observed_generation,
}: OpenWorkQuery['service_instances'][number]) => ({
  id,
  type: service.type,
  desiredState: desired_state,
  status,
  generation,
  observedGeneration: observed_generation,
});

interface Row {
  readonly id: string;
}

/** What is there without a row is removed when it is looked at. A platform that is away holds nobody up: it is asked again the next time. */
async function wakeStrays(
  { wake, tell }: ReconcileDeps,
  kind: 'instance' | 'job',
  platform: { list(): Promise<readonly string[]> },
  rows: readonly Row[],
): Promise<void> {
  const known = new Set(rows.map(({ id }) => id));
  try {
    for (const id of await platform.list()) if (!known.has(id)) wake({ kind, id });
  } catch (error) {
    tell({ kind: 'list-failed', what: kind, error });
  }
}

async function resyncData({
  graphql,
  wake,
}: ReconcileDeps): Promise<Readonly<Record<'databases' | 'clusters' | 'tenants', readonly Row[]>>> {
  const data = await graphql.request(OpenDataWorkDocument, {}, { idempotent: true });
  for (const { id } of data.databases) wake({ kind: 'database', id });
  for (const { id } of data.database_backups) wake({ kind: 'backup', id });
  for (const { id } of data.database_restores) wake({ kind: 'restore', id });
  for (const { id } of data.backup_schedules) wake({ kind: 'backup-schedule', id });
  const open = await graphql.request(OpenClusterWorkDocument, {}, { idempotent: true });
  for (const { id } of open.clusters) wake({ kind: 'cluster', id });
  for (const { id } of open.tenant_clusters) wake({ kind: 'tenant-cluster', id });
  return { databases: data.databases, clusters: open.clusters, tenants: open.tenant_clusters };
}
