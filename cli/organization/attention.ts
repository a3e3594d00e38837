/** One page of what does not go by itself, whosever it is, each with what can be done about it. What happened is told for a day. */
import { EXPIRING_MS } from '../../domain/plan/custom-domain.ts';
import { AttentionDocument, type AttentionQuery } from '../../sdk/generated.ts';
import { asAdministrator } from '../connection/as-administrator.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

const DAY_MS = 24 * 3_600_000;
/** The reaper looks every minute. */
const OVERDUE_MS = 3 * 60_000;

export async function listAttention({ client }: Connection, output: Output, now: number): Promise<void> {
  const ago = (ms: number) => new Date(now - ms).toISOString();
  const variables = { since: ago(DAY_MS), overdue: ago(OVERDUE_MS), expiring: ago(-EXPIRING_MS) };
  const found = attentionOf(await client.request(AttentionDocument, variables, { idempotent: true, ...asAdministrator }));
  output.result(found, () =>
    table(
      ['WHAT', 'NAME', 'OF', 'SINCE', 'SAYS', 'DO'],
      found.map((row) => [
        row.what,
        row.name,
        row.of,
        row.since.slice(0, 19),
        output.paint('yellow', shortened(row.says)),
        output.paint('dim', row.do),
      ]),
      'Nothing needs you.',
    ),
  );
}

interface Attention {
  readonly what: string;
  readonly name: string;
  /** The organization; empty: the platform itself. */
  readonly of: string;
  /** Since when, or when it happened. */
  readonly since: string;
  readonly says: string;
  readonly do: string;
}

function attentionOf(found: AttentionQuery): readonly Attention[] {
  const rows: readonly Attention[] = [
    ...found.regions.map((region) => ({
      what: 'region unavailable',
      name: region.slug,
      of: '',
      since: region.updated_at,
      says: region.status_reason ?? '',
      do: 'see to its clusters',
    })),
    ...found.clusters.map((cluster) => ({
      what: `cluster ${cluster.status}`,
      name: cluster.slug,
      of: cluster.organization?.slug ?? '',
      since: cluster.status_changed_at,
      says: cluster.failure_reason ?? cluster.status_reason ?? '',
      do: 'northstack clusters',
    })),
    ...found.tenant_clusters.map((cluster) => ({
      what: `virtual cluster ${cluster.status}`,
      name: cluster.slug,
      of: cluster.organization.slug,
      since: cluster.status_changed_at,
      says: cluster.failure_reason ?? '',
      do: 'northstack clusters',
    })),
    ...found.databases.map((database) => ({
      what: `database ${database.status}`,
      name: `${database.project.slug}/${database.slug}`,
      of: database.organization.slug,
      since: database.status_changed_at,
      says: database.failure_reason ?? database.status_reason ?? '',
      do: `northstack db info ${database.project.slug}/${database.slug}`,
    })),
    ...found.database_backups.map((backup) => ({
      what: 'backup failed',
      name: `${backup.project.slug}/${backup.database.slug}`,
      of: backup.organization.slug,
      since: backup.created_at,
      says: backup.failure_reason ?? '',
      do: `northstack db backup ${backup.project.slug}/${backup.database.slug}`,
    })),
    ...found.service_instances.map((instance) => ({
      what: 'service unknown',
      name: `${instance.project.slug}/${instance.service.slug} in ${instance.environment.slug}`,
      of: instance.organization.slug,
      since: instance.status_changed_at,
      says: instance.status_reason ?? '',
      do: 'see to whatever runs it',
    })),
    ...found.service_domains.map((domain) => ({
      what: domain.status === 'failed' ? 'domain failed' : 'certificate expires',
      name: domain.hostname,
      of: domain.organization.slug,
      since: domain.updated_at,
      says:
        domain.status === 'failed'
          ? (domain.status_reason ?? '')
          : `on ${domain.certificate_expires_at?.slice(0, 10)}, and was not renewed. ${domain.status_reason ?? ''}`.trim(),
      do: `northstack domains check ${domain.hostname}`,
    })),
    ...found.deployments.map((deployment) => ({
      what: 'deployment overdue',
      name: `${deployment.project.slug}/${deployment.service.slug}`,
      of: deployment.organization.slug,
      since: deployment.deadline_at ?? '',
      says: `${deployment.status}, and nobody ends it`,
      do: 'see whether the service «events» runs',
    })),
    ...found.strays.map((stray) => ({
      what: `stray ${stray.kind.replace('_', ' ')}`,
      name: stray.name,
      of: '',
      since: stray.first_seen_at,
      says: `at ${stray.platform}, of ${stray.installation ?? 'an installation that is not named'}`,
      do: 'northstack strays',
    })),
    ...found.event_dead_letters.map((letter) => ({
      what: 'dead letter',
      name: letter.id,
      of: '',
      since: letter.created_at,
      says: `${letter.consumer} gave up ${letter.event_type ?? 'an event'} after ${letter.deliveries} tries`,
      do: `northstack dead-letters redeliver ${letter.id}`,
    })),
    ...found.webhooks.map((webhook) => ({
      what: webhook.disabled_reason === null ? 'webhook failing' : 'webhook disabled',
      name: webhook.name,
      of: webhook.organization.slug,
      since: webhook.failing_since ?? webhook.updated_at,
      says: [
        ...(webhook.disabled_reason === null ? [] : [webhook.disabled_reason]),
        `${webhook.given_up.aggregate?.count ?? 0} given up in a day`,
      ].join('; '),
      do: 'northstack webhooks',
    })),
    ...found.notification_channels
      .filter((channel) => Date.parse(channel.last_success_at ?? '') > Date.parse(channel.last_failure_at ?? '') === false)
      .map((channel) => ({
        what: 'channel failing',
        name: channel.name,
        of: channel.organization.slug,
        since: channel.last_failure_at ?? '',
        says: channel.last_failure_reason ?? '',
        do: 'northstack channels',
      })),
    ...found.commit_statuses.map((status) => ({
      what: 'commit status not told',
      name: `${status.project?.slug ?? ''} ${status.git_commit.slice(0, 12)}`.trim(),
      of: status.organization.slug,
      since: status.updated_at,
      says: status.failure_reason ?? '',
      do: 'see to its git connection',
    })),
  ];
  return [...rows].sort((a, b) => Date.parse(b.since) - Date.parse(a.since));
}

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);
