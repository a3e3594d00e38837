/**
 * How long 1,000 services take to become what they should be, and what they cost when nothing happens: the work queue of the reconcilers over the
 * Argo CD runtime, against an emulated Argo CD and cluster in another process. Three figures: everything made from nothing; a new process that
 * meets everything running (a cold start); and a minute of rest, with the share of the look at everything that comes every five minutes. The
 * database is not part of it. Goals on two cores of its own: 60 s each, and 5 % of one core. Nothing is asserted.
 *
 *   npm run bench:converge          BENCH_SERVICES=1000  BENCH_REST_SECONDS=60
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { z } from 'zod';
import { openArgocdRuntime } from '../../adapters/argocd/open-runtime.ts';
import { openChartSource } from '../../adapters/argocd/sources/chart-source.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import type { AppRuntime, DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import { createQueue } from '../../reconcile/queue.ts';

const SERVICES = Number(process.env.BENCH_SERVICES ?? 1_000);
const REST_SECONDS = Number(process.env.BENCH_REST_SECONDS ?? 60);
const RESYNC_SECONDS = 300;
const [ENVIRONMENTS, IN_ONE] = [Math.ceil(SERVICES / 10), 10];

const directory = await mkdtemp(join(tmpdir(), 'northstack-converge-'));
const file = join(directory, 'world.mjs');
await build({
  entryPoints: [resolve('bench/converge/world.ts')],
  outfile: file,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const child = spawn(process.execPath, ['--max-old-space-size=3072', file], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const answer = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? 'null');
const world = z.object({ url: z.string(), token: z.string(), kubeconfig: z.string() }).parse(await answer());
const asked = async () => {
  child.stdin.write('count\n');
  return await answer();
};

const services = Array.from({ length: SERVICES }, (_, i) => workload(i));
try {
  await converge('from nothing', 'first');
  console.log('  the world was asked:', JSON.stringify(await asked()));
  await converge('cold start, everything runs', 'first');
  console.log('  the world was asked:', JSON.stringify(await asked()));
  await converge('a new version of every service', 'second');
  console.log('  the world was asked:', JSON.stringify(await asked()));
  await rest();
} finally {
  child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
}

/** One process's life up to the moment when every service is healthy in its version. */
async function converge(title: string, revision: string): Promise<void> {
  const healthy = new Set<string>();
  const used = process.cpuUsage();
  const startedAt = performance.now();
  await using it = open(
    (id) => queue.add(id),
    revision,
    (id) => void healthy.add(id),
  );
  const { queue } = it;
  await it.runtime.list();
  for (const { instanceId } of services) queue.add(instanceId);
  while (healthy.size < services.length) await sleep(20);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(used);
  const cpu = ((user + system) / 1e6).toFixed(1);
  console.log(`${title}: ${services.length} services healthy after ${seconds.toFixed(1)} s (${cpu} s of our CPU; goal 60 s)`);
}

/** Nothing is wanted and nothing happens; then everything is looked at once. */
async function rest(): Promise<void> {
  let looks = 0;
  await using it = open(
    (id) => it.queue.add(id),
    'second',
    () => {
      looks += 1;
    },
  );
  const lookAtAll = async () => {
    looks = 0;
    await it.runtime.list();
    for (const { instanceId } of services) it.queue.add(instanceId);
    while (looks < services.length) await sleep(20);
  };
  await lookAtAll();
  await sleep(5_000);
  await asked();
  const idle = process.cpuUsage();
  await sleep(REST_SECONDS * 1000);
  const resting = process.cpuUsage(idle);
  console.log('at rest the world was asked:', JSON.stringify(await asked()));
  const before = process.cpuUsage();
  await lookAtAll();
  const looking = process.cpuUsage(before);
  const idleShare = (resting.user + resting.system) / 1e6 / REST_SECONDS;
  const lookSeconds = (looking.user + looking.system) / 1e6;
  console.log(
    `at rest: ${(idleShare * 100).toFixed(2)} % of one core, and ${lookSeconds.toFixed(1)} s of CPU for a look at everything every ${RESYNC_SECONDS} s: ${((idleShare + lookSeconds / RESYNC_SECONDS) * 100).toFixed(2)} % together (goal 5 %)`,
  );
}

function open(hint: (id: string) => void, revision: string, seen: (id: string) => void) {
  const runtime = openArgocdRuntime({
    argocd: { url: world.url, token: world.token, ca: null, timeoutMs: 60_000 },
    source: openChartSource({ repository: 'registry.example.org/charts', version: '1.0.0', credential: null }),
    cluster: { server: 'https://kubernetes.default.svc', access: readKubeconfig(world.kubeconfig), timeoutMs: 60_000 },
    defaults: {
      port: 8080,
      entry: { kind: 'ingress', className: 'nginx', issuer: null },
      resources: { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } },
    },
    logs: { append: () => {} },
    metrics: { record: () => {} },
    hint: ({ id }) => hint(id),
    observe: () => {},
  });
  const byId = new Map(services.map((s) => [s.instanceId, { ...s, revision }]));
  const queue = createQueue({
    work: async (id) => {
      const desired = byId.get(id);
      if (desired === undefined) return {};
      const done = await step(runtime, desired);
      if (done) seen(id);
      return done ? {} : { requeueAfterMs: 5_000 };
    },
  });
  return {
    runtime,
    queue,
    [Symbol.asyncDispose]: async () => {
      await queue[Symbol.asyncDispose]();
      await runtime[Symbol.asyncDispose]();
    },
  };
}

/** As the reconciler of instances: tell what is wanted, look at what is. */
async function step(runtime: AppRuntime, desired: DesiredWorkload): Promise<boolean> {
  await runtime.apply(desired);
  const seen = await runtime.observe(desired.instanceId);
  return seen.state === 'present' && seen.serving === desired.revision && seen.revisions[0]?.phase === 'healthy';
}

function workload(i: number): DesiredWorkload {
  const environment = Math.floor(i / IN_ONE) % ENVIRONMENTS;
  const id = (kind: string, n: number) => `${kind}${n.toString(16).padStart(6, '0')}-0000-4000-8000-000000000000`;
  return {
    instanceId: randomUUID(),
    revision: 'first',
    placement: {
      organization: { id: id('a0', environment % 50), slug: `o${environment % 50}` },
      project: { id: id('b0', environment), slug: `p${environment}` },
      environment: { id: id('c0', environment), slug: 'production' },
      service: { id: randomUUID(), slug: `s${i}` },
      cluster: null,
      namespace: `shop-${environment}`,
      quota: { cpuMillicores: null, memoryMegabytes: null, storageGigabytes: null },
    },
    type: 'web',
    artifact: {
      kind: 'image',
      reference: `registry.example.org/shop/s${i}@sha256:${'a'.repeat(64)}`,
      digest: `sha256:${'a'.repeat(64)}`,
      framework: 'image',
      processes: {},
    },
    pullCredential: null,
    command: null,
    environment: { LOG_LEVEL: 'info', TOKEN: `secret-of-${i}-secret` },
    secretNames: ['TOKEN'],
    replicas: 2,
    generation: 1,
    hostnames: [`s${i}.shop.example.org`],
    port: null,
    healthPath: '/healthz',
    healthTimeoutMs: 120_000,
    stopTimeoutMs: 10_000,
    resources: { cpuMillicores: null, memoryMegabytes: null },
  };
}
