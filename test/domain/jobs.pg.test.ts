/** Jobs and schedules: through the engine, its triggers and our reconcilers; the runner is emulated and does what each test says. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf, command, deploy, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  plane.jobs.mode = 'at-once';
  t = await createTenant(plane);
  developer = await t.member('developer');
});

const HOUR = 3600_000;
const becomeJob = () => plane.database.sql("update services set type = 'job' where id = $1", [t.serviceId]);
/** Each hour, in UTC. */
const becomeCron = (policy = 'forbid') =>
  plane.database.sql("update services set type = 'cron', schedule = '0 * * * *', concurrency_policy = $2 where id = $1", [
    t.serviceId,
    policy,
  ]);
const run = (args = '', requestId?: string) =>
  command(plane, developer, 'runJob', `serviceId: "${t.serviceId}"${args}`, 'jobRunId', requestId);
const rows = () =>
  plane.database.sql('select * from job_runs where service_id = $1 order by created_at', [t.serviceId]) as unknown as Promise<
    {
      readonly id: string;
      readonly status: string;
      readonly exit_code: number | null;
      readonly scheduled_for: Date | null;
      readonly failure_reason: string | null;
      readonly status_reason: string | null;
    }[]
  >;
const statuses = async () => (await rows()).map((r) => r.status);
const become = (...expected: string[]) => eventually(statuses, (seen) => JSON.stringify(seen) === JSON.stringify(expected));
const deployed = async () => await reaches(plane, await deploy(plane, developer, t.serviceId), 'running');
/** Moves the clock to just after the next full hour and looks. */
const nextHour = async () => {
  const now = plane.actionDeps.now();
  plane.advance(HOUR - (now % HOUR) + 1_000);
  await plane.reconciler().resync();
};

describe('a job', () => {
  test('is deployed without running, and runs once for each request, however often that is repeated', async () => {
    await becomeJob();
    const { id, service_instance_id: instanceId } = await deployed();
    expect(plane.runtime.desired.has(instanceId)).toBe(false);
    expect(codeOf(await run(', environment: "nowhere"'))).toBe('never-deployed');
    const requestId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('', requestId)));
    expect(new Set(answers.map((a) => a.data?.runJob.jobRunId)).size).toBe(1);
    await become('succeeded');
    const [row] = await rows();
    expect(row).toMatchObject({ exit_code: 0, deployment_id: id, trigger: 'manual' });
    expect(plane.jobs.started.filter((r) => r.runId === row?.id)).toMatchObject([{ revision: id }]);
    const { data } = await plane.as(developer, `{ whyNotReady(serviceId: "${t.serviceId}") { ready } }`);
    expect(data.whyNotReady.ready).toBe(true);
  });

  test('that fails says with which exit code and its last lines', async () => {
    plane.jobs.mode = 'when-told';
    await becomeJob();
    await deployed();
    const id = (await run(', command: "node migrate.js"')).data.runJob.jobRunId;
    await become('running');
    expect(plane.jobs.started.find((r) => r.runId === id)?.command).toBe('node migrate.js');
    plane.jobs.finish(id, 3);
    await become('failed');
    expect((await rows())[0]).toMatchObject({ exit_code: 3, failure_reason: 'It ended with exit code 3.\nthe last line' });
    const [told] = await plane.database.sql("select payload from domain_events where type = 'JobFailed' and subject_id = $1", [
      id,
    ]);
    expect(told?.payload).toMatchObject({ exitCode: 3 });
  });

  test('is stopped by cancelJob, and when it takes longer than it may', async () => {
    plane.jobs.mode = 'when-told';
    await becomeJob();
    await deployed();
    const first = (await run()).data.runJob.jobRunId;
    await become('running');
    expect((await command(plane, developer, 'cancelJob', `jobRunId: "${first}"`, 'jobRunId')).errors).toBeUndefined();
    await become('cancelled');
    expect(codeOf(await command(plane, developer, 'cancelJob', `jobRunId: "${first}"`, 'jobRunId'))).toBe('job-ended');
    await run();
    await become('cancelled', 'running');
    plane.advance(2 * HOUR);
    await plane.reconciler().reap();
    plane.advance(-2 * HOUR);
    // Asked to stop while the clock was ahead; how it ended is looked at with the clock as it is.
    await become('cancelled', 'failed');
  });

  test('a command beside a web service needs to be named; another organization’s service is not found', async () => {
    await deployed();
    expect(codeOf(await run())).toBe('command-required');
    expect((await run(', command: "true"')).errors).toBeUndefined();
    await become('succeeded');
    const stranger = await (await createTenant(plane)).member('developer');
    expect(codeOf(await command(plane, stranger, 'runJob', `serviceId: "${t.serviceId}"`, 'jobRunId'))).toBe('service-not-found');
  });

  test('goes with its service, also while it runs', async () => {
    plane.jobs.mode = 'when-told';
    await becomeJob();
    await deployed();
    const id = (await run()).data.runJob.jobRunId;
    await become('running');
    await command(plane, developer, 'deleteService', `serviceId: "${t.serviceId}"`, 'serviceId');
    await eventually(
      () => plane.database.sql('select 1 from services where id = $1', [t.serviceId]),
      (found) => found.length === 0,
    );
    expect(await plane.jobs.observe({ runId: id, cluster: null })).toEqual({ state: 'absent' });
  });
});

describe('a schedule', () => {
  test('runs each time once, whoever looks and however often, also after a restart', async () => {
    await becomeCron();
    await deployed();
    expect(await rows()).toEqual([]);
    await nextHour();
    await become('succeeded');
    for (let i = 0; i < 3; i++) {
      await plane.restart();
      await plane.reconciler().resync();
      await plane.reconciler().settled();
    }
    expect(await statuses()).toEqual(['succeeded']);
    const [first] = await rows();
    expect(first?.scheduled_for?.getTime()).toBe(Math.floor(plane.actionDeps.now() / HOUR) * HOUR);
    await nextHour();
    await become('succeeded', 'succeeded');
    expect(plane.jobs.started.filter((r) => r.instanceId === plane.jobs.started.at(-1)?.instanceId)).toHaveLength(2);
    await expect(
      plane.database.sql(
        `insert into job_runs (service_instance_id, trigger, scheduled_for, deadline_at)
         select service_instance_id, trigger, scheduled_for, now() from job_runs where id = $1`,
        [first?.id],
      ),
    ).rejects.toThrow('job_runs_once_key');
  });

  test.each([
    ['forbid', ['running', 'skipped']],
    ['allow', ['running', 'running']],
    ['replace', ['cancelled', 'running']],
  ])('while the run before still runs: %s', async (policy, expected) => {
    plane.jobs.mode = 'when-told';
    await becomeCron(policy);
    await deployed();
    await nextHour();
    await become('running');
    // A run may take longer than the hour here.
    await plane.database.sql("update job_runs set deadline_at = now() + interval '1 year' where service_id = $1", [t.serviceId]);
    await nextHour();
    await become(...expected);
    if (policy === 'forbid') expect((await rows())[1]?.status_reason).toContain('had not ended');
  });

  test('a time that came while nobody looked is skipped when it is too late, and the missed ones are told', async () => {
    await becomeCron();
    await deployed();
    await plane.reconciler()[Symbol.asyncDispose]();
    const now = plane.actionDeps.now();
    plane.advance(3 * HOUR - (now % HOUR) + 20 * 60_000);
    await plane.restart();
    await plane.reconciler().resync();
    await become('skipped');
    expect((await rows())[0]?.status_reason).toMatch(
      /could not be started in time.*(2 earlier times were|1 earlier time was) missed/,
    );
  });

  test('a stopped one does nothing; one that cannot be followed fails the deployment in words', async () => {
    await becomeCron();
    await deployed();
    await command(plane, developer, 'stopService', `serviceId: "${t.serviceId}"`, 'instanceId');
    // Whoever read before it was stopped is done.
    await plane.reconciler().settled();
    await nextHour();
    await plane.reconciler().settled();
    expect(await rows()).toEqual([]);
    // PostgreSQL takes POSIX's way of writing zones, which nothing else does.
    await plane.database.sql("update services set schedule_timezone = 'XYZ5' where id = $1", [t.serviceId]);
    const row = await reaches(plane, await deploy(plane, developer, t.serviceId), 'failed');
    expect(row.failure_reason).toContain('XYZ5');
  });
});
