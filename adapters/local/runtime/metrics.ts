/** Samples what the replicas' process groups use, and joins it with the proxy's request counts. */
import type { RequestCounts } from '../../../domain/ports/route-table.ts';
import type { MetricSample } from '../../../domain/ports/sinks.ts';
import type { ProcessSample } from '../processes/process-table.ts';
import type { WorkloadRecord } from './record.ts';

export interface MetricSampler {
  /** One sample for each workload that has a process or had requests. CPU is counted from the second look at a process on. */
  sample(
    records: readonly WorkloadRecord[],
    processes: readonly ProcessSample[],
    counts: ReadonlyMap<string, RequestCounts>,
    now: number,
  ): MetricSample[];
}

export function createMetricSampler(): MetricSampler {
  let before = new Map<number, number>();
  let sampledAt = 0;
  return {
    sample: (records, processes, counts, now) => {
      const bySession = new Map<number, ProcessSample[]>();
      for (const p of processes) bySession.set(p.session, [...(bySession.get(p.session) ?? []), p]);
      const elapsedMs = Math.max(1, now - sampledAt);
      const seen = new Map<number, number>();
      const samples = records.flatMap((record): MetricSample[] => {
        const leaders = record.runs.flatMap((run) => run.replicas.flatMap((r) => (r.process ? [r.process.pid] : [])));
        const members = leaders.flatMap((pid) => bySession.get(pid) ?? []);
        const requests = counts.get(record.instanceId);
        if (members.length === 0 && !requests) return [];
        let cpuMs = 0;
        for (const { pid, cpuMs: used } of members) {
          // The first look at a process only notes where it stands: what it used before may be days old.
          cpuMs += Math.max(0, used - (before.get(pid) ?? used));
          seen.set(pid, used);
        }
        return [
          {
            instanceId: record.instanceId,
            at: now,
            cpuCores: cpuMs / elapsedMs,
            memoryBytes: members.reduce((total, p) => total + p.residentBytes, 0),
            requests: requests?.requests ?? 0,
            requestErrors: requests?.errors ?? 0,
            latencyP90Ms: requests?.latencyP90Ms ?? null,
            replicas: leaders.length,
          },
        ];
      });
      before = seen;
      sampledAt = now;
      return samples;
    },
  };
}
