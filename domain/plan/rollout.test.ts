/** What a deployment on its way and its instance become, by what the runtime shows. */
import { describe, expect, test } from 'vitest';
import type { ReplicaObservation, RevisionObservation, WorkloadObservation } from '../ports/app-runtime.ts';
import { instanceHealth, planRollout, type RolloutView, servingGeneration, wantedRevision } from './rollout.ts';

const NOW = 1_000;
const replica = (state: ReplicaObservation['state'], index = 0): ReplicaObservation => ({
  index,
  state,
  pid: 1,
  port: 1,
  startedAt: 1,
  restarts: 0,
  lastExit: null,
});
const revision = (id: string, phase: RevisionObservation['phase'], ...replicas: ReplicaObservation[]): RevisionObservation => ({
  revision: id,
  generation: 0,
  phase,
  reason: phase === 'failed' ? 'exit 1' : null,
  replicas: replicas.length > 0 ? replicas : [replica('running')],
});
const present = (serving: string | null, ...revisions: RevisionObservation[]): WorkloadObservation => ({
  state: 'present',
  observedAt: NOW,
  serving,
  revisions,
});
type Active = NonNullable<RolloutView['active']>;
const active = (status: Active['status'], deadlineAt: number | null = NOW + 1): Active => ({ id: 'new', status, deadlineAt });
const view = (part: Partial<RolloutView>): RolloutView => ({ desiredState: 'running', running: 'old', active: null, ...part });

describe('wanted revision', () => {
  test.each([
    ['the one on its way', { active: active('verifying') }, 'new'],
    ['the one before, when the new one is being cancelled', { active: active('cancelling') }, 'old'],
    ['the one that serves', {}, 'old'],
    ['none before the first', { running: null }, null],
  ] as const)('%s', (_name, part, expected) => expect(wantedRevision(view(part))).toBe(expected));
});

describe('the deployment on its way', () => {
  const cases: readonly [string, Partial<RolloutView>, WorkloadObservation, string][] = [
    ['is verified once the runtime has it', { active: active('deploying') }, { state: 'absent' }, 'verify'],
    ['waits until it is healthy', { active: active('verifying') }, present('old', revision('new', 'starting')), 'wait'],
    ['waits until it has the traffic', { active: active('verifying') }, present('old', revision('new', 'healthy')), 'wait'],
    ['runs when it has the traffic', { active: active('verifying') }, present('new', revision('new', 'healthy')), 'run'],
    ['runs at its deadline too', { active: active('verifying', NOW) }, present('new', revision('new', 'healthy')), 'run'],
    ['fails when it does not start', { active: active('verifying') }, present('old', revision('new', 'failed')), 'fail exit 1'],
    ['fails at its deadline', { active: active('verifying', NOW) }, present('old', revision('new', 'starting')), 'fail'],
    ['fails when the service is stopped', { active: active('verifying'), desiredState: 'stopped' }, present(null), 'fail'],
    [
      'is cancelled when the runtime has dropped it',
      { active: active('cancelling') },
      present('old', revision('old', 'healthy')),
      'confirm-cancel',
    ],
    ['is cancelled when the runtime never had it', { active: active('cancelling') }, { state: 'absent' }, 'confirm-cancel'],
    ['waits until it is stopped', { active: active('cancelling') }, present('old', revision('new', 'stopping')), 'wait'],
    ['fails when it does not stop', { active: active('cancelling', NOW) }, present('old', revision('new', 'stopping')), 'fail'],
    ['is none', {}, present('old', revision('old', 'failed')), 'wait'],
  ];
  test.each(cases)('%s', (_name, part, seen, expected) => {
    const move = planRollout(view(part), seen, NOW);
    expect(move.do === 'fail' ? `fail ${move.reason}` : move.do).toMatch(new RegExp(`^${expected}`));
  });
});

describe('the instance', () => {
  const stopped = { desiredState: 'stopped' } as const;
  const cases: readonly [string, Partial<RolloutView>, WorkloadObservation, string][] = [
    ['nothing ever ran', { running: null }, { state: 'absent' }, 'stopped 0'],
    [
      'the first version starts',
      { running: null, active: active('verifying') },
      present(null, revision('new', 'starting', replica('starting'))),
      'starting 0',
    ],
    ['accepted and not there yet', { running: null, active: active('verifying') }, { state: 'absent' }, 'starting 0'],
    [
      'the first version does not start',
      { running: null, active: active('verifying') },
      present(null, revision('new', 'failed', replica('crashed'))),
      'crashed 0',
    ],
    ['healthy', {}, present('old', revision('old', 'healthy', replica('running'), replica('running', 1))), 'running 2'],
    [
      'one of two replicas',
      {},
      present('old', revision('old', 'degraded', replica('running'), replica('crashed', 1))),
      'degraded 1',
    ],
    ['crash loop', {}, present(null, revision('old', 'failed', replica('crashed'))), 'crashed 0'],
    ['every replica waits for its next start', {}, present(null, revision('old', 'degraded', replica('crashed'))), 'crashed 0'],
    [
      'a failing new version does not hide the old one',
      { active: active('verifying') },
      present('old', revision('new', 'failed'), revision('old', 'healthy')),
      'running 1',
    ],
    [
      'a restart under way',
      {},
      present('old', revision('old', 'starting', replica('starting')), revision('old', 'healthy')),
      'running 1',
    ],
    [
      'a restart that failed',
      {},
      present('old', { ...revision('old', 'failed', replica('crashed')), generation: 1 }, revision('old', 'healthy')),
      'degraded 1',
    ],
    ['being stopped', stopped, present(null, revision('old', 'stopping', replica('stopping'))), 'stopping 0'],
    ['stopped', stopped, present(null, { ...revision('old', 'stopped'), replicas: [] }), 'stopped 0'],
    ['stopped and forgotten', stopped, { state: 'absent' }, 'stopped 0'],
  ];
  test.each(cases)('%s', (_name, part, seen, expected) => {
    const health = instanceHealth(view(part), seen);
    expect(`${health.status} ${health.readyReplicas}`).toBe(expected);
  });
});

describe('the generation that serves', () => {
  const restarted = { ...revision('old', 'starting'), generation: 1 };
  test.each<[string, WorkloadObservation, number | null]>([
    ['none without processes', present(null, revision('old', 'stopped')), null],
    ['the old one while the restart is under way', present('old', restarted, revision('old', 'healthy')), 0],
    ['the new one when it is healthy', present('old', { ...restarted, phase: 'healthy' }, revision('old', 'stopping')), 1],
  ])('%s', (_name, seen, expected) => expect(servingGeneration(seen)).toBe(expected));
});
