/** Each state of a build × what the builder says: what is done next. */
import { expect, test } from 'vitest';
import type { BuildObservation } from '../ports/source-builder.ts';
import type { BuildStatus } from '../states/build.ts';
import { planBuild } from './build.ts';

const artifact = { kind: 'directory', reference: '/a', digest: 'd', framework: 'node', processes: {} } as const;
const seen: Readonly<Record<BuildObservation['state'], BuildObservation>> = {
  absent: { state: 'absent' },
  queued: { state: 'queued' },
  building: { state: 'building', step: 'install', commit: null },
  succeeded: { state: 'succeeded', commit: 'c', artifact, durationMs: 1 },
  failed: { state: 'failed', step: 'build', reason: 'exit 1', commit: 'c' },
  cancelling: { state: 'cancelling' },
  cancelled: { state: 'cancelled' },
};
const columns = ['absent', 'queued', 'building', 'succeeded', 'failed', 'cancelling', 'cancelled'] as const;

const inTime: Record<BuildStatus, string> = {
  queued: '     start start start succeed fail start fail',
  building: '   start wait note succeed fail wait fail',
  cancelling: ' confirm-cancel cancel cancel confirm-cancel confirm-cancel wait confirm-cancel',
  succeeded: '  wait wait wait wait wait wait wait',
  failed: '     wait wait wait wait wait wait wait',
  cancelled: '  wait wait wait wait wait wait wait',
};
const late: Record<BuildStatus, string> = {
  ...inTime,
  queued: '     fail fail fail succeed fail fail fail',
  building: '   fail fail fail succeed fail fail fail',
  cancelling: ' confirm-cancel fail fail confirm-cancel confirm-cancel fail confirm-cancel',
};

test.each([
  ['in time', inTime, 1_000],
  ['after its deadline', late, 2_000],
] as const)('%s', (_name, table, now) => {
  for (const [status, cells] of Object.entries(table))
    expect([
      status,
      ...columns.map((c) => planBuild({ status: status as BuildStatus, step: 'clone', deadlineAt: 2_000 }, seen[c], now).do),
    ]).toEqual([status, ...cells.trim().split(/\s+/)]);
});

test('a step that is already noted is not noted again', () => {
  expect(planBuild({ status: 'building', step: 'install', deadlineAt: null }, seen.building, 0)).toEqual({ do: 'wait' });
});
