/** What every SourceBuilder promises, run over each implementation. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LogLine } from '../../domain/ports/sinks.ts';
import type { Artifact, BuildObservation, BuildRequest, SourceBuilder } from '../../domain/ports/source-builder.ts';
import { Fault } from '../../kit/fault.ts';
import { eventually } from '../support/eventually.ts';

export interface BuilderUnderTest extends AsyncDisposable {
  readonly builder: SourceBuilder;
  /** Every line it gave to its LogSink. */
  readonly lines: readonly LogLine[];
  /** Ids it hinted at. */
  readonly hints: readonly string[];
  /** A repository that it can build, with one commit on `main`. */
  repository(): Promise<Repository>;
  /** An address with no repository. */
  readonly nowhere: string;
  /** What it makes of `repository`, digest and reference aside. */
  readonly artifact: Pick<Artifact, 'kind' | 'processes'>;
}

export interface Repository extends AsyncDisposable {
  readonly url: string;
  readonly commit: string;
}

export function buildRequest(repository: string, changes: Partial<BuildRequest> = {}): BuildRequest {
  return {
    buildId: randomUUID(),
    service: 'acme/shop/web',
    repository,
    reference: 'main',
    directory: '.',
    buildCommand: null,
    startCommand: null,
    releaseCommand: null,
    environment: {},
    credential: null,
    secretNames: [],
    timeoutMs: 60_000,
    ...changes,
  };
}

export function settled(builder: SourceBuilder, buildId: string): Promise<BuildObservation> {
  return eventually(
    () => builder.observe(buildId),
    (b) => b.state === 'succeeded' || b.state === 'failed' || b.state === 'cancelled',
    60_000,
  );
}

export function sourceBuilderContract(open: () => Promise<BuilderUnderTest>): void {
  test('a build never started is absent', async () => {
    await using it = await open();
    expect(await it.builder.observe(randomUUID())).toEqual({ state: 'absent' });
  });

  test('start accepts; observe says what became of it: the commit, the artifact and its processes', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url);
    await it.builder.start(request);
    expect((await it.builder.observe(request.buildId)).state).not.toBe('absent');
    expect(await settled(it.builder, request.buildId)).toMatchObject({
      state: 'succeeded',
      commit: repository.commit,
      artifact: { ...it.artifact, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
    expect(it.hints).toContain(request.buildId);
  });

  test('starting the same build twice builds once', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url, { buildCommand: 'echo built-it' });
    await Promise.all([it.builder.start(request), it.builder.start(request)]);
    const first = await settled(it.builder, request.buildId);
    await it.builder.start(request);
    expect(await it.builder.observe(request.buildId)).toEqual(first);
    expect(it.lines.filter((l) => l.text === 'built-it')).toHaveLength(1);
  });

  test.each([
    ['a leading dash', { repository: '--upload-pack=touch /tmp/northstack-injected' }],
    ['an ext:: address', { repository: 'ext::sh -c touch% /tmp/northstack-injected' }],
    ['an ssh host that is an option', { repository: 'ssh://-oProxyCommand=touch/x' }],
    ['a reference that is an option', { reference: '--output=/tmp/northstack-injected' }],
    ['an id that is a path', { buildId: '../../etc' }],
  ])('%s is refused at start', async (_, changes) => {
    await using it = await open();
    const request = buildRequest(it.nowhere, changes);
    await expect(it.builder.start(request)).rejects.toMatchObject({ kind: 'reject' });
    await expect(it.builder.start(request)).rejects.toBeInstanceOf(Fault);
  });

  test('an unknown repository fails in step clone and names the repository', async () => {
    await using it = await open();
    const request = buildRequest(it.nowhere);
    await it.builder.start(request);
    expect(await settled(it.builder, request.buildId)).toMatchObject({
      state: 'failed',
      step: 'clone',
      reason: expect.stringContaining(it.nowhere),
    });
  });

  test('an unknown branch fails in step clone and names the branch', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url, { reference: 'no-such-branch' });
    await it.builder.start(request);
    expect(await settled(it.builder, request.buildId)).toMatchObject({
      state: 'failed',
      step: 'clone',
      reason: expect.stringContaining('no-such-branch'),
    });
  });

  test('a failing build command fails in step build with the last log lines', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url, {
      buildCommand: [...Array.from({ length: 50 }, (_, i) => `echo line-${i + 1}`), 'echo broken >&2', 'exit 3'].join('; '),
    });
    await it.builder.start(request);
    const observed = await settled(it.builder, request.buildId);
    expect(observed).toMatchObject({ state: 'failed', step: 'build', reason: expect.stringMatching(/exit code:? 3/) });
    const reason = observed.state === 'failed' ? observed.reason : '';
    expect(reason).toContain('broken');
    expect(reason).toContain('line-50');
    expect(reason).not.toContain('line-9\n');
  });

  test('values of secrets reach neither the log nor the reason', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url, {
      environment: { TOKEN: 'correct-horse-battery', PLAIN: 'visible-value' },
      secretNames: ['TOKEN'],
      buildCommand: 'echo "$TOKEN and $PLAIN"; exit 1',
    });
    await it.builder.start(request);
    const observed = await settled(it.builder, request.buildId);
    expect(JSON.stringify([observed, it.lines])).not.toContain('correct-horse');
    expect(it.lines.map((l) => l.text)).toContain('*** and visible-value');
  });

  test('a build over its time limit fails and says so', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url, { buildCommand: 'sleep 600', timeoutMs: 5_000 });
    await it.builder.start(request);
    expect(await settled(it.builder, request.buildId)).toMatchObject({
      state: 'failed',
      step: 'build',
      reason: expect.stringContaining('longer than'),
    });
  });

  test('cancel is two-phase: it is asked for, and cancelled is seen when it has stopped', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url, { buildCommand: 'echo working; sleep 600' });
    await it.builder.start(request);
    await eventually(
      () => it.lines.some((l) => l.text === 'working'),
      (seen) => seen,
    );
    await it.builder.cancel(request.buildId);
    expect(['cancelling', 'cancelled']).toContain((await it.builder.observe(request.buildId)).state);
    expect(await settled(it.builder, request.buildId)).toEqual({ state: 'cancelled' });
    await it.builder.cancel(request.buildId);
    expect(await it.builder.observe(request.buildId)).toEqual({ state: 'cancelled' });
  });

  test('cancelling and removing what is not there succeeds', async () => {
    await using it = await open();
    await it.builder.cancel(randomUUID());
    await it.builder.remove(randomUUID());
  });

  test('what it holds something of is listed until it is removed', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const [kept, gone] = [buildRequest(repository.url), buildRequest(repository.url)];
    await it.builder.start(kept);
    await it.builder.start(gone);
    expect([...(await it.builder.list())].sort()).toEqual([kept.buildId, gone.buildId].sort());
    await settled(it.builder, gone.buildId);
    await it.builder.remove(gone.buildId);
    expect(await it.builder.list()).toEqual([kept.buildId]);
  });

  test('a removed build is absent', async () => {
    await using it = await open();
    await using repository = await it.repository();
    const request = buildRequest(repository.url);
    await it.builder.start(request);
    await settled(it.builder, request.buildId);
    await it.builder.remove(request.buildId);
    expect(await it.builder.observe(request.buildId)).toEqual({ state: 'absent' });
  });

  test('a call with an aborted signal is refused and does nothing', async () => {
    await using it = await open();
    const request = buildRequest(it.nowhere);
    await expect(it.builder.start(request, AbortSignal.abort())).rejects.toThrow();
    expect(await it.builder.observe(request.buildId)).toEqual({ state: 'absent' });
  });
}
