/** Clusters and virtual clusters from the command to the row that says what is; the platforms that make them are emulated. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { deploy, reaches as isDeployment } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let devops: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  for (const provider of [plane.clusters, plane.tenants]) Object.assign(provider, { mode: 'at-once', refuse: null });
  plane.runtime.mode = 'healthy';
  plane.jobs.mode = 'at-once';
  t = await createTenant(plane);
  devops = await t.member('devops');
});

type Values = Readonly<Record<string, unknown>>;
const literal = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(literal).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{ ${text(value as Values)} }`
      : JSON.stringify(value);
const text = (values: Values): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${literal(value)}`)
    .join(', ');
const command = (name: string, input: Values, answer: string, caller: Caller = devops): Promise<Answer> =>
  plane.as(caller, `mutation { ${name}(${text({ requestId: randomUUID(), ...input })}) { ${answer} } }`);
const done = async (name: string, input: Values, answer: string, caller: Caller = devops) => {
  const { data, errors } = await command(name, input, answer, caller);
  expect(errors).toBeUndefined();
  return data[name];
};
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

const pools = [
  { name: 'control', quantity: 3, machineType: 'medium', controlPlane: true, etcd: true, worker: false },
  { name: 'workers', quantity: 2, machineType: 'large' },
];
const provision = async (changes: Values = {}): Promise<string> =>
  (
    await done(
      'provisionCluster',
      { slug: `c-${randomUUID().slice(0, 8)}`, kubernetesVersion: 'v1.33.4+rke2r1', pools, ...changes },
      'clusterId',
    )
  ).clusterId;

interface Row {
  readonly status: string;
  readonly nodes: number;
  readonly failure_step: string | null;
  readonly failure_reason: string | null;
  readonly node_pools: readonly { readonly name: string; readonly quantity: number; readonly ready_nodes: number }[];
}
const row = async (id: string): Promise<Row | null> =>
  (
    await plane.as(
      devops,
      `query($id: uuid!) { clusters_by_pk(id: $id) { status nodes failure_step failure_reason
         node_pools(order_by: { name: asc }) { name quantity ready_nodes } } }`,
      { id },
    )
  ).data.clusters_by_pk;
const reaches = (id: string, satisfies: (row: Row) => boolean) =>
  eventually(
    () => row(id),
    (r) => r !== null && satisfies(r),
  );
const active = (id: string) => reaches(id, (r) => r.status === 'active');
const events = async (id: string) =>
  (await plane.database.sql('select type from domain_events where subject_id = $1 order by created_at', [id])).map((e) => e.type);

test('a cluster is made, its pools are scaled, added and removed, and it goes', async () => {
  const id = await provision();
  await active(id);
  await done('scaleCluster', { clusterId: id, pool: 'workers', quantity: 4 }, 'clusterId');
  await reaches(id, (r) => r.status === 'active' && r.nodes === 7);
  await done('scaleCluster', { clusterId: id, pool: 'gpu', quantity: 1, machineType: 'huge' }, 'clusterId');
  await reaches(id, (r) => r.status === 'active' && r.nodes === 8);
  await done('scaleCluster', { clusterId: id, pool: 'workers', quantity: 0 }, 'clusterId');
  const scaled = await reaches(id, (r) => r.status === 'active' && r.nodes === 4);
  expect(scaled?.node_pools.map((p) => `${p.name} ${p.quantity}`)).toEqual(['control 3', 'gpu 1']);
  expect(codeOf(await command('scaleCluster', { clusterId: id, pool: 'control', quantity: 0 }, 'clusterId'))).toBe(
    'invalid-pool',
  );
  expect(codeOf(await command('scaleCluster', { clusterId: id, pool: 'control', quantity: 2 }, 'clusterId'))).toBe(
    'invalid-pool',
  );
  await done('deleteCluster', { clusterId: id }, 'clusterId');
  await reaches(id, (r) => r.status === 'deleted');
  expect(plane.clusters.desired.has(id)).toBe(false);
  expect(await events(id)).toEqual(expect.arrayContaining(['ClusterProvisioned', 'ClusterScaled', 'ClusterDeleted']));
});

test('what is refused or late says so: a new cluster fails, an old one goes on', async () => {
  plane.clusters.refuse = new Fault('reject', { code: 'quota', message: 'The cloud has no machines left.' });
  const refused = await provision();
  expect(await reaches(refused, (r) => r.status === 'failed')).toMatchObject({
    failure_step: 'provisioning',
    failure_reason: 'The cloud has no machines left.',
  });
  plane.clusters.refuse = null;
  const id = await provision();
  await active(id);
  plane.clusters.mode = 'never';
  await done('scaleCluster', { clusterId: id, pool: 'workers', quantity: 9 }, 'clusterId');
  plane.advance(46 * 60_000);
  await plane.reconciler().reap();
  expect(await reaches(id, (r) => r.status === 'active' && r.failure_step !== null)).toMatchObject({ failure_step: 'scaling' });
  const incomplete = { slug: 'x', kubernetesVersion: 'v1.33.4', pools: [pools[1]] };
  expect(codeOf(await command('provisionCluster', incomplete, 'clusterId'))).toBe('invalid-pool');
  expect(codeOf(await command('provisionCluster', { ...incomplete, pools, kubernetesVersion: '1.33' }, 'clusterId'))).toBe(
    'invalid-version',
  );
});

test('a registered cluster is looked after, its kubeconfig is kept nowhere in plain text, and it is only forgotten', async () => {
  const kubeconfig = `secret-${randomUUID()}`;
  const { clusterId: id } = await done('registerCluster', { slug: 'theirs', kubeconfig }, 'clusterId');
  await active(id);
  expect(plane.clusters.desired.get(id)?.registered).toEqual({ kubeconfig });
  plane.clusters.mode = 'unreachable';
  await plane.reconciler().resync();
  await reaches(id, (r) => r.status === 'unreachable');
  plane.clusters.mode = 'at-once';
  await plane.reconciler().resync();
  await active(id);
  expect(codeOf(await command('scaleCluster', { clusterId: id, pool: 'a', quantity: 1, machineType: 'm' }, 'clusterId'))).toBe(
    'cluster-not-ours',
  );
  const [all] = await plane.database.sql(
    `select (select string_agg(a::text, ' ') from audit_log a) || (select string_agg(c::text, ' ') from clusters c)
       || (select string_agg(r::text, ' ') from requests r) as all_text`,
  );
  expect(String(all?.all_text)).not.toContain(kubeconfig);
  await done('deleteCluster', { clusterId: id }, 'clusterId');
  await reaches(id, (r) => r.status === 'deleted');
});

test('a kubeconfig is everybody’s own, limited in time and role, the same for a repeat, and ended when it is over', async () => {
  const id = await provision();
  await active(id);
  const developer = await t.member('developer');
  const requestId = randomUUID();
  const ask = (input: Values, caller: Caller) =>
    command('clusterKubeconfig', { clusterId: id, ...input }, 'grantId kubeconfig expiresAt', caller);
  const [first, second] = [await ask({ role: 'edit', requestId }, developer), await ask({ role: 'edit', requestId }, developer)];
  expect(first.errors).toBeUndefined();
  expect(second.data).toEqual(first.data);
  const { grantId, kubeconfig } = first.data.clusterKubeconfig;
  expect(kubeconfig).toBe(`token of ${grantId}`);
  expect(plane.clusters.issued.get(grantId)).toMatchObject({ role: 'edit' });
  expect(codeOf(await ask({ role: 'admin' }, developer))).toBe('role-too-strong');
  expect(codeOf(await ask({ role: 'king' }, devops))).toBe('invalid-role');
  expect((await ask({ role: 'cluster_admin' }, devops)).errors).toBeUndefined();
  expect(codeOf(await ask({}, await t.member('viewer')))).toBe('validation-failed');
  const grants = async (caller: Caller) => (await plane.as(caller, '{ kubeconfig_grants { id } }')).data.kubeconfig_grants.length;
  expect([await grants(developer), await grants(devops)]).toEqual([1, 2]);
  const [kept] = await plane.database.sql("select string_agg(answer::text, ' ') as answers from requests");
  expect(String(kept?.answers)).not.toContain('token of');
  plane.advance(9 * 3600_000);
  await plane.reconciler().reap();
  expect(plane.clusters.issued.has(grantId)).toBe(false);
  // Gone with its user or organization: nobody revoked it, so its account is found by what it is for.
  const [forgotten, living] = [await done('clusterKubeconfig', { clusterId: id }, 'grantId'), (await ask({}, developer)).data];
  await plane.database.sql('delete from kubeconfig_grants where id = $1', [forgotten.grantId]);
  await plane.reconciler().reap();
  const left = (id: string) => plane.clusters.issued.has(id);
  expect([left(forgotten.grantId), left(living.clusterKubeconfig.grantId)]).toEqual([false, true]);
});

test('a virtual cluster is made in a cluster of one’s own or in one that the platform shares, and holds its host', async () => {
  const host = await provision();
  await active(host);
  const other = await createTenant(plane);
  const stranger = await other.member('devops');
  const foreign = { slug: 'v', hostClusterId: host };
  expect(codeOf(await command('createTenantCluster', foreign, 'tenantClusterId', stranger))).toBe('cluster-not-found');
  expect(codeOf(await command('createTenantCluster', { slug: 'v' }, 'tenantClusterId', stranger))).toBe('no-shared-cluster');
  await plane.database.sql('update clusters set is_shared = true where id = $1', [host]);
  const { tenantClusterId } = await done(
    'createTenantCluster',
    { slug: 'v', projectId: other.projectId },
    'tenantClusterId',
    stranger,
  );
  const status = async () =>
    (await plane.database.sql('select status from tenant_clusters where id = $1', [tenantClusterId]))[0]?.status;
  await eventually(status, (s) => s === 'active');
  expect(await events(tenantClusterId)).toEqual(['TenantClusterReady']);
  const shown = await done('clusterKubeconfig', { tenantClusterId }, 'grantId kubeconfig', await other.member('team_lead'));
  expect(plane.tenants.issued.has(shown.grantId)).toBe(true);
  expect(codeOf(await command('deleteCluster', { clusterId: host }, 'clusterId'))).toBe('cluster-in-use');
  await done('deleteTenantCluster', { tenantClusterId }, 'tenantClusterId', stranger);
  await eventually(status, (s) => s === 'deleted');
  await done('deleteCluster', { clusterId: host }, 'clusterId');
  await reaches(host, (r) => r.status === 'deleted');
});

test('a lost cluster is given up with what is in it, by who says its name, and all of that says what became of it', async () => {
  const { sql } = plane.database;
  const host = await provision();
  await active(host);
  const { tenantClusterId } = await done('createTenantCluster', { slug: 'inner', hostClusterId: host }, 'tenantClusterId');
  const one = async (table: string, id: string) => (await sql(`select * from ${table} where id = $1`, [id]))[0];
  await eventually(
    () => one('tenant_clusters', tenantClusterId),
    (r) => r?.status === 'active',
  );
  const { grantId } = await done('clusterKubeconfig', { clusterId: host }, 'grantId');
  // One service inside the virtual cluster, one beside it: one runs, one is on its way.
  const { data } = await plane.as(
    devops,
    `mutation { insert_environments_one(object: { project_id: "${t.projectId}", slug: "eu", name: "EU", type: staging, cluster_id: "${host}", namespace: "eu" }) { id } }`,
  );
  const places = [t.productionId, String(data.insert_environments_one.id)];
  const running = await deploy(plane, devops, t.serviceId);
  await isDeployment(plane, running, 'running');
  plane.runtime.mode = 'never-ready';
  plane.jobs.mode = 'when-told';
  const verifying = await deploy(plane, devops, t.serviceId, ', environment: "eu"');
  await isDeployment(plane, verifying, 'verifying');
  const { jobRunId } = await done('runJob', { serviceId: t.serviceId, command: 'true' }, 'jobRunId');
  await eventually(
    () => one('job_runs', jobRunId),
    (r) => r?.status === 'running',
  );

  const slug = String((await one('clusters', host))?.slug);
  const refused = await command('deleteCluster', { clusterId: host }, 'clusterId');
  expect(refused.errors?.[0]?.message).toMatch(/\/eu \(web\).*the virtual cluster inner.*force/s);
  for (const confirm of ['other', null])
    expect(codeOf(await command('deleteCluster', { clusterId: host, force: true, confirm }, 'clusterId'))).toBe('not-confirmed');
  expect(await one('clusters', host)).toMatchObject({ status: 'active', given_up_at: null });
  await done('deleteCluster', { clusterId: host, force: true, confirm: slug }, 'clusterId');
  await reaches(host, (r) => r.status === 'deleted');

  const why = `The cluster ${slug} was given up with what was in it.`;
  expect(await one('clusters', host)).toMatchObject({
    given_up_by: devops.userId,
    given_up_note: expect.stringContaining('inner'),
  });
  expect(await one('tenant_clusters', tenantClusterId)).toMatchObject({ status: 'deleted' });
  expect(await one('deployments', running)).toMatchObject({ status: 'superseded' });
  expect(await one('deployments', verifying)).toMatchObject({ status: 'failed', failure_reason: why });
  expect(await one('job_runs', jobRunId)).toMatchObject({ status: 'failed', failure_reason: why });
  for (const place of places)
    expect(await one('environments', place)).toMatchObject({ cluster_id: null, tenant_cluster_id: null, namespace: null });
  await plane.reconciler().resync();
  await plane.reconciler().settled();
  const instances = await sql('select * from service_instances where service_id = $1', [t.serviceId]);
  for (const instance of instances)
    expect(instance).toMatchObject({
      status: 'stopped',
      current_deployment_id: null,
      status_reason: expect.stringContaining(why),
    });
  await plane.reconciler().reap();
  expect(await one('kubeconfig_grants', grantId)).toMatchObject({ ended_at: expect.any(Date), sealed_kubeconfig: null });
  expect(plane.runtime.forgotten).toEqual(expect.arrayContaining([host, tenantClusterId]));
  const who = await sql(
    "select actor_id, actor_role from audit_log where table_name = 'clusters' and operation = 'UPDATE' and row_id = $1 and 'given_up_at' = any (changed_columns)",
    [host],
  );
  expect(who).toEqual([{ actor_id: devops.userId, actor_role: 'devops' }]);
});

test('what others have in a shared cluster only the platform gives up', async () => {
  const host = await provision();
  await active(host);
  await plane.database.sql('update clusters set is_shared = true where id = $1', [host]);
  const other = await createTenant(plane);
  await done('createTenantCluster', { slug: 'theirs' }, 'tenantClusterId', await other.member('devops'));
  const slug = String((await plane.database.sql('select slug from clusters where id = $1', [host]))[0]?.slug);
  const give = (caller: Caller) => command('deleteCluster', { clusterId: host, force: true, confirm: slug }, 'clusterId', caller);
  const refused = await give(devops);
  expect([codeOf(refused), refused.errors?.[0]?.message]).toEqual(['cluster-in-use', expect.stringContaining('administrator')]);
  const admin = await t.member('org_owner');
  await plane.database.sql('update users set is_platform_admin = true where id = $1', [admin.userId]);
  expect((await give({ ...admin, role: 'platform_admin' })).errors).toBeUndefined();
  await reaches(host, (r) => r.status === 'deleted');
});

test('a restart in the middle goes on where it was', async () => {
  plane.clusters.mode = 'never';
  const id = await provision();
  await eventually(
    () => plane.clusters.desired.has(id),
    (there) => there,
  );
  await plane.restart();
  plane.clusters.mode = 'at-once';
  await plane.database.sql('update clusters set generation = generation + 1 where id = $1', [id]);
  await plane.reconciler().resync();
  await active(id);
});

test('a cluster that does not answer holds up nobody else’s access that is over', async () => {
  const ids: string[] = [];
  for (const slug of ['silent', 'talking']) {
    const { clusterId } = await done('registerCluster', { slug, kubeconfig: randomUUID() }, 'clusterId');
    await active(clusterId);
    await done('clusterKubeconfig', { clusterId, hours: 1 }, 'grantId');
    ids.push(clusterId);
  }
  const [silent, talking] = ids;
  const { revokeKubeconfig } = plane.clusters;
  let letGo = () => {};
  const silence = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const ended: string[] = [];
  plane.clusters.revokeKubeconfig = async (grant, signal) => {
    if (grant.cluster.clusterId === silent) await silence;
    ended.push(grant.cluster.clusterId);
    await revokeKubeconfig(grant, signal);
  };
  plane.advance(2 * 3600_000);
  const reaped = plane.reconciler().reap();
  await eventually(
    () => ended,
    (all) => all.includes(String(talking)),
  );
  expect(ended).not.toContain(silent);
  letGo();
  await reaped;
  expect(ended).toContain(silent);
  plane.clusters.revokeKubeconfig = revokeKubeconfig;
});
