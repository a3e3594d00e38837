/** What a database needs next, from its row and what the provider says. Pure: the same rows give the same answer. */
import type { DatabaseObservation } from '../ports/database-provider.ts';
import { type DatabaseStatus, databaseMachine } from '../states/database.ts';
import { isFinal } from '../states/machine.ts';

export interface DatabaseView {
  readonly status: DatabaseStatus;
  readonly generation: number;
  readonly deadlineAt: number | null;
  /** A backup of it is being taken. */
  readonly backupUnderWay: boolean;
  /** The newest restore into it. */
  readonly restore: {
    readonly state: 'open' | 'succeeded' | 'failed';
    readonly reason: string | null;
    readonly inPlace: boolean;
  } | null;
  /** The newest that can be restored; `takenAt` in milliseconds since the epoch. */
  readonly newestBackup: { readonly id: string; readonly takenAt: number } | null;
}

export type DatabasePlan =
  /** Nothing to write but what was seen. */
  | { readonly do: 'wait' }
  | { readonly do: 'move'; readonly to: Exclude<DatabaseStatus, 'failed' | 'deleted'>; readonly problem: DatabaseProblem | null }
  | { readonly do: 'fail'; readonly reason: string }
  | { readonly do: 'gone' };

/** Something did not succeed and the database goes on all the same. */
export interface DatabaseProblem {
  readonly step: DatabaseStatus;
  readonly reason: string;
}

const WAIT: DatabasePlan = { do: 'wait' };
const LATE = 'It did not end in time.';

/** `refusal`: the provider will not have the wish, and says why. */
export function planDatabase(view: DatabaseView, seen: DatabaseObservation, refusal: string | null, now: number): DatabasePlan {
  const { status } = view;
  if (isFinal(databaseMachine, status) || status === 'failed') return WAIT;
  if (isLost(view, seen, refusal)) return planLost(view);
  const late = view.deadlineAt !== null && now >= view.deadlineAt;
  const back = (problem: DatabaseProblem | null): DatabasePlan => ({
    do: 'move',
    to: serves(seen) ? 'running' : 'unreachable',
    problem,
  });
  switch (status) {
    case 'provisioning':
      if (refusal !== null) return { do: 'fail', reason: refusal };
      if (ready(view, seen)) return { do: 'move', to: 'running', problem: null };
      if (seen.state === 'present' && seen.phase === 'failed')
        return { do: 'fail', reason: seen.reason ?? 'It could not be made.' };
      return late ? { do: 'fail', reason: blocked('It was not ready in time.', seen) } : WAIT;
    case 'scaling':
      if (refusal !== null) return back({ step: status, reason: refusal });
      if (ready(view, seen)) return { do: 'move', to: 'running', problem: null };
      return late ? back({ step: status, reason: blocked(LATE, seen) }) : WAIT;
    case 'restoring':
      return planRestoring(view, seen, late, back);
    case 'backing_up':
      if (!view.backupUnderWay || late) return back(null);
      return serves(seen) ? WAIT : back(null);
    case 'failing_over':
      if (seen.state === 'present' && seen.phase === 'failing-over' && !late) return WAIT;
      return back(late ? { step: status, reason: blocked(LATE, seen) } : null);
    case 'running':
      if (seen.state === 'present' && seen.phase === 'failing-over') return { do: 'move', to: 'failing_over', problem: null };
      if (!serves(seen)) return { do: 'move', to: 'unreachable', problem: null };
      return view.backupUnderWay ? { do: 'move', to: 'backing_up', problem: null } : WAIT;
    case 'unreachable':
      return serves(seen) ? { do: 'move', to: 'running', problem: null } : WAIT;
    case 'lost':
      return seen.state === 'present' ? back(null) : WAIT;
    case 'deleting':
      if (seen.state === 'absent') return { do: 'gone' };
      return late ? { do: 'fail', reason: blocked('It could not be removed in time.', seen) } : WAIT;
    case 'deleted':
      return WAIT;
  }
}

/** Whether it held data. One that is gone then is not made anew: an empty database would look like a healthy one. */
export function wasMade({ status, restore }: Pick<DatabaseView, 'status' | 'restore'>): boolean {
  switch (status) {
    case 'running':
    case 'scaling':
    case 'backing_up':
    case 'failing_over':
    case 'unreachable':
    case 'lost':
      return true;
    case 'restoring':
      return restore !== null && (restore.state === 'succeeded' || (restore.state === 'failed' && restore.inPlace));
    case 'provisioning':
    case 'deleting':
    case 'deleted':
    case 'failed':
      return false;
  }
}

/** What is refused for another reason may be there all the same. */
export const isLost = (view: DatabaseView, seen: DatabaseObservation, refusal: string | null): boolean =>
  seen.state === 'absent' && refusal === null && wasMade(view);

function planLost(view: DatabaseView): DatabasePlan {
  const { status, restore } = view;
  if (status === 'lost') return WAIT;
  const reason = lostReason(view);
  const failed = status === 'restoring' ? (restore?.reason ?? null) : null;
  return { do: 'move', to: 'lost', problem: { step: status, reason: failed === null ? reason : `${failed} ${reason}` } };
}

/** What happened, for the user, and the way out. */
export function lostReason({ newestBackup }: Pick<DatabaseView, 'newestBackup'>): string {
  const way =
    newestBackup === null
      ? 'There is no backup of it. Delete it, and make another.'
      : `Restore its backup of ${new Date(newestBackup.takenAt).toISOString()}: northstack db restore <database> --backup ${newestBackup.id}`;
  return `It was deleted outside of NorthStack, with its data. Nothing empty is made in its place. ${way}`;
}

function planRestoring(
  { status, restore }: DatabaseView,
  seen: DatabaseObservation,
  late: boolean,
  back: (problem: DatabaseProblem | null) => DatabasePlan,
): DatabasePlan {
  if (restore === null) return { do: 'fail', reason: 'Its restore is gone. Restore again.' };
  if (restore.state === 'open') return WAIT;
  const reason = restore.reason ?? 'The restore failed.';
  if (restore.state === 'failed') return restore.inPlace ? back({ step: status, reason }) : { do: 'fail', reason };
  if (serves(seen)) return { do: 'move', to: 'running', problem: null };
  return late ? back({ step: status, reason: blocked(LATE, seen) }) : WAIT;
}

/** It accepts connections, whatever else is being done to it. */
function serves(seen: DatabaseObservation): boolean {
  return seen.state === 'present' && (seen.phase === 'running' || seen.phase === 'changing');
}

function ready({ generation }: DatabaseView, seen: DatabaseObservation): boolean {
  return seen.state === 'present' && seen.phase === 'running' && seen.generation >= generation;
}

function blocked(sentence: string, seen: DatabaseObservation): string {
  const reason = seen.state === 'present' ? seen.reason : null;
  return reason === null ? sentence : `${sentence} ${reason}`;
}
