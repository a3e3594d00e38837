/** A workload's record as an observation, with reasons in words. */
import type { ReplicaObservation, RevisionObservation, WorkloadObservation } from '../../../domain/ports/app-runtime.ts';
import { wantedReplicas } from './plan-workload.ts';
import type { ReplicaRecord, RunRecord, WorkloadRecord } from './record.ts';

/** `tail`: the last lines of a run's output. */
export function describeWorkload(record: WorkloadRecord, tail: (run: RunRecord) => string, now: number): WorkloadObservation {
  const serving = record.runs.find((run) => run.id === record.serving && run.replicas.some((r) => r.state === 'running'));
  return {
    state: 'present',
    observedAt: now,
    serving: serving?.revision ?? null,
    revisions: record.runs.map((run) => describeRun(record, run, tail, now)),
    ...addressOf(record),
    ...(record.scaling === null ? {} : { scaled: { replicas: record.replicas, reason: record.scaling.reason } }),
  };
}

/** It stays while the program is stopped or started anew. */
function addressOf({ runs, serving }: WorkloadRecord): { readonly address?: { readonly host: string; readonly port: number } } {
  const run = runs.find(({ id }) => id === serving) ?? runs[0];
  return run?.type !== 'stateful' || run.port === null ? {} : { address: { host: '127.0.0.1', port: run.port } };
}

function describeRun(record: WorkloadRecord, run: RunRecord, tail: (run: RunRecord) => string, now: number): RevisionObservation {
  const trouble = troubleOf(record, run, now);
  const phase = phaseOf(record, run, trouble !== null);
  return {
    revision: run.revision,
    generation: run.generation,
    phase,
    reason:
      phase === 'failed' ? run.reason : phase === 'degraded' && trouble !== null ? `${trouble}\n${tail(run)}`.trimEnd() : null,
    replicas: run.replicas.map(describeReplica),
  };
}

function phaseOf(record: WorkloadRecord, run: RunRecord, troubled: boolean): RevisionObservation['phase'] {
  if (run.phase === 'failed') return 'failed';
  if (wantedReplicas(record, run) === 0 && run.phase !== 'starting') return run.replicas.length > 0 ? 'stopping' : 'stopped';
  if (run.phase === 'stopped' || run.phase === 'starting') return record.replicas === 0 ? 'stopping' : 'starting';
  if (troubled) return 'degraded';
  // While some serve, more of them coming up changes nothing; with none yet it is only starting.
  return run.replicas.some((r) => r.state === 'running') ? 'healthy' : 'starting';
}

/** What is wrong with a run that was healthy once. */
function troubleOf(record: WorkloadRecord, run: RunRecord, now: number): string | null {
  const seen = run.replicas.filter((r) => r.index < wantedReplicas(record, run)).flatMap((r) => troubleOfReplica(r, now));
  return seen.length === 0 ? null : seen.join('\n');
}

function troubleOfReplica(replica: ReplicaRecord, now: number): string[] {
  const name = `Replica ${replica.index}`;
  if (replica.state === 'crashed') {
    const pause = Math.max(0, Math.ceil((replica.nextStartAt - now) / 1000));
    return [
      `${name} exited with ${exitWords(replica.lastExit)} and starts again in ${pause} s (restart ${replica.restarts + 1}).`,
    ];
  }
  if (replica.unhealthySince !== null) return [`${name} fails its health check.`];
  if (replica.state === 'starting' && replica.crashes > 0)
    return [`${name} is starting again after ${exitWords(replica.lastExit)}.`];
  return [];
}

export function exitWords(exit: { readonly code: number | null; readonly signal: string | null } | null): string {
  return exit?.signal ?? (exit?.code == null ? 'an unknown result' : `exit code ${exit.code}`);
}

function describeReplica(replica: ReplicaRecord): ReplicaObservation {
  return {
    index: replica.index,
    state: replica.state,
    pid: replica.process?.pid ?? null,
    port: replica.port,
    startedAt: replica.startedAt,
    restarts: replica.restarts,
    lastExit: replica.lastExit,
  };
}
