/** What Argo CD and the StatefulSet say of a tenant, in our words. Pure. */
import { containsJson } from '../../kit/contains-json.ts';
import type { Application } from './kinds.ts';

export const GENERATION = 'northstack.dev/generation';

export type ApplicationState =
  | { readonly is: 'settled'; readonly generation: number }
  | { readonly is: 'changing'; readonly reason: string | null }
  | { readonly is: 'failed'; readonly reason: string }
  | { readonly is: 'removing' }
  | { readonly is: 'unknown'; readonly word: string };

/** Right after a change Argo CD still says «Synced», of what it compared before: only what it compared with the present source counts. */
export function applicationState({ metadata, spec, status }: Application): ApplicationState {
  if (metadata.deletionTimestamp !== undefined) return { is: 'removing' };
  const problem = (status?.conditions ?? []).find(({ type }) => /Error$/.test(type));
  if (problem !== undefined) {
    // Values that the chart refuses are refused tomorrow as well; a repository that does not answer may answer.
    const refused =
      /don't meet the specifications|schema|InvalidSpec/i.test(problem.message) || problem.type === 'InvalidSpecError';
    return refused ? { is: 'failed', reason: problem.message } : { is: 'changing', reason: problem.message };
  }
  if (!status?.sync) return { is: 'changing', reason: null };
  const compared = containsJson(status.sync.comparedTo?.source ?? null, spec.source ?? null);
  if (!compared || status.sync.status === 'OutOfSync' || status.sync.status === 'Unknown')
    return { is: 'changing', reason: null };
  if (status.sync.status !== 'Synced') return { is: 'unknown', word: `sync ${status.sync.status}` };
  const health = status.health?.status ?? 'Missing';
  switch (health) {
    case 'Healthy':
      return { is: 'settled', generation: Number(metadata.annotations?.[GENERATION] ?? '0') };
    case 'Progressing':
    case 'Missing':
    case 'Unknown':
    case 'Suspended':
    case 'Degraded':
      return { is: 'changing', reason: status.health?.message ?? null };
    default:
      return { is: 'unknown', word: `health ${health}` };
  }
}
