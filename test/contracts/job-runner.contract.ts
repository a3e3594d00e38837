/** What every JobRunner promises. Its adapter brings a runner whose commands are those of a POSIX shell. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReachableCluster } from '../../domain/ports/cluster-provider.ts';
import type { JobObservation, JobRequest, JobRunner, RunReference } from '../../domain/ports/job-runner.ts';
import type { LogLine } from '../../domain/ports/sinks.ts';
import { eventually } from '../support/eventually.ts';

export interface JobRunnerFixture extends AsyncDisposable {
  readonly runner: JobRunner;
  readonly lines: readonly LogLine[];
  readonly hints: readonly string[];
  /** A request to run this command line. */
  request(command: string): JobRequest;
  /** A container's two streams come as one: nobody can tell them apart. */
  readonly streams: 'apart' | 'together';
}

/** Where runs of these tests belong. */
export const somewhere: JobRequest['placement'] = {
  organization: { id: randomUUID(), slug: 'acme' },
  project: { id: randomUUID(), slug: 'shop' },
  environment: { id: randomUUID(), slug: 'production' },
  service: { id: randomUUID(), slug: 'nightly' },
  cluster: null,
  namespace: 'shop-production',
  quota: { cpuMillicores: null, memoryMegabytes: null, storageGigabytes: null },
};

export const endOf = (
  runner: JobRunner,
  runId: string,
  cluster: ReachableCluster | null = null,
): Promise<Extract<JobObservation, { state: 'ended' }>> =>
  eventually(
    () => runner.observe({ runId, cluster }),
    (seen) => seen.state === 'ended',
  ).then((seen) => {
    if (seen.state !== 'ended') throw new Error(seen.state);
    return seen;
  });

const only = ({ runId, placement }: JobRequest): RunReference => ({ runId, cluster: placement.cluster });

export function jobRunnerContract(name: string, open: () => Promise<JobRunnerFixture>): void {
  describe(`job runner: ${name}`, () => {
    let fixture: JobRunnerFixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(async () => {
      await fixture[Symbol.asyncDispose]();
    });

    test('runs to the end, tells its exit code, its output and when to look', async () => {
      const { runner, lines, hints } = fixture;
      // Dollars are the shell's alone.
      const request = fixture.request(`echo "hello $COLOR" '$$ $(COLOR)'; echo oops >&2; exit 3`);
      await runner.start(request);
      const end = await endOf(runner, request.runId, request.placement.cluster);
      expect(end.exitCode).toBe(3);
      expect(end.finishedAt).toBeGreaterThanOrEqual(end.startedAt);
      expect(end.tail.split('\n').sort()).toEqual(['hello blue $$ $(COLOR)', 'oops']);
      const own = lines.filter((l) => l.source.kind === 'job' && l.source.runId === request.runId);
      expect(own.map((l) => l.text).sort()).toEqual(['hello blue $$ $(COLOR)', 'oops']);
      if (fixture.streams === 'apart')
        expect(own.map((l) => `${l.stream} ${l.text}`).sort()).toEqual(['stderr oops', 'stdout hello blue $$ $(COLOR)']);
      await eventually(() => hints.includes(request.runId), Boolean);
    });

    test('the same run is started once, at once and again after it ended', async () => {
      const { runner, lines } = fixture;
      const request = fixture.request('echo once');
      await Promise.all(Array.from({ length: 10 }, () => runner.start(request)));
      await endOf(runner, request.runId, request.placement.cluster);
      await runner.start(request);
      expect((await runner.observe(only(request))).state).toBe('ended');
      expect(lines.filter((l) => l.text === 'once')).toHaveLength(1);
    });

    test('cancelling stops it with everything it started; what is over or absent is no mistake', async () => {
      const { runner } = fixture;
      const request = fixture.request('sleep 600 & sleep 600');
      await runner.start(request);
      expect((await runner.observe(only(request))).state).toBe('running');
      await runner.cancel(only(request));
      expect((await endOf(runner, request.runId, request.placement.cluster)).exitCode).not.toBe(0);
      await runner.cancel(only(request));
      await runner.cancel({ runId: randomUUID(), cluster: null });
    });

    test('removing stops and forgets it', async () => {
      const { runner } = fixture;
      const request = fixture.request('sleep 600');
      await runner.start(request);
      expect(await runner.list()).toEqual([request.runId]);
      await runner.remove(only(request));
      await eventually(
        () => runner.observe(only(request)),
        (seen) => seen.state === 'absent',
      );
      expect(await runner.list()).toEqual([]);
    });

    test('secret values reach neither the lines nor the tail', async () => {
      const { runner, lines } = fixture;
      const request = {
        ...fixture.request('echo "it is $TOKEN"'),
        environment: { TOKEN: 'hunter2-hunter2' },
        secretNames: ['TOKEN'],
      };
      await runner.start(request);
      const { tail } = await endOf(runner, request.runId, request.placement.cluster);
      expect(tail).toContain('it is');
      expect(tail + JSON.stringify(lines)).not.toContain('hunter2-hunter2');
    });

    test('an artifact that is not there is refused', async () => {
      const request = fixture.request('true');
      const artifact = { ...request.artifact, reference: `${request.artifact.reference}/nowhere` };
      await expect(fixture.runner.start({ ...request, artifact })).rejects.toMatchObject({ kind: 'reject' });
    });
  });
}
