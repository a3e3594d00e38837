/** What a build needs next, from its row and what the builder says. Pure. */
import type { Artifact, BuildObservation, BuildStep } from '../ports/source-builder.ts';
import { type BuildStatus, buildMachine } from '../states/build.ts';
import { isFinal } from '../states/machine.ts';

export interface BuildView {
  readonly status: BuildStatus;
  readonly step: BuildStep | null;
  readonly deadlineAt: number | null;
}

export type BuildPlan =
  /** It has ended, or goes on: a hint will wake it. */
  | { readonly do: 'wait' }
  /** Ask the builder; `start` says that the row is still queued. */
  | { readonly do: 'start' }
  | { readonly do: 'cancel' }
  | { readonly do: 'note'; readonly step: BuildStep; readonly commit: string | null }
  | { readonly do: 'succeed'; readonly commit: string; readonly artifact: Artifact }
  | { readonly do: 'fail'; readonly step: BuildStep | null; readonly reason: string; readonly commit: string | null }
  | { readonly do: 'confirm-cancel' };

export function planBuild(view: BuildView, seen: BuildObservation, now: number): BuildPlan {
  if (isFinal(buildMachine, view.status)) return { do: 'wait' };
  if (view.status === 'cancelling') return planCancelling(view, seen, now);
  switch (seen.state) {
    case 'succeeded':
      return { do: 'succeed', commit: seen.commit, artifact: seen.artifact };
    case 'failed':
      return { do: 'fail', step: seen.step, reason: seen.reason, commit: seen.commit };
    case 'cancelled':
      return { do: 'fail', step: view.step, reason: 'The builder was stopped. Deploy again.', commit: null };
    case 'absent':
    case 'queued':
    case 'building':
    case 'cancelling':
      if (late(view, now)) return { do: 'fail', step: view.step, reason: 'The build did not end in time.', commit: null };
      if (seen.state === 'absent' || view.status === 'queued') return { do: 'start' };
      return seen.state === 'building' && seen.step !== view.step
        ? { do: 'note', step: seen.step, commit: seen.commit }
        : { do: 'wait' };
  }
}

function planCancelling(view: BuildView, seen: BuildObservation, now: number): BuildPlan {
  const stopped = seen.state === 'absent' || seen.state === 'succeeded' || seen.state === 'failed' || seen.state === 'cancelled';
  if (stopped) return { do: 'confirm-cancel' };
  if (late(view, now)) return { do: 'fail', step: view.step, reason: 'It was cancelled and did not stop in time.', commit: null };
  return seen.state === 'cancelling' ? { do: 'wait' } : { do: 'cancel' };
}

const late = (view: BuildView, now: number): boolean => view.deadlineAt !== null && now >= view.deadlineAt;
