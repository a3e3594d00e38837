/**
 * Every request in turn meets every fault: it is never answered, answered with 429, 500 or 409, closed before, after or in the middle, late, or
 * done twice. Whoever goes on asking as the reconciler does ends where it should, with one build and nothing left.
 */
import { expect, test } from 'vitest';
import type { BuildObservation, BuildRequest } from '../../domain/ports/source-builder.ts';
import { Fault } from '../../kit/fault.ts';
import { buildRequest } from '../../test/contracts/source-builder.contract.ts';
import type { Fault as Injected } from '../../test/emulators/faults.ts';
import { type CoolifyFixture, coolifyFixture } from '../../test/support/coolify-adapter.ts';
import { eventually } from '../../test/support/eventually.ts';

const ssh = 'git@git.example.com:acme/web.git';
const json = { 'content-type': 'application/json' };
const faults: readonly Injected[] = [
  { kind: 'hang' },
  { kind: 'answer', status: 429, headers: { 'retry-after': '1', ...json }, body: '{"message":"Queue is full."}' },
  { kind: 'answer', status: 500, headers: json, body: '{"message":"Server Error"}' },
  { kind: 'answer', status: 409, headers: json, body: '{"message":"Conflict"}' },
  { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>a proxy</html>' },
  { kind: 'reset' },
  { kind: 'lost-answer' },
  { kind: 'half-answer' },
  { kind: 'twice' },
  { kind: 'slow', delayMs: 6_000 },
];

/** What is to be tried again is tried again. */
async function insist<T>(step: () => Promise<T>): Promise<T> {
  const outcome = await eventually(
    async () => {
      try {
        return { value: await step() };
      } catch (error) {
        if (error instanceof Fault && (error.kind === 'retry' || error.kind === 'conflict')) return null;
        throw error;
      }
    },
    (done) => done !== null,
  );
  if (outcome === null) throw new Error('never');
  return outcome.value;
}

/** As the reconciler does: looks, starts what is absent, looks again. */
async function drive({ builder }: CoolifyFixture, request: BuildRequest): Promise<BuildObservation> {
  return await eventually(
    () =>
      insist(async () => {
        const seen = await builder.observe(request.buildId);
        if (seen.state === 'absent') await builder.start(request);
        return seen;
      }),
    ({ state }) => state === 'succeeded' || state === 'failed' || state === 'cancelled',
  );
}

/** A build takes longer than a request: what Coolify is told twice meanwhile it does once. */
async function fixture(): Promise<CoolifyFixture> {
  const it = await coolifyFixture({ stepMs: 60 }, { timeoutMs: 5_000 });
  it.addRepository(ssh);
  return it;
}

const request = () =>
  buildRequest(ssh, {
    credential: { kind: 'ssh-key', privateKey: 'a private key' },
    environment: { A: '1', B: '2' },
    buildCommand: 'echo built-it',
  });

async function tidy(it: CoolifyFixture, buildId: string): Promise<void> {
  await insist(() => it.builder.remove(buildId));
  // A request that was late may have made something after everything was removed: that is what the list is for.
  await eventually(
    async () => {
      for (const id of await it.builder.list()) await insist(() => it.builder.remove(id));
      return [it.coolify.applications.length, it.coolify.keys.length, it.coolify.projects.length];
    },
    ([applications, keys, projects]) => applications === 0 && keys === 0 && projects === 1,
  );
}

/** How many requests a build makes when nothing goes wrong; the polling in between varies. */
const REQUESTS = 18;

test.each(faults.map((fault) => [fault.kind === 'answer' ? `answered with ${fault.status}` : fault.kind, fault] as const))(
  'a build whose requests are one after the other met by «%s» is done once and leaves nothing',
  async (_, fault) => {
    const meets = async (skip: number): Promise<void> => {
      await using it = await fixture();
      it.coolify.faults.add({ skip, fault });
      const wanted = request();
      const seen = await drive(it, wanted);
      expect(seen, `request ${skip}`).toMatchObject({ state: 'succeeded', artifact: { kind: 'image' } });
      expect(it.lines.filter((l) => l.text === 'built-it').length, `request ${skip}`).toBe(1);
      expect(it.coolify.deployments.filter((d) => d.status === 'finished').length, `request ${skip}`).toBe(1);
      await tidy(it, wanted.buildId);
      expect([it.coolify.projects.length, it.coolify.volumesDeleted, it.coolify.violations], `request ${skip}`).toEqual([
        1,
        [],
        [],
      ]);
    };
    // Side by side: most of their time is waiting.
    await Promise.all(Array.from({ length: REQUESTS }, (_, skip) => meets(skip)));
  },
);

test('a cancelled build is cancelled once it is asked for, whatever becomes of the request', async () => {
  const meets = async (fault: Injected): Promise<void> => {
    await using it = await fixture();
    const wanted = { ...request(), buildCommand: 'sleep 600' };
    await it.builder.start(wanted);
    it.coolify.faults.add({ path: /\/cancel$/, fault });
    const seen = await eventually(
      () =>
        insist(async () => {
          await it.builder.cancel(wanted.buildId);
          return await it.builder.observe(wanted.buildId);
        }),
      ({ state }) => state !== 'building' && state !== 'queued',
    );
    expect(seen, fault.kind).toEqual({ state: 'cancelled' });
    await tidy(it, wanted.buildId);
  };
  await Promise.all(faults.map(meets));
});

test('a registry that fails in every way delays the end of a build and changes nothing', async () => {
  const meets = async (fault: Injected, path: RegExp): Promise<void> => {
    await using it = await fixture();
    it.registry.faults.add({ path, fault });
    expect(await drive(it, request()), `${fault.kind} ${path}`).toMatchObject({ state: 'succeeded' });
  };
  const failures = faults.filter((f) => f.kind !== 'answer' || f.status !== 409);
  await Promise.all(failures.flatMap((fault) => [/^\/v2\//, /^\/token/].map((path) => meets(fault, path))));
});
