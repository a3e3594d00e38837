/** What a run of a job needs next, from its row, the other runs and what the runner says. Pure. */
import type { JobObservation } from '../ports/job-runner.ts';
import type { JobRunStatus } from '../states/job-run.ts';

export interface JobView {
  readonly status: JobRunStatus;
  /** It stands for a time of a schedule; otherwise somebody asked for it. */
  readonly scheduled: boolean;
  readonly concurrency: 'allow' | 'forbid' | 'replace';
  /** Earlier scheduled runs of the same instance have not ended. */
  readonly earlierUnderWay: boolean;
  readonly deadlineAt: number | null;
}

export type JobPlan =
  /** It has ended, or goes on: a hint will wake it. */
  | { readonly do: 'wait' }
  | { readonly do: 'start' }
  /** The runner has it already: only the row does not say so. */
  | { readonly do: 'note-started' }
  /** Stop the earlier ones; their end wakes it. */
  | { readonly do: 'replace-earlier' }
  | { readonly do: 'skip'; readonly reason: string }
  /** Ask the runner to stop it. */
  | { readonly do: 'stop' }
  | { readonly do: 'succeed' }
  | { readonly do: 'fail'; readonly reason: string; readonly exitCode: number | null }
  | { readonly do: 'confirm-cancel' };

export function planJob(view: JobView, seen: JobObservation, now: number): JobPlan {
  const late = view.deadlineAt !== null && now >= view.deadlineAt;
  switch (view.status) {
    case 'queued':
      return seen.state === 'absent' ? planQueued(view, late) : { do: 'note-started' };
    case 'running':
      if (seen.state === 'absent') return { do: 'fail', reason: 'The runner does not know of it any more.', exitCode: null };
      if (seen.state === 'running') return late ? { do: 'stop' } : { do: 'wait' };
      return planEnded(seen, late);
    case 'cancelling':
      if (seen.state !== 'running') return { do: 'confirm-cancel' };
      return late ? { do: 'fail', reason: 'It was cancelled and did not stop in time.', exitCode: null } : { do: 'stop' };
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return { do: 'wait' };
  }
}

function planQueued({ scheduled, concurrency, earlierUnderWay }: JobView, late: boolean): JobPlan {
  if (late)
    return scheduled
      ? { do: 'skip', reason: 'It could not be started in time.' }
      : { do: 'fail', reason: 'It could not be started in time.', exitCode: null };
  if (!scheduled || !earlierUnderWay || concurrency === 'allow') return { do: 'start' };
  return concurrency === 'forbid' ? { do: 'skip', reason: 'The run before it had not ended.' } : { do: 'replace-earlier' };
}

function planEnded({ exitCode, tail }: Extract<JobObservation, { readonly state: 'ended' }>, late: boolean): JobPlan {
  if (exitCode === 0) return { do: 'succeed' };
  const what =
    exitCode !== null
      ? `It ended with exit code ${exitCode}.`
      : late
        ? 'It took longer than it may and was stopped.'
        : 'It was stopped before it ended.';
  return { do: 'fail', reason: `${what}\n${tail}`.trimEnd(), exitCode };
}
