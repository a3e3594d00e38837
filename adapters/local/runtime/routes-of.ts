/** The routes a workload should have now: its host names, to the replicas of the run that serves. No target means: known, but not there. */
import type { Route, RouteTarget } from '../../../domain/ports/route-table.ts';
import type { RunRecord, WorkloadRecord } from './record.ts';

export function routesOf(record: WorkloadRecord): Route[] {
  if (record.runs[0]?.type !== 'web') return [];
  const targets = targetsOf(record.runs.find((run) => run.id === record.serving));
  return [...record.hostnames, ...record.domains].map((hostname) => ({ hostname, targets }));
}

function targetsOf(run: RunRecord | undefined): RouteTarget[] {
  const running = run?.type === 'web' ? run.replicas.filter((r) => r.state === 'running' && r.process !== null) : [];
  const healthy = running.filter((r) => r.unhealthySince === null);
  // All unhealthy: a slow answer is better than none.
  return (healthy.length > 0 ? healthy : running).flatMap((r) => (r.port === null ? [] : [{ host: r.host, port: r.port }]));
}
