/** Asks a replica again and again whether it is healthy: quickly while it starts, then at its pace. A worker is healthy once it stayed up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProbeTarget, probe } from './probe.ts';
import type { RuntimeTiming } from './timing.ts';

export interface HealthWatch {
  /** null for a worker. */
  readonly target: Omit<ProbeTarget, 'timeoutMs'> | null;
  readonly timing: RuntimeTiming;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** It has been healthy before. */
  readonly wasHealthy: boolean;
  /** It answers, on this address. Called when that is news. */
  readonly onHealthy: (host: string) => Promise<void>;
  /** It was healthy and has not been for several checks. Called once, until it is healthy again. */
  readonly onUnhealthy: (detail: string) => Promise<void>;
  /** Why a check failed, each time. */
  readonly onFailedProbe: (detail: string) => void;
}

/** Never resolves for a web replica; rejects with the signal's reason. */
export async function watchHealth(watch: HealthWatch): Promise<void> {
  const { timing, signal } = watch;
  if (watch.target === null) {
    if (!watch.wasHealthy) await sleep(timing.settleMs, undefined, { signal, ref: false });
    return watch.onHealthy('');
  }
  let state: 'starting' | 'healthy' | 'unhealthy' = watch.wasHealthy ? 'healthy' : 'starting';
  let host: string | null = null;
  let failed = 0;
  for (let pauseMs = 20; ; ) {
    const result = await probe({ ...watch.target, timeoutMs: timing.probeTimeoutMs });
    signal.throwIfAborted();
    if (result.healthy) {
      failed = 0;
      if (state !== 'healthy' || host !== result.host) await watch.onHealthy(result.host);
      state = 'healthy';
      host = result.host;
      pauseMs = timing.healthEveryMs;
    } else {
      failed++;
      watch.onFailedProbe(result.detail);
      if (state === 'healthy' && failed >= timing.failedProbes) {
        state = 'unhealthy';
        await watch.onUnhealthy(result.detail);
      }
      pauseMs = state === 'starting' ? Math.min(pauseMs * 1.3, 500) : Math.min(timing.healthEveryMs, 1_000);
    }
    await sleep(pauseMs, undefined, { signal, ref: false });
  }
}
