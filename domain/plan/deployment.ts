/** What a deployment needs next, from what the rows say. Pure: the same rows give the same answer, however often they are looked at. */
import type { BuildStatus } from '../states/build.ts';
import type { DeploymentStatus } from '../states/deployment.ts';

export interface DeploymentView {
  readonly status: DeploymentStatus;
  /** Its source must be built, and no build of it exists yet. */
  readonly needsBuild: boolean;
  readonly build: { readonly status: BuildStatus; readonly failureReason: string | null } | null;
  /** An earlier deployment of the same instance has not ended: deployments of an instance take turns. */
  readonly earlierUnderWay: boolean;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number | null;
}

export type DeploymentPlan =
  /** It has ended, serves, or waits for a person or for its turn: an event will wake it. */
  | { readonly do: 'wait' }
  | { readonly do: 'start-build' }
  | { readonly do: 'cancel-build' }
  /** Its artifact is there: from now on it is checked. */
  | { readonly do: 'scan' }
  /** Scan it, ask the policy, and hand it to the runtime when nothing speaks against it. */
  | { readonly do: 'check' }
  | { readonly do: 'fail'; readonly reason: string }
  /** The runtime has it: see rollout.ts. */
  | { readonly do: 'roll-out' };

export function planDeployment(view: DeploymentView, now: number): DeploymentPlan {
  const late = view.deadlineAt !== null && now >= view.deadlineAt;
  switch (view.status) {
    case 'pending_approval':
      return late ? { do: 'fail', reason: 'Nobody approved it in time.' } : { do: 'wait' };
    case 'queued':
      if (late) return { do: 'fail', reason: 'Its turn did not come in time: the deployments before it took too long.' };
      if (view.earlierUnderWay) return { do: 'wait' };
      return view.needsBuild ? { do: 'start-build' } : { do: 'scan' };
    case 'building':
      return planBuilding(view, late);
    case 'scanning':
      return late ? { do: 'fail', reason: 'The vulnerability scan and the policy check did not end in time.' } : { do: 'check' };
    case 'deploying':
    case 'verifying':
      return { do: 'roll-out' };
    case 'cancelling':
      if (late) return { do: 'fail', reason: 'It was cancelled and did not stop in time.' };
      return view.build !== null && !ended(view.build.status) ? { do: 'cancel-build' } : { do: 'roll-out' };
    case 'running':
    case 'superseded':
    case 'rolled_back':
    case 'failed':
    case 'cancelled':
    case 'rejected':
      return { do: 'wait' };
  }
}

function planBuilding({ build }: DeploymentView, late: boolean): DeploymentPlan {
  if (build === null) return { do: 'fail', reason: 'Its build is gone. Deploy again.' };
  switch (build.status) {
    case 'succeeded':
      return { do: 'scan' };
    case 'failed':
      return { do: 'fail', reason: build.failureReason ?? 'The build failed.' };
    case 'cancelled':
      return { do: 'fail', reason: 'Its build was cancelled.' };
    case 'queued':
    case 'building':
    case 'cancelling':
      return late ? { do: 'fail', reason: 'The build did not end in time.' } : { do: 'wait' };
  }
}

const ended = (status: BuildStatus): boolean => status === 'succeeded' || status === 'failed' || status === 'cancelled';
