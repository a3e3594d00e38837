/** Quotas through the engine over HTTP: exact under concurrency, named in the refusal, told as an event, set by whom they may. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClient, GraphqlError } from '../../sdk/client.ts';
import { CreateServiceDocument } from '../../sdk/generated.ts';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { command, deploy as deployIt, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let admin: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  t = await createTenant(plane);
  developer = await t.member('developer');
  admin = await t.member('platform_admin');
});

const code = (answer: Answer) => answer.errors?.[0]?.extensions.code;
const message = (answer: Answer) => answer.errors?.[0]?.message;

const UPSERT = 'on_conflict: { constraint: quotas_target_key, update_columns: [maximum] }';
const setOrganization = (quota: string, maximum: number, caller = admin) =>
  plane.as(
    caller,
    `mutation($o: uuid!, $m: bigint!) { insert_quotas_one(object: { organization_id: $o, quota: ${quota}, maximum: $m }, ${UPSERT}) { id } }`,
    { o: t.organizationId, m: maximum },
  );
const setProject = (caller: Caller, quota: string, maximum: number, projectId = t.projectId) =>
  plane.as(
    caller,
    `mutation($p: uuid!, $m: bigint!) { insert_quotas_one(object: { project_id: $p, quota: ${quota}, maximum: $m }, ${UPSERT}) { id } }`,
    { p: projectId, m: maximum },
  );
const createService = (slug: string, caller = developer) =>
  plane.as(
    caller,
    `mutation($p: uuid!, $s: String!) { insert_services_one(object: { project_id: $p, slug: $s, name: $s, type: worker,
       source_type: git, git_repository: "file:///r" }) { id } }`,
    { p: t.projectId, s: slug },
  );
const used = async (quota: string) =>
  (
    await plane.as(
      developer,
      `{ quota_usage(where: { quota: { _eq: "${quota}" }, project_id: { _is_null: true } }) { used maximum is_default } }`,
    )
  ).data.quota_usage[0];

test('50 parallel creates at a quota of 10 make exactly 10', async () => {
  await plane.database.sql('delete from services where project_id = $1', [t.projectId]);
  expect((await setOrganization('services', 10)).errors).toBeUndefined();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => createService(`s-${i}`)));
  expect(answers.filter((a) => a.data?.insert_services_one?.id)).toHaveLength(10);
  const refused = answers.filter((a) => a.errors);
  expect(refused).toHaveLength(40);
  for (const answer of refused) {
    expect(code(answer)).toBe('constraint-violation');
    expect(message(answer)).toMatch(
      /^quota-exceeded: services: the limit of the organization is 10, with this it would be 11\. .*ask/,
    );
  }
  expect(await used('services')).toEqual({ used: '10', maximum: '10', is_default: false });
});

test('50 parallel creates at a quota of 10 of the project, beside another project without one', async () => {
  const owner = await t.member('org_owner');
  expect((await setProject(owner, 'services', 10)).errors).toBeUndefined();
  // The tenant has one service already.
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => createService(`s-${i}`)));
  expect(answers.filter((a) => a.data?.insert_services_one?.id)).toHaveLength(9);
  const [project] = await plane.database.sql('select slug from projects where id = $1', [t.projectId]);
  expect(message(answers.find((a) => a.errors) ?? {})).toContain(`the limit of project ${project?.slug} is 10`);
});

test('a request of several rows is allowed as a whole or not at all', async () => {
  await setOrganization('services', 3);
  const objects = ['a', 'b', 'c'].map((slug) => ({
    project_id: t.projectId,
    slug,
    name: slug,
    type: 'worker',
    source_type: 'git',
    git_repository: 'file:///r',
  }));
  const insert = (rows: unknown) =>
    plane.as(developer, 'mutation($o: [services_insert_input!]!) { insert_services(objects: $o) { affected_rows } }', {
      o: rows,
    });
  expect(message(await insert(objects))).toContain('quota-exceeded: services');
  expect((await insert(objects.slice(0, 2))).data.insert_services.affected_rows).toBe(2);
});

test('what was deleted makes room; a quota below the use stops only what is new', async () => {
  await setOrganization('services', 0);
  expect(message(await createService('a'))).toContain('is 0, with this it would be 2');
  expect((await plane.as(developer, `{ services { slug } }`)).data.services).toHaveLength(1);
  await setOrganization('services', 1);
  await plane.database.sql('delete from services where id = $1', [t.serviceId]);
  expect((await createService('a')).errors).toBeUndefined();
});

test('clients see the code quota-exceeded', async () => {
  await setOrganization('services', 1);
  const client = createClient({
    url: plane.url,
    headers: () => ({
      'x-hasura-admin-secret': plane.adminSecret,
      'x-hasura-role': 'developer',
      'x-hasura-user-id': developer.userId,
      'x-hasura-org-id': t.organizationId,
    }),
  });
  const failure = await client
    .request(CreateServiceDocument, {
      projectId: t.projectId,
      slug: 'x',
      name: 'x',
      type: 'worker',
      repository: 'file:///r',
      reference: 'main',
      directory: '.',
    })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GraphqlError);
  expect(failure).toMatchObject({ code: 'quota-exceeded', message: expect.stringMatching(/^services: the limit/) });
});

describe('an action', () => {
  const deploy = (caller = developer) =>
    plane.as(caller, 'mutation($s: uuid!, $r: uuid!) { deployService(serviceId: $s, requestId: $r) { deploymentId } }', {
      s: t.serviceId,
      r: randomUUID(),
    });
  const events = () =>
    plane.database.sql("select payload, actor_id from domain_events where type = 'QuotaExceeded' and organization_id = $1", [
      t.organizationId,
    ]);

  test('answers the code quota-exceeded, and the event is told although the effect is rolled back', async () => {
    await setOrganization('deployments_in_flight', 0);
    const answer = await deploy();
    expect(code(answer)).toBe('quota-exceeded');
    expect(message(answer)).toMatch(/^deployments_in_flight: the limit of the organization is 0, with this it would be 1\./);
    expect(await events()).toEqual([
      {
        payload: { quota: 'deployments_in_flight', scope: 'organization', limit: 0, wouldUse: 1 },
        actor_id: developer.userId,
      },
    ]);
    expect(await plane.database.sql('select 1 from deployments where service_id = $1', [t.serviceId])).toEqual([]);
  });

  test('so is that of a plain mutation', async () => {
    await setOrganization('services', 1);
    expect(code(await createService('x'))).toBe('constraint-violation');
    const told = await eventually(events, (rows) => rows.length > 0);
    expect(told).toEqual([
      { payload: { quota: 'services', scope: 'organization', limit: 1, wouldUse: 2 }, actor_id: developer.userId },
    ]);
  });

  test('CPU and memory: what runs is counted by its limits, scaling and deploying are refused beyond', async () => {
    await plane.database.sql(
      'insert into service_configs (service_id, cpu_request_millicores, cpu_limit_millicores) values ($1, 100, 1000)',
      [t.serviceId],
    );
    await setOrganization('cpu_millicores', 2500);
    const id = (await deploy()).data.deployService.deploymentId;
    expect(await used('cpu_millicores')).toMatchObject({ used: '1000' });
    await eventually(
      async () => (await plane.database.sql('select status from deployments where id = $1', [id]))[0]?.status,
      (status) => status === 'running',
    );
    const scale = (replicas: number) =>
      plane.as(
        developer,
        'mutation($s: uuid!, $n: Int!, $r: uuid!) { scaleService(serviceId: $s, replicas: $n, requestId: $r) { instanceId } }',
        {
          s: t.serviceId,
          n: replicas,
          r: randomUUID(),
        },
      );
    expect((await scale(2)).errors).toBeUndefined();
    expect(code(await scale(3))).toBe('quota-exceeded');
    expect(await used('cpu_millicores')).toMatchObject({ used: '2000' });
    // Deploying what runs again takes no more, also when the quota was lowered meanwhile.
    await setOrganization('cpu_millicores', 500);
    expect((await deploy()).errors).toBeUndefined();
    expect((await scale(1)).errors).toBeUndefined();
  });
});

describe('a default that the platform changes', () => {
  const DEFAULT = 2_000_000;
  const setDefault = (maximum: number, caller = admin) =>
    plane.as(
      caller,
      `mutation($m: bigint!) { update_quota_defaults_by_pk(pk_columns: { quota: cpu_millicores }, _set: { maximum: $m }) { quota } }`,
      { m: maximum },
    );
  afterEach(() => plane.database.sql("update quota_defaults set maximum = $1 where quota = 'cpu_millicores'", [DEFAULT]));

  test('refuses, is shown, and is what the runtime is told: the same number for whoever has none of its own', async () => {
    await plane.database.sql(
      'insert into service_configs (service_id, cpu_request_millicores, cpu_limit_millicores) values ($1, 100, 1000)',
      [t.serviceId],
    );
    const deployment = await deployIt(plane, developer, t.serviceId);
    const { service_instance_id: instanceId } = await reaches(plane, deployment, 'running');
    const told = () => plane.runtime.desired.get(instanceId)?.placement.quota;
    const scaleTo2 = () => command(plane, developer, 'scaleService', `serviceId: "${t.serviceId}", replicas: 2`, 'instanceId');
    expect(told()).toEqual({ cpuMillicores: DEFAULT, memoryMegabytes: 4_000_000, storageGigabytes: 1_000_000 });

    expect((await setDefault(1500)).data.update_quota_defaults_by_pk).toEqual({ quota: 'cpu_millicores' });
    await eventually(told, (quota) => quota?.cpuMillicores === 1500);
    expect(await used('cpu_millicores')).toEqual({ used: '1000', maximum: '1500', is_default: true });
    expect(message(await scaleTo2())).toContain('the limit of the organization is 1500, with this it would be 2000');

    // What is the project's own holds beside it, and the least counts.
    expect((await setProject(await t.member('org_owner'), 'cpu_millicores', 1200)).errors).toBeUndefined();
    await eventually(told, (quota) => quota?.cpuMillicores === 1200);
    await setProject(await t.member('org_owner'), 'cpu_millicores', 9000);
    await eventually(told, (quota) => quota?.cpuMillicores === 1500);

    // Who has one of its own does not follow the default.
    await setOrganization('cpu_millicores', 2000);
    await eventually(told, (quota) => quota?.cpuMillicores === 2000);
    await setDefault(1);
    expect((await scaleTo2()).errors).toBeUndefined();
    await eventually(
      () => plane.runtime.desired.get(instanceId),
      (desired) => desired?.replicas === 2,
    );
    expect(told()?.cpuMillicores).toBe(2000);
  });

  test('is changed by platform administrators alone', async () => {
    expect((await setDefault(1, await t.member('org_owner'))).errors).toBeDefined();
  });
});

describe('a database that grows', () => {
  const provision = async (slug: string, lead: Caller) => {
    const { data, errors } = await plane.as(
      lead,
      `mutation($p: uuid!, $s: String!, $r: uuid!) { provisionDatabase(projectId: $p, environment: "production", slug: $s, nodes: 1,
         cpuMillicores: 500, memoryMegabytes: 512, storageGigabytes: 10, requestId: $r) { databaseId } }`,
      { p: t.projectId, s: slug, r: randomUUID() },
    );
    expect(errors).toBeUndefined();
    const id: string = data.provisionDatabase.databaseId;
    // Its first backup is due at once, and nothing grows meanwhile.
    await eventually(
      () =>
        plane.database.sql(
          `select 1 from databases d join database_backups b on b.database_id = d.id
             where d.id = $1 and d.status = 'running' and b.status = 'succeeded'`,
          [id],
        ),
      (rows) => rows.length > 0,
    );
    return id;
  };
  const scale = (caller: Caller, id: string, change: string) =>
    plane.as(
      caller,
      `mutation($d: uuid!, $r: uuid!) { scaleDatabase(databaseId: $d, requestId: $r, ${change}) { databaseId } }`,
      {
        d: id,
        r: randomUUID(),
      },
    );

  test.each([
    ['cpu_millicores', 'nodes: 2', 500],
    ['memory_megabytes', 'memoryMegabytes: 1024', 512],
    ['storage_gigabytes', 'storageGigabytes: 20', 10],
  ])('%s: of ten that grow at once, as many as there is room for', async (quota, change, each) => {
    const lead = await t.member('team_lead');
    const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => provision(`d-${i}`, lead)));
    expect(await used(quota)).toMatchObject({ used: String(10 * each) });
    await setOrganization(quota, 13 * each);
    const answers = await Promise.all(ids.map((id) => scale(lead, id, change)));
    expect(answers.filter((a) => !a.errors)).toHaveLength(3);
    for (const refused of answers.filter((a) => a.errors)) {
      expect(code(refused)).toBe('quota-exceeded');
      expect(message(refused)).toMatch(new RegExp(`^${quota}: the limit of the organization is ${13 * each}, `));
    }
    expect(await used(quota)).toMatchObject({ used: String(13 * each) });
    // What does not grow is not refused, also when the quota was lowered meanwhile.
    await setOrganization(quota, 1);
    const still = ids[answers.findIndex((a) => a.errors)] ?? '';
    const other = quota === 'storage_gigabytes' ? 'memoryMegabytes: 600' : 'storageGigabytes: 11';
    expect((await scale(lead, still, other)).errors).toBeUndefined();
  });
});

test('a volume counts as storage with the most it was asked to hold, also while its deployment is on its way', async () => {
  const { data } = await plane.as(
    developer,
    `mutation($p: uuid!) { insert_services_one(object: { project_id: $p, slug: "store", name: "Store", type: stateful,
       source_type: git, git_repository: "file:///r", configs: { data: [{ port: 6379, volume_gigabytes: 10 }] } }) { id } }`,
    { p: t.projectId },
  );
  const id: string = data.insert_services_one.id;
  const sized = (gigabytes: number) =>
    plane.database.sql('insert into service_configs (service_id, port, volume_gigabytes) values ($1, 6379, $2)', [id, gigabytes]);
  const ask = () => command(plane, developer, 'deployService', `serviceId: "${id}"`, 'deploymentId');
  expect(await used('storage_gigabytes')).toMatchObject({ used: '0' });
  await setOrganization('storage_gigabytes', 15);
  await reaches(plane, await deployIt(plane, developer, id), 'running');
  expect(await used('storage_gigabytes')).toMatchObject({ used: '10' });
  await sized(20);
  const refused = await ask();
  expect(code(refused)).toBe('quota-exceeded');
  expect(message(refused)).toMatch(/^storage_gigabytes: the limit of the organization is 15, with this it would be 20\. /);
  expect(await used('storage_gigabytes')).toMatchObject({ used: '10' });
  await sized(15);
  plane.builder.mode = 'when-told';
  const { data: asked } = await ask();
  expect(await used('storage_gigabytes')).toMatchObject({ used: '15' });
  await command(plane, developer, 'cancelDeployment', `deploymentId: "${asked.deployService.deploymentId}"`, 'deploymentId');
  await reaches(plane, asked.deployService.deploymentId, 'cancelled');
  plane.builder.mode = 'at-once';
  // What was never handed to the runtime has not grown.
  expect(await used('storage_gigabytes')).toMatchObject({ used: '10' });
  await setOrganization('storage_gigabytes', 1);
  await sized(10);
  expect((await ask()).errors).toBeUndefined();
});

describe('who may set them', () => {
  test('an owner those of projects, the platform those of organizations, nobody else any', async () => {
    const owner = await t.member('org_owner');
    expect((await setOrganization('services', 5, owner)).errors).toBeDefined();
    expect((await setProject(owner, 'services', 5)).errors).toBeUndefined();
    expect((await setProject(owner, 'members', 5)).errors).toBeDefined();
    expect((await setProject(await t.member('devops'), 'services', 5)).errors).toBeDefined();
    expect((await setOrganization('services', 5)).errors).toBeUndefined();
    // Somebody who is no longer an owner.
    expect((await setProject({ ...developer, role: 'org_owner' }, 'environments', 7)).errors).toBeDefined();
  });

  test('an owner cannot lift what the platform has set', async () => {
    await setOrganization('services', 1);
    const owner = await t.member('org_owner');
    const lift = await plane.as(owner, 'mutation { update_quotas(where: {}, _set: { maximum: "9" }) { affected_rows } }');
    expect(lift.data.update_quotas.affected_rows).toBe(0);
    const remove = await plane.as(owner, 'mutation { delete_quotas(where: {}) { affected_rows } }');
    expect(remove.data.delete_quotas.affected_rows).toBe(0);
  });

  test('the project of another organization is not there', async () => {
    const other = await createTenant(plane);
    expect((await setProject(await t.member('org_owner'), 'services', 5, other.projectId)).errors).toBeDefined();
    expect((await plane.as(await t.member('viewer'), '{ quota_usage { organization_id } }')).data.quota_usage).toEqual(
      Array.from({ length: 11 }, () => ({ organization_id: t.organizationId })),
    );
  });
});

describe('whatever is counted', () => {
  // Nothing ends meanwhile and makes room.
  let still: ControlPlane;
  let u: TestTenant;
  beforeAll(async () => {
    still = await startControlPlane({ still: true });
  });
  afterAll(async () => {
    await still?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    u = await createTenant(still);
  });
  const later = "now() + interval '1 hour'";
  const size = 'nodes, cpu_millicores, memory_megabytes, storage_gigabytes';
  /** Makes one more, by one statement; each takes `each` of the quota. */
  const database = (i: number): [string, unknown[]] => [
    `insert into databases (project_id, environment_id, region_id, slug, name, engine, ${size}, deadline_at)
     select $1, $2, r.id, $3, 'D', 'postgresql', 1, 500, 256, 10, ${later} from regions r where r.status = 'available' limit 1`,
    [u.projectId, u.productionId, `d-${i}`],
  ];
  const cases: Readonly<Record<string, { readonly each: number; readonly one: (i: number) => [string, unknown[]] }>> = {
    projects: {
      each: 1,
      one: (i) => ["insert into projects (organization_id, slug, name) values ($1, $2, 'P')", [u.organizationId, `p-${i}`]],
    },
    members: {
      each: 1,
      one: (i) => [
        `with u as (insert into users (email, name) values ($2, 'U') returning id)
         insert into organization_members (organization_id, user_id, role) select $1, u.id, 'viewer' from u`,
        [u.organizationId, `${i}-${randomUUID()}@example.com`],
      ],
    },
    clusters: {
      each: 1,
      one: (i) => [
        `insert into clusters (organization_id, region_id, slug, name, source, distribution, kubernetes_version, deadline_at)
         select $1, r.id, $2, 'C', 'provisioned', 'rke2', 'v1.33.4', ${later} from regions r where r.status = 'available' limit 1`,
        [u.organizationId, `c-${i}`],
      ],
    },
    services: {
      each: 1,
      one: (i) => [
        "insert into services (project_id, slug, name, type, source_type, image) values ($1, $2, 'S', 'worker', 'image', 'nginx')",
        [u.projectId, `s-${i}`],
      ],
    },
    environments: {
      each: 1,
      one: (i) => [
        "insert into environments (project_id, slug, name, type) values ($1, $2, 'E', 'staging')",
        [u.projectId, `e-${i}`],
      ],
    },
    secrets: {
      each: 1,
      one: (i) => [
        "insert into secrets (organization_id, scope, key) values ($1, 'organization', $2)",
        [u.organizationId, `K_${i}`],
      ],
    },
    databases: { each: 1, one: database },
    cpu_millicores: { each: 500, one: database },
    memory_megabytes: { each: 256, one: database },
    storage_gigabytes: { each: 10, one: database },
    deployments_in_flight: {
      each: 1,
      one: () => [
        `insert into deployments (service_id, environment_id, git_reference, deadline_at) values ($1, $2, 'main', ${later})`,
        [u.serviceId, u.productionId],
      ],
    },
  };

  test('there is a case for each name', async () => {
    const names = await still.database.sql('select value from quota_names');
    expect(Object.keys(cases).sort()).toEqual(names.map((r) => r.value).sort());
  });

  test.each(Object.entries(cases))('%s: of twenty at once exactly as many as there is room for', async (quota, { each, one }) => {
    const usedNow = async () =>
      Number(
        (
          await still.database.sql(
            'select used from quota_usage where organization_id = $1 and quota = $2 and project_id is null',
            [u.organizationId, quota],
          )
        )[0]?.used,
      );
    const before = await usedNow();
    await still.database.sql('insert into quotas (organization_id, quota, maximum) values ($1, $2, $3)', [
      u.organizationId,
      quota,
      before + 3 * each,
    ]);
    const made = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => still.database.sql(...one(i))));
    const refused = made.flatMap((m) => (m.status === 'rejected' ? [String(m.reason)] : []));
    expect(refused).toHaveLength(17);
    for (const reason of refused) expect(reason).toContain(`quota-exceeded: ${quota}: the limit of the organization is`);
  });
});

test('every name is counted, and has a default', async () => {
  const rows = await plane.database.sql('select quota, maximum, used, is_default from quota_usage where organization_id = $1', [
    t.organizationId,
  ]);
  const names = await plane.database.sql('select value from quota_names');
  expect(rows.map((r) => r.quota).sort()).toEqual(names.map((r) => r.value).sort());
  for (const row of rows)
    expect(row).toMatchObject({
      is_default: true,
      maximum: expect.stringMatching(/^\d+$/),
      used: expect.stringMatching(/^\d+$/),
    });
});
