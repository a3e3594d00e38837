/** Request times in logarithmic buckets: 60 counters a workload, within a quarter of the true value. */

const growth = 1.25;
const firstBoundMs = 0.5;
const buckets = 60;

export interface Latency {
  record(ms: number): void;
  /** Upper bound of the bucket below which nine tenths of the records lie; null without records. */
  p90(): number | null;
}

export function createLatency(): Latency {
  const counts = new Uint32Array(buckets);
  let total = 0;
  return {
    record: (ms) => {
      const bucket = ms <= firstBoundMs ? 0 : Math.ceil(Math.log(ms / firstBoundMs) / Math.log(growth));
      counts[Math.min(bucket, buckets - 1)] = (counts[Math.min(bucket, buckets - 1)] ?? 0) + 1;
      total += 1;
    },
    p90: () => {
      if (total === 0) return null;
      let seen = 0;
      const bucket = counts.findIndex((count) => {
        seen += count;
        return seen >= total * 0.9;
      });
      return Math.round(firstBoundMs * growth ** bucket * 10) / 10;
    },
  };
}
