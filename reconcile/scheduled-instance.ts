/**
 * Instances of jobs: nothing runs between their runs, so a deployment of one serves as soon as its artifact is there, and an instance on a
 * schedule gets a row of job_runs for each time that has come. The row's unique key keeps that to one, whoever else looks.
 */
import { randomUUID } from 'node:crypto';
import { type RolloutView, wantedRevision } from '../domain/plan/rollout.ts';
import type { WorkloadObservation } from '../domain/ports/app-runtime.ts';
import { Fault } from '../kit/fault.ts';
import { LastScheduledDocument, ScheduleJobRunDocument } from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';
import type { Instance } from './instance.ts';
import { dueTimes } from './schedule.ts';

/** Timers that wait for longer are not exact, and a changed clock should be noticed. */
const LONGEST_MS = 10 * 60_000;

export const isScheduled = (type: Instance['service']['type']): boolean => type === 'cron' || type === 'job';

/** What a runtime would say that has nothing to do. */
export function observeScheduled(instance: Instance, view: RolloutView, now: number): WorkloadObservation {
  const wanted = wantedRevision(view);
  if (wanted === null || instance.desired_state === 'stopped') return { state: 'absent' };
  return {
    state: 'present',
    observedAt: now,
    serving: wanted,
    revisions: [{ revision: wanted, generation: instance.generation, phase: 'healthy', reason: null, replicas: [] }],
  };
}

/** Why its schedule cannot be followed; null: it can, or it has none. */
export function scheduleProblem({ service }: Instance): string | null {
  if (service.schedule === null) return null;
  try {
    dueTimes(service.schedule, service.schedule_timezone, 0, 0);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

/** Makes the run of a time that has come. Answers how long to wait for the next. */
export async function followSchedule(
  { graphql, now, wake }: ReconcileDeps,
  { id, service, desired_state, deployments }: Instance,
): Promise<number | null> {
  const running = deployments.find((d) => d.status === 'running');
  if (service.schedule === null || desired_state === 'stopped' || running === undefined) return null;
  const { job_runs: last, deployments: first } = await graphql.request(LastScheduledDocument, { id }, { idempotent: true });
  const since = Math.max(
    Date.parse(last[0]?.scheduled_for ?? '1970-01-01T00:00:00Z'),
    Date.parse(first[0]?.finished_at ?? running.finished_at ?? timestamp(now())),
  );
  const { latest, missed, next } = dueTimes(service.schedule, service.schedule_timezone, since, now());
  if (latest !== null) {
    const runId = randomUUID();
    const deadline = latest + service.starting_deadline_seconds * 1000;
    const others = `${missed} earlier ${missed === 1 ? 'time was' : 'times were'} missed.`;
    await graphql.request(
      ScheduleJobRunDocument,
      {
        run: {
          id: runId,
          service_instance_id: id,
          deployment_id: running.id,
          trigger: 'schedule',
          scheduled_for: timestamp(latest),
          // One that is too late already is skipped by its reconciler.
          deadline_at: timestamp(deadline),
          status_reason: missed > 0 ? others : null,
        },
      },
      { idempotent: true },
    );
    wake({ kind: 'job', id: runId });
  }
  return next === null ? null : Math.min(LONGEST_MS, Math.max(1, next - now()));
}
