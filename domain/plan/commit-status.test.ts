import { expect, test } from 'vitest';
import { type CommitSubject, contextOf, descriptionOf, retryInMs } from './commit-status.ts';

const build: CommitSubject = { project: 'shop', service: 'web', deployment: null, failureStep: null, state: 'running' };
const deployment = (status: string, state: CommitSubject['state'], failureStep: string | null = null): CommitSubject => ({
  ...build,
  deployment: { environment: 'production', revision: 7, status },
  failureStep,
  state,
});

test('a build and each environment have a mark of their own', () => {
  expect([contextOf(build), contextOf(deployment('running', 'succeeded'))]).toEqual([
    'northstack/shop/web',
    'northstack/shop/web/production',
  ]);
});

test.each([
  [build, 'Is being built.'],
  [{ ...build, state: 'failed', failureStep: 'install' }, 'The build failed while install.'],
  [deployment('pending_approval', 'pending'), 'Waits for an approval.'],
  [deployment('queued', 'pending'), 'Waits for its turn.'],
  [deployment('running', 'succeeded'), 'Revision 7 runs.'],
  [deployment('failed', 'failed', 'scanning'), 'Revision 7 failed while scanning.'],
  [deployment('rolled_back', 'failed'), 'Revision 7 was rolled back.'],
  [deployment('rejected', 'cancelled'), 'Was rejected.'],
  [deployment('cancelled', 'cancelled'), 'Was cancelled.'],
] as const)('%j is told as %s', (subject, text) => {
  expect(descriptionOf(subject)).toBe(text);
});

test('it is tried for a while, later when the host asks for it, and then given up', () => {
  expect([1, 2, 3].map((attempts) => retryInMs(attempts, null, 0.5))).toEqual([5_000, 15_000, 45_000]);
  expect(retryInMs(1, 60_000, 0.5)).toBe(60_000);
  expect(retryInMs(7, null, 1)).toBeLessThanOrEqual(3600_000 * 1.2);
  expect(retryInMs(8, null, 0)).toBeNull();
});
