/** The runtime's own clockwork, apart from what a workload asks for. */
import type { PlanTiming } from './plan-workload.ts';

export interface RuntimeTiming extends PlanTiming {
  /** Between health checks of a healthy replica. */
  readonly healthEveryMs: number;
  /** One health check's time limit. */
  readonly probeTimeoutMs: number;
  /** Checks that fail in a row before a healthy replica counts as unhealthy. */
  readonly failedProbes: number;
  /** A worker that ran for this long is healthy. */
  readonly settleMs: number;
  /** Pause before the first restart; it doubles up to the longest. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  /** Having stayed up for this long forgives earlier crashes. */
  readonly stableMs: number;
  /** How often processes that are not our children are looked at. */
  readonly adoptedPollMs: number;
  readonly metricsEveryMs: number;
  /** Samples that the number of replicas follows: their mean. */
  readonly scaleSamples: number;
  /** Fewer replicas come when no more were asked for during this time. */
  readonly scaleDownMs: number;
}

export const runtimeTiming: RuntimeTiming = {
  healthEveryMs: 10_000,
  probeTimeoutMs: 5_000,
  failedProbes: 3,
  settleMs: 1_000,
  firstBackoffMs: 500,
  longestBackoffMs: 60_000,
  stableMs: 60_000,
  adoptedPollMs: 500,
  metricsEveryMs: 5_000,
  scaleSamples: 3,
  scaleDownMs: 300_000,
  unhealthyRestartMs: 60_000,
  startCrashes: 3,
};

/** The pause before restart number `crashes`, with up to a fifth of jitter so that replicas do not beat in time. */
export function backoffMs(timing: RuntimeTiming, crashes: number): number {
  const pause = Math.min(timing.longestBackoffMs, timing.firstBackoffMs * 2 ** Math.min(crashes - 1, 20));
  return Math.round(pause * (0.9 + Math.random() * 0.2));
}
