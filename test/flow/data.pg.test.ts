/**
 * Databases and clusters on the way production goes: command → row → reconciler → adapter → YugabyteDB's operator or Rancher (emulated), and back.
 * Each call in turn fails, in the end in each way; every run ends in the right state, with nothing made twice and nothing left behind.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openRancherClusters } from '../../adapters/rancher/open-clusters.ts';
import { openUniverses } from '../../adapters/yugabyte/open-universes.ts';
import { openPlace } from '../../adapters/yugabyte/place.ts';
import { openRancherEmulator, type RancherEmulator } from '../emulators/rancher/emulator.ts';
import { openYugabyteEmulator, type YugabyteEmulator } from '../emulators/yugabyte/emulator.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { mayWithKubeconfig } from '../support/may-with-kubeconfig.ts';
import { callsOf, script } from './fault-script.ts';

let directory = '';
let yugabyte: YugabyteEmulator;
let rancher: RancherEmulator;
let plane: ControlPlane;
let tenant: TestTenant;
let owner: Caller;
const closing: (() => PromiseLike<unknown>)[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ns-flow-'));
  await chmod(directory, 0o711);
  yugabyte = await openYugabyteEmulator({ directory });
  rancher = await openRancherEmulator({ stepMs: 10 });
  const requestMs = 2_000;
  plane = await startControlPlane({
    platform: (hint) => {
      const client = openKubernetesClient(readKubeconfig(yugabyte.cluster.kubeconfig()), { timeoutMs: requestMs });
      const databases = openUniverses({
        places: [openPlace({ region: null, client, namespace: yugabyte.namespace })],
        versions: ['2025.2.2.1-b1'],
        storageClass: 'standard',
        providerName: null,
        tls: false,
        authority: null,
        maximumNodes: 9,
        pooling: { kind: 'ysql' },
        storage: null,
        snapshots: { intervalSeconds: 3600, retentionSeconds: 86_400 },
        hint,
        onUnknown: () => {},
        onProblem: () => {},
        settleMs: 300,
        pollMs: 100,
      });
      const place = { driver: 'amazonec2', cloudCredential: rancher.cloudCredential, machineTypes: {} } as const;
      const clusters = openRancherClusters({
        url: rancher.url,
        token: rancher.token,
        ca: null,
        owner: 'flow',
        hint: null,
        places: { '*': { ...place, fields: { region: 'eu-central-1', vpcId: 'vpc-1', zone: 'a', securityGroup: ['nodes'] } } },
        importRegistered: false,
        maximumKubeconfigSeconds: 24 * 3600,
        observe: () => {},
        timing: { requestMs, settleMs: 100, toleratedErrorMs: 60_000, accessMs: 4_000, pauseMs: 20 },
      });
      closing.push(
        () => databases[Symbol.asyncDispose](),
        () => client[Symbol.asyncDispose](),
        () => clusters[Symbol.asyncDispose](),
      );
      return { databases, clusters };
    },
  });
  tenant = await createTenant(plane);
  owner = await tenant.member('org_owner');
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  for (const close of closing) await close();
  await rancher?.[Symbol.asyncDispose]();
  await yugabyte?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

/** A command is sent again, with its request id, when it says that it may. */
async function command<T>(name: string, args: string, answer: string): Promise<T> {
  const requestId = randomUUID();
  const sent = async () => {
    const { data, errors } = await plane.as(owner, `mutation { ${name}(${args}, requestId: "${requestId}") { ${answer} } }`);
    return { data: (data?.[name] ?? null) as T | null, problem: errors?.[0] ?? null };
  };
  const { data, problem } = await eventually(
    sent,
    ({ problem: p }) => p === null || !/busy|unreachable|unavailable|timeout|failed|limited|conflict/.test(p.extensions.code),
    60_000,
  );
  if (data === null) throw new Error(JSON.stringify(problem));
  return data;
}

/** The row as it is; what a lost event or a long backoff would wait for is looked at now. */
const row = (table: string, id: string) => async () => {
  await plane.reconciler().resync();
  const [found] = await plane.database.sql(`select * from ${table} where id = $1`, [id]);
  return found;
};

async function databaseFlow(): Promise<void> {
  const slug = `db-${randomUUID().slice(0, 8)}`;
  const { databaseId } = await command<{ databaseId: string }>(
    'provisionDatabase',
    `projectId: "${tenant.projectId}", slug: "${slug}"`,
    'databaseId',
  );
  await eventually(row('databases', databaseId), (d) => d?.status === 'running');
  expect(yugabyte.cluster.objects('ybuniverses.operator.yugabyte.io')).toHaveLength(1);
  const { password } = await command<{ password: string }>(
    'revealDatabaseCredentials',
    `databaseId: "${databaseId}"`,
    'password',
  );
  expect(password.length).toBeGreaterThan(10);
  await command('deleteDatabase', `databaseId: "${databaseId}"`, 'databaseId');
  await eventually(row('databases', databaseId), (d) => d?.status === 'deleted');
  for (const kind of ['ybuniverses', 'backups', 'pitrconfigs'])
    expect(yugabyte.cluster.objects(`${kind}.operator.yugabyte.io`), kind).toEqual([]);
}

async function clusterFlow(): Promise<void> {
  const pools = `pools: [
    { name: "heads", quantity: 1, machineType: "t3.large", controlPlane: true, etcd: true, worker: false },
    { name: "workers", quantity: 1, machineType: "t3.large" } ]`;
  const { clusterId } = await command<{ clusterId: string }>(
    'provisionCluster',
    `slug: "c-${randomUUID().slice(0, 8)}", kubernetesVersion: "v1.33.4+rke2r1", ${pools}`,
    'clusterId',
  );
  await eventually(row('clusters', clusterId), (c) => c?.status === 'active');
  await command('scaleCluster', `clusterId: "${clusterId}", pool: "workers", quantity: 3`, 'clusterId');
  await eventually(
    async () => {
      const found = await row('clusters', clusterId)();
      const [pool] = await plane.database.sql("select ready_nodes from node_pools where cluster_id = $1 and name = 'workers'", [
        clusterId,
      ]);
      return { status: found?.status, ready: pool?.ready_nodes };
    },
    ({ status, ready }) => status === 'active' && ready === 3,
    90_000,
  );
  expect(rancher.kubernetes.objects('clusters.provisioning.cattle.io')).toHaveLength(1);
  const { kubeconfig } = await command<{ kubeconfig: string }>('clusterKubeconfig', `clusterId: "${clusterId}"`, 'kubeconfig');
  await eventually(
    () => mayWithKubeconfig(kubeconfig, 'list', 'pods').catch(() => false),
    (allowed) => allowed,
    60_000,
  );
  await command('deleteCluster', `clusterId: "${clusterId}"`, 'clusterId');
  await eventually(row('clusters', clusterId), (c) => c?.status === 'deleted');
  expect(
    await eventually(
      () => rancher.leftovers(),
      (left) => left.length === 0,
      60_000,
    ),
  ).toEqual([]);
}

const learnt = new Map<string, ReturnType<typeof callsOf>>();

test('a database and a cluster come, are used and go', async () => {
  await databaseFlow();
  learnt.set('database', callsOf(yugabyte.cluster));
  expect(learnt.get('database')?.length).toBeGreaterThan(4);
  await clusterFlow();
  learnt.set('cluster', callsOf(rancher));
  expect(learnt.get('cluster')?.length).toBeGreaterThan(6);
});

// Both beside each other: most of their time is waiting for what does not answer.
test.each([0, 1, 2, 3, 4, 5, 6, 7])('round %i: each call fails, the next one in another way', async (round) => {
  const before = { database: yugabyte.cluster.faults.met, cluster: rancher.faults.met };
  script(yugabyte.cluster, learnt.get('database') ?? [], round);
  script(rancher, learnt.get('cluster') ?? [], round);
  const ended = await Promise.allSettled([databaseFlow(), clusterFlow()]);
  expect(ended.flatMap((flow) => (flow.status === 'rejected' ? [flow.reason] : []))).toEqual([]);
  expect(yugabyte.cluster.faults.met - before.database).toBeGreaterThan(3);
  expect(rancher.faults.met - before.cluster).toBeGreaterThan(3);
  for (const { faults } of [yugabyte.cluster, rancher]) faults.clear();
});
