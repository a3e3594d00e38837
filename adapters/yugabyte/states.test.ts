/** The operator's words, as it says them, in ours. */
import { expect, test } from 'vitest';
import type { Universe } from './kinds.ts';
import { CHANGED_AT, WORKED_ON } from './names.ts';
import { backupStateOf, isSettled, restoreStateOf, snapshotStateOf, stateOf } from './states.ts';

const universe = (universeState: string | undefined, message?: string): Universe => ({
  apiVersion: 'operator.yugabyte.io/v1alpha1',
  kind: 'YBUniverse',
  metadata: { name: 'ns-1', uid: '1', resourceVersion: '1' },
  spec: {},
  status: {
    universeState,
    actions: message === undefined ? [] : [{ action_type: 'Update', message, status: 'failed' }],
  },
});

test.each([
  [undefined, { is: 'creating' }],
  ['Creating', { is: 'creating' }],
  ['Ready', { is: 'ready' }],
  ['ready', { is: 'ready' }],
  ['Editing', { is: 'editing' }],
  ['Deleting', { is: 'deleting' }],
  ['Paused', { is: 'paused' }],
  ['Pausing', { is: 'paused' }],
  ['Resuming', { is: 'paused' }],
  ['Error Creating', { is: 'failed', reason: 'The operator says: Error Creating.' }],
  ['Error Updating', { is: 'edit-failed', reason: 'The operator says: Error Updating.' }],
  ['Error Pausing', { is: 'pause-failed', reason: 'The operator says: Error Pausing.' }],
  ['Error Resuming', { is: 'pause-failed', reason: 'The operator says: Error Resuming.' }],
  ['Levitating', { is: 'unknown', word: 'Levitating' }],
] as const)('a universe that is %s', (word, state) => {
  expect(stateOf(universe(word))).toEqual(state);
});

test('what failed is told in its own words; what is being deleted is that, whatever it says', () => {
  expect(stateOf(universe('Error Updating', 'no nodes left'))).toEqual({ is: 'edit-failed', reason: 'no nodes left' });
  const ready = universe('Ready');
  expect(stateOf({ ...ready, metadata: { ...ready.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })).toEqual({
    is: 'deleting',
  });
});

test.each([
  [null, { is: 'running' }],
  ['scheduled backup task', { is: 'running' }],
  ['Backup State: InProgress', { is: 'running' }],
  ['Backup State: Completed', { is: 'succeeded' }],
  ['Backup State: Failed', { is: 'failed', reason: 'Backup State: Failed' }],
  ['Backup State: Stopped', { is: 'failed', reason: 'Backup State: Stopped' }],
  ['Failed in scheduling backup task: no universe', { is: 'failed', reason: 'Failed in scheduling backup task: no universe' }],
  ['Backup State: Levitating', { is: 'unknown', word: 'Backup State: Levitating' }],
  ['all is well', { is: 'unknown', word: 'all is well' }],
] as const)('a backup that says %j', (message, state) => {
  expect(backupStateOf(message)).toEqual(state);
});

test.each([
  ['', { is: 'running' }],
  ['scheduled restoreJob task', { is: 'running' }],
  ['Finished Restore', { is: 'succeeded' }],
  ['Failed Restore task', { is: 'failed', reason: 'Failed Restore task' }],
  ['Aborted Restore task', { is: 'failed', reason: 'Aborted Restore task' }],
  ['Failed in scheduling restore Job x', { is: 'failed', reason: 'Failed in scheduling restore Job x' }],
  ['all is well', { is: 'unknown', word: 'all is well' }],
] as const)('a restore that says %j', (message, state) => {
  expect(restoreStateOf(message)).toEqual(state);
});

test.each([
  [undefined, { is: 'running' }],
  ['PITR config created', { is: 'running' }],
  ['PITR restore task created', { is: 'running' }],
  [
    'Failed to process PITR restore: universe is locked',
    { is: 'failed', reason: 'Failed to process PITR restore: universe is locked' },
  ],
  ['Failed to create PITR config: no', { is: 'failed', reason: 'Failed to create PITR config: no' }],
  ['all is well', { is: 'unknown', word: 'all is well' }],
] as const)('a snapshot, or a restore to a moment, that says %j', (message, state) => {
  expect(snapshotStateOf(message)).toEqual(state);
});

const changed = (annotations: Record<string, string>, action: string | null, state = 'Ready'): Universe => ({
  ...universe(state),
  metadata: { ...universe(state).metadata, generation: 4, annotations },
  status: { universeState: state, actions: action === null ? [] : [{ action_type: 'Update', status: action }] },
});
const AT = { [CHANGED_AT]: '1000' };

test.each([
  ['that was never changed', changed({}, null), 1_000, true],
  ['that is not ready', changed({}, null, 'Editing'), 1_000, false],
  ['with a task that waits', changed({}, 'queued'), 1_000, false],
  ['with a task at work', changed({}, 'running'), 1_000, false],
  ['with a task that failed before', changed({}, 'failed'), 1_000, true],
  ['that was just changed', changed(AT, null), 1_500, false],
  ['that was changed and seen at work before', changed({ ...AT, [WORKED_ON]: '3' }, null), 1_500, false],
  ['that was changed and seen at work since', changed({ ...AT, [WORKED_ON]: '4' }, null), 1_500, true],
  ['that was changed long ago', changed(AT, null), 61_000, true],
] as const)('a universe %s', (_, of, now, settled) => {
  expect(isSettled(of, now, 60_000)).toBe(settled);
});
