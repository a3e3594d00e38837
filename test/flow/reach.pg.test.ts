/**
 * What a team does with a cluster of its own: Rancher makes one, an environment is placed in it, a service is deployed there and a job runs there, what
 * signs in is renewed, and all of it goes in the opposite order. The same for a virtual cluster, which takes its organization's environments.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArgocdRuntime } from '../../adapters/argocd/open-runtime.ts';
import { openChartSource } from '../../adapters/argocd/sources/chart-source.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openKubernetesJobs } from '../../adapters/kubernetes/jobs/open-jobs.ts';
import { openTenants } from '../../adapters/vcluster/open-tenants.ts';
import { type ArgocdEmulator, openArgocdEmulator } from '../emulators/argocd/emulator.ts';
import { type Kubernetes, startKubernetes } from '../emulators/kubernetes/emulator.ts';
import { controlWorkloads } from '../emulators/kubernetes/workloads.ts';
import { openRancherEmulator, type RancherEmulator } from '../emulators/rancher/emulator.ts';
import { openVclusterEmulator, startHostCluster, type VclusterEmulator } from '../emulators/vcluster/emulator.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf, command, deploy } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';
import { rancherProvider } from '../support/rancher-provider.ts';

/** The vendors' contracts, where they are at hand. */
const specs = resolve(import.meta.dirname, '../../../shared/specs');
const LIMIT_MS = 90_000;
const IMAGE = `registry.example.org/shop/web@sha256:${'a'.repeat(64)}`;
const resources = { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } };
let own: Kubernetes;
/** Registered; the day comes when it does not answer any more. */
let far: Kubernetes;
let isLost = false;
let argocd: ArgocdEmulator;
let rancher: RancherEmulator;
let vcluster: VclusterEmulator;
let plane: ControlPlane;
/** Clusters that Rancher made, the newest last. */
const made: Kubernetes[] = [];
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  own = await startKubernetes();
  const runs = (cluster: Kubernetes) => void closing.push(controlWorkloads(cluster));
  runs(own);
  rancher = await openRancherEmulator({
    stepMs: 10,
    onCluster: (cluster) => {
      made.push(cluster);
      runs(cluster);
    },
  });
  vcluster = await openVclusterEmulator({ onTenant: runs });
  far = await startHostCluster();
  runs(far);
  vcluster.addHost(far);
  argocd = await openArgocdEmulator({
    kubernetes: own,
    reach: (server, token) =>
      server === far.url ? (isLost ? null : far) : (rancher.reach(server, token) ?? vcluster.reach(server, token)),
    ...(existsSync(specs) ? { specs } : {}),
  });
  const timeoutMs = 5_000;
  plane = await startControlPlane({
    platform: (hint) => {
      const clusters = rancherProvider(rancher, {}, { hint });
      const argocdClient = openKubernetesClient(readKubeconfig(vcluster.cluster.kubeconfig()), { timeoutMs });
      const tenants = openTenants({
        argocd: { client: argocdClient, namespace: 'argocd', project: 'default' },
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
      });
      const runtime = openArgocdRuntime({
        argocd: { url: argocd.url, token: argocd.token, ca: null, timeoutMs },
        source: openChartSource({ repository: 'registry.example.org/charts', version: '1.0.0', credential: null }),
        cluster: { server: 'https://kubernetes.default.svc', access: readKubeconfig(own.kubeconfig()), timeoutMs },
        // Fetched where it is set up, put where it is not.
        defaults: {
          port: 8080,
          entry: { kind: 'ingress', className: 'nginx', issuer: null },
          externalSecrets: 'store',
          resources,
        },
        logs: { append: () => {} },
        metrics: { record: () => {} },
        hint,
        observe: () => {},
        timing: { resyncMs: 2_000, relistMs: 1_000, secondLookMs: 100 },
      });
      const client = openKubernetesClient(readKubeconfig(own.kubeconfig()), { timeoutMs });
      const jobs = openKubernetesJobs({ client, resources, logs: { append: () => {} }, hint, onProblem: () => {}, timeoutMs });
      closing.push(
        () => runtime[Symbol.asyncDispose](),
        () => jobs[Symbol.asyncDispose](),
        () => clusters[Symbol.asyncDispose](),
        () => tenants[Symbol.asyncDispose](),
        () => argocdClient[Symbol.asyncDispose](),
      );
      return { clusters, tenants, runtime, jobs };
    },
  });
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  for (const close of closing) await close();
  for (const emulator of [argocd, vcluster, rancher, far, own]) await emulator?.[Symbol.asyncDispose]();
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

async function does(caller: Caller, action: string, args: string, answer: string): Promise<string> {
  const { data, errors } = await command(plane, caller, action, args, answer);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[action][answer];
}

async function isDeployed(caller: Caller, serviceId: string, environment: string): Promise<void> {
  const id = await deploy(plane, caller, serviceId, `, environment: "${environment}"`);
  const ended = await eventually(
    () => look(row('deployments', id)),
    (found) => /^(running|failed|cancelled)$/.test(String(found?.status)),
    LIMIT_MS,
  );
  expect(ended).toMatchObject({ status: 'running', failure_reason: null });
}

async function hasRun(caller: Caller, serviceId: string, environment: string): Promise<void> {
  const id = await does(
    caller,
    'runJob',
    `serviceId: "${serviceId}", environment: "${environment}", command: "node migrate.js"`,
    'jobRunId',
  );
  await reaches('job_runs', id, 'succeeded');
}

const useImage = (t: TestTenant) =>
  plane.database.sql("update services set source_type = 'image', image = $2, git_repository = null where id = $1", [
    t.serviceId,
    IMAGE,
  ]);
/** Those of services. */
const podsIn = (cluster: Kubernetes | null | undefined) =>
  (cluster?.objects('pods.') ?? []).filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined && metadata.namespace?.endsWith('-jobs') === false,
  );
/** Names of keys, never values. */
const keysOfSecrets = (cluster: Kubernetes | null | undefined) =>
  (cluster?.objects('secrets.') ?? []).flatMap(({ data }) => Object.keys((data as object | undefined) ?? {}));
const placesOf = (cluster: Kubernetes | null | undefined) =>
  (cluster?.objects('namespaces.') ?? []).map(({ metadata }) => metadata.name).filter((name) => /^(ns-|shop)/.test(name));

test('a cluster is made, an environment placed in it, a service and a job run there, and all goes', {
  timeout: 300_000,
}, async () => {
  const t = await createTenant(plane);
  const owner = await t.member('org_owner');
  await useImage(t);
  const pools = 'pools: [{ name: "all", quantity: 1, machineType: "medium", controlPlane: true, etcd: true, worker: true }]';
  const clusterId = await does(
    owner,
    'provisionCluster',
    `slug: "eu", kubernetesVersion: "v1.33.4+rke2r1", ${pools}`,
    'clusterId',
  );
  await reaches('clusters', clusterId, 'active');
  const placed = await plane.as(
    owner,
    `mutation { insert_environments_one(object: { project_id: "${t.projectId}", slug: "eu", name: "EU", type: staging, cluster_id: "${clusterId}", namespace: "shop-eu" }) { id } }`,
  );
  expect(placed.errors).toBeUndefined();
  const environmentId: string = placed.data.insert_environments_one.id;
  await does(
    owner,
    'setSecret',
    `scope: "service", targetId: "${t.serviceId}", key: "TOKEN", value: "hunter2-hunter2"`,
    'secretId',
  );
  await isDeployed(owner, t.serviceId, 'eu');
  const there = made.at(-1);
  expect(podsIn(there).map(({ metadata }) => metadata.namespace)).toEqual(['shop-eu']);
  expect(keysOfSecrets(there)).toEqual(['TOKEN']);
  expect([podsIn(own), keysOfSecrets(own)]).toEqual([[], []]);
  expect(argocd.clusters()).toHaveLength(1);
  await hasRun(owner, t.serviceId, 'eu');

  // What signs in ends, and there is another: the next look brings it.
  await rancher.renew(`ns-${clusterId.replaceAll('-', '').slice(0, 12)}`);
  await isDeployed(owner, t.serviceId, 'eu');
  await hasRun(owner, t.serviceId, 'eu');
  expect(argocd.clusters()).toHaveLength(1);

  const refused = await command(plane, owner, 'deleteCluster', `clusterId: "${clusterId}"`, 'clusterId');
  expect(codeOf(refused)).toBe('cluster-in-use');
  expect(refused.errors?.[0]?.message).toMatch(/\/eu \(web\)/);
  await does(owner, 'deleteEnvironment', `environmentId: "${environmentId}"`, 'environmentId');
  await eventually(
    () => look(row('environments', environmentId)),
    (found) => found === undefined,
    LIMIT_MS,
  );
  await does(owner, 'deleteCluster', `clusterId: "${clusterId}"`, 'clusterId');
  await reaches('clusters', clusterId, 'deleted');
  await eventually(
    () => look(() => [...rancher.leftovers(), ...argocd.clusters(), ...argocd.applications(), ...placesOf(there)]),
    (left) => left.length === 0,
    LIMIT_MS,
  );
});

test('a virtual cluster takes the environments of its organization, which run in it until they go', {
  timeout: 300_000,
}, async () => {
  const t = await createTenant(plane);
  const owner = await t.member('org_owner');
  await useImage(t);
  const kubeconfig = JSON.stringify(vcluster.cluster.kubeconfig());
  const hostId = await does(owner, 'registerCluster', `slug: "host", kubeconfig: ${kubeconfig}`, 'clusterId');
  await reaches('clusters', hostId, 'active');
  const tenantId = await does(owner, 'createTenantCluster', `slug: "team", hostClusterId: "${hostId}"`, 'tenantClusterId');
  expect(await row('environments', t.productionId)()).toMatchObject({ tenant_cluster_id: tenantId, cluster_id: null });
  await reaches('tenant_clusters', tenantId, 'active');
  const namespace = String((await row('tenant_clusters', tenantId)())?.namespace);
  await does(
    owner,
    'setSecret',
    `scope: "service", targetId: "${t.serviceId}", key: "TOKEN", value: "hunter2-hunter2"`,
    'secretId',
  );
  await isDeployed(owner, t.serviceId, 'production');
  const inside = vcluster.inside(namespace);
  expect(podsIn(inside)).toHaveLength(1);
  expect(keysOfSecrets(inside)).toEqual(['TOKEN']);
  expect(podsIn(own)).toEqual([]);
  await hasRun(owner, t.serviceId, 'production');

  // What the project may use holds for whoever is inside, as soon as somebody says so.
  const limited = await plane.as(
    owner,
    `mutation { insert_quotas_one(object: { project_id: "${t.projectId}", quota: cpu_millicores, maximum: "1000" }) { id } }`,
  );
  expect(limited.errors).toBeUndefined();
  await eventually(
    () => inside?.objects('resourcequotas.').map(({ spec }) => JSON.stringify(spec?.hard)),
    // Of what nobody said anything about, the defaults of the platform.
    (hard) =>
      hard?.join() === JSON.stringify({ 'limits.cpu': '2000m', 'limits.memory': '8000000Mi', 'requests.storage': '1000000Gi' }),
    LIMIT_MS,
  );

  vcluster.rotate(namespace);
  await isDeployed(owner, t.serviceId, 'production');
  // It stays where it is: what runs is never left behind.
  const moved = await plane.as(
    owner,
    `mutation { update_environments_by_pk(pk_columns: { id: "${t.productionId}" }, _set: { tenant_cluster_id: null }) { id } }`,
  );
  expect(moved.errors?.[0]?.message).toContain('environments_in_use');
  const refused = await command(plane, owner, 'deleteTenantCluster', `tenantClusterId: "${tenantId}"`, 'tenantClusterId');
  expect(codeOf(refused)).toBe('tenant-cluster-in-use');
  expect(refused.errors?.[0]?.message).toMatch(/\/production \(web\)/);

  await does(owner, 'deleteService', `serviceId: "${t.serviceId}"`, 'serviceId');
  await eventually(
    () => look(row('services', t.serviceId)),
    (found) => found === undefined,
    LIMIT_MS,
  );
  await does(owner, 'deleteTenantCluster', `tenantClusterId: "${tenantId}"`, 'tenantClusterId');
  await reaches('tenant_clusters', tenantId, 'deleted');
  // Where the platform runs things by itself.
  expect(await row('environments', t.productionId)()).toMatchObject({ tenant_cluster_id: null });
  await eventually(
    () =>
      look(() => [
        ...argocd.clusters(),
        ...argocd.applications(),
        ...vcluster.cluster.objects('applications.argoproj.io'),
        ...placesOf(vcluster.cluster),
      ]),
    (left) => left.length === 0,
    LIMIT_MS,
  );
});

test('a cluster that hangs for ever is given up with what is in it, and what was there runs elsewhere', {
  timeout: 300_000,
}, async () => {
  const t = await createTenant(plane);
  const owner = await t.member('org_owner');
  await useImage(t);
  const kubeconfig = JSON.stringify(far.kubeconfig());
  const farId = await does(owner, 'registerCluster', `slug: "far", kubeconfig: ${kubeconfig}`, 'clusterId');
  await reaches('clusters', farId, 'active');
  const tenantId = await does(owner, 'createTenantCluster', `slug: "inner", hostClusterId: "${farId}"`, 'tenantClusterId');
  await reaches('tenant_clusters', tenantId, 'active');
  await plane.as(
    owner,
    `mutation { insert_environments_one(object: { project_id: "${t.projectId}", slug: "far", name: "Far", type: staging, cluster_id: "${farId}", namespace: "shop-far" }) { id } }`,
  );
  for (const environment of ['far', 'production']) await isDeployed(owner, t.serviceId, environment);
  await does(owner, 'clusterKubeconfig', `clusterId: "${farId}"`, 'grantId');
  const there = () => podsIn(far).filter(({ metadata }) => metadata.namespace === 'shop-far');
  expect(there()).toHaveLength(1);

  // From now on nothing of it answers, for us and for Argo CD, and what is in it as well.
  isLost = true;
  far.faults.add({ times: Number.POSITIVE_INFINITY, fault: { kind: 'hang' } });
  vcluster.down(String((await row('tenant_clusters', tenantId)())?.namespace), true);
  const refused = await command(plane, owner, 'deleteCluster', `clusterId: "${farId}"`, 'clusterId');
  expect(refused.errors?.[0]?.message).toMatch(/\/far \(web\).*the virtual cluster inner.*force/s);
  await does(owner, 'deleteCluster', `clusterId: "${farId}", force: true, confirm: "far"`, 'clusterId');
  await reaches('clusters', farId, 'deleted');
  expect(await row('tenant_clusters', tenantId)()).toMatchObject({ status: 'deleted' });
  await eventually(
    () => look(() => [...argocd.clusters(), ...argocd.applications(), ...vcluster.cluster.objects('applications.argoproj.io')]),
    (left) => left.length === 0,
    LIMIT_MS,
  );
  // Nobody was told that it ended: it runs on, and that is said.
  expect(there()).toHaveLength(1);
  const note = String((await row('clusters', farId)())?.given_up_note);
  expect(note).toMatch(/\/far \(web\), .*\/production \(web\), the virtual cluster inner\. It may run on/);
  await plane.reconciler().reap();
  expect(
    await plane.database.sql('select id from kubeconfig_grants where cluster_id = $1 and ended_at is null', [farId]),
  ).toEqual([]);

  for (const environment of ['far', 'production']) await isDeployed(owner, t.serviceId, environment);
  expect(podsIn(own)).toHaveLength(2);
  await hasRun(owner, t.serviceId, 'far');
  await does(owner, 'deleteProject', `projectId: "${t.projectId}"`, 'projectId');
  await eventually(
    () => look(() => [...argocd.applications(), ...placesOf(own)]),
    (left) => left.length === 0,
    LIMIT_MS,
  );
});

test('nothing was sent that the vendors would not have understood', () => {
  expect(argocd.violations).toEqual([]);
  expect(rancher.violations).toEqual([]);
});
