/**
 * Makes a service instance run what it should, and with it brings the deployment on its way to its end: the runtime is told the wanted
 * state and observed; what was seen is recorded. The only writer of the runtime.
 */

import {
  type InstanceHealth,
  instanceHealth,
  planRollout,
  type RolloutMove,
  type RolloutView,
  servingGeneration,
  wantedRevision,
} from '../domain/plan/rollout.ts';
import type { WorkloadObservation } from '../domain/ports/app-runtime.ts';
import { Fault } from '../kit/fault.ts';
import {
  type deployments_set_input,
  InstanceToReconcileDocument,
  type InstanceToReconcileQuery,
  MoveRolloutDocument,
  NoteInstanceDocument,
  type service_instances_set_input,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';
import { desiredWorkload } from './desired-workload.ts';
import { followSchedule, isScheduled, observeScheduled, scheduleProblem } from './scheduled-instance.ts';
import { noteServedDomains } from './served-domains.ts';
import { tearDownInstance } from './teardown.ts';

export type Instance = NonNullable<InstanceToReconcileQuery['service_instances_by_pk']>;
type Active = NonNullable<RolloutView['active']>;

/** How often something is looked at that should change by itself, such as a crashed app: in case a hint was lost. */
const UNSETTLED_MS = 15_000;

export const reconcileInstance: Reconcile = async (deps, id) => {
  const { graphql, runtime, now, wake } = deps;
  const { service_instances_by_pk: instance } = await graphql.request(InstanceToReconcileDocument, { id }, { idempotent: true });
  if (instance === null) {
    await runtime.remove(id);
    return {};
  }
  if (instance.service.deleting_at !== null || instance.environment.deleting_at !== null)
    return await tearDownInstance(deps, instance);
  let view = viewOf(instance);
  const scheduled = isScheduled(instance.service.type);
  const { refusal, refused } = scheduled
    ? { refusal: refuseSchedule(instance), refused: null }
    : await applyWanted(deps, instance, view);
  const seen = scheduled ? observeScheduled(instance, view, now()) : await runtime.observe(id);
  const waits = scheduled ? false : await noteServedDomains(deps, instance, seen);
  for (;;) {
    const move = refusal ?? planRollout(view, seen, now());
    const health = instanceHealth(view, seen);
    const noted = noteOf(deps, instance, refused === null ? health : { ...health, reason: refused }, seen);
    if (view.active === null || move.do === 'wait') {
      if (noted !== null) await graphql.request(NoteInstanceDocument, { id, set: noted }, { idempotent: true });
      break;
    }
    await carryOut(deps, instance, view.active, move, noted);
    // The app may be healthy already; the second look costs nothing.
    if (move.do !== 'verify') return { requeueAfterMs: 0 };
    view = { ...view, active: { ...view.active, status: 'verifying' } };
  }
  if (view.active !== null) return untilDeadline(view.active.deadlineAt, now());
  for (const { id } of instance.waiting) wake({ kind: 'deployment', id });
  if (scheduled) {
    const nextMs = refusal === null ? await followSchedule(deps, instance) : null;
    return nextMs === null ? {} : { requeueAfterMs: nextMs };
  }
  return refused === null && !waits && settled(view, seen) ? {} : { requeueAfterMs: UNSETTLED_MS };
};

function refuseSchedule(instance: Instance): RolloutMove | null {
  const problem = scheduleProblem(instance);
  return problem === null ? null : { do: 'fail', reason: problem };
}

function viewOf({ desired_state, deployments, lost_reason }: Instance): RolloutView {
  const running = deployments.find((d) => d.status === 'running')?.id ?? null;
  const open = deployments.find((d) => d.status !== 'running');
  // While its build is still being stopped it is not the runtime's turn.
  const building = open?.build?.status === 'queued' || open?.build?.status === 'building' || open?.build?.status === 'cancelling';
  const active =
    open !== undefined &&
    !building &&
    (open.status === 'deploying' || open.status === 'verifying' || open.status === 'cancelling')
      ? { id: open.id, status: open.status, deadlineAt: millis(open.deadline_at) }
      : null;
  return { desiredState: desired_state, running, active, lost: running === null ? lost_reason : null };
}

/**
 * Tells the runtime what is wanted. Answers how the deployment on its way fails when the runtime will not have it, or why what was asked of the
 * one that serves is not done: it goes on as it is.
 */
async function applyWanted(
  deps: ReconcileDeps,
  instance: Instance,
  view: RolloutView,
): Promise<{ readonly refusal: RolloutMove | null; readonly refused: string | null }> {
  const accepted = { refusal: null, refused: null };
  const wanted = wantedRevision(view);
  const deployment = instance.deployments.find((d) => d.id === wanted);
  if (deployment === undefined) {
    await deps.runtime.remove(instance.id);
    return accepted;
  }
  try {
    await deps.runtime.apply(await desiredWorkload(deps, instance, deployment));
    return accepted;
  } catch (error) {
    const active = view.active?.id === wanted ? view.active : null;
    if (!(error instanceof Fault)) throw error;
    if (active === null && view.active === null && error.kind === 'reject') return { refusal: null, refused: error.message };
    if (active === null) throw error;
    const late = active.deadlineAt !== null && deps.now() >= active.deadlineAt;
    // What somebody else changed at the same time is looked at again, and done then.
    if ((error.kind === 'retry' || error.kind === 'conflict') && !late) throw error;
    return { refusal: { do: 'fail', reason: error.message }, refused: null };
  }
}

async function carryOut(
  { graphql, now }: ReconcileDeps,
  instance: Instance,
  active: Active,
  move: Exclude<RolloutMove, { do: 'wait' }>,
  noted: service_instances_set_input | null,
): Promise<void> {
  await graphql.request(
    MoveRolloutDocument,
    {
      instanceId: instance.id,
      deploymentId: active.id,
      from: active.status,
      set: changeOf(active, move, timestamp(now())),
      instance: { ...(noted ?? { observed_at: timestamp(now()) }), ...(move.do === 'run' ? { lost_reason: null } : {}) },
    },
    { idempotent: true },
  );
}

function changeOf(active: Active, move: Exclude<RolloutMove, { do: 'wait' }>, at: string): deployments_set_input {
  switch (move.do) {
    case 'verify':
      return { status: 'verifying' };
    case 'run':
      return { status: 'running', finished_at: at, deadline_at: null };
    case 'fail':
      return { status: 'failed', failure_step: active.status, failure_reason: move.reason, finished_at: at };
    case 'confirm-cancel':
      return { status: 'cancelled', finished_at: at };
  }
}

/** Columns to write, or null when nothing changed and it was written down lately. */
function noteOf(
  { addresses, now }: ReconcileDeps,
  instance: Instance,
  { status, reason, readyReplicas }: InstanceHealth,
  seen: WorkloadObservation,
): service_instances_set_input | null {
  const url = instance.service.type === 'web' ? addresses.url(addresses.hostname(instance.subdomain)) : null;
  // As long as it has not been taken away it is where it was.
  const address =
    seen.state === 'absent' ? null : seen.address == null ? instance.address : `${seen.address.host}:${seen.address.port}`;
  const changed = status !== instance.status;
  const generation = servingGeneration(seen) ?? instance.observed_generation;
  const scaled = (seen.state === 'present' ? seen.scaled : undefined) ?? { replicas: null, reason: null };
  const rescaled = scaled.replicas !== instance.scaled_replicas;
  const same =
    !changed &&
    !rescaled &&
    reason === instance.status_reason &&
    readyReplicas === instance.ready_replicas &&
    generation === instance.observed_generation &&
    url === instance.url &&
    address === instance.address;
  const heardAt = millis(instance.observed_at);
  if (same && heardAt !== null && now() - heardAt < 30_000) return null;
  const at = timestamp(now());
  return {
    status,
    status_reason: reason,
    ready_replicas: readyReplicas,
    observed_generation: generation,
    url,
    address,
    observed_at: at,
    ...(changed ? { status_changed_at: at } : {}),
    ...(rescaled ? { scaled_replicas: scaled.replicas, scaled_reason: scaled.reason, scaled_at: at } : {}),
  };
}

/** Nothing more will change by itself. */
function settled(view: RolloutView, seen: WorkloadObservation): boolean {
  const { status } = instanceHealth(view, seen);
  return status === 'running' || status === 'stopped';
}
