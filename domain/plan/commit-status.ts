/** What is told beside a commit about a build or a deployment. Repositories may be public: no reason of a failure, only the step. Pure. */
import type { CommitState } from '../ports/commit-status.ts';

export interface CommitSubject {
  readonly project: string;
  readonly service: string;
  /** null: a build by itself. */
  readonly deployment: { readonly environment: string; readonly revision: number; readonly status: string } | null;
  readonly failureStep: string | null;
  readonly state: CommitState;
}

/** The name of the mark: of a deployment with its environment. */
export const contextOf = ({ project, service, deployment }: CommitSubject): string =>
  ['northstack', project, service, ...(deployment === null ? [] : [deployment.environment])].join('/');

export function descriptionOf({ deployment, failureStep, state }: CommitSubject): string {
  const at = failureStep === null ? '' : ` while ${failureStep}`;
  switch (state) {
    case 'pending':
      return deployment?.status === 'pending_approval' ? 'Waits for an approval.' : 'Waits for its turn.';
    case 'running':
      return deployment === null ? 'Is being built.' : `Revision ${deployment.revision} is on its way.`;
    case 'succeeded':
      return deployment === null ? 'Was built.' : `Revision ${deployment.revision} runs.`;
    case 'failed':
      if (deployment?.status === 'rolled_back') return `Revision ${deployment.revision} was rolled back.`;
      return deployment === null ? `The build failed${at}.` : `Revision ${deployment.revision} failed${at}.`;
    case 'cancelled':
      return deployment?.status === 'rejected' ? 'Was rejected.' : 'Was cancelled.';
  }
}

/** Whoever does not answer is asked so often, over about two hours; a mark beside a commit is worth no more. */
const MAX_ATTEMPTS = 8;
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 3600_000;

/** `attempts` counts the one that failed. null: it is given up. */
export function retryInMs(attempts: number, askedMs: number | null, random: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  const backoffMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 3 ** (attempts - 1)) * (0.8 + 0.4 * random);
  return Math.round(Math.max(backoffMs, Math.min(MAX_RETRY_MS, askedMs ?? 0)));
}
