/** Looks at everything that is not at rest, and at everything the runtime holds: after a start, and now and then in case an event was lost. */
import {
  OpenClusterWorkDocument,
  OpenDataWorkDocument,
  OpenOutwardDocument,
  OpenWorkDocument,
  WaitingAccountMailsDocument,
} from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

export async function resync(deps: ReconcileDeps): Promise<void> {
  const { graphql, runtime, jobs, wake } = deps;
  const rows = await graphql.request(OpenWorkDocument, {}, { idempotent: true });
  for (const { id } of rows.builds) wake({ kind: 'build', id });
  for (const { id } of rows.deployments) wake({ kind: 'deployment', id });
  for (const { id } of rows.service_instances) wake({ kind: 'instance', id });
  for (const { id } of rows.job_runs) wake({ kind: 'job', id });
  for (const { id } of rows.services) wake({ kind: 'service', id });
  for (const { id } of rows.environments) wake({ kind: 'environment', id });
  for (const { id } of rows.projects) wake({ kind: 'project', id });
  const outward = await graphql.request(OpenOutwardDocument, {}, { idempotent: true });
  for (const { id } of outward.webhooks) wake({ kind: 'webhook', id });
  for (const { id } of outward.notification_channels) wake({ kind: 'channel', id });
  for (const { id } of outward.commit_statuses) wake({ kind: 'commit-status', id });
  const mails = await graphql.request(WaitingAccountMailsDocument, {}, { idempotent: true });
  for (const { id } of mails.account_mails) wake({ kind: 'account-mail', id });
  // What runs without a row is removed when it is looked at.
  const known = new Set(rows.service_instances.map((i) => i.id));
  for (const id of await runtime.list()) if (!known.has(id)) wake({ kind: 'instance', id });
  const open = new Set(rows.job_runs.map((r) => r.id));
  for (const id of await jobs.list()) if (!open.has(id)) wake({ kind: 'job', id });
  for (const id of ['outbox', 'dead-letters']) wake({ kind: 'event-bus', id });
  await resyncData(deps);
}

async function resyncData({ graphql, databases, clusters, wake }: ReconcileDeps): Promise<void> {
  const data = await graphql.request(OpenDataWorkDocument, {}, { idempotent: true });
  for (const { id } of data.databases) wake({ kind: 'database', id });
  for (const { id } of data.database_backups) wake({ kind: 'backup', id });
  for (const { id } of data.database_restores) wake({ kind: 'restore', id });
  for (const { id } of data.backup_schedules) wake({ kind: 'backup-schedule', id });
  const open = await graphql.request(OpenClusterWorkDocument, {}, { idempotent: true });
  for (const { id } of open.clusters) wake({ kind: 'cluster', id });
  for (const { id } of open.tenant_clusters) wake({ kind: 'tenant-cluster', id });
  const known = new Set([...data.databases, ...open.clusters].map((row) => row.id));
  for (const id of await databases.list()) if (!known.has(id)) wake({ kind: 'database', id });
  for (const id of await clusters.list()) if (!known.has(id)) wake({ kind: 'cluster', id });
}
