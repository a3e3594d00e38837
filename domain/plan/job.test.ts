/** Each state of a run: what is done next. */
import { expect, test } from 'vitest';
import type { JobObservation } from '../ports/job-runner.ts';
import { type JobView, planJob } from './job.ts';

const NOW = 1_000;
const view = (part: Partial<JobView>): JobView => ({
  status: 'queued',
  scheduled: true,
  concurrency: 'forbid',
  earlierUnderWay: false,
  deadlineAt: NOW + 1,
  ...part,
});
const absent: JobObservation = { state: 'absent' };
const running: JobObservation = { state: 'running', startedAt: 1 };
const ended = (exitCode: number | null): JobObservation => ({
  state: 'ended',
  startedAt: 1,
  finishedAt: 2,
  exitCode,
  tail: 'bye',
});

test.each<[string, Partial<JobView>, JobObservation, string]>([
  ['starts', {}, absent, 'start'],
  ['was started before a crash', {}, running, 'note-started'],
  ['even ended before we knew', {}, ended(0), 'note-started'],
  ['does not start beside an earlier one', { earlierUnderWay: true }, absent, 'skip The run before it had not ended.'],
  ['replaces an earlier one', { earlierUnderWay: true, concurrency: 'replace' }, absent, 'replace-earlier'],
  ['starts beside an earlier one', { earlierUnderWay: true, concurrency: 'allow' }, absent, 'start'],
  ['starts because somebody asks', { earlierUnderWay: true, scheduled: false }, absent, 'start'],
  ['is skipped when its time is over', { deadlineAt: NOW }, absent, 'skip It could not be started in time.'],
  ['fails when nobody could start it', { deadlineAt: NOW, scheduled: false }, absent, 'fail It could not be started in time.'],
  ['goes on', { status: 'running' }, running, 'wait'],
  ['is stopped when it takes too long', { status: 'running', deadlineAt: NOW }, running, 'stop'],
  ['fails then', { status: 'running', deadlineAt: NOW }, ended(null), 'fail It took longer than it may and was stopped.\nbye'],
  ['succeeds', { status: 'running' }, ended(0), 'succeed'],
  ['succeeds at the last moment', { status: 'running', deadlineAt: NOW }, ended(0), 'succeed'],
  ['fails with its exit code', { status: 'running' }, ended(3), 'fail It ended with exit code 3.\nbye'],
  ['fails when it was killed', { status: 'running' }, ended(null), 'fail It was stopped before it ended.\nbye'],
  ['fails when it is forgotten', { status: 'running' }, absent, 'fail The runner does not know of it any more.'],
  ['is being stopped', { status: 'cancelling' }, running, 'stop'],
  ['is cancelled', { status: 'cancelling' }, ended(0), 'confirm-cancel'],
  ['is cancelled when it is not there', { status: 'cancelling' }, absent, 'confirm-cancel'],
  ['does not stop', { status: 'cancelling', deadlineAt: NOW }, running, 'fail It was cancelled and did not stop in time.'],
  ...(['succeeded', 'failed', 'cancelled', 'skipped'] as const).map(
    (status): [string, Partial<JobView>, JobObservation, string] => [
      'needs nothing',
      { status, deadlineAt: NOW },
      running,
      'wait',
    ],
  ),
])('%s', (_name, part, seen, expected) => {
  const plan = planJob(view(part), seen, NOW);
  expect('reason' in plan ? `${plan.do} ${plan.reason}` : plan.do).toBe(expected);
});
