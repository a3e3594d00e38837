/** Decides the next steps of a workload from its record and the clock alone. */
import type { ReplicaRecord, RunRecord, WorkloadRecord } from './record.ts';

export type Step =
  /** The wanted run begins to start. */
  | { readonly do: 'begin'; readonly run: string }
  | { readonly do: 'start'; readonly run: string; readonly index: number }
  /** No more requests for it, then the end of its processes. */
  | { readonly do: 'stop'; readonly run: string; readonly index: number }
  /** It runs but is of no use: it is ended and counts as crashed. */
  | { readonly do: 'abandon'; readonly run: string; readonly index: number }
  /** The run is healthy and takes the traffic. */
  | { readonly do: 'promote'; readonly run: string }
  | { readonly do: 'fail'; readonly run: string; readonly because: 'crashes' | 'timeout' }
  | { readonly do: 'rest'; readonly run: string }
  /** Nothing of it is left. */
  | { readonly do: 'forget'; readonly run: string };

export interface Plan {
  /** All may be taken at once, in this order. */
  readonly steps: readonly Step[];
  /** When to look again though nothing happened, in milliseconds since the epoch. */
  readonly wakeAt: number | null;
}

export interface PlanTiming {
  /** A running replica whose health check fails for this long is started anew. */
  readonly unhealthyRestartMs: number;
  /** Exits before a new run was ever healthy that make it fail without waiting for its time limit. */
  readonly startCrashes: number;
}

export function planWorkload(record: WorkloadRecord, now: number, timing: PlanTiming): Plan {
  const steps: Step[] = [];
  const times: number[] = [];
  for (const run of record.runs) {
    const wanted = wantedReplicas(record, run);
    const due = (at: number) => {
      if (at > now) times.push(at);
      return at <= now;
    };
    if (run === record.runs[0]) steps.push(...planPhase(record, run, wanted, due, timing));
    else if (run.id !== record.serving && run.replicas.length === 0) steps.push({ do: 'forget', run: run.id });
    if (!steps.some((s) => s.run === run.id)) steps.push(...planReplicas(run, wanted, due, timing));
  }
  return { steps, wakeAt: times.length === 0 ? null : Math.min(...times) };
}

/** How many replicas of this run should be there now. */
export function wantedReplicas(record: WorkloadRecord, run: RunRecord): number {
  const occupied = record.runs.some((other) => other !== run && excludes(run, other) && other.replicas.length > 0);
  const [newest] = record.runs;
  if (run === newest) return run.phase === 'failed' || run.phase === 'stopped' || occupied ? 0 : record.replicas;
  if (run.id !== record.serving) return 0;
  const makesRoom = newest?.phase === 'starting' && excludes(run, newest);
  return makesRoom || (occupied && newest?.phase === 'failed' && run.replicas.length === 0) ? 0 : record.replicas;
}

/** A fixed port is free, and a volume in nobody's hands, only when the other run has gone. */
const excludes = (run: RunRecord, other: RunRecord): boolean =>
  (run.port !== null && other.port === run.port) || (run.type === 'stateful' && other.type === 'stateful');

type Due = (at: number) => boolean;

function planPhase(record: WorkloadRecord, run: RunRecord, wanted: number, due: Due, timing: PlanTiming): Step[] {
  if (record.replicas === 0) {
    const gone = record.runs.every((r) => r.replicas.length === 0);
    return gone && (run.phase !== 'stopped' || record.serving !== null) ? [{ do: 'rest', run: run.id }] : [];
  }
  if (run.phase === 'stopped') return run.replicas.length === 0 ? [{ do: 'begin', run: run.id }] : [];
  if (run.phase !== 'starting' || wanted === 0) return [];
  const running = run.replicas.filter((r) => r.state === 'running' && r.unhealthySince === null);
  if (running.length >= wanted) return [{ do: 'promote', run: run.id }];
  if (run.replicas.some((r) => r.crashes >= timing.startCrashes)) return [{ do: 'fail', run: run.id, because: 'crashes' }];
  return due(run.begunAt + run.healthTimeoutMs) ? [{ do: 'fail', run: run.id, because: 'timeout' }] : [];
}

function planReplicas(run: RunRecord, wanted: number, due: Due, timing: PlanTiming): Step[] {
  const steps: Step[] = [];
  for (const replica of run.replicas) {
    const at = { run: run.id, index: replica.index };
    if (replica.index >= wanted) {
      if (replica.state !== 'stopping') steps.push({ do: 'stop', ...at });
    } else if (replica.state === 'crashed') {
      if (due(replica.nextStartAt)) steps.push({ do: 'start', ...at });
    } else if (useless(run, replica, due, timing)) steps.push({ do: 'abandon', ...at });
  }
  const there = new Set(run.replicas.map((r) => r.index));
  for (let index = 0; index < wanted; index++) if (!there.has(index)) steps.push({ do: 'start', run: run.id, index });
  return steps;
}

/** Of a run that was healthy once: a replica that does not come up, or stopped answering. */
function useless(run: RunRecord, replica: ReplicaRecord, due: Due, timing: PlanTiming): boolean {
  if (run.phase !== 'healthy') return false;
  if (replica.state === 'starting') return due((replica.startedAt ?? 0) + run.healthTimeoutMs);
  return (
    replica.state === 'running' && replica.unhealthySince !== null && due(replica.unhealthySince + timing.unhealthyRestartMs)
  );
}
