/** Prints what services used in the last five minutes: once, or with each new sample. */
import {
  type InstanceStateFragment,
  InstancesDocument,
  RecentMetricsDocument,
  type RecentMetricsQuery,
  WatchMetricsDocument,
  type WatchMetricsSubscription,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { bytes } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { sparkline } from '../output/sparkline.ts';
import { paintStatus } from '../output/status-color.ts';
import { table } from '../output/table.ts';
import { serviceName } from './find-service.ts';
import { instancesAt, repaint, type StatusRequest } from './show-status.ts';

type Sample = RecentMetricsQuery['recentMetrics']['instances'][number]['samples'][number];
type Samples = ReadonlyMap<string, readonly Sample[]>;

const RECENT_MS = 300_000;
const SAMPLE_SECONDS = 5;
/** An older one is of processes that no longer run. */
const FRESH_MS = 30_000;
/** Of one question. */
const MOST = 200;
const HEADINGS = ['SERVICE', 'ENV', 'STATUS', 'REPLICAS', 'CPU', 'MEMORY', 'REQ/S', 'ERRORS', 'P90', 'CPU, 5 MINUTES'];

export async function showTop(connection: Connection, output: Output, request: Omit<StatusRequest, 'watch'>): Promise<void> {
  const where = await instancesAt(connection, request);
  const { service_instances: instances } = await connection.client.request(InstancesDocument, where, { idempotent: true });
  const ids = instances.map(({ id }) => id);
  let samples = await recentOf(connection, ids);
  if (request.once || !output.interactive) {
    const found = instances.map((instance) => ({ ...instance, samples: samples.get(instance.id) ?? [] }));
    output.result(found, () => screen(output, instances, samples));
    return;
  }
  repaint(output, '', screen(output, instances, samples));
  // Of some the newest may not have been written yet.
  const since = new Date(Date.now() - 15_000).toISOString();
  for await (const { service_metrics_stream: rows } of (await connection.subscriptions()).iterate(WatchMetricsDocument, {
    ids,
    since,
  })) {
    samples = withRows(samples, rows);
    repaint(output, '', screen(output, instances, samples));
  }
}

type Row = WatchMetricsSubscription['service_metrics_stream'][number];

/** Each sample once, and none that is too old to be shown. */
function withRows(samples: Samples, rows: readonly Row[]): Samples {
  const all = new Map(samples);
  const from = Date.now() - RECENT_MS;
  for (const row of rows) {
    const before = all.get(row.service_instance_id) ?? [];
    const measuredAt = new Date(row.measured_at).toISOString();
    if (before.some((sample) => sample.measuredAt === measuredAt)) continue;
    const sample = {
      measuredAt,
      cpuCores: row.cpu_cores,
      memoryBytes: Number(row.memory_bytes),
      requests: row.requests,
      requestErrors: row.request_errors,
      latencyP90Ms: row.latency_p90_ms,
      replicas: row.replicas,
    };
    all.set(row.service_instance_id, [...before.filter((old) => Date.parse(old.measuredAt) > from), sample]);
  }
  return all;
}

async function recentOf({ client }: Connection, ids: readonly string[]): Promise<Samples> {
  const all = new Map<string, readonly Sample[]>();
  for (let at = 0; at < ids.length; at += MOST) {
    const { recentMetrics } = await client.request(
      RecentMetricsDocument,
      { ids: ids.slice(at, at + MOST) },
      { idempotent: true },
    );
    for (const { serviceInstanceId, samples } of recentMetrics.instances) all.set(serviceInstanceId, samples);
  }
  return all;
}

function screen(output: Output, instances: readonly InstanceStateFragment[], samples: Samples): string {
  const rows = instances.map((instance) => row(output, instance, samples.get(instance.id) ?? []));
  return table(HEADINGS, rows, 'Nothing was deployed yet: «northstack deploy <project>/<service>» does.');
}

function row({ paint }: Output, instance: InstanceStateFragment, all: readonly Sample[]): string[] {
  const samples = all.filter(({ measuredAt }) => Date.parse(measuredAt) > Date.now() - RECENT_MS);
  const latest = samples.findLast(({ measuredAt }) => Date.parse(measuredAt) > Date.now() - FRESH_MS);
  const sum = (of: (sample: Sample) => number) => samples.reduce((total, sample) => total + of(sample), 0);
  const requests = sum((sample) => sample.requests);
  const cpu = samples.map(({ cpuCores }) => cpuCores);
  const slowest = samples.findLast(({ latencyP90Ms }) => latencyP90Ms !== null)?.latencyP90Ms;
  return [
    serviceName(instance.service),
    instance.environment.slug,
    paintStatus(paint, instance.status),
    latest ? String(latest.replicas) : '-',
    latest ? latest.cpuCores.toFixed(2) : '-',
    latest ? bytes(latest.memoryBytes) : '-',
    samples.length > 0 ? (requests / (samples.length * SAMPLE_SECONDS)).toFixed(1) : '-',
    requests > 0 ? `${((100 * sum((sample) => sample.requestErrors)) / requests).toFixed(1)} %` : '-',
    slowest == null ? '-' : `${Math.round(slowest)} ms`,
    sparkline(cpu, 20, Math.max(0.1, ...cpu)),
  ];
}
