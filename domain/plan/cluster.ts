/** What a cluster, or a virtual one, needs next, from its row and what the provider says. Pure. */
import type { ClusterObservation } from '../ports/cluster-provider.ts';
import type { TenantObservation } from '../ports/tenant-provider.ts';
import type { ClusterStatus } from '../states/cluster.ts';
import type { TenantClusterStatus } from '../states/tenant-cluster.ts';

export interface ClusterView<Status extends string> {
  readonly status: Status;
  readonly generation: number;
  readonly deadlineAt: number | null;
}

export type ClusterPlan<Status extends string> =
  | { readonly do: 'wait' }
  /** `problem`: something did not succeed, and it goes on all the same. */
  | { readonly do: 'move'; readonly to: Status; readonly problem: { readonly step: Status; readonly reason: string } | null }
  | { readonly do: 'fail'; readonly reason: string }
  | { readonly do: 'gone' };

type Seen = ClusterObservation | TenantObservation;
const WAIT = { do: 'wait' } as const;

export function planCluster(
  view: ClusterView<ClusterStatus>,
  seen: Seen,
  refusal: string | null,
  now: number,
): ClusterPlan<ClusterStatus> {
  const { status } = view;
  switch (status) {
    case 'provisioning':
      return planProvisioning(view, seen, refusal, now);
    case 'scaling':
    case 'upgrading': {
      if (refusal === null && ready(view, seen)) return { do: 'move', to: 'active', problem: null };
      if (refusal === null && !late(view, now)) return WAIT;
      const reason = refusal ?? blocked('It did not end in time.', seen);
      return { do: 'move', to: answers(seen) ? 'active' : 'unreachable', problem: { step: status, reason } };
    }
    case 'active':
      return answers(seen) ? WAIT : { do: 'move', to: 'unreachable', problem: null };
    case 'unreachable':
      return answers(seen) ? { do: 'move', to: 'active', problem: null } : WAIT;
    case 'deleting':
      return planDeleting(view, seen, refusal, now);
    case 'deleted':
    case 'failed':
      return WAIT;
  }
}

export function planTenantCluster(
  view: ClusterView<TenantClusterStatus>,
  seen: TenantObservation,
  refusal: string | null,
  now: number,
): ClusterPlan<TenantClusterStatus> {
  switch (view.status) {
    case 'provisioning':
      return planProvisioning(view, seen, refusal, now);
    case 'deleting':
      return planDeleting(view, seen, refusal, now);
    case 'active':
    case 'deleted':
    case 'failed':
      return WAIT;
  }
}

function planProvisioning(view: ClusterView<string>, seen: Seen, refusal: string | null, now: number) {
  if (refusal !== null) return { do: 'fail', reason: refusal } as const;
  if (ready(view, seen)) return { do: 'move', to: 'active', problem: null } as const;
  if (seen.state === 'present' && seen.phase === 'failed')
    return { do: 'fail', reason: seen.reason ?? 'It could not be made.' } as const;
  return late(view, now) ? ({ do: 'fail', reason: blocked('It was not ready in time.', seen) } as const) : WAIT;
}

function planDeleting(view: ClusterView<string>, seen: Seen, refusal: string | null, now: number) {
  if (seen.state === 'absent') return { do: 'gone' } as const;
  return late(view, now) ? ({ do: 'fail', reason: refusal ?? blocked('It could not be removed in time.', seen) } as const) : WAIT;
}

const answers = (seen: Seen): boolean => seen.state === 'present' && (seen.phase === 'active' || seen.phase === 'changing');

const ready = ({ generation }: ClusterView<string>, seen: Seen): boolean =>
  seen.state === 'present' && seen.phase === 'active' && seen.generation >= generation;

const late = ({ deadlineAt }: ClusterView<string>, now: number): boolean => deadlineAt !== null && now >= deadlineAt;

function blocked(sentence: string, seen: Seen): string {
  const reason = seen.state === 'present' ? seen.reason : null;
  return reason === null ? sentence : `${sentence} ${reason}`;
}
