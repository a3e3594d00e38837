/** What a service instance should run, what that means for the deployment on its way, and how the instance is. Pure. */
import type { RevisionObservation, WorkloadObservation } from '../ports/app-runtime.ts';

export type InstanceStatus = 'stopped' | 'starting' | 'running' | 'degraded' | 'crashed' | 'stopping' | 'unknown';

export interface RolloutView {
  readonly desiredState: 'running' | 'stopped';
  /** The deployment that serves. */
  readonly running: string | null;
  /** The deployment on its way, once it is the runtime's turn. */
  readonly active: {
    readonly id: string;
    readonly status: 'deploying' | 'verifying' | 'cancelling';
    readonly deadlineAt: number | null;
  } | null;
  /** Why what ran is not ours any more; null or absent: nothing was lost. */
  readonly lost?: string | null;
}

/** The deployment that the runtime shall run: the one on its way, else the one that served. null: nothing ever ran. */
export function wantedRevision({ active, running }: RolloutView): string | null {
  return active !== null && active.status !== 'cancelling' ? active.id : running;
}

export type RolloutMove =
  | { readonly do: 'wait' }
  | { readonly do: 'verify' }
  | { readonly do: 'run' }
  | { readonly do: 'fail'; readonly reason: string }
  | { readonly do: 'confirm-cancel' };

/** What becomes of the deployment on its way, after the runtime accepted the wanted state and was observed. */
export function planRollout(view: RolloutView, seen: WorkloadObservation, now: number): RolloutMove {
  const { active } = view;
  if (active === null) return { do: 'wait' };
  const revision = seen.state === 'present' ? seen.revisions.find((r) => r.revision === active.id) : undefined;
  const late = active.deadlineAt !== null && now >= active.deadlineAt;
  switch (active.status) {
    case 'deploying':
      return { do: 'verify' };
    case 'verifying':
      if (view.desiredState === 'stopped') return { do: 'fail', reason: 'The service was stopped meanwhile.' };
      if (revision?.phase === 'failed') return { do: 'fail', reason: revision.reason ?? 'It did not start.' };
      if (
        seen.state === 'present' &&
        seen.serving === active.id &&
        (revision?.phase === 'healthy' || revision?.phase === 'degraded')
      )
        return { do: 'run' };
      return late ? { do: 'fail', reason: revision?.reason ?? 'It did not become healthy in time.' } : { do: 'wait' };
    case 'cancelling':
      if (revision === undefined || revision.phase === 'stopped') return { do: 'confirm-cancel' };
      return late ? { do: 'fail', reason: 'It was cancelled and did not stop in time.' } : { do: 'wait' };
  }
}

export interface InstanceHealth {
  readonly status: InstanceStatus;
  readonly reason: string | null;
  readonly readyReplicas: number;
}

/** How an instance is, from what is wanted and what is there. A new revision on its way does not count while an old one serves. */
export function instanceHealth(view: RolloutView, seen: WorkloadObservation): InstanceHealth {
  const wanted = view.desiredState === 'running' ? wantedRevision(view) : null;
  const revisions = seen.state === 'present' ? seen.revisions : [];
  const left = revisions.some((r) => r.phase !== 'stopped' && r.replicas.length > 0);
  if (wanted === null) {
    if (left) return { status: 'stopping', reason: null, readyReplicas: 0 };
    return { status: 'stopped', reason: view.lost ?? null, readyReplicas: 0 };
  }
  const serving = seen.state === 'present' ? seen.serving : null;
  const candidates = revisions.filter((r) => r.revision === (serving ?? wanted));
  const shown = strongest(candidates);
  if (shown === null) return { status: 'starting', reason: null, readyReplicas: 0 };
  const readyReplicas = shown.replicas.filter((r) => r.state === 'running').length;
  const [newest] = candidates;
  // The processes from before keep serving, but what was asked for is not what runs.
  if (newest !== undefined && newest !== shown && newest.phase === 'failed')
    return { status: 'degraded', reason: `The restart failed. ${newest.reason ?? ''}`.trimEnd(), readyReplicas };
  // Degraded means that it serves, if worse than wanted; when no replica runs any more it does not.
  const status = shown.phase === 'degraded' && readyReplicas === 0 ? 'crashed' : statusOf(shown);
  return { status, reason: shown.reason, readyReplicas };
}

/** The generation that serves: a restart is done when it is the wanted one. null while nothing serves. */
export function servingGeneration(seen: WorkloadObservation): number | null {
  if (seen.state === 'absent' || seen.serving === null) return null;
  const up = seen.revisions.filter((r) => r.revision === seen.serving && (r.phase === 'healthy' || r.phase === 'degraded'));
  return up[0]?.generation ?? null;
}

function statusOf({ phase }: RevisionObservation): InstanceStatus {
  switch (phase) {
    case 'healthy':
      return 'running';
    case 'degraded':
      return 'degraded';
    case 'failed':
      return 'crashed';
    case 'starting':
      return 'starting';
    case 'stopping':
    case 'stopped':
      return 'stopping';
  }
}

const ORDER = ['healthy', 'degraded', 'starting', 'failed', 'stopping', 'stopped'] as const;

/** While a restart is under way a revision is there twice: what serves says how it is. */
function strongest(revisions: readonly RevisionObservation[]): RevisionObservation | null {
  return [...revisions].sort((a, b) => ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase))[0] ?? null;
}
