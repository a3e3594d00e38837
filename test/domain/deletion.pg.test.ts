/** Deleting what is outside before the row: through the engine, its triggers and our reconcilers, with crashes in between. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf, command, deploy, deploymentRow, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let lead: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  Object.assign(plane.builder, { mode: 'at-once', refuse: null });
  Object.assign(plane.runtime, { mode: 'healthy', refuse: null });
  t = await createTenant(plane);
  [developer, lead] = [await t.member('developer'), await t.member('team_lead')];
});

const ids = async (sql: string, values: unknown[]) => (await plane.database.sql(sql, values)).map((r) => String(r.id));
const gone = (table: string, id: string) =>
  eventually(
    () => ids(`select id from ${table} where id = $1`, [id]),
    (found) => found.length === 0,
  );
const deleteProject = (caller: Caller, requestId?: string) =>
  command(plane, caller, 'deleteProject', `projectId: "${t.projectId}"`, 'projectId', requestId);
const deleteService = (caller: Caller) => command(plane, caller, 'deleteService', `serviceId: "${t.serviceId}"`, 'serviceId');

test('a deleted service leaves no workload, no build and no row behind, and tells so', async () => {
  const first = await deploy(plane, developer, t.serviceId);
  const { service_instance_id: instanceId } = await reaches(plane, first, 'running');
  plane.builder.mode = 'when-told';
  const second = await deploy(plane, developer, t.serviceId);
  await eventually(
    () => deploymentRow(plane, second),
    (d) => d.build_id !== null,
  );
  const builds = await ids('select id from builds where service_id = $1', [t.serviceId]);
  expect(builds).toHaveLength(2);
  expect((await deleteService(developer)).errors).toBeUndefined();
  await gone('services', t.serviceId);
  expect(plane.runtime.desired.has(instanceId)).toBe(false);
  for (const id of builds) expect(await plane.builder.observe(id)).toEqual({ state: 'absent' });
  const told = await plane.database.sql("select 1 from domain_events where type = 'ServiceDeleted' and subject_id = $1", [
    t.serviceId,
  ]);
  expect(told).toHaveLength(1);
});

test('a project goes with its services and environments, once, however often that is asked for', async () => {
  await plane.database.sql(
    "insert into environments (project_id, slug, name, type) values ($1, 'staging', 'Staging', 'staging')",
    [t.projectId],
  );
  const instances = [];
  for (const environment of ['production', 'staging'])
    instances.push(
      (await reaches(plane, await deploy(plane, developer, t.serviceId, `, environment: "${environment}"`), 'running'))
        .service_instance_id,
    );
  const requestId = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => deleteProject(lead, requestId)));
  expect(new Set(answers.map((a) => a.data?.deleteProject.projectId))).toEqual(new Set([t.projectId]));
  await gone('projects', t.projectId);
  for (const id of instances) expect(plane.runtime.desired.has(id)).toBe(false);
  const told = await plane.database.sql("select type from domain_events where project_id = $1 and type like '%Deleted'", [
    t.projectId,
  ]);
  expect(told.map((r) => r.type).sort()).toEqual(['ProjectDeleted', 'ServiceDeleted']);
});

test('while the runtime is away the tombstone stays, nothing new is made, and the next process finishes', async () => {
  const id = await deploy(plane, developer, t.serviceId);
  const { service_instance_id: instanceId } = await reaches(plane, id, 'running');
  const { remove } = plane.runtime;
  let asked = 0;
  plane.runtime.remove = (instance) => {
    if (instance !== instanceId) return remove(instance);
    asked++;
    return Promise.reject(new Fault('retry', { code: 'away', message: 'Try again.' }));
  };
  try {
    expect((await deleteProject(lead)).errors).toBeUndefined();
    await eventually(
      () => asked,
      (n) => n > 0,
    );
    const refused = await command(plane, developer, 'deployService', `serviceId: "${t.serviceId}"`, 'deploymentId');
    expect(codeOf(refused)).toBe('being-deleted');
    const another = await plane.as(
      lead,
      `mutation { insert_environments_one(object: { project_id: "${t.projectId}", slug: "late", name: "Late", type: staging }) { id } }`,
    );
    expect(another.errors?.[0]?.message).toContain('being_deleted');
    const { data } = await plane.as(
      developer,
      `{ projects_by_pk(id: "${t.projectId}") { deleting_at services { deleting_at } } }`,
    );
    expect(data.projects_by_pk.deleting_at).not.toBeNull();
    expect(data.projects_by_pk.services[0].deleting_at).not.toBeNull();
    expect(plane.runtime.desired.has(instanceId)).toBe(true);
    await expect(plane.database.sql('update projects set deleting_at = null where id = $1', [t.projectId])).rejects.toThrow(
      /no way back/,
    );
  } finally {
    plane.runtime.remove = remove;
  }
  await plane.restart();
  await plane.reconciler().resync();
  await gone('projects', t.projectId);
  expect(plane.runtime.desired.has(instanceId)).toBe(false);
});

test('what cannot be removed says why, and goes when it can', async () => {
  const id = await deploy(plane, developer, t.serviceId);
  const { service_instance_id: instanceId } = await reaches(plane, id, 'running');
  const { observe, remove } = plane.runtime;
  const revision = {
    revision: id,
    generation: 1,
    phase: 'stopping',
    reason: 'Its cluster does not answer.',
    replicas: [],
  } as const;
  Object.assign(plane.runtime, {
    remove: async () => {},
    observe: async () => ({ state: 'present', observedAt: 1, serving: null, revisions: [revision] }),
  });
  try {
    expect((await deleteService(developer)).errors).toBeUndefined();
    await eventually(
      () => plane.as(developer, `{ service_instances_by_pk(id: "${instanceId}") { status_reason } }`),
      ({ data }) => data.service_instances_by_pk.status_reason === 'Its cluster does not answer.',
    );
  } finally {
    Object.assign(plane.runtime, { observe, remove });
  }
  await plane.reconciler().resync();
  await gone('services', t.serviceId);
});

test('a service made in the moment its project is given up goes with it', async () => {
  const id = randomUUID();
  // What a transaction leaves that began before the project was given up.
  await plane.database.sql('alter table services disable trigger services_refuse_deleted');
  try {
    await plane.database.sql('update projects set deleting_at = now() where id = $1', [t.projectId]);
    await plane.database.sql(
      `insert into services (id, project_id, slug, name, type, source_type, git_repository)
       values ($1, $2, 'late', 'Late', 'web', 'git', 'file:///srv/repository')`,
      [id, t.projectId],
    );
  } finally {
    await plane.database.sql('alter table services enable trigger services_refuse_deleted');
  }
  await plane.reconciler().resync();
  await gone('projects', t.projectId);
});

test('who may delete what', async () => {
  expect(codeOf(await deleteProject(developer))).toBe('validation-failed');
  const environment = (caller: Caller) =>
    command(plane, caller, 'deleteEnvironment', `environmentId: "${t.productionId}"`, 'environmentId');
  expect(codeOf(await environment(developer))).toBe('environment-not-preview');
  const stranger = await (await createTenant(plane)).member('org_owner');
  expect(codeOf(await deleteProject(stranger))).toBe('project-not-found');
  expect(codeOf(await deleteService(stranger))).toBe('service-not-found');
  expect(codeOf(await environment(stranger))).toBe('environment-not-found');
  await reaches(plane, await deploy(plane, developer, t.serviceId), 'running');
  await plane.database.sql('update environments set is_protected = true where id = $1', [t.productionId]);
  expect(codeOf(await deleteService(developer))).toBe('environment-protected');
  expect((await environment(lead)).errors).toBeUndefined();
  await gone('environments', t.productionId);
  expect(await ids('select id from services where id = $1', [t.serviceId])).toEqual([t.serviceId]);
  for (const role of ['team_lead', 'org_owner']) {
    const { data } = await plane.as(await t.member(role), '{ __schema { mutationType { fields { name } } } }');
    const names = data.__schema.mutationType.fields.map((f: { name: string }) => f.name);
    expect(names.filter((n: string) => /^delete_(projects|services|environments)/.test(n))).toEqual([]);
  }
});

test('what a builder still holds of an ended build is removed at the next sweep; what nobody here knows is another’s and stays', async () => {
  plane.builder.mode = 'when-told';
  const id = await deploy(plane, developer, t.serviceId);
  const { build_id: buildId } = await eventually(
    () => deploymentRow(plane, id),
    (d) => d.build_id !== null && plane.builder.started.some((request) => request.buildId === d.build_id),
  );
  const request = plane.builder.started.find((r) => r.buildId === buildId);
  if (request === undefined) throw new Error('it was started');
  plane.builder.finish(request.reference, 'failed');
  await reaches(plane, id, 'failed');
  const holds = async (held: string) => (await plane.builder.list()).includes(held);
  await eventually(
    () => holds(request.buildId),
    (held) => !held,
  );
  // As if that had been lost, and beside it something of another installation.
  const another = randomUUID();
  await plane.builder.start(request);
  await plane.builder.start({ ...request, buildId: another });
  await plane.reconciler().reap();
  await eventually(
    () => holds(request.buildId),
    (held) => !held,
  );
  expect(await holds(another)).toBe(true);
  await plane.builder.remove(another);
});
