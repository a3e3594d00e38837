/** Each state of a deployment: what is done next. */
import { expect, test } from 'vitest';
import { type DeploymentView, planDeployment } from './deployment.ts';

const NOW = 1_000;
const view = (part: Partial<DeploymentView>): DeploymentView => ({
  status: 'queued',
  needsBuild: false,
  build: null,
  earlierUnderWay: false,
  deadlineAt: NOW + 1,
  ...part,
});
const build = (status: NonNullable<DeploymentView['build']>['status'], failureReason: string | null = null) => ({
  build: { status, failureReason },
});

const cases: readonly [string, Partial<DeploymentView>, string][] = [
  ['waits for its turn', { earlierUnderWay: true, needsBuild: true }, 'wait'],
  ['starts a build when it needs one', { needsBuild: true }, 'start-build'],
  ['is checked at once when it needs none', {}, 'scan'],
  ['fails when its turn does not come', { earlierUnderWay: true, deadlineAt: NOW }, 'fail'],
  ['waits for an approval', { status: 'pending_approval' }, 'wait'],
  ['fails without an approval', { status: 'pending_approval', deadlineAt: NOW }, 'fail'],
  ['waits for its build', { status: 'building', ...build('queued') }, 'wait'],
  ['waits for its build', { status: 'building', ...build('building') }, 'wait'],
  ['goes on after its build', { status: 'building', ...build('succeeded') }, 'scan'],
  [
    'goes on after its build although the deadline has passed',
    { status: 'building', ...build('succeeded'), deadlineAt: NOW },
    'scan',
  ],
  ['fails with its build', { status: 'building', ...build('failed', 'npm ci: exit 1') }, 'fail npm ci: exit 1'],
  ['fails when somebody cancelled its build', { status: 'building', ...build('cancelled') }, 'fail'],
  ['fails when its build takes too long', { status: 'building', ...build('building'), deadlineAt: NOW }, 'fail'],
  ['fails when its build is gone', { status: 'building' }, 'fail'],
  ['is checked', { status: 'scanning' }, 'check'],
  ['fails when nobody answers about it', { status: 'scanning', deadlineAt: NOW }, 'fail'],
  ['is the runtime’s when deploying', { status: 'deploying' }, 'roll-out'],
  ['is the runtime’s when verifying', { status: 'verifying', deadlineAt: NOW }, 'roll-out'],
  ['cancels its build first', { status: 'cancelling', ...build('building') }, 'cancel-build'],
  ['then waits for the runtime', { status: 'cancelling', ...build('cancelled') }, 'roll-out'],
  ['waits for the runtime when it had no build', { status: 'cancelling' }, 'roll-out'],
  ['fails when cancelling takes too long', { status: 'cancelling', deadlineAt: NOW }, 'fail'],
  ...(['running', 'superseded', 'rolled_back', 'failed', 'cancelled', 'rejected'] as const).map(
    (status): [string, Partial<DeploymentView>, string] => ['needs nothing', { status, deadlineAt: NOW }, 'wait'],
  ),
];

test.each(cases)('%s: %j', (_name, part, expected) => {
  const plan = planDeployment(view(part), NOW);
  const text = plan.do === 'fail' ? `fail ${plan.reason}` : plan.do;
  expect(text.startsWith(expected)).toBe(true);
});
