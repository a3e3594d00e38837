/**
 * What runs in a cluster that Rancher made: a service and a job there, and in the same cluster a virtual one with a service inside. Each call in turn
 * fails, in the end in each way, and the process that makes it dies, with the call done or not: every run ends in the right state, with nothing
 * made twice and nothing left behind.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArgocdRuntime } from '../../adapters/argocd/open-runtime.ts';
import { openChartSource } from '../../adapters/argocd/sources/chart-source.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openKubernetesJobs } from '../../adapters/kubernetes/jobs/open-jobs.ts';
import { openTenants } from '../../adapters/vcluster/open-tenants.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import { type ArgocdEmulator, openArgocdEmulator } from '../emulators/argocd/emulator.ts';
import { type Kubernetes, startKubernetes } from '../emulators/kubernetes/emulator.ts';
import { controlWorkloads } from '../emulators/kubernetes/workloads.ts';
import { openRancherEmulator, type RancherEmulator } from '../emulators/rancher/emulator.ts';
import { openVclusterEmulator, type VclusterEmulator } from '../emulators/vcluster/emulator.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { command, deploy } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';
import { rancherProvider } from '../support/rancher-provider.ts';
import { callsOf, type Scripted, script } from './fault-script.ts';

/** The vendors' contracts, where they are at hand. */
const specs = resolve(import.meta.dirname, '../../../shared/specs');
const LIMIT_MS = 180_000;
const TIMEOUT_MS = 1_500;
const IMAGE = `registry.example.org/shop/web@sha256:${'a'.repeat(64)}`;
const resources = { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } };
let own: Kubernetes;
let there: Kubernetes;
let argocd: ArgocdEmulator;
let rancher: RancherEmulator;
let vcluster: VclusterEmulator;
let plane: ControlPlane;
let t: TestTenant;
let owner: Caller;
let clusterId: string;
let tell: Hint;
const jobsMade = new Set<string>();
const closing: (() => unknown)[] = [];
/** Virtual clusters, the newest last. */
const inside: Kubernetes[] = [];

type Parts = ReturnType<typeof openParts>;
/** Those of the process that lives. */
let parts: Parts;

function openParts(hint: Hint) {
  const clusters = rancherProvider(rancher, { requestMs: TIMEOUT_MS }, { hint });
  const client = openKubernetesClient(readKubeconfig(vcluster.cluster.kubeconfig()), { timeoutMs: TIMEOUT_MS });
  const tenants = openTenants({
    argocd: { client, namespace: 'argocd', project: 'default' },
    chart: { repository: 'https://charts.loft.sh', version: '0.36.1' },
    hosts: new Map(),
    clusters,
    installation: 'flow',
    serverTemplate: `${vcluster.gateway}/{namespace}`,
    image: null,
    storageClass: null,
    replicas: 1,
    hint,
    onUnknown: () => {},
    onProblem: () => {},
    pollMs: 50,
    timeoutMs: TIMEOUT_MS,
  });
  const runtime = openArgocdRuntime({
    argocd: { url: argocd.url, token: argocd.token, ca: null, timeoutMs: TIMEOUT_MS },
    source: openChartSource({ repository: 'registry.example.org/charts', version: '1.0.0', credential: null }),
    cluster: { server: 'https://kubernetes.default.svc', access: readKubeconfig(own.kubeconfig()), timeoutMs: TIMEOUT_MS },
    defaults: { port: 8080, entry: { kind: 'ingress', className: 'nginx', issuer: null }, externalSecrets: 'store', resources },
    logs: { append: () => {} },
    metrics: { record: () => {} },
    hint,
    observe: () => {},
    timing: { resyncMs: 2_000, relistMs: 1_000, secondLookMs: 100 },
  });
  const jobs = openKubernetesJobs({
    client: openKubernetesClient(readKubeconfig(own.kubeconfig()), { timeoutMs: TIMEOUT_MS }),
    resources,
    logs: { append: () => {} },
    hint,
    onProblem: () => {},
    timeoutMs: TIMEOUT_MS,
  });
  const close = async () => {
    await Promise.all([runtime, jobs, tenants, clusters, client].map((part) => part[Symbol.asyncDispose]()));
  };
  return { ports: { clusters, tenants, runtime, jobs }, close };
}

/** Whatever is asked of it, the process that lives answers. */
const living = <K extends keyof Parts['ports']>(name: K): Parts['ports'][K] =>
  new Proxy(parts.ports[name], { get: (_, key) => Reflect.get(parts.ports[name], key) });

beforeAll(async () => {
  const runs = (cluster: Kubernetes) => void closing.push(controlWorkloads(cluster));
  own = await startKubernetes();
  runs(own);
  rancher = await openRancherEmulator({
    stepMs: 5,
    onCluster: (cluster) => {
      there = cluster;
      runs(cluster);
    },
  });
  vcluster = await openVclusterEmulator({
    onTenant: (cluster) => {
      inside.push(cluster);
      runs(cluster);
    },
  });
  argocd = await openArgocdEmulator({
    kubernetes: own,
    reach: (server, token) => rancher.reach(server, token) ?? vcluster.reach(server, token),
    ...(existsSync(specs) ? { specs } : {}),
  });
  plane = await startControlPlane({
    platform: (hint) => {
      parts = openParts(hint);
      tell = hint;
      return { clusters: living('clusters'), tenants: living('tenants'), runtime: living('runtime'), jobs: living('jobs') };
    },
  });
  t = await createTenant(plane);
  owner = await t.member('org_owner');
  await plane.database.sql("update services set source_type = 'image', image = $2, git_repository = null where id = $1", [
    t.serviceId,
    IMAGE,
  ]);
  const pools = 'pools: [{ name: "all", quantity: 1, machineType: "medium", controlPlane: true, etcd: true, worker: true }]';
  clusterId = await does('provisionCluster', `slug: "eu", kubernetesVersion: "v1.33.4+rke2r1", ${pools}`, 'clusterId');
  const made = await reaches('clusters', clusterId, 'active');
  const address = String(made?.api_server_url);
  await fetch(`${address}/version`, { headers: { authorization: `Bearer ${rancher.token}` } });
  vcluster.addHost(there, address);
  // A Job that is made a second time is another one.
  const stop = there.store.subscribe(({ type, key, object }) => {
    if (type === 'ADDED' && key === 'jobs.batch') jobsMade.add(String(object.metadata.uid));
  });
  closing.push(stop);
}, 120_000);
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await parts?.close();
  for (const close of closing) await close();
  for (const emulator of [argocd, vcluster, rancher, own]) await emulator?.[Symbol.asyncDispose]();
});

/** What a lost event or a long backoff would wait for is looked at now. */
async function look<T>(ask: () => Promise<T> | T): Promise<T> {
  await plane.reconciler().resync();
  return await ask();
}
const row = (table: string, id: string) => async () =>
  (await plane.database.sql(`select * from ${table} where id = $1`, [id]))[0];
const reaches = (table: string, id: string, status: string) =>
  eventually(
    () => look(row(table, id)),
    (found) => found?.status === status,
    LIMIT_MS,
  );
const isGone = (table: string, id: string) =>
  eventually(
    () => look(row(table, id)),
    (found) => found === undefined || found.status === 'deleted',
    LIMIT_MS,
  );

async function does(action: string, args: string, answer: string): Promise<string> {
  const { data, errors } = await command(plane, owner, action, args, answer);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[action][answer];
}

async function environment(slug: string, place: string): Promise<string> {
  const { data, errors } = await plane.as(
    owner,
    `mutation { insert_environments_one(object: { project_id: "${t.projectId}", slug: "${slug}", name: "E", type: staging${place} }) { id } }`,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.insert_environments_one.id;
}

async function isDeployed(slug: string): Promise<void> {
  const id = await deploy(plane, owner, t.serviceId, `, environment: "${slug}"`);
  const ended = await eventually(
    () => look(row('deployments', id)),
    (found) => /^(running|failed|cancelled)$/.test(String(found?.status)),
    LIMIT_MS,
  );
  expect(ended).toMatchObject({ status: 'running', failure_reason: null });
}

const present = (cluster: Kubernetes | undefined, key: string) =>
  (cluster?.objects(key) ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
const services = (cluster: Kubernetes | undefined) => present(cluster, 'deployments.apps').map(({ metadata }) => metadata.name);
/** Namespaces that are not the cluster's own. */
const namespaces = (cluster: Kubernetes | undefined) =>
  (cluster?.objects('namespaces.') ?? [])
    .map(({ metadata }) => metadata.name)
    .filter((name) => !/^(default|kube-.*|argocd)$/.test(name));

/** Beside each other, as much as can be: most of the time is waiting for what does not answer. */
async function flow(): Promise<void> {
  const name = `r${randomUUID().slice(0, 8)}`;
  const beside = await environment(`${name}-b`, `, cluster_id: "${clusterId}", namespace: "${name}"`);
  const tenantId = await does('createTenantCluster', `slug: "${name}", hostClusterId: "${clusterId}"`, 'tenantClusterId');
  const within = await environment(`${name}-w`, '');
  jobsMade.clear();
  const deployed = async () => {
    await isDeployed(`${name}-b`);
    const run = `serviceId: "${t.serviceId}", environment: "${name}-b", command: "node migrate.js"`;
    await reaches('job_runs', await does('runJob', run, 'jobRunId'), 'succeeded');
  };
  const deployedWithin = async () => {
    await reaches('tenant_clusters', tenantId, 'active');
    await isDeployed(`${name}-w`);
  };
  await all(deployed(), deployedWithin());
  expect(jobsMade.size).toBe(1);
  expect([services(there).length, services(inside.at(-1)).length, services(own).length]).toEqual([1, 1, 0]);
  expect(vcluster.cluster.objects('applications.argoproj.io')).toHaveLength(1);

  for (const id of [beside, within]) await does('deleteEnvironment', `environmentId: "${id}"`, 'environmentId');
  await all(isGone('environments', beside), isGone('environments', within));
  await does('deleteTenantCluster', `tenantClusterId: "${tenantId}"`, 'tenantClusterId');
  await isGone('tenant_clusters', tenantId);
  await eventually(
    () =>
      look(() => [
        ...argocd.applications().map(({ metadata }) => metadata.name),
        ...vcluster.cluster.objects('applications.argoproj.io').map(({ metadata }) => metadata.name),
        ...namespaces(there),
        ...present(there, 'jobs.batch').map(({ metadata }) => metadata.name),
      ]),
    (left) => left.length === 0,
    LIMIT_MS,
  );
}

/** When one has failed the others are waited for all the same, so that nothing of them goes on in the next test. */
async function all(...flows: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(flows);
  expect(ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([]);
}

const platforms = (): readonly Scripted[] => [rancher, argocd, vcluster.cluster];
const met = () => platforms().reduce((sum, { faults }) => sum + faults.met, 0);
let learnt: ReturnType<typeof callsOf>[] = [];

test('a service, a job and a virtual cluster with a service come, in a cluster that Rancher made, and go', async () => {
  await flow();
  learnt = platforms().map(callsOf);
  for (const calls of learnt) expect(calls.length).toBeGreaterThan(3);
});

test.each([0, 1, 2, 3])('round %i: each call fails twice, the next one in other ways', { timeout: 400_000 }, async (round) => {
  const before = met();
  for (const [at, platform] of platforms().entries()) script(platform, learnt[at] ?? [], round, 2);
  await flow();
  expect(met() - before).toBeGreaterThan(8);
  for (const { faults } of platforms()) faults.clear();
});

test.each([0, 1])(
  'the process dies at each call, every other time with the call done, or the others: %i',
  { timeout: 400_000 },
  async (turn) => {
    for (const [at, { faults }] of platforms().entries())
      for (const [nth, call] of (learnt[at] ?? []).entries())
        faults.add({ ...call, fault: { kind: 'hang', done: (nth + turn) % 2 === 0 } });
    let deaths = 0;
    let isOver = false;
    const reaper = (async () => {
      for (let seen = met(); !isOver; ) {
        if (met() === seen) {
          await new Promise((next) => setTimeout(next, 5));
          continue;
        }
        seen = met();
        deaths += 1;
        const dead = parts;
        parts = openParts(tell);
        await dead.close();
        await plane.restart();
      }
    })();
    try {
      await flow();
    } finally {
      isOver = true;
      await reaper;
      for (const { faults } of platforms()) faults.clear();
    }
    expect(deaths).toBeGreaterThan(8);
  },
);

test('nothing was sent that the vendors would not have understood', () => {
  expect(argocd.violations).toEqual([]);
  expect(rancher.violations).toEqual([]);
});
