/** Where an environment runs, and previews: made for a pull request, told, and gone when they have expired. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf, deploy, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let devops: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  Object.assign(plane.builder, { mode: 'at-once', refuse: null });
  Object.assign(plane.clusters, { mode: 'at-once', refuse: null });
  Object.assign(plane.runtime, { mode: 'healthy', refuse: null });
  t = await createTenant(plane);
  [developer, devops] = [await t.member('developer'), await t.member('devops')];
});

type Values = Readonly<Record<string, unknown>>;
const make = (caller: Caller, object: Values) =>
  plane.as(
    caller,
    'mutation($object: environments_insert_input!) { insert_environments_one(object: $object) { id pull_request expires_at } }',
    { object: { project_id: t.projectId, name: 'Preview', type: 'preview', ...object } },
  );
const change = (caller: Caller, id: string, changes: Values) =>
  plane.as(
    caller,
    `mutation($id: uuid!, $changes: environments_set_input!) {
       update_environments_by_pk(pk_columns: { id: $id }, _set: $changes) { id cluster_id namespace }
     }`,
    { id, changes },
  );
const made = async (caller: Caller, object: Values): Promise<string> => {
  const { data, errors } = await make(caller, object);
  expect(errors).toBeUndefined();
  return data.insert_environments_one.id;
};
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const present = async (): Promise<readonly string[]> =>
  (await plane.database.sql('select slug from environments where project_id = $1 order by slug', [t.projectId])).map((r) =>
    String(r.slug),
  );
const told = async (id: string) =>
  (
    await plane.database.sql(
      "select type, actor_id, payload from domain_events where subject_id = $1 and type like 'Preview%' order by created_at, id",
      [id],
    )
  ).map((r) => [r.type, r.payload]);

/** An active cluster of this organization, made by its devops. */
async function cluster(of: TestTenant): Promise<string> {
  const { data, errors } = await plane.as(
    await of.member('devops'),
    `mutation($requestId: uuid!, $slug: String!) {
       provisionCluster(requestId: $requestId, slug: $slug, kubernetesVersion: "v1.33.4+rke2r1", pools: [
         { name: "all", quantity: 1, machineType: "medium", controlPlane: true, etcd: true, worker: true }
       ]) { clusterId }
     }`,
    { requestId: randomUUID(), slug: `c-${randomUUID().slice(0, 8)}` },
  );
  expect(errors).toBeUndefined();
  const id = data.provisionCluster.clusterId;
  const status = async () => (await plane.database.sql('select status from clusters where id = $1', [id]))[0]?.status;
  await eventually(status, (s) => s === 'active');
  return id;
}

test('a preview and everything in it go when it has expired; what is not a preview, or has time, stays', async () => {
  const id = await made(developer, { slug: 'pr-7', pull_request: 7, expires_at: inAnHour() });
  await made(developer, { slug: 'pr-8', pull_request: 8 });
  await made(developer, { slug: 'staging', type: 'staging' });
  const deployment = await deploy(plane, developer, t.serviceId, ', environment: "pr-7"');
  const { service_instance_id: instance } = await reaches(plane, deployment, 'running');
  await plane.reconciler().reap();
  expect(await present()).toEqual(['pr-7', 'pr-8', 'production', 'staging']);
  await plane.database.sql("update environments set expires_at = now() - interval '1 second' where id = $1", [id]);
  await plane.reconciler().reap();
  await eventually(present, (slugs) => !slugs.includes('pr-7'));
  expect(await present()).toEqual(['pr-8', 'production', 'staging']);
  expect(plane.runtime.desired.has(instance)).toBe(false);
  expect(await told(id)).toEqual([
    ['PreviewCreated', expect.objectContaining({ slug: 'pr-7', pullRequest: 7 })],
    ['PreviewDeleted', expect.objectContaining({ slug: 'pr-7', pullRequest: 7 })],
  ]);
});

test('only previews have pull requests, and only those that are not protected expire', async () => {
  const refusal = async (object: Values) =>
    (await make(devops, { slug: `e-${randomUUID().slice(0, 8)}`, ...object })).errors?.[0]?.message;
  expect(await refusal({ type: 'staging', pull_request: 7 })).toContain('environments_pull_request_check');
  expect(await refusal({ pull_request: 0 })).toContain('environments_pull_request_check');
  expect(await refusal({ type: 'production', expires_at: inAnHour() })).toContain('environments_expiry_check');
  expect(await refusal({ is_protected: true, expires_at: inAnHour() })).toContain('environments_expiry_check');
  const id = await made(devops, { slug: 'kept', is_protected: true });
  expect((await change(developer, id, { expires_at: inAnHour() })).errors?.[0]?.message).toContain('environments_expiry_check');
});

test('an environment is placed in a cluster of its own organization, in a namespace of its own', async () => {
  const other = await createTenant(plane);
  const [own, foreign, shared] = [await cluster(t), await cluster(other), await cluster(other)];
  await plane.database.sql('update clusters set is_shared = true where id = $1', [shared]);
  const refusal = async (object: Values) =>
    (await make(devops, { slug: `e-${randomUUID().slice(0, 8)}`, ...object })).errors?.[0]?.message;
  const absent = (id: string) => `cluster "${id}" does not exist`;
  expect(await refusal({ cluster_id: foreign })).toContain(absent(foreign));
  expect(await refusal({ cluster_id: shared, namespace: 'shop' })).toContain(absent(shared));
  const nowhere = randomUUID();
  expect(await refusal({ cluster_id: nowhere })).toContain(absent(nowhere));
  expect(await refusal({ namespace: 'argocd' })).toContain('environments_namespace_cluster');
  expect(await refusal({ cluster_id: own, namespace: 'kube-system' })).toContain('environments_namespace_check');
  const id = await made(devops, { slug: 'pr-1', cluster_id: own, namespace: 'shop' });
  expect(await refusal({ cluster_id: own, namespace: 'shop' })).toContain('environments_namespace_idx');
  expect(codeOf(await make(developer, { slug: 'pr-2', cluster_id: own }))).toBe('validation-failed');
  expect((await change(devops, id, { namespace: 'shop-2' })).errors).toBeUndefined();
  expect((await change(devops, t.productionId, { cluster_id: foreign })).errors?.[0]?.message).toContain(absent(foreign));
});

test('an environment is in the region of its cluster, whatever is written, and follows it', async () => {
  const { sql } = plane.database;
  const slug = `r-${randomUUID().slice(0, 8)}`;
  const [region] = await sql("insert into regions (slug, name, jurisdiction) values ($1, 'Far', 'eu') returning id", [slug]);
  const own = await cluster(t);
  const id = await made(devops, { slug: 'pr-1', cluster_id: own });
  const where = async () =>
    (await sql('select r.slug from environments e join regions r on r.id = e.region_id where e.id = $1', [id]))[0]?.slug;
  expect(await where()).toBe('local');
  await sql('update clusters set region_id = $2 where id = $1', [own, region?.id]);
  expect(await where()).toBe(slug);
  await sql("update environments set region_id = (select id from regions where slug = 'local') where id = $1", [id]);
  expect(await where()).toBe(slug);
  expect((await change(devops, id, { cluster_id: null })).errors).toBeUndefined();
  expect(await where()).toBe('local');
});

test('what runs is not left behind: the place of an environment is settled by its first deployment', async () => {
  const own = await cluster(t);
  await reaches(plane, await deploy(plane, developer, t.serviceId), 'running');
  expect((await change(devops, t.productionId, { cluster_id: own })).errors?.[0]?.message).toContain('environments_in_use');
  expect((await change(devops, t.productionId, { name: 'Live' })).errors).toBeUndefined();
});

test('a cluster that environments are in is not taken down', async () => {
  const own = await cluster(t);
  await made(devops, { slug: 'pr-1', cluster_id: own });
  const answer = await plane.as(
    devops,
    `mutation { deleteCluster(clusterId: "${own}", requestId: "${randomUUID()}") { clusterId } }`,
  );
  expect(codeOf(answer)).toBe('cluster-in-use');
});
