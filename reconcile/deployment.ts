/** Brings a deployment forward until it is the runtime's turn; from then on the reconciler of its instance does. */
import { randomUUID } from 'node:crypto';
import { type DeploymentPlan, planDeployment } from '../domain/plan/deployment.ts';
import { deploymentMachine } from '../domain/states/deployment.ts';
import { isFinal } from '../domain/states/machine.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  DeploymentToReconcileDocument,
  type DeploymentToReconcileQuery,
  type deployments_set_input,
  EndCheckDocument,
  MoveBuildDocument,
  MoveDeploymentDocument,
  NoteDeploymentVariablesDocument,
  StartBuildDocument,
} from '../sdk/generated.ts';
import { checkDeployment } from './check.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';
import { noteImageDigest } from './image-registry.ts';
import type { WorkResult } from './queue.ts';
import { deploymentVariables } from './resolve-variables.ts';

type Deployment = NonNullable<DeploymentToReconcileQuery['deployments_by_pk']>;

/** What a step may take beyond the limit that the user set for it. */
const SLACK_MS = 60_000;
/** How long scanner and policy may take together. */
const SCAN_MS = 15 * 60_000;
/** Nobody says when a scan has ended. */
const SCAN_ASK_MS = 1_000;

export const reconcileDeployment: Reconcile = async (deps, id) => {
  const { deployments_by_pk: deployment } = await deps.graphql.request(
    DeploymentToReconcileDocument,
    { id },
    { idempotent: true },
  );
  if (deployment === null || isFinal(deploymentMachine, deployment.status) || deployment.status === 'running') return {};
  // What is being deleted goes with its instance.
  if (deployment.service.deleting_at !== null || deployment.environment.deleting_at !== null) return {};
  const deadlineAt = millis(deployment.deadline_at);
  const plan = planDeployment(
    {
      status: deployment.status,
      needsBuild: deployment.service.source_type === 'git' && deployment.build === null,
      build: deployment.build && { status: deployment.build.status, failureReason: deployment.build.failure_reason },
      earlierUnderWay: deployment.instance.deployments.some(
        (d) => d.revision < deployment.revision && d.status !== 'pending_approval',
      ),
      deadlineAt,
    },
    deps.now(),
  );
  // For hours, and nothing happens meanwhile: a decision is an event, and the reaper sees the deadline.
  if (deployment.status === 'pending_approval' && plan.do === 'wait') return {};
  const result = await carryOut(
    deps,
    deployment,
    await withVariables(deps, deployment, await withImage(deps, deployment, plan)),
  ).catch((error: unknown) => {
    if (isNotItsTurn(error)) return null;
    throw error;
  });
  return result ?? untilDeadline(deadlineAt, deps.now());
};

/** Before it begins, it is settled which image its name means. */
async function withImage(deps: ReconcileDeps, deployment: Deployment, plan: DeploymentPlan): Promise<DeploymentPlan> {
  const { id, image, image_digest, build, organization_id, project_id } = deployment;
  if (plan.do !== 'scan' || build !== null || image === null) return plan;
  if (!deps.runtime.runs.includes('image')) return { do: 'fail', reason: NO_IMAGES };
  if (image_digest !== null) return plan;
  try {
    await noteImageDigest(deps, { id, image, project: { id: project_id, organization: { id: organization_id } } });
    return plan;
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'retry' && error.kind !== 'conflict')
      return { do: 'fail', reason: error.message };
    throw error;
  }
}

const NO_IMAGES =
  'This installation runs processes, not container images. Give the service a git repository, or ask the operator for a runtime that runs images.';

/** Before it begins, its variables are resolved, once: a version keeps them, whatever they referred to becomes. */
async function withVariables(deps: ReconcileDeps, deployment: Deployment, plan: DeploymentPlan): Promise<DeploymentPlan> {
  if ((plan.do !== 'start-build' && plan.do !== 'scan') || deployment.variables !== null) return plan;
  const { id, config, environment, service } = deployment;
  try {
    const resolved = await deploymentVariables(deps, {
      config,
      environment,
      projectId: service.project_id,
      service: service.slug,
    });
    if (resolved !== null)
      await deps.graphql.request(NoteDeploymentVariablesDocument, { id, variables: resolved }, { idempotent: true });
    return plan;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'reject') return { do: 'fail', reason: error.message };
    throw error;
  }
}

async function carryOut(deps: ReconcileDeps, deployment: Deployment, plan: DeploymentPlan): Promise<WorkResult | null> {
  const { now, wake } = deps;
  const instance = { kind: 'instance', id: deployment.service_instance_id } as const;
  switch (plan.do) {
    case 'wait':
      return null;
    case 'start-build':
      await startBuild(deps, deployment);
      return null;
    case 'cancel-build':
      await cancelBuild(deps, deployment);
      return null;
    case 'scan': {
      const started = deployment.status === 'queued' ? { started_at: timestamp(now()) } : {};
      const set = { status: 'scanning', deadline_at: timestamp(now() + SCAN_MS), ...started } as const;
      if (!(await move(deps, deployment, set))) return null;
      return await carryOut(deps, { ...deployment, status: 'scanning' }, { do: 'check' });
    }
    case 'check':
      return await check(deps, deployment);
    case 'fail':
      await cancelBuild(deps, deployment);
      await move(deps, deployment, {
        status: 'failed',
        failure_step: deployment.status,
        failure_reason: plan.reason,
        finished_at: timestamp(now()),
      });
      // What runs may have to go back to the version before, and the next in line may start.
      wake(instance);
      return {};
    case 'roll-out':
      wake(instance);
      return null;
  }
}

async function startBuild({ graphql, now, wake }: ReconcileDeps, deployment: Deployment): Promise<void> {
  const { service, config } = deployment;
  if (service.git_repository === null) throw new Error(`service ${service.id} has no repository`);
  const id = randomUUID();
  const buildMs = (config?.build_timeout_seconds ?? 900) * 1000;
  const { update_deployments: moved } = await graphql.request(StartBuildDocument, {
    id,
    deploymentId: deployment.id,
    serviceId: service.id,
    configId: deployment.config_id,
    repository: service.git_repository,
    reference: deployment.git_reference ?? 'HEAD',
    directory: service.git_directory,
    now: timestamp(now()),
    buildDeadlineAt: timestamp(now() + buildMs + SLACK_MS),
    deadlineAt: timestamp(now() + buildMs + 2 * SLACK_MS),
  });
  // The deployment was cancelled meanwhile: nobody wants this build.
  if (moved?.affected_rows === 0) await endBuild(graphql, id, 'queued', timestamp(now() + SLACK_MS));
  wake({ kind: 'build', id });
}

async function cancelBuild({ graphql, now, wake }: ReconcileDeps, { build }: Deployment): Promise<void> {
  if (build === null || (build.status !== 'queued' && build.status !== 'building')) return;
  await endBuild(graphql, build.id, build.status, timestamp(now() + SLACK_MS));
  wake({ kind: 'build', id: build.id });
}

async function endBuild(
  graphql: ReconcileDeps['graphql'],
  id: string,
  from: 'queued' | 'building',
  deadlineAt: string,
): Promise<void> {
  await graphql.request(
    MoveBuildDocument,
    { id, from, set: { status: 'cancelling', deadline_at: deadlineAt } },
    { idempotent: true },
  );
}

/** Null: not known yet. */
async function check(deps: ReconcileDeps, deployment: Deployment): Promise<WorkResult | null> {
  const { graphql, now, wake } = deps;
  const { id, service_instance_id: instanceId, config } = deployment;
  const checked = await checkDeployment(deps, id).catch((error: unknown) => {
    if (error instanceof Fault && error.kind === 'reject') return { state: 'refused', reason: error.message } as const;
    throw error;
  });
  if (checked === null) return {};
  if (checked.state === 'scanning') return { requeueAfterMs: SCAN_ASK_MS };
  if (checked.state === 'refused') return await carryOut(deps, deployment, { do: 'fail', reason: checked.reason });
  const { report, decision, denied } = checked;
  const healthMs = (config?.health_timeout_seconds ?? 60) * 1000;
  const set: deployments_set_input =
    denied === null
      ? { status: 'deploying', deadline_at: timestamp(now() + healthMs + SLACK_MS) }
      : { status: 'failed', failure_step: 'scanning', failure_reason: denied, finished_at: timestamp(now()) };
  await graphql.request(EndCheckDocument, { id, set, instanceId, report, decision }, { idempotent: true });
  wake({ kind: 'instance', id: instanceId });
  return {};
}

/** Somebody else may have moved it meanwhile: then nothing happens here, and the event of that move wakes us. */
async function move({ graphql }: ReconcileDeps, { id, status }: Deployment, set: deployments_set_input): Promise<boolean> {
  const { update_deployments: moved } = await graphql.request(
    MoveDeploymentDocument,
    { id, from: status, set },
    { idempotent: true },
  );
  return moved?.affected_rows === 1;
}

/** Another deployment of the instance is on its way, though the rows read before did not say so; its end wakes us. */
const isNotItsTurn = (error: unknown): boolean =>
  error instanceof GraphqlError && error.message.includes('deployments_one_active_idx');
