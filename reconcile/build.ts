/** Brings a build forward: starts it, notes its steps, records its artifact or why there is none. */

import { type BuildPlan, planBuild } from '../domain/plan/build.ts';
import type { BuildRequest } from '../domain/ports/source-builder.ts';
import { buildMachine } from '../domain/states/build.ts';
import { isFinal } from '../domain/states/machine.ts';
import { Fault } from '../kit/fault.ts';
import {
  BuildToReconcileDocument,
  type BuildToReconcileQuery,
  type builds_set_input,
  MoveBuildDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp, untilDeadline } from './deps.ts';
import { openGitCredential } from './open-git-credential.ts';
import { openEnvironment } from './open-secrets.ts';
import { retireArtifacts } from './retire-artifacts.ts';

type Build = NonNullable<BuildToReconcileQuery['builds_by_pk']>;

export const reconcileBuild: Reconcile = async (deps, id) => {
  const { graphql, builder, now } = deps;
  const { builds_by_pk: build } = await graphql.request(BuildToReconcileDocument, { id }, { idempotent: true });
  if (build === null) {
    await builder.cancel(id);
    await builder.remove(id);
    return {};
  }
  if (isFinal(buildMachine, build.status)) {
    if (isSpent(build)) await builder.remove(id);
    return {};
  }
  const seen = await builder.observe(id);
  const deadlineAt = millis(build.deadline_at);
  const plan = planBuild({ status: build.status, step: build.step, deadlineAt }, seen, now());
  const ended = await carryOut(deps, build, plan);
  if (!ended) return untilDeadline(deadlineAt, now());
  for (const deployment of build.deployments) deps.wake({ kind: 'deployment', id: deployment.id });
  return {};
};

/** Nothing of it is needed any more where it was built: an image is in its registry. */
const isSpent = ({ status, artifact_kind, artifact_removed_at }: Build): boolean =>
  status !== 'succeeded' || artifact_kind === 'image' || artifact_removed_at !== null;

/** Whether the build has ended. */
async function carryOut(deps: ReconcileDeps, build: Build, plan: BuildPlan): Promise<boolean> {
  const { builder, now } = deps;
  switch (plan.do) {
    case 'wait':
      return false;
    case 'start':
      return !(await start(deps, build));
    case 'cancel':
      await builder.cancel(build.id);
      return false;
    case 'note':
      await move(deps, build, 'building', { step: plan.step, git_commit: plan.commit });
      return false;
    case 'succeed': {
      // It may have ended before we wrote down that it had begun.
      const { artifact } = plan;
      if (build.status === 'queued') await begin(deps, build);
      await move(deps, build, 'building', {
        status: 'succeeded',
        git_commit: plan.commit,
        artifact_kind: artifact.kind,
        artifact_reference: artifact.reference,
        artifact_digest: artifact.digest,
        artifact_framework: artifact.framework,
        artifact_processes: artifact.processes,
        finished_at: timestamp(now()),
      });
      await retireArtifacts(deps, build.service_id);
      return true;
    }
    case 'fail':
      await fail(deps, build, plan);
      return true;
    case 'confirm-cancel':
      await builder.remove(build.id);
      await move(deps, build, 'cancelling', { status: 'cancelled', finished_at: timestamp(now()) });
      return true;
  }
}

/** False when the builder refuses it for good. */
async function start(deps: ReconcileDeps, build: Build): Promise<boolean> {
  try {
    await deps.builder.start(await requestOf(deps, build));
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'retry' || error.kind === 'conflict') throw error;
    await fail(deps, build, { step: 'clone', reason: error.message, commit: null });
    return false;
  }
  if (build.status === 'queued') await begin(deps, build);
  return true;
}

const begin = (deps: ReconcileDeps, build: Build): Promise<void> =>
  move(deps, build, 'queued', { status: 'building', started_at: timestamp(deps.now()) });

async function fail(
  deps: ReconcileDeps,
  build: Build,
  { step, reason, commit }: Pick<Extract<BuildPlan, { do: 'fail' }>, 'step' | 'reason' | 'commit'>,
): Promise<void> {
  await deps.builder.cancel(build.id);
  await move(deps, build, build.status, {
    status: 'failed',
    failure_step: step,
    failure_reason: reason,
    git_commit: commit ?? build.git_commit,
    finished_at: timestamp(deps.now()),
  });
}

/** Somebody else may have moved it meanwhile: then nothing happens here, and the event of that move wakes us. */
async function move({ graphql }: ReconcileDeps, { id }: Build, from: Build['status'], set: builds_set_input): Promise<void> {
  await graphql.request(MoveBuildDocument, { id, from, set }, { idempotent: true });
}

const requestOf = async (deps: ReconcileDeps, { id, config, ...build }: Build): Promise<BuildRequest> => ({
  buildId: id,
  service: [build.service.project.organization, build.service.project, build.service].map(({ slug }) => slug).join('/'),
  repository: build.git_repository,
  reference: build.git_reference,
  directory: build.git_directory,
  buildCommand: config?.build_command ?? null,
  startCommand: config?.start_command ?? null,
  releaseCommand: config?.release_command ?? null,
  credential: await openGitCredential(deps, build),
  // Those of the deployment it was started for.
  ...(await openEnvironment(deps, build.deployments[0]?.variables ?? config?.variables, build.deployments[0]?.secrets ?? [])),
  timeoutMs: (config?.build_timeout_seconds ?? 900) * 1000,
});
