/** One line about a service instance, for tables and changes. */
import type { InstanceStateFragment } from '../../sdk/generated.ts';
import { age, bytes, shortCommit } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';
import { serviceName } from './find-service.ts';
import { wantedText } from './wanted-replicas.ts';

export const instanceHeadings = [
  'SERVICE',
  'ENV',
  'REGION',
  'STATUS',
  'REPLICAS',
  'VERSION',
  'CPU',
  'MEMORY',
  'REQ/S',
  'SEEN',
  'URL',
];

export function instanceRow({ paint }: Output, instance: InstanceStateFragment): string[] {
  const { current_deployment: current, metrics } = instance;
  const latest = metrics[0];
  // Older samples are of processes that no longer run.
  const metric = latest && instance.status !== 'stopped' && Date.now() - Date.parse(latest.measured_at) < 30_000 ? latest : null;
  const version = current ? `r${current.revision}${current.build ? ` ${shortCommit(current.build.git_commit)}` : ''}` : '-';
  return [
    serviceName(instance.service),
    instance.environment.slug,
    instance.environment.region.slug,
    paintStatus(paint, instance.status),
    `${instance.ready_replicas}/${wantedText(instance)}`,
    version,
    metric ? metric.cpu_cores.toFixed(2) : '-',
    metric ? bytes(Number(metric.memory_bytes)) : '-',
    metric ? (metric.requests / 5).toFixed(1) : '-',
    instance.observed_at ? age(instance.observed_at) : 'never',
    instance.url ?? instance.address ?? '-',
  ];
}

/** What is wrong, when something is. */
export function instanceTrouble(instance: InstanceStateFragment): string | null {
  const [latest] = instance.deployments;
  if (instance.status_reason !== null && instance.status !== 'stopped') return instance.status_reason;
  if (latest?.status === 'failed')
    return `Revision ${latest.revision} failed while ${latest.failure_step}: ${latest.failure_reason?.split('\n')[0]}`;
  return null;
}

/** Where it runs when that place is not as it should be, and where its things go then. */
export function regionTrouble({ environment: { slug, region } }: InstanceStateFragment): string | null {
  if (region.status === 'available') return null;
  const why = region.status_reason === null ? '' : ` ${region.status_reason}`;
  const says = `${slug}: the region ${region.slug} is ${region.status} for ${age(region.updated_at)}.${why}`;
  if (region.failover_region === null) return `${says} No other region is named for its things.`;
  return `${says} Its things go to ${region.failover_region.slug}: deploy to an environment there («northstack environments»).`;
}

/** Each domain of the team's own with its state, and what it waits for. */
export const domainLines = ({ paint }: Output, { service, domains }: InstanceStateFragment): readonly string[] =>
  domains.map(({ hostname, status, status_reason, dns_reason, url }) =>
    [paint('dim', serviceName(service)), url ?? hostname, paintStatus(paint, status), status_reason ?? dns_reason ?? '']
      .join(' ')
      .trimEnd(),
  );

/** Why the number of replicas last became another by itself, when it did. */
export function scalingNote({ max_replicas, scaled_replicas, scaled_reason, scaled_at }: InstanceStateFragment): string | null {
  if (max_replicas === null || scaled_reason === null || scaled_at === null) return null;
  return `${scaled_replicas} replicas for ${age(scaled_at)}. ${scaled_reason}`;
}
