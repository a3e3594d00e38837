/** Tells a git host what became of a commit, each state once. A deployment never waits for it: it has a row of its own, and is given up in the end. */
import { contextOf, descriptionOf, retryInMs } from '../domain/plan/commit-status.ts';
import type { CommitStatus } from '../domain/ports/commit-status.ts';
import { type GitAddress, parseGitAddress } from '../domain/values/git-address.ts';
import { Fault } from '../kit/fault.ts';
import {
  BeginCommitStatusDocument,
  CommitStatusToReportDocument,
  type CommitStatusToReportQuery,
  type commit_statuses_set_input,
  EndCommitStatusDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';
import { openGitCredential } from './open-git-credential.ts';
import type { WorkResult } from './queue.ts';

type Row = NonNullable<CommitStatusToReportQuery['commit_statuses_by_pk']>;

const REPORT_MS = 30_000;
/** Longer than a report: nobody else begins the same one meanwhile. */
const CLAIM_MS = 45_000;

export const reconcileCommitStatus: Reconcile = async (deps, id) => {
  const { graphql, now } = deps;
  const { commit_statuses_by_pk: row } = await graphql.request(CommitStatusToReportDocument, { id }, { idempotent: true });
  if (!row?.is_open) return {};
  const waitMs = (millis(row.next_attempt_at) ?? 0) - now();
  if (waitMs > 0) return { requeueAfterMs: waitMs };
  if (row.reported_state === row.state) return await end(deps, row, { failure_reason: null });
  const address = addressOf(row, deps);
  if (typeof address === 'string') return await end(deps, row, { failure_reason: address });
  return await report(deps, row, address);
};

/** Where to; as text why nowhere. */
function addressOf(
  { git_repository: repository, git_commit: commit, deployment }: Row,
  { commits }: ReconcileDeps,
): GitAddress | string {
  const address = parseGitAddress(repository);
  if (address === null || !commits.knows(address.host)) return 'The host of the repository is none that statuses can be told.';
  const newer = deployment?.instance.deployments.some((d) => d.revision > deployment.revision && d.build?.git_commit === commit);
  return newer ? 'A newer deployment of the same commit speaks for it.' : address;
}

async function report(deps: ReconcileDeps, row: Row, address: GitAddress): Promise<WorkResult> {
  const { graphql, commits, now } = deps;
  const attempts = row.attempts + 1;
  const next = timestamp(now() + CLAIM_MS);
  const { update_commit_statuses: begun } = await graphql.request(BeginCommitStatusDocument, {
    ...{ id: row.id, state: row.state, attempts, next },
  });
  if (begun?.affected_rows !== 1) return { requeueAfterMs: CLAIM_MS };
  try {
    const token = await tokenFor(deps, row, address);
    if (token === null)
      return await end(deps, row, { failure_reason: `There is no git connection with a token for ${address.host}.` });
    const signal = AbortSignal.timeout(REPORT_MS);
    await commits.report({ ...statusOf(row, address), token }, { repeat: row.attempts > 0, signal });
  } catch (error) {
    return await failed(deps, row, attempts, error);
  }
  return await end(deps, row, { reported_state: row.state, reported_at: timestamp(now()), failure_reason: null });
}

/** Of the connection that reads the repository over HTTPS, also when it is cloned by another way. */
async function tokenFor(deps: ReconcileDeps, row: Row, { host, path }: GitAddress): Promise<string | null> {
  const { organization_id, project_id } = row;
  const source = { organization_id, project_id, git_repository: `https://${host}/${path}` };
  const credential = await openGitCredential(deps, source);
  return credential?.kind === 'password' ? credential.password : null;
}

function statusOf({ build, deployment, ...row }: Row, { host, path }: GitAddress): Omit<CommitStatus, 'token'> {
  const subject = {
    project: row.project.slug,
    service: deployment?.service.slug ?? build?.service.slug ?? '',
    deployment: deployment && {
      environment: deployment.environment.slug,
      revision: deployment.revision,
      status: deployment.status,
    },
    failureStep: deployment?.failure_step ?? build?.failure_step ?? null,
    state: row.state,
  };
  return {
    host,
    path: path.replace(/\.git$/, ''),
    commit: row.git_commit,
    context: contextOf(subject),
    state: row.state,
    description: descriptionOf(subject),
    url: deployment?.instance.url ?? null,
  };
}

async function failed(deps: ReconcileDeps, row: Row, attempts: number, error: unknown): Promise<WorkResult> {
  const fault = error instanceof Fault ? error : null;
  const failure_reason = fault?.message ?? 'It could not be reported for an unknown reason.';
  const again = fault === null || fault.kind === 'retry' || fault.kind === 'conflict';
  const inMs = again ? retryInMs(attempts, fault?.retryAfterMs ?? null, Math.random()) : null;
  if (inMs === null) return await end(deps, row, { failure_reason });
  const set = { failure_reason, next_attempt_at: timestamp(deps.now() + inMs) };
  await deps.graphql.request(EndCommitStatusDocument, { id: row.id, state: row.state, set }, { idempotent: true });
  return { requeueAfterMs: inMs };
}

async function end({ graphql }: ReconcileDeps, { id, state }: Row, set: commit_statuses_set_input): Promise<WorkResult> {
  await graphql.request(EndCommitStatusDocument, { id, state, set: { ...set, is_open: false } }, { idempotent: true });
  // What changed meanwhile is an event, and a row that is open.
  return {};
}
