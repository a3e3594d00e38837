/** What the operator says, in our words. Pure; words it never said before are kept and are `unknown`. */
import type { Universe } from './kinds.ts';
import { CARRIED_OUT, CHANGED_AT, WORKED_ON } from './names.ts';

export type UniverseState =
  | { readonly is: 'creating' | 'ready' | 'editing' | 'deleting' | 'paused' }
  | { readonly is: 'failed' | 'edit-failed' | 'pause-failed'; readonly reason: string }
  | { readonly is: 'unknown'; readonly word: string };

/** The states of the operator's own vocabulary, with spaces; it is not consistent about capitals. */
export function stateOf({ metadata, status }: Universe): UniverseState {
  if (metadata.deletionTimestamp !== undefined) return { is: 'deleting' };
  const word = status?.universeState ?? '';
  const failed = (status?.actions ?? []).find((action) => action.status === 'failed');
  const reason = failed?.message ?? `The operator says: ${word}.`;
  switch (word.toLowerCase()) {
    case '':
    case 'creating':
      return { is: 'creating' };
    case 'ready':
      return { is: 'ready' };
    case 'editing':
      return { is: 'editing' };
    case 'deleting':
      return { is: 'deleting' };
    case 'paused':
    case 'pausing':
    case 'resuming':
      return { is: 'paused' };
    case 'error creating':
      return { is: 'failed', reason };
    case 'error updating':
      return { is: 'edit-failed', reason };
    case 'error pausing':
    case 'error resuming':
      return { is: 'pause-failed', reason };
    default:
      return { is: 'unknown', word };
  }
}

/** There is no observed generation: after a change the operator must have been seen at work, or have had this long to begin. */
export function isSettled(universe: Universe, now: number, settleMs: number): boolean {
  const { generation = 1 } = universe.metadata;
  if (stateOf(universe).is !== 'ready') return false;
  if ((universe.status?.actions ?? []).some(({ status }) => status === 'queued' || status === 'running')) return false;
  // Before it was made there is nothing to have been changed.
  const changedAt = numberOn(universe, CHANGED_AT);
  return changedAt === 0 || numberOn(universe, WORKED_ON) >= generation || now - changedAt >= settleMs;
}

export const carriedOut = (universe: Universe): number => numberOn(universe, CARRIED_OUT);

export function numberOn({ metadata }: Universe, annotation: string): number {
  const number = Number(metadata.annotations?.[annotation] ?? '0');
  return Number.isFinite(number) ? number : 0;
}

export type TaskState =
  | { readonly is: 'running' | 'succeeded' }
  | { readonly is: 'failed'; readonly reason: string }
  | { readonly is: 'unknown'; readonly word: string };

/** Progress of backups and restores is told in the message alone. */
export function backupStateOf(message: string | null | undefined): TaskState {
  const text = (message ?? '').trim();
  if (text === '' || /^scheduled /i.test(text)) return { is: 'running' };
  if (/^failed in scheduling/i.test(text)) return { is: 'failed', reason: text };
  const state = /^backup state: *(\S+)/i.exec(text)?.[1]?.replace(/\.$/, '').toLowerCase();
  switch (state) {
    case 'inprogress':
    case 'queued':
    case 'scheduled':
    case 'stopping':
      return { is: 'running' };
    case 'completed':
      return { is: 'succeeded' };
    case 'failed':
    case 'stopped':
    case 'skipped':
    case 'failedtodelete':
      return { is: 'failed', reason: text };
    default:
      return { is: 'unknown', word: text };
  }
}

/** Of snapshots and of restores to a moment: neither says when it is done. What failed is tried again by the operator itself. */
export function snapshotStateOf(message: string | null | undefined): TaskState {
  const text = (message ?? '').trim();
  // «Failed to create …» says both.
  if (/^failed /i.test(text)) return { is: 'failed', reason: text };
  if (text === '' || /\b(created|scheduled|in ?progress)\b/i.test(text)) return { is: 'running' };
  return { is: 'unknown', word: text };
}

export function restoreStateOf(message: string | null | undefined): TaskState {
  const text = (message ?? '').trim();
  if (text === '' || /^scheduled /i.test(text)) return { is: 'running' };
  if (/^finished restore/i.test(text)) return { is: 'succeeded' };
  if (/^(failed|aborted) /i.test(text)) return { is: 'failed', reason: text };
  return { is: 'unknown', word: text };
}
