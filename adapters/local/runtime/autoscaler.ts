/** Lets the number of a workload's replicas follow its load: from the samples that are taken anyway to what `planScale` says about them. */
import { planScale, type Recommendation, type Usage } from '../../../domain/plan/autoscale.ts';
import type { MetricSample } from '../../../domain/ports/sinks.ts';
import type { ScalingRecord, WorkloadRecord } from './record.ts';
import type { RuntimeTiming } from './timing.ts';

export interface Autoscaler {
  /** The number that it should become now, and why; null: it stays. */
  weigh(record: WorkloadRecord, sample: MetricSample): { readonly replicas: number; readonly reason: string } | null;
}

export function createAutoscaler({ scaleSamples, scaleDownMs }: RuntimeTiming): Autoscaler {
  let usages: Usage[] = [];
  let recent: readonly Recommendation[] = [];
  /** Something began or ended: the next sample saw it for a part of its time only. */
  let isFresh = true;
  return {
    weigh: (record, sample) => {
      const { scaling, replicas } = record;
      if (scaling === null || !isSteady(record)) {
        [usages, isFresh] = [[], true];
        if (scaling === null) recent = [];
        return null;
      }
      if (isFresh) {
        isFresh = false;
        return null;
      }
      usages.push(usageOf(scaling, sample, replicas));
      if (usages.length < scaleSamples) return null;
      const usage = { cpuPercent: mean(usages, 'cpuPercent'), memoryPercent: mean(usages, 'memoryPercent') };
      usages = [];
      const plan = planScale(scaling, { replicas, usage }, recent, sample.at, scaleDownMs);
      recent = plan.recent;
      return plan.reason === null ? null : { replicas: plan.replicas, reason: plan.reason };
    },
  };
}

/** One version serves and nothing is on its way. A replica that waits for its next start counts as using nothing. */
function isSteady({ runs, replicas: wanted }: WorkloadRecord): boolean {
  const [run] = runs;
  if (run === undefined || runs.length > 1 || run.phase !== 'healthy') return false;
  return run.replicas.length === wanted && run.replicas.every(({ state }) => state === 'running' || state === 'crashed');
}

const usageOf = (
  { cpuMillicores, memoryMegabytes }: ScalingRecord,
  { cpuCores, memoryBytes }: MetricSample,
  replicas: number,
): Usage => ({
  cpuPercent: cpuMillicores === null ? null : (cpuCores * 100_000) / (replicas * cpuMillicores),
  memoryPercent: memoryMegabytes === null ? null : (memoryBytes * 100) / (replicas * memoryMegabytes * 2 ** 20),
});

function mean(usages: readonly Usage[], of: keyof Usage): number | null {
  const values = usages.flatMap((usage) => usage[of] ?? []);
  return values.length < usages.length ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
