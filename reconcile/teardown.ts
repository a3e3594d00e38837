/**
 * Deletes what somebody gave up. The row with `deleting_at` stays until the runtime and the builder say that nothing is left, so a crash
 * leaves no process behind that nobody knows of; whatever is left is found again by a resync.
 */
import {
  DeleteContentsDocument,
  DeleteDatabasesDocument,
  DeleteTenantClustersDocument,
  EnvironmentToDeleteDocument,
  ForgetBuildDocument,
  ForgetEnvironmentDocument,
  ForgetInstanceDocument,
  ForgetProjectDocument,
  ForgetServiceDocument,
  MoveBuildDocument,
  NoteInstanceDocument,
  OpenWorkOfInstanceDocument,
  type PlaceOfEnvironmentFragment,
  ProjectToDeleteDocument,
  ServiceToDeleteDocument,
} from '../sdk/generated.ts';
import { type Reconcile, type ReconcileDeps, SAFETY_MS, timestamp } from './deps.ts';
import type { WorkResult } from './queue.ts';
import { reachOf } from './reach.ts';

/** What is outside tells when it has gone; this is for the case that nobody heard. */
const LATER: WorkResult = { requeueAfterMs: SAFETY_MS };
const CANCEL_MS = 2 * 60_000;
/** Databases and clusters take their time. */
const DELETE_MS = 30 * 60_000;

interface InstanceOf {
  readonly id: string;
  readonly status_reason: string | null;
  readonly service: { readonly id: string };
  readonly environment: PlaceOfEnvironmentFragment;
}

export async function tearDownInstance(
  deps: ReconcileDeps,
  { id, status_reason, service, environment }: InstanceOf,
): Promise<WorkResult> {
  const { graphql, runtime, jobs, now, wake } = deps;
  const { builds, job_runs: runs } = await graphql.request(OpenWorkOfInstanceDocument, { id }, { idempotent: true });
  for (const build of builds) {
    const set = { status: 'cancelling', deadline_at: timestamp(now() + CANCEL_MS) } as const;
    await graphql.request(MoveBuildDocument, { id: build.id, from: build.status, set }, { idempotent: true });
    wake({ kind: 'build', id: build.id });
  }
  const cluster = runs.length === 0 ? null : await reachOf(deps, environment);
  for (const run of runs) await jobs.remove({ runId: run.id, cluster });
  await runtime.remove(id);
  const seen = await runtime.observe(id);
  if (seen.state !== 'absent') {
    // Why it is still there, when whoever runs it says so.
    const reason = seen.revisions[0]?.phase === 'stopping' ? seen.revisions[0].reason : null;
    if (reason !== null && reason !== status_reason) {
      const set = { status_reason: reason, observed_at: timestamp(now()) };
      await graphql.request(NoteInstanceDocument, { id, set }, { idempotent: true });
    }
    return LATER;
  }
  await graphql.request(ForgetInstanceDocument, { id }, { idempotent: true });
  wake({ kind: 'service', id: service.id });
  wake({ kind: 'environment', id: environment.id });
  return {};
}

/** What is wanted of a service changed, or it was given up. */
export const reconcileService: Reconcile = async (deps, id) => {
  const { graphql, wake } = deps;
  const { services_by_pk: service } = await graphql.request(ServiceToDeleteDocument, { id }, { idempotent: true });
  if (service === null) return {};
  for (const instance of service.instances) wake({ kind: 'instance', id: instance.id });
  if (service.deleting_at === null) return {};
  for (const build of service.builds) await tearDownBuild(deps, build.id);
  // Deployments refer to their builds, so the instances go first; each that goes wakes us.
  const { delete_services: gone } = await graphql.request(ForgetServiceDocument, { id }, { idempotent: true });
  if (gone?.affected_rows !== 1) return LATER;
  wake({ kind: 'project', id: service.project_id });
  return {};
};

/** The row goes when the builder has nothing of it any more. */
async function tearDownBuild({ graphql, builder }: ReconcileDeps, id: string): Promise<void> {
  await builder.cancel(id);
  await builder.remove(id);
  if ((await builder.observe(id)).state === 'absent') await graphql.request(ForgetBuildDocument, { id }, { idempotent: true });
}

export const reconcileEnvironment: Reconcile = async ({ graphql, now, wake }, id) => {
  const { environments_by_pk: environment } = await graphql.request(EnvironmentToDeleteDocument, { id }, { idempotent: true });
  if (environment === null || environment.deleting_at === null) return {};
  for (const instance of environment.instances) wake({ kind: 'instance', id: instance.id });
  const ids = environment.databases.map((d) => d.id);
  if (ids.length > 0) await graphql.request(DeleteDatabasesDocument, { ids, deadlineAt: timestamp(now() + DELETE_MS) });
  const { delete_environments: gone } = await graphql.request(ForgetEnvironmentDocument, { id }, { idempotent: true });
  if (gone?.affected_rows !== 1) return LATER;
  wake({ kind: 'project', id: environment.project_id });
  return {};
};

export const reconcileProject: Reconcile = async ({ graphql, now, wake }, id) => {
  const { projects_by_pk: project } = await graphql.request(ProjectToDeleteDocument, { id }, { idempotent: true });
  if (project === null || project.deleting_at === null) return {};
  await graphql.request(DeleteContentsDocument, { projectId: id, now: timestamp(now()) }, { idempotent: true });
  for (const service of project.services) wake({ kind: 'service', id: service.id });
  for (const environment of project.environments) wake({ kind: 'environment', id: environment.id });
  // What runs in virtual clusters goes before they do.
  const ids = project.environments.length > 0 ? [] : project.tenant_clusters.map((c) => c.id);
  if (ids.length > 0) await graphql.request(DeleteTenantClustersDocument, { ids, deadlineAt: timestamp(now() + DELETE_MS) });
  const { delete_projects: gone } = await graphql.request(ForgetProjectDocument, { id }, { idempotent: true });
  return gone?.affected_rows === 1 ? {} : LATER;
};
