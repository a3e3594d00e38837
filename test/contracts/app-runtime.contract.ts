/** What every AppRuntime promises, run over each implementation: processes of this machine, and pods of an emulated cluster. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AppRuntime, DesiredWorkload, RevisionObservation, WorkloadObservation } from '../../domain/ports/app-runtime.ts';
import type { LogLine, MetricSample } from '../../domain/ports/sinks.ts';
import type { Artifact } from '../../domain/ports/source-builder.ts';
import { eventually } from '../support/eventually.ts';

export interface RuntimeUnderTest extends AsyncDisposable {
  readonly runtime: AppRuntime;
  /** Something runnable that behaves like `programs` says. */
  program(name: keyof typeof programs): Promise<Artifact>;
  /** What answers for this revision now: differs from one start of a replica to the next. In the order of its replicas. */
  who(desired: DesiredWorkload): Promise<readonly string[]>;
  /** A request through the public proxy. */
  get(hostname: string, path?: string): Promise<{ readonly status: number; readonly body: string }>;
  readonly lines: readonly LogLine[];
  /** null: others measure what it runs. */
  readonly samples: readonly MetricSample[] | null;
  readonly hints: readonly string[];
  /** Another cluster that it can reach, until it is lost; absent where there is one place only. */
  readonly elsewhere?: () => Promise<{ readonly kubeconfig: string; lose(): void }>;
  /** For what runs `store`. */
  readonly store?: {
    /** One that it can have. */
    port(): Promise<number>;
    /** One line sent to a program beside it, and its answer. */
    ask(address: Address, line: string): Promise<string>;
    /** It does not go back to the version before by itself, but when it is told to, as the reconciler does of what failed. */
    readonly backWhenAsked?: boolean;
  };
}

type Address = NonNullable<Extract<WorkloadObservation, { state: 'present' }>['address']>;

/** Answers with VERSION and its pid, after `?wait=` milliseconds; `/exit` ends it; `/health` says what HEALTH says. */
export const webServer = `
const { createServer } = require('node:http');
console.log('version ' + process.env.VERSION + ' listens');
createServer((request, response) => {
  const url = new URL(request.url, 'http://app');
  if (url.pathname === '/exit') process.exit(7);
  if (url.pathname === '/health') return response.writeHead(Number(process.env.HEALTH ?? 200)).end();
  if (url.pathname === '/env') return response.end(JSON.stringify(process.env));
  const answer = () => response.end(process.env.VERSION + ' ' + process.pid);
  setTimeout(answer, Number(url.searchParams.get('wait') ?? 0));
}).listen(process.env.PORT);
`;

/**
 * Keeps a text in its volume: `set hello` answers `ok`, `get` answers `hello`, or nothing when there is none; `history` says which versions started
 * and stopped over this volume, as in `start v1,stop v1,start v2`. With a HEALTH other than 200 it starts and never listens.
 */
const storeServer = `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { PORT, HEALTH = '200', NORTHSTACK_VOLUME_PATH: volume, VERSION } = process.env;
const [data, history] = [volume + '/data', volume + '/history'];
const note = (what) => appendFileSync(history, what + ' ' + VERSION + '\\n');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '').trim();
const answer = (line) => {
  if (line === 'get') return read(data);
  if (line === 'history') return read(history).replaceAll('\\n', ',');
  writeFileSync(data, line.slice(4));
  return 'ok';
};
process.on('SIGTERM', () => (note('stop'), process.exit(0)));
note('start');
if (HEALTH === '200') createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (line) => socket.end(answer(String(line).trim()) + '\\n'));
}).listen(PORT);
else setInterval(() => {}, 1000);
`;

const broken = "if (require('node:fs').existsSync(process.env.HOME + '/broken')) { console.error('boom'); process.exit(9); }";
const breaks = "require('node:fs').writeFileSync(process.env.HOME + '/broken', '')";
const talks = "console.log('the token is ' + process.env.TOKEN); console.error('to stderr');";

/** By name, so that a platform without this machine's processes can have its own of the same behaviour. `processes` as in a Procfile. */
export const programs = {
  /** `webServer`. */
  web: { files: { 'server.js': webServer }, processes: { web: 'node server.js' } },
  /** Says `no database` and ends with 3. */
  ending: {
    files: { 'server.js': "console.error('no database'); process.exit(3)" },
    processes: { web: 'node server.js' },
  },
  /** As `web`, until `/exit`: from then on it says `boom` and ends with 9. */
  breakable: {
    files: { 'server.js': `${broken}\n${webServer.replace('process.exit(7)', `(${breaks}, process.exit(7))`)}` },
    processes: { web: 'node server.js' },
  },
  /** Says `working`. */
  worker: {
    files: { 'work.js': "console.log('working'); setInterval(() => {}, 1000)" },
    processes: { worker: 'node work.js' },
  },
  /** As `web`; says its TOKEN, and `to stderr`. */
  talking: { files: { 'server.js': `${talks}\n${webServer}` }, processes: { web: 'node server.js' } },
  /** `storeServer`. */
  store: { files: { 'store.js': storeServer }, processes: { stateful: 'node store.js' } },
} as const;

export const hostname = 'web.shop.localhost';

export function desiredWorkload(artifact: Artifact, changes: Partial<DesiredWorkload> = {}): DesiredWorkload {
  return {
    instanceId: randomUUID(),
    revision: 'one',
    type: 'web',
    artifact,
    pullCredential: null,
    command: null,
    environment: { VERSION: 'v1' },
    secretNames: [],
    replicas: 1,
    generation: 1,
    hostnames: [hostname],
    port: null,
    healthPath: '/health',
    healthTimeoutMs: 60_000,
    stopTimeoutMs: 3_000,
    placement: {
      organization: { id: randomUUID(), slug: 'acme' },
      project: { id: randomUUID(), slug: 'shop' },
      environment: { id: randomUUID(), slug: 'production' },
      service: { id: randomUUID(), slug: 'web' },
      cluster: null,
      namespace: 'shop-production',
      quota: { cpuMillicores: null, memoryMegabytes: null, storageGigabytes: null },
    },
    resources: { cpuMillicores: null, memoryMegabytes: null },
    ...changes,
  };
}

export async function revisionOf(
  runtime: AppRuntime,
  { instanceId, revision }: DesiredWorkload,
): Promise<RevisionObservation | undefined> {
  const observed = await runtime.observe(instanceId);
  return observed.state === 'absent' ? undefined : observed.revisions.find((r) => r.revision === revision);
}

export function phaseOf(
  runtime: AppRuntime,
  desired: DesiredWorkload,
  phase: RevisionObservation['phase'],
): Promise<RevisionObservation | undefined> {
  return eventually(
    () => revisionOf(runtime, desired),
    (r) => r?.phase === phase,
  );
}

/** With `stateful` the runtime also keeps what it promises of volumes. */
export function appRuntimeContract(
  open: () => Promise<RuntimeUnderTest>,
  { stateful = false }: { readonly stateful?: boolean } = {},
): void {
  const web = (it: RuntimeUnderTest) => it.program('web');

  test('what was never applied is absent, and removing it succeeds', async () => {
    await using it = await open();
    const id = randomUUID();
    expect(await it.runtime.observe(id)).toEqual({ state: 'absent' });
    await it.runtime.remove(id);
    expect(await it.runtime.list()).toEqual([]);
    await it.runtime.forgetCluster(id);
    await it.runtime.abandonCluster(id);
  });

  test('a cluster that is given up takes along what ran there, without being asked, and nothing of what runs elsewhere', async () => {
    await using it = await open();
    const here = desiredWorkload(await web(it));
    await it.runtime.apply(here);
    await phaseOf(it.runtime, here, 'healthy');
    const before = await it.who(here);
    const elsewhere = await it.elsewhere?.();
    if (elsewhere === undefined) {
      // Who runs everything in one place knows of no other: nothing there is touched.
      await it.runtime.abandonCluster(randomUUID());
      expect([await it.runtime.list(), await it.who(here)]).toEqual([[here.instanceId], before]);
      return;
    }
    const cluster = { clusterId: randomUUID(), kubeconfig: elsewhere.kubeconfig };
    const there = desiredWorkload(await web(it), {
      hostnames: ['web.elsewhere.localhost'],
      placement: {
        ...here.placement,
        environment: { id: randomUUID(), slug: 'elsewhere' },
        service: { id: randomUUID(), slug: 'web' },
        namespace: 'shop-elsewhere',
        cluster,
      },
    });
    await it.runtime.apply(there);
    await phaseOf(it.runtime, there, 'healthy');
    elsewhere.lose();
    const given = () =>
      it.runtime.abandonCluster(cluster.clusterId).then(
        () => 'done',
        (error: { readonly kind?: string }) => error.kind,
      );
    await eventually(given, (end) => end === 'done');
    expect(await given()).toBe('done');
    expect(await it.runtime.observe(there.instanceId)).toEqual({ state: 'absent' });
    expect([await it.runtime.list(), await it.who(here)]).toEqual([[here.instanceId], before]);
  });

  test('an applied web service becomes healthy, serves, and answers by its host name', async () => {
    await using it = await open();
    // What looks like something to put in its place is meant as it is written.
    const desired = desiredWorkload(await web(it), { environment: { COLOR: 'blue', VERSION: 'v1 $$ $(COLOR) $COLOR' } });
    await it.runtime.apply(desired);
    const revision = await phaseOf(it.runtime, desired, 'healthy');
    expect(await it.runtime.observe(desired.instanceId)).toMatchObject({ state: 'present', serving: 'one' });
    expect(revision).toMatchObject({ generation: 1, reason: null, replicas: [{ index: 0, state: 'running', restarts: 0 }] });
    expect(await it.get(hostname)).toEqual({ status: 200, body: `v1 $$ $(COLOR) $COLOR ${(await it.who(desired))[0]}` });
    expect(await it.runtime.list()).toEqual([desired.instanceId]);
    expect(it.hints).toContain(desired.instanceId);
  });

  test('applying the same twice changes nothing', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it), { replicas: 2 });
    await it.runtime.apply(desired);
    const first = await phaseOf(it.runtime, desired, 'healthy');
    await it.runtime.apply(desired);
    await it.runtime.apply(structuredClone(desired));
    expect(await revisionOf(it.runtime, desired)).toEqual(first);
  });

  test('a new revision takes over without one failed request, slow ones under way included', async () => {
    await using it = await open();
    const one = desiredWorkload(await web(it), { replicas: 2 });
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    const answers: { status: number; body: string }[] = [];
    let going = true;
    const clients = [0, 30, 400].map(async (waitMs) => {
      while (going) answers.push(await it.get(hostname, `/?wait=${waitMs}`));
    });
    const two = { ...one, revision: 'two', environment: { VERSION: 'v2' } };
    await it.runtime.apply(two);
    await eventually(
      () => it.runtime.observe(one.instanceId),
      (o) => o.state === 'present' && o.serving === 'two' && o.revisions.length === 1,
    );
    const last = await it.get(hostname);
    going = false;
    await Promise.all(clients);
    expect(last.body).toMatch(/^v2 /);
    expect(answers.filter((a) => a.status !== 200)).toEqual([]);
    expect(answers.some((a) => a.body.startsWith('v1'))).toBe(true);
  });

  test('a revision that never becomes healthy fails with the last log lines, and the old one keeps serving', async () => {
    await using it = await open();
    const one = desiredWorkload(await web(it));
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    const two = { ...one, revision: 'two', environment: { VERSION: 'v2', HEALTH: '500' }, healthTimeoutMs: 12_000 };
    await it.runtime.apply(two);
    const failed = await phaseOf(it.runtime, two, 'failed');
    expect(failed?.reason).toContain('GET /health answered 500');
    expect(failed?.reason).toContain('version v2 listens');
    expect(await it.runtime.observe(one.instanceId)).toMatchObject({ serving: 'one' });
    expect((await it.get(hostname)).body).toMatch(/^v1 /);
    // Applying it again does not try again: it says the same.
    await it.runtime.apply(two);
    expect(await revisionOf(it.runtime, two)).toMatchObject({ phase: 'failed' });
  });

  test('a revision that ends at once fails without waiting for its time limit', async () => {
    await using it = await open();
    const desired = desiredWorkload(await it.program('ending'), { healthTimeoutMs: 600_000 });
    await it.runtime.apply(desired);
    const failed = await phaseOf(it.runtime, desired, 'failed');
    expect(failed?.reason).toContain('exit code 3');
    expect(failed?.reason).toContain('no database');
    expect(await it.runtime.observe(desired.instanceId)).toMatchObject({ serving: null });
    expect((await it.get(hostname)).status).toBe(503);
  });

  test('going back to the revision that still serves keeps its processes', async () => {
    await using it = await open();
    const one = desiredWorkload(await web(it));
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    const before = await it.who(one);
    await it.runtime.apply({ ...one, revision: 'two', environment: { VERSION: 'v2', HEALTH: '500' } });
    await it.runtime.apply(one);
    await eventually(
      () => it.runtime.observe(one.instanceId),
      (o) => o.state === 'present' && o.revisions.length === 1,
    );
    expect(await it.who(one)).toEqual(before);
  });

  test('scaling to three answers from three processes, scaling down ends two', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const [first] = await it.who(desired);
    await it.runtime.apply({ ...desired, replicas: 3 });
    await eventually(
      () => revisionOf(it.runtime, desired),
      (r) => r?.replicas.filter((x) => x.state === 'running').length === 3,
    );
    const answers = await Promise.all(Array.from({ length: 9 }, () => it.get(hostname)));
    expect(new Set(answers.map((a) => a.body)).size).toBe(3);
    await it.runtime.apply(desired);
    await eventually(
      () => revisionOf(it.runtime, desired),
      (r) => r?.replicas.length === 1,
    );
    expect(await it.who(desired)).toEqual([first]);
  });

  test('zero replicas stop it; more start it again', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    await it.runtime.apply({ ...desired, replicas: 0 });
    expect(await phaseOf(it.runtime, desired, 'stopped')).toMatchObject({ replicas: [] });
    expect((await it.get(hostname)).status).toBe(503);
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    expect((await it.get(hostname)).status).toBe(200);
  });

  test('a new generation of the same revision replaces the processes without one failed request', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const before = await it.who(desired);
    const answers: number[] = [];
    let going = true;
    const client = (async () => {
      while (going) answers.push((await it.get(hostname, '/?wait=20')).status);
    })();
    await it.runtime.apply({ ...desired, generation: 2 });
    await eventually(
      () => it.runtime.observe(desired.instanceId),
      (o) =>
        o.state === 'present' &&
        o.revisions.length === 1 &&
        o.revisions[0]?.generation === 2 &&
        o.revisions[0].phase === 'healthy',
    );
    going = false;
    await client;
    expect(await it.who(desired)).not.toEqual(before);
    expect(answers.filter((status) => status !== 200)).toEqual([]);
  });

  test('a domain of the team’s own is served beside the platform’s name and taken away again, without a new version or a failed request', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const before = await it.who(desired);
    const domain = 'www.shop.example.com';
    expect((await it.get(domain)).status).not.toBe(200);
    const answers: number[] = [];
    let going = true;
    const client = (async () => {
      while (going) answers.push((await it.get(hostname, '/?wait=5')).status);
    })();
    // As it may be written, and one that the platform serves anyway.
    await it.runtime.apply({ ...desired, domains: ['WWW.Shop.example.com', domain, hostname] });
    await eventually(
      () => it.get(domain),
      ({ status }) => status === 200,
    );
    expect((await it.get(domain)).body).toBe(`v1 ${before[0]}`);
    await it.runtime.apply(desired);
    await eventually(
      () => it.get(domain),
      ({ status }) => status !== 200,
    );
    going = false;
    await client;
    expect(answers.filter((status) => status !== 200)).toEqual([]);
    expect(await it.who(desired)).toEqual(before);
    expect(await it.runtime.observe(desired.instanceId)).toMatchObject({ revisions: [{ revision: 'one', generation: 1 }] });
    expect(await it.runtime.observe(desired.instanceId)).not.toHaveProperty('certificates');
  });

  test('what is no domain is refused before anything is made', async () => {
    await using it = await open();
    const artifact = await web(it);
    for (const domain of ['not a name', '*.example.com', 'localhost', '10.0.0.1', `${'a'.repeat(64)}.example.com`]) {
      const desired = desiredWorkload(artifact, { domains: [domain] });
      await expect(it.runtime.apply(desired)).rejects.toMatchObject({ kind: 'reject', code: 'invalid-domain' });
    }
    expect(await it.runtime.list()).toEqual([]);
  });

  test('a replica that crashes is started again and the crash is on record', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const before = await it.who(desired);
    await it.get(hostname, '/exit').catch(() => {});
    const after = await eventually(
      () => revisionOf(it.runtime, desired),
      (r) => r?.phase === 'healthy' && r.replicas[0]?.restarts === 1,
    );
    expect(after?.replicas[0]).toMatchObject({ lastExit: { code: 7, signal: null } });
    expect(await it.who(desired)).not.toEqual(before);
    expect((await it.get(hostname)).status).toBe(200);
  });

  test('a replica that keeps crashing is shown as crashed, with the reason', async () => {
    await using it = await open();
    const desired = desiredWorkload(await it.program('breakable'));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    await it.get(hostname, '/exit').catch(() => {});
    const crashed = await eventually(
      () => revisionOf(it.runtime, desired),
      (r) => r?.phase === 'degraded' && r.replicas[0]?.state === 'crashed' && r.replicas[0].restarts >= 2,
    );
    expect(crashed?.reason).toContain('exit code 9');
    expect(crashed?.reason).toContain('boom');
    expect(await it.runtime.observe(desired.instanceId)).toMatchObject({ serving: null });
    expect((await it.get(hostname)).status).toBe(503);
  });

  test('a worker runs without a port or a route', async () => {
    await using it = await open();
    const artifact = await it.program('worker');
    const desired = desiredWorkload(artifact, { type: 'worker', hostnames: [], healthPath: null });
    await it.runtime.apply(desired);
    expect(await phaseOf(it.runtime, desired, 'healthy')).toMatchObject({ replicas: [{ port: null, state: 'running' }] });
    await eventually(
      () => it.lines.map((l) => l.text),
      (texts) => texts.includes('working'),
    );
  });

  test('output becomes log lines of its revision and replica, without the values of secrets', async () => {
    await using it = await open();
    const artifact = await it.program('talking');
    const desired = desiredWorkload(artifact, { environment: { TOKEN: 'correct-horse-battery' }, secretNames: ['TOKEN'] });
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const find = (text: string) => it.lines.find((l) => l.text === text);
    await eventually(
      () => find('the token is ***') && find('to stderr'),
      (line) => line !== undefined,
    );
    const source = { kind: 'instance', instanceId: desired.instanceId, revision: 'one', replica: 0 };
    expect(find('the token is ***')).toMatchObject({ source, stream: 'stdout' });
    expect(find('to stderr')).toMatchObject({ source });
    expect(JSON.stringify(it.lines)).not.toContain('correct-horse');
  });

  test('a removed workload is absent, and its processes are gone', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it), { replicas: 2 });
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    await Promise.all([it.runtime.remove(desired.instanceId), it.runtime.remove(desired.instanceId)]);
    // Accepted is not gone.
    await eventually(
      () => it.runtime.observe(desired.instanceId),
      (o) => o.state === 'absent',
    );
    expect(await it.runtime.list()).toEqual([]);
    expect((await it.get(hostname)).status).toBe(404);
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
  });

  test('samples tell what a workload uses and how many requests it had', async () => {
    await using it = await open();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    for (let i = 0; i < 5; i++) await it.get(hostname);
    const { samples } = it;
    if (samples === null) return;
    await eventually(
      () => samples.reduce((total, s) => total + s.requests, 0),
      (requests) => requests === 5,
    );
    const sample = samples.findLast((s) => s.requests > 0);
    expect(sample).toMatchObject({
      instanceId: desired.instanceId,
      replicas: 1,
      requestErrors: 0,
      latencyP90Ms: expect.any(Number),
    });
    expect(sample?.memoryBytes).toBeGreaterThan(5_000_000);
  });

  test.each<[string, Partial<DesiredWorkload>]>([
    ['an id that is a path', { instanceId: '../x' }],
    ['a port that is none', { port: 70_000 }],
    ['a negative number of replicas', { replicas: -1 }],
    ['a host name with a space', { hostnames: ['a b'] }],
    ['a health path that is none', { healthPath: 'health' }],
    ['a variable name with a space', { environment: { 'A B': '1' } }],
    ['a process type the build does not name', { type: 'worker' }],
  ])('%s is refused and changes nothing', async (_, changes) => {
    await using it = await open();
    await expect(it.runtime.apply(desiredWorkload(await web(it), changes))).rejects.toMatchObject({ kind: 'reject' });
    expect(await it.runtime.list()).toEqual([]);
  });

  test('a call with an aborted signal is refused and does nothing', async () => {
    await using it = await open();
    await expect(it.runtime.apply(desiredWorkload(await web(it)), AbortSignal.abort())).rejects.toThrow();
    expect(await it.runtime.list()).toEqual([]);
  });

  if (stateful) statefulContract(open);
}

function statefulContract(open: () => Promise<RuntimeUnderTest>): void {
  async function storeOf(it: RuntimeUnderTest): Promise<DesiredWorkload> {
    const { store } = it;
    if (store === undefined) throw new Error('What is stateful needs a store.');
    return desiredWorkload(await it.program('store'), {
      type: 'stateful',
      port: await store.port(),
      volume: { path: '/data', gigabytes: 1 },
      hostnames: [],
      healthPath: null,
      stopTimeoutMs: 20_000,
    });
  }

  /** It may be on its way up or down. */
  async function ask(it: RuntimeUnderTest, { instanceId }: DesiredWorkload, line: string): Promise<string> {
    const answer = await eventually(
      async () => {
        const seen = await it.runtime.observe(instanceId);
        const address = seen.state === 'present' ? seen.address : null;
        return address == null ? null : ((await it.store?.ask(address, line).catch(() => null)) ?? null);
      },
      (text) => text !== null,
    );
    return answer ?? '';
  }

  const serves = (it: RuntimeUnderTest, { instanceId, revision, generation }: DesiredWorkload) =>
    eventually(
      () => it.runtime.observe(instanceId),
      (o) =>
        o.state === 'present' &&
        o.serving === revision &&
        o.revisions.some((r) => r.revision === revision && r.generation === generation && r.phase === 'healthy'),
    );

  test('what a stateful workload wrote is there in its next version, after a restart and a stop, and never are two at it', async () => {
    await using it = await open();
    const one = await storeOf(it);
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    expect(await it.runtime.observe(one.instanceId)).toMatchObject({
      serving: 'one',
      address: { host: expect.any(String), port: one.port },
    });
    expect(await ask(it, one, 'set hello')).toBe('ok');
    const two = { ...one, revision: 'two', environment: { VERSION: 'v2' }, volume: { path: '/data', gigabytes: 2 } };
    await it.runtime.apply(two);
    await serves(it, two);
    expect(await ask(it, two, 'get')).toBe('hello');
    const again = { ...two, generation: 2 };
    await it.runtime.apply(again);
    await serves(it, again);
    expect(await ask(it, again, 'get')).toBe('hello');
    await it.runtime.apply({ ...again, replicas: 0 });
    await phaseOf(it.runtime, again, 'stopped');
    await it.runtime.apply(again);
    await serves(it, again);
    expect(await ask(it, again, 'get')).toBe('hello');
    const history = await ask(it, again, 'history');
    expect(history).toBe('start v1,stop v1,start v2,stop v2,start v2,stop v2,start v2');
  });

  test('a stateful version that never listens fails, and the one before it serves again what it had', async () => {
    await using it = await open();
    const one = await storeOf(it);
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    expect(await ask(it, one, 'set kept')).toBe('ok');
    const two = { ...one, revision: 'two', environment: { VERSION: 'v2', HEALTH: '500' }, healthTimeoutMs: 3_000 };
    await it.runtime.apply(two);
    await phaseOf(it.runtime, two, 'failed');
    if (it.store?.backWhenAsked) await it.runtime.apply(one);
    await eventually(
      () => it.runtime.observe(one.instanceId),
      (o) => o.state === 'present' && o.serving === 'one',
    );
    expect(await ask(it, one, 'get')).toBe('kept');
    // It may have been ended before it said anything.
    expect(await ask(it, one, 'history')).toMatch(/^start v1,stop v1,(start v2,stop v2,)?start v1$/);
  });

  test('a volume goes with its workload: the same id begins empty', async () => {
    await using it = await open();
    const desired = await storeOf(it);
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    expect(await ask(it, desired, 'set gone')).toBe('ok');
    await it.runtime.remove(desired.instanceId);
    await eventually(
      () => it.runtime.observe(desired.instanceId),
      (o) => o.state === 'absent',
    );
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    expect(await ask(it, desired, 'get')).toBe('');
    expect(await ask(it, desired, 'history')).toBe('start v1');
  });

  test('a second replica, a range, no port and no volume are refused to what is stateful, and a volume to what is not', async () => {
    await using it = await open();
    const desired = await storeOf(it);
    const { volume: _, ...without } = desired;
    const web = desiredWorkload(await it.program('web'), { volume: { path: '/data', gigabytes: 1 } });
    for (const [wrong, code] of [
      [{ ...desired, replicas: 2 }, 'stateful-one-replica'],
      [{ ...desired, scaling: { most: 2, cpuPercent: 50, memoryPercent: null } }, 'stateful-one-replica'],
      [{ ...desired, port: null }, 'stateful-needs-port'],
      [without, 'invalid-volume'],
      [web, 'invalid-volume'],
    ] as const)
      await expect(it.runtime.apply(wrong)).rejects.toMatchObject({ kind: 'reject', code });
    expect(await it.runtime.list()).toEqual([]);
  });
}
