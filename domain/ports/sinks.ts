/** Where adapters report what streams out of the world: log lines, metrics and hints to look again. They never write rows themselves. */

export interface LogSink {
  /** Takes lines in order; keeps them until written. Values of secrets are redacted before they get here. */
  append(lines: readonly LogLine[]): void;
}

export interface LogLine {
  /** What the line belongs to: a build, a running service instance, or a run of a job. */
  readonly source:
    | { readonly kind: 'build'; readonly buildId: string }
    | { readonly kind: 'instance'; readonly instanceId: string; readonly revision: string; readonly replica: number }
    | { readonly kind: 'job'; readonly runId: string; readonly instanceId: string; readonly revision: string };
  readonly stream: 'stdout' | 'stderr' | 'system';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

export interface MetricSink {
  /** One sample of a workload, every five seconds. */
  record(sample: MetricSample): void;
}

export interface MetricSample {
  readonly instanceId: string;
  readonly at: number;
  /** Cores used, 1 = one core. */
  readonly cpuCores: number;
  readonly memoryBytes: number;
  /** Requests through the proxy since the last sample, and how many of them failed with 5xx. */
  readonly requests: number;
  readonly requestErrors: number;
  /** Slowest tenth's bound in milliseconds (p90) of these requests, null without requests. */
  readonly latencyP90Ms: number | null;
  readonly replicas: number;
}

/** A hint that something changed: look with `observe`. Losing one costs time, never correctness. */
export type Hint = (ref: {
  readonly kind: 'build' | 'instance' | 'job' | 'database' | 'backup' | 'restore' | 'cluster' | 'tenant-cluster' | 'event-bus';
  readonly id: string;
}) => void;
