/** The port's promises, and what a restart finds. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobRequest } from '../../../domain/ports/job-runner.ts';
import { endOf, jobRunnerContract, somewhere } from '../../../test/contracts/job-runner.contract.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { type LocalFixture, localFixture } from '../../../test/support/local-adapter.ts';
import { openLocalJobs } from './open-jobs.ts';

async function requests({ options }: LocalFixture): Promise<(command: string) => JobRequest> {
  const directory = join(options.dataDirectory, 'artifact');
  await mkdir(directory, { recursive: true });
  return (command) => ({
    runId: randomUUID(),
    instanceId: randomUUID(),
    placement: somewhere,
    revision: randomUUID(),
    artifact: { kind: 'directory', reference: directory, digest: 'd', framework: 'procfile', processes: {} },
    pullCredential: null,
    command,
    environment: { COLOR: 'blue' },
    secretNames: [],
    stopTimeoutMs: 2_000,
  });
}

jobRunnerContract('local', async () => {
  const fixture = await localFixture();
  const runner = await openLocalJobs(fixture.options);
  const request = await requests(fixture);
  return {
    runner,
    lines: fixture.lines,
    hints: fixture.hints,
    request,
    streams: 'apart',
    [Symbol.asyncDispose]: async () => {
      await runner.stopProcesses();
      await runner[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
});

/** Waits until a file beside the artifact is there, then ends with 7. */
const WAITING = 'echo started >> ../starts; while [ ! -e ../go ]; do sleep 0.05; done; exit 7';
const startsOf = (fixture: LocalFixture) => readFile(join(fixture.options.dataDirectory, 'starts'), 'utf8').catch(() => '');
const letGo = (fixture: LocalFixture) => writeFile(join(fixture.options.dataDirectory, 'go'), '');

test('a run outlives the process that started it, is adopted and not started again, and its exit code is known', async () => {
  await using fixture = await localFixture();
  const request = (await requests(fixture))(WAITING);
  const first = await openLocalJobs(fixture.options);
  await first.start(request);
  await eventually(() => startsOf(fixture), Boolean);
  await first[Symbol.asyncDispose]();
  const second = await openLocalJobs(fixture.options);
  expect((await second.observe({ runId: request.runId, cluster: null })).state).toBe('running');
  expect(fixture.observations.map((o) => o.type)).toContain('process-adopted');
  await second.start(request);
  await letGo(fixture);
  expect((await endOf(second, request.runId)).exitCode).toBe(7);
  expect(await startsOf(fixture)).toBe('started\n');
  await second[Symbol.asyncDispose]();
});

test('what ended while nobody looked ended as it did', async () => {
  await using fixture = await localFixture();
  const request = (await requests(fixture))(WAITING);
  const first = await openLocalJobs(fixture.options);
  await first.start(request);
  await eventually(() => startsOf(fixture), Boolean);
  await first[Symbol.asyncDispose]();
  await letGo(fixture);
  const exitFile = join(fixture.options.dataDirectory, 'jobs/homes', request.runId, '.exit-code');
  await eventually(() => readFile(exitFile, 'utf8').catch(() => ''), Boolean);
  const second = await openLocalJobs(fixture.options);
  expect((await endOf(second, request.runId)).exitCode).toBe(7);
  await second[Symbol.asyncDispose]();
});

const recordOf = (fixture: LocalFixture, runId: string) => join(fixture.options.dataDirectory, 'jobs/runs', `${runId}.json`);
/** As a crash leaves it between writing down the run and writing down its process. */
async function forgetProcess(fixture: LocalFixture, runId: string): Promise<void> {
  const record = JSON.parse(await readFile(recordOf(fixture, runId), 'utf8'));
  await writeFile(recordOf(fixture, runId), JSON.stringify({ ...record, process: null }));
}

test('killed right after the start, the process is found by its mark', async () => {
  await using fixture = await localFixture();
  const request = (await requests(fixture))(WAITING);
  const first = await openLocalJobs(fixture.options);
  await first.start(request);
  await eventually(() => startsOf(fixture), Boolean);
  await first[Symbol.asyncDispose]();
  await forgetProcess(fixture, request.runId);
  const second = await openLocalJobs(fixture.options);
  expect((await second.observe({ runId: request.runId, cluster: null })).state).toBe('running');
  await second.start(request);
  await letGo(fixture);
  expect((await endOf(second, request.runId)).exitCode).toBe(7);
  expect(await startsOf(fixture)).toBe('started\n');
  await second[Symbol.asyncDispose]();
});

test('killed right before the start, it counts as started and ended without an exit code', async () => {
  await using fixture = await localFixture();
  const request = (await requests(fixture))('true');
  const first = await openLocalJobs(fixture.options);
  await first.start(request);
  await endOf(first, request.runId);
  await first[Symbol.asyncDispose]();
  const record = JSON.parse(await readFile(recordOf(fixture, request.runId), 'utf8'));
  await writeFile(recordOf(fixture, request.runId), JSON.stringify({ ...record, process: null, ended: null }));
  await writeFile(join(fixture.options.dataDirectory, 'jobs/homes', request.runId, '.exit-code'), '');
  const second = await openLocalJobs(fixture.options);
  await second.start(request);
  expect((await endOf(second, request.runId)).exitCode).toBeNull();
  await second[Symbol.asyncDispose]();
});

test('marked processes without a record are ended', async () => {
  await using fixture = await localFixture();
  const request = (await requests(fixture))(WAITING);
  const first = await openLocalJobs(fixture.options);
  await first.start(request);
  await eventually(() => startsOf(fixture), Boolean);
  await first[Symbol.asyncDispose]();
  await writeFile(recordOf(fixture, request.runId), 'not json');
  const second = await openLocalJobs(fixture.options);
  expect(fixture.observations.map((o) => o.type)).toContain('orphan-killed');
  await second[Symbol.asyncDispose]();
});
