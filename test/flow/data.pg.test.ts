/**
 * Databases and clusters on the way production goes: command → row → reconciler → adapter → YugabyteDB's operator or Rancher (emulated), and back.
 * Several live their lives beside each other while each call fails in each way, and while the process ends at each call: each comes to its
 * right state, with nothing made twice and nothing left behind.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openRancherClusters } from '../../adapters/rancher/open-clusters.ts';
import { universeName } from '../../adapters/yugabyte/names.ts';
import { openUniverses } from '../../adapters/yugabyte/open-universes.ts';
import { openPlace } from '../../adapters/yugabyte/place.ts';
import { DATA_DEADLINES } from '../../domain/plan/deadlines.ts';
import type { DatabaseProvider } from '../../domain/ports/database-provider.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import type { KubernetesObject } from '../emulators/kubernetes/resources.ts';
import { openRancherEmulator, type RancherEmulator } from '../emulators/rancher/emulator.ts';
import { openYugabyteEmulator, type YugabyteEmulator } from '../emulators/yugabyte/emulator.ts';
import {
  type Caller,
  type ControlPlane,
  createTenant,
  DEAD,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { mayWithKubeconfig } from '../support/may-with-kubeconfig.ts';
import { callsOf, ROUNDS, script, scriptDeaths, scriptEachWay } from './fault-script.ts';

const LIMIT_MS = 300_000;
const REQUEST_MS = 2_000;

let directory = '';
let yugabyte: YugabyteEmulator;
let rancher: RancherEmulator;
let plane: ControlPlane;
let tenant: TestTenant;
let owner: Caller;
/** Of the process that looks after databases. */
let serving: Served;
let clusters: ReturnType<typeof openClusters> | undefined;
const tasks: { readonly kind: string; readonly object: KubernetesObject }[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ns-flow-'));
  await chmod(directory, 0o711);
  yugabyte = await openYugabyteEmulator({ directory });
  rancher = await openRancherEmulator({ stepMs: 10 });
  yugabyte.outcome = (task) => {
    tasks.push(task);
    return 'ok';
  };
  plane = await startControlPlane({
    platform: (hint) => {
      serving = serve(hint);
      clusters ??= openClusters();
      return { databases: serving.databases, clusters };
    },
  });
  tenant = await createTenant(plane);
  owner = await tenant.member('org_owner');
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await serving?.end();
  await clusters?.[Symbol.asyncDispose]();
  await rancher?.[Symbol.asyncDispose]();
  await yugabyte?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

interface Served {
  readonly databases: DatabaseProvider;
  end(): Promise<void>;
}

/** What one process has of the adapter. */
function serve(hint: Hint, timeoutMs = REQUEST_MS): Served {
  const client = openKubernetesClient(readKubeconfig(yugabyte.cluster.kubeconfig()), { timeoutMs });
  const databases = openUniverses({
    places: [openPlace({ region: null, client, namespace: yugabyte.namespace })],
    versions: ['2025.2.2.1-b1'],
    storageClass: 'standard',
    providerName: null,
    tls: false,
    authority: null,
    maximumNodes: 9,
    pooling: { kind: 'ysql' },
    storage: {
      location: 's3://backups/flow',
      access: { keyId: 'key', secret: 'secret-of-storage' },
      endpoint: 's3.example.test',
      region: null,
      pathStyle: true,
    },
    snapshots: { intervalSeconds: 3600, retentionSeconds: 86_400 },
    hint,
    onUnknown: () => {},
    onProblem: () => {},
    settleMs: 300,
    pollMs: 100,
  });
  return {
    databases,
    end: async () => {
      await databases[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
    },
  };
}

function openClusters() {
  const place = { driver: 'amazonec2', cloudCredential: rancher.cloudCredential, machineTypes: {} } as const;
  return openRancherClusters({
    url: rancher.url,
    token: rancher.token,
    ca: null,
    owner: 'flow',
    hint: null,
    places: { '*': { ...place, fields: { region: 'eu-central-1', vpcId: 'vpc-1', zone: 'a', securityGroup: ['nodes'] } } },
    importRegistered: false,
    maximumKubeconfigSeconds: 24 * 3600,
    observe: () => {},
    timing: { requestMs: REQUEST_MS, settleMs: 100, toleratedErrorMs: 60_000, accessMs: 4_000, pauseMs: 20 },
  });
}

/** A command is sent again, with its request id, when it says that it may. */
async function command<T>(name: string, args: string, answer: string): Promise<T> {
  const requestId = randomUUID();
  const sent = async () => {
    const { data, errors } = await plane.as(owner, `mutation { ${name}(${args}, requestId: "${requestId}") { ${answer} } }`);
    return { data: (data?.[name] ?? null) as T | null, problem: errors?.[0] ?? null };
  };
  const { data, problem } = await eventually(
    sent,
    ({ problem: p }) =>
      p === null || !/busy|unreachable|unavailable|timeout|failed|limited|conflict|under-way/.test(p.extensions.code),
    60_000,
  );
  if (data === null) throw new Error(JSON.stringify(problem));
  return data;
}

/** The row as it is; what a lost event or a long backoff would wait for is looked at now. */
const row = (table: string, id: string) => async () => {
  await plane
    .reconciler()
    .resync()
    .catch((error: unknown) => {
      // Killed meanwhile: the next one looks.
      if (!(error instanceof Error && error.message === DEAD)) throw error;
    });
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
  const of = `databaseId: "${databaseId}"`;
  const running = (so: (database: Record<string, unknown>) => boolean = () => true) =>
    eventually(
      row('databases', databaseId),
      (d) => d?.status === 'running' && d.observed_generation === d.generation && so(d),
      LIMIT_MS,
    );
  const ask = async (login: Login, text: string) => await askDatabase(await running(), login, text);
  const login = () => command<Login>('revealDatabaseCredentials', of, 'username password');
  const content = async (who: Login) =>
    (await ask(who, 'select id from kept order by id')).map((kept: { readonly id: number }) => kept.id);

  const name = universeName(databaseId);
  const isItsOwn = (object: KubernetesObject) => JSON.stringify([object.metadata, object.spec]).includes(name);
  const ownOf = (kind: string) => yugabyte.cluster.objects(kind).filter(isItsOwn);

  await running();
  const first = await login();
  await ask(first, 'create table kept as select 1 as id');
  const { backupId } = await command<{ backupId: string }>('backupDatabase', of, 'backupId');
  await eventually(row('database_backups', backupId), (b) => b?.status === 'succeeded', LIMIT_MS);
  await running();

  await command('scaleDatabase', `${of}, nodes: 2`, 'databaseId');
  await running((d) => d.ready_nodes === 2);
  await command('rotateDatabaseCredentials', `${of}, graceMinutes: 0`, 'databaseId');
  await running();
  const second = await login();
  await ask(second, 'insert into kept values (2)');
  // Known by its name, which no other credentials have.
  expect(second.username).not.toBe(first.username);
  await eventually(
    () => ask(first, 'select 1').catch(() => null),
    (rows) => rows === null,
    LIMIT_MS,
  );

  const restored = async (from: string) => {
    const { restoreId } = await command<{ restoreId: string }>('restoreDatabase', `${of}, ${from}`, 'restoreId');
    const end = await eventually(
      row('database_restores', restoreId),
      (r) => r?.status === 'succeeded' || r?.status === 'failed',
      LIMIT_MS,
    );
    expect([end?.status, end?.failure_reason]).toEqual(['succeeded', null]);
    await running();
  };
  await restored(`backupId: "${backupId}"`);
  expect(await content(second)).toEqual([1]);
  // Its moments begin anew.
  await running((d) => d.recoverable_from !== null);
  await ask(second, 'insert into kept values (3)');
  const [moment] = await ask(
    second,
    'select pg_sleep(0.02), to_char(clock_timestamp(), \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\') as at',
  );
  await ask(second, 'select pg_sleep(0.02)');
  await ask(second, 'insert into kept values (4)');
  await restored(`at: "${moment.at}"`);
  expect(await content(second)).toEqual([1, 3]);

  await command('scaleDatabase', `${of}, nodes: 1`, 'databaseId');
  await running((d) => d.ready_nodes === 1);
  // The first one of its schedule is taken as soon as it serves.
  const taken = await plane.database.sql('select id from database_backups where database_id = $1', [databaseId]);
  const times = (kind: string) => tasks.filter((task) => task.kind === kind && isItsOwn(task.object)).length;
  expect(Object.fromEntries(['create', 'Backup', 'RestoreJob', 'PitrRestore'].map((kind) => [kind, times(kind)]))).toEqual({
    create: 1,
    Backup: taken.length,
    RestoreJob: 1,
    PitrRestore: 1,
  });
  await command('deleteDatabase', of, 'databaseId');
  await eventually(row('databases', databaseId), (d) => d?.status === 'deleted', LIMIT_MS);
  for (const kind of ['ybuniverses', 'backups', 'backupschedules', 'restorejobs', 'pitrconfigs', 'pitrrestores'])
    expect(ownOf(`${kind}.operator.yugabyte.io`), kind).toEqual([]);
  await eventually(
    () => ownOf('secrets.'),
    (left) => left.length === 0,
    LIMIT_MS,
  );
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
  await eventually(row('clusters', clusterId), (c) => c?.status === 'active', LIMIT_MS);
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
    LIMIT_MS,
  );
  const made = rancher.kubernetes.objects('clusters.provisioning.cattle.io');
  expect(made.filter(({ metadata }) => JSON.stringify(metadata.labels).includes(clusterId))).toHaveLength(1);
  const { kubeconfig } = await command<{ kubeconfig: string }>('clusterKubeconfig', `clusterId: "${clusterId}"`, 'kubeconfig');
  await eventually(
    () => mayWithKubeconfig(kubeconfig, 'list', 'pods').catch(() => false),
    (allowed) => allowed,
    60_000,
  );
  await command('deleteCluster', `clusterId: "${clusterId}"`, 'clusterId');
  await eventually(row('clusters', clusterId), (c) => c?.status === 'deleted', LIMIT_MS);
}

interface Login {
  readonly username: string;
  readonly password: string;
}

async function askDatabase(database: Readonly<Record<string, unknown>> | undefined, { username, password }: Login, text: string) {
  const client = new pg.Client({
    host: String(database?.host),
    port: Number(database?.port),
    database: String(database?.database_name),
    user: username,
    password,
    connectionTimeoutMillis: 30_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Nothing of anybody is left but what backups are stored with. */
async function nothingIsLeft(): Promise<void> {
  for (const { faults } of [yugabyte.cluster, rancher]) faults.clear();
  expect(
    await eventually(
      () => rancher.leftovers(),
      (left) => left.length === 0,
      LIMIT_MS,
    ),
  ).toEqual([]);
  const secrets = yugabyte.cluster.objects('secrets.').map(({ metadata }) => metadata.name);
  expect(secrets).toEqual([expect.stringMatching(/^northstack-backups-/)]);
  expect(yugabyte.cluster.problems).toEqual([]);
}

async function together(...flows: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(flows);
  expect(ended.flatMap((flow) => (flow.status === 'rejected' ? [flow.reason] : []))).toEqual([]);
}

type Calls = ReturnType<typeof callsOf>;
let learnt: { readonly database: Calls; readonly cluster: Calls };

test('a database and a cluster come, are used and go', async () => {
  await together(databaseFlow(), clusterFlow());
  await nothingIsLeft();
  learnt = { database: callsOf(yugabyte.cluster), cluster: callsOf(rancher) };
  expect(learnt.database.length).toBeGreaterThan(8);
  expect(learnt.cluster.length).toBeGreaterThan(6);
});

/** People wait for a kubeconfig while it is made, so of each call one failure a life. */
async function clustersInRounds(from: number, to: number): Promise<void> {
  for (let round = from; round < to; round += 1) {
    const before = rancher.faults.met;
    script(rancher, learnt.cluster, round);
    await clusterFlow();
    expect(rancher.faults.met - before).toBeGreaterThan(3);
    rancher.faults.clear();
  }
}

test('each call fails in each way, one after the other', async () => {
  const { faults } = yugabyte.cluster;
  const before = faults.met;
  scriptEachWay(yugabyte.cluster, learnt.database);
  // Of each call there are three ways to be done and not to be answered as it should.
  await together(databaseFlow(), databaseFlow(), databaseFlow(), clustersInRounds(0, ROUNDS / 2));
  expect(faults.met - before).toBeGreaterThan(4 * learnt.database.length);
  await nothingIsLeft();
});

test('the process ends at each call, before or after it is done, and the next one goes on', async () => {
  const { faults } = yugabyte.cluster;
  const atFirst = faults.met;
  let [met, isOver] = [atFirst, false];
  scriptDeaths(yugabyte.cluster, learnt.database);
  const dying = (async () => {
    while (!isOver) {
      if (faults.met === met) {
        await sleep(5);
        continue;
      }
      met = faults.met;
      await plane.kill(() => serving.end());
    }
  })();
  // The other half of the clusters' rounds, so that they take no time of their own.
  await together(databaseFlow(), databaseFlow(), clustersInRounds(ROUNDS / 2, ROUNDS)).finally(() => {
    isOver = true;
  });
  await dying;
  expect(met - atFirst).toBeGreaterThan(learnt.database.length);
  await nothingIsLeft();
});

test('an end that somebody holds says by whom and since when, fails after its time, and is asked for again', async () => {
  const slug = `db-${randomUUID().slice(0, 8)}`;
  const asked = `projectId: "${tenant.projectId}", slug: "${slug}"`;
  const { databaseId } = await command<{ databaseId: string }>('provisionDatabase', asked, 'databaseId');
  const status = (wanted: string) => eventually(row('databases', databaseId), (d) => d?.status === wanted, LIMIT_MS);
  await status('running');
  const { api, kind } = yugabyte.cluster;
  const holdBy = (finalizers: readonly string[]) =>
    api.patch(
      kind('ybuniverses.operator.yugabyte.io'),
      yugabyte.namespace,
      universeName(databaseId),
      'merge',
      { metadata: { finalizers } },
      { manager: 'kubectl' },
    );
  const [own] = yugabyte.cluster.objects('ybuniverses.operator.yugabyte.io');
  holdBy([...(own?.metadata.finalizers ?? []), 'example.com/hold']);
  await command('deleteDatabase', `databaseId: "${databaseId}"`, 'databaseId');
  const held = /is being deleted since \d{4}-.*, held by example\.com\/hold/;
  await eventually(row('databases', databaseId), (d) => held.test(String(d?.status_reason)), LIMIT_MS);
  expect((await status('deleting'))?.failure_reason).toBeNull();
  plane.advance(DATA_DEADLINES.deleteDatabase + 1_000);
  expect(await status('failed')).toMatchObject({ failure_step: 'deleting', failure_reason: expect.stringMatching(held) });
  await command('deleteDatabase', `databaseId: "${databaseId}"`, 'databaseId');
  await status('deleting');
  holdBy([]);
  await status('deleted');
  await nothingIsLeft();
});
