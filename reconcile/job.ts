/** Brings a run of a job to its end: starts it once, stops it when it takes too long, records how it ended. */
import { type JobPlan, planJob } from '../domain/plan/job.ts';
import type { RunReference } from '../domain/ports/job-runner.ts';
import type { Artifact } from '../domain/ports/source-builder.ts';
import { jobRunMachine } from '../domain/states/job-run.ts';
import { isFinal } from '../domain/states/machine.ts';
import { Fault } from '../kit/fault.ts';
import {
  JobRunToReconcileDocument,
  type JobRunToReconcileQuery,
  type job_runs_set_input,
  MoveJobRunDocument,
  NoteRunClearedDocument,
} from '../sdk/generated.ts';
import { artifactOf } from './artifact.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';
import { pullCredentialOf } from './image-registry.ts';
import { openEnvironment } from './open-secrets.ts';
import { placementOf } from './placement.ts';
import { reachOf } from './reach.ts';

type JobRun = NonNullable<JobRunToReconcileQuery['job_runs_by_pk']>;

/** What stopping may take beyond the time that the app is given. */
const STOP_MS = 60_000;

export const reconcileJob: Reconcile = async (deps, id) => {
  const { graphql, jobs, now, wake } = deps;
  const { job_runs_by_pk: run } = await graphql.request(JobRunToReconcileDocument, { id }, { idempotent: true });
  if (run === null) {
    await jobs.remove({ runId: id, cluster: null });
    return {};
  }
  const reference = { runId: id, cluster: await reachOf(deps, run.instance.environment) };
  if (isFinal(jobRunMachine, run.status)) {
    await clear(deps, reference);
    return {};
  }
  const seen = await jobs.observe(reference);
  const deadlineAt = millis(run.deadline_at);
  const createdAt = Date.parse(run.created_at);
  const earlier = run.instance.job_runs.filter(
    (r) => r.id !== id && (r.status !== 'queued' || Date.parse(r.created_at) < createdAt),
  );
  const plan = planJob(
    {
      status: run.status,
      scheduled: run.scheduled_for !== null,
      concurrency: run.service.concurrency_policy,
      earlierUnderWay: earlier.length > 0,
      deadlineAt,
    },
    seen,
    now(),
  );
  if (plan.do === 'replace-earlier') {
    for (const other of earlier) {
      const set: job_runs_set_input =
        other.status === 'queued'
          ? { status: 'cancelled', finished_at: timestamp(now()) }
          : { status: 'cancelling', deadline_at: timestamp(now() + stopMs(run) + STOP_MS) };
      if (other.status !== 'cancelling') await move(deps, other.id, other.status, set);
      wake({ kind: 'job', id: other.id });
    }
    return untilDeadline(deadlineAt, now());
  }
  const ended = await carryOut(deps, run, reference, plan);
  if (!ended) return untilDeadline(deadlineAt, now());
  await clear(deps, reference);
  for (const other of run.instance.job_runs) wake({ kind: 'job', id: other.id });
  return {};
};

/** In another cluster nobody would find what is left of it by looking: the row says that something may be. */
async function clear({ jobs, graphql, now }: ReconcileDeps, reference: RunReference): Promise<void> {
  await jobs.remove(reference);
  await graphql.request(NoteRunClearedDocument, { id: reference.runId, now: timestamp(now()) }, { idempotent: true });
}

/** Whether the run has ended. */
async function carryOut(
  deps: ReconcileDeps,
  run: JobRun,
  reference: RunReference,
  plan: Exclude<JobPlan, { do: 'replace-earlier' }>,
): Promise<boolean> {
  const { jobs, now } = deps;
  const { id, status } = run;
  const at = timestamp(now());
  switch (plan.do) {
    case 'wait':
      return false;
    case 'start': {
      const refusal = await start(deps, run);
      if (refusal !== null) return await move(deps, id, status, { status: 'failed', failure_reason: refusal, finished_at: at });
      await noteStarted(deps, run);
      return false;
    }
    case 'note-started':
      await noteStarted(deps, run);
      deps.wake({ kind: 'job', id });
      return false;
    case 'stop':
      await jobs.cancel(reference);
      return false;
    case 'skip':
      return await move(deps, id, status, {
        status: 'skipped',
        status_reason: [plan.reason, run.status_reason].filter(Boolean).join(' '),
        finished_at: at,
      });
    case 'succeed':
      return await move(deps, id, status, { status: 'succeeded', exit_code: 0, finished_at: at });
    case 'fail':
      return await move(deps, id, status, {
        status: 'failed',
        exit_code: plan.exitCode,
        failure_reason: plan.reason,
        finished_at: at,
      });
    case 'confirm-cancel':
      return await move(deps, id, status, { status: 'cancelled', finished_at: at });
  }
}

/** Answers how the run fails when the runner will never have it. */
async function start(deps: ReconcileDeps, run: JobRun): Promise<string | null> {
  const { deployment, instance } = run;
  try {
    if (deployment === null)
      throw new Fault('reject', { code: 'version-gone', message: 'The version that it should run is gone. Run it again.' });
    const { config } = deployment;
    const artifact = artifactOf(deployment);
    const command = run.command ?? config?.start_command ?? commandOf(artifact, run.service.type);
    await deps.jobs.start({
      runId: run.id,
      instanceId: instance.id,
      placement: await placementOf(deps, run.service, instance.environment),
      revision: deployment.id,
      artifact,
      pullCredential: await pullCredentialOf(deps, artifact, { id: run.project_id, organization: { id: run.organization_id } }),
      command,
      ...(await openEnvironment(deps, deployment.variables ?? config?.variables, deployment.secrets)),
      stopTimeoutMs: stopMs(run),
    });
    return null;
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'retry' || error.kind === 'conflict') throw error;
    return error.message;
  }
}

/** A program that is started with `npm start` is a job as well as a web service. */
function commandOf({ kind, processes }: Artifact, type: string): string | null {
  const found = processes[type] ?? processes.job ?? processes.worker ?? processes.web;
  if (found !== undefined) return found;
  // An image that nothing is known about has a command of its own.
  if (kind === 'image' && Object.keys(processes).length === 0) return null;
  throw new Fault('reject', {
    code: 'no-command',
    message: `The build names no command for «${type}». Add a line «${type}: <command>» to the Procfile or set the service's start command.`,
  });
}

const noteStarted = (deps: ReconcileDeps, run: JobRun): Promise<boolean> =>
  move(deps, run.id, 'queued', {
    status: 'running',
    started_at: timestamp(deps.now()),
    deadline_at: timestamp(deps.now() + run.service.job_timeout_seconds * 1000),
  });

const stopMs = ({ deployment }: JobRun): number => (deployment?.config?.stop_timeout_seconds ?? 10) * 1000;

/** False when somebody else moved it meanwhile: the event of that move wakes us. */
async function move({ graphql }: ReconcileDeps, id: string, from: JobRun['status'], set: job_runs_set_input): Promise<boolean> {
  const { update_job_runs: moved } = await graphql.request(MoveJobRunDocument, { id, from, set }, { idempotent: true });
  return moved?.affected_rows === 1;
}
