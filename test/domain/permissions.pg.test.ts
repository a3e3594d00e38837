/** Who sees and changes what, asked of the engine over HTTP: two organizations with the same data, every table, every role. */
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let a: TestTenant;
let b: TestTenant;

beforeAll(async () => {
  plane = await startControlPlane();
  [a, b] = [await createTenant(plane), await createTenant(plane)];
  for (const t of [a, b]) await fill(t);
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

/** At least one row of every table that belongs to an organization. */
async function fill(t: TestTenant): Promise<void> {
  const { sql } = plane.database;
  const user = await t.member('developer');
  await sql("insert into teams (organization_id, slug, name) values ($1, 'core', 'Core')", [t.organizationId]);
  await sql('insert into team_members (team_id, user_id) select id, $2 from teams where organization_id = $1', [
    t.organizationId,
    user.userId,
  ]);
  await sql(`insert into service_configs (service_id, variables) values ($1, '{"A":"1"}')`, [t.serviceId]);
  await sql("insert into deployments (service_id, environment_id, deadline_at) values ($1, $2, now() + interval '1 day')", [
    t.serviceId,
    t.productionId,
  ]);
  await sql(
    `insert into builds (service_id, git_repository, git_reference, git_directory, deadline_at)
     values ($1, 'file:///r', 'main', '.', now() + interval '1 day')`,
    [t.serviceId],
  );
  await sql(
    `insert into log_lines (id, build_id, stream, level, line, logged_at)
     select ((extract(epoch from now()) * 1000)::bigint << 22) + (random() * 4194303)::bigint, id, 'stdout', 'info', 'hello', now() from builds where service_id = $1`,
    [t.serviceId],
  );
  await sql(
    `insert into service_metrics (service_instance_id, measured_at, cpu_cores, memory_bytes, requests, request_errors, replicas)
     select id, now(), 0, 0, 0, 0, 1 from service_instances where service_id = $1`,
    [t.serviceId],
  );
}

const TENANT_TABLES = [
  'projects',
  'environments',
  'services',
  'service_configs',
  'service_instances',
  'builds',
  'deployments',
  'deployment_steps',
  'log_lines',
  'service_metrics',
  'domain_events',
  'organization_members',
  'teams',
  'team_members',
];
const ROLES = ['viewer', 'developer', 'team_lead', 'devops', 'org_owner'];
const NO_AGGREGATE = ['log_lines', 'audit_log'];

describe.each(ROLES)('%s', (role) => {
  test.each(TENANT_TABLES)('sees own %s and none of another organization', async (table) => {
    const member = await a.member(role);
    const { data, errors } = await plane.as(member, `{ rows: ${table} { organization_id } }`);
    expect(errors).toBeUndefined();
    const owners = new Set(data.rows.map((r: { organization_id: string }) => r.organization_id));
    expect([...owners]).toEqual([a.organizationId]);
  });

  test.each(TENANT_TABLES.filter((t) => !NO_AGGREGATE.includes(t)))('counts only own %s', async (table) => {
    const member = await a.member(role);
    const { data } = await plane.as(
      member,
      `{ all: ${table}_aggregate { aggregate { count } }
         own: ${table}_aggregate(where: { organization_id: { _eq: "${a.organizationId}" } }) { aggregate { count } }
         other: ${table}_aggregate(where: { organization_id: { _eq: "${b.organizationId}" } }) { aggregate { count } } }`,
    );
    expect(data.other.aggregate.count).toBe(0);
    expect(data.all.aggregate.count).toBe(data.own.aggregate.count);
  });

  test('does not find the rows of another organization by their keys', async () => {
    const member = await a.member(role);
    const { data } = await plane.as(
      member,
      `query($project: uuid!, $service: uuid!, $environment: uuid!) {
        projects_by_pk(id: $project) { id }
        services_by_pk(id: $service) { id }
        environments_by_pk(id: $environment) { id }
        nested: projects { services(where: { id: { _eq: $service } }) { id } }
      }`,
      { project: b.projectId, service: b.serviceId, environment: b.productionId },
    );
    expect(data).toMatchObject({ projects_by_pk: null, services_by_pk: null, environments_by_pk: null });
    expect(data.nested.flatMap((p: { services: unknown[] }) => p.services)).toEqual([]);
  });

  test('has nothing with the session of an organization it is no member of', async () => {
    const stranger: Caller = { ...(await a.member(role)), organizationId: b.organizationId };
    for (const table of TENANT_TABLES)
      expect((await plane.as(stranger, `{ rows: ${table} { organization_id } }`)).data).toEqual({ rows: [] });
  });

  test('has nothing with a role above the live one', async () => {
    const weaker = ROLES[ROLES.indexOf(role) - 1];
    if (weaker === undefined) return;
    const pretender: Caller = { ...(await a.member(weaker)), role };
    expect((await plane.as(pretender, '{ projects { id } }')).data).toEqual({ projects: [] });
  });
});

test('passwords, tokens, requests and artifacts of builds are in no role’s schema', async () => {
  for (const role of [...ROLES, 'anonymous', 'platform_admin']) {
    const caller = role === 'anonymous' ? { role, userId: randomUUID(), organizationId: randomUUID() } : await a.member(role);
    const { data } = await plane.as(caller, '{ __schema { types { name fields { name } } } }');
    const types: readonly { name: string; fields: { name: string }[] | null }[] = data.__schema.types;
    const names = [...types.map((t) => t.name), ...types.flatMap((t) => t.fields?.map((f) => `${t.name}.${f.name}`) ?? [])];
    const hidden =
      /^(user_credentials|refresh_tokens|access_ends|requests|anonymous_requests|discarded_secrets|signing_keys|sign_in_\w+|status_transitions)$|\.(artifact_reference|lease_owner|credential|\w+_hash|\w*_?sealed)$/;
    expect(names.filter((n) => hidden.test(n))).toEqual([]);
  }
});

test('anonymous can only sign in', async () => {
  const { data } = await plane.send({}, '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }');
  expect(data.__schema.queryType.fields).toEqual([{ name: 'exchangeApiKey' }]);
  expect(data.__schema.mutationType.fields.map((f: { name: string }) => f.name).sort()).toEqual([
    'acceptInvitation',
    'exchangeSignInCode',
    'refreshSession',
    'requestPasswordReset',
    'resetPassword',
    'signIn',
    'signOut',
    'signUp',
    'switchOrganization',
    'verifyEmail',
  ]);
});

test('a viewer sees the projects of their teams and of no team, with what is in them, and no variables', async () => {
  const { sql } = plane.database;
  const viewer = await a.member('viewer');
  const [team] = await sql("insert into teams (organization_id, slug, name) values ($1, 'secret', 'Secret') returning id", [
    a.organizationId,
  ]);
  const [project] = await sql(
    "insert into projects (organization_id, slug, name, team_id) values ($1, 'hidden', 'Hidden', $2) returning id",
    [a.organizationId, team?.id],
  );
  const ask = async (caller: Caller) =>
    (
      await plane.as(
        caller,
        'query($id: uuid!) { projects_by_pk(id: $id) { id } environments(where: { project_id: { _eq: $id } }) { id } }',
        {
          id: project?.id,
        },
      )
    ).data;
  expect(await ask(viewer)).toEqual({ projects_by_pk: null, environments: [] });
  expect((await ask(await a.member('developer'))).environments).toHaveLength(1);
  await sql('insert into team_members (team_id, user_id) values ($1, $2)', [team?.id, viewer.userId]);
  expect((await ask(viewer)).environments).toHaveLength(1);
  const { errors } = await plane.as(viewer, '{ service_configs { variables } }');
  expect(errors?.[0]?.extensions.code).toBe('validation-failed');
});

describe('changes', () => {
  const createProject =
    'mutation($slug: String!) { insert_projects_one(object: { slug: $slug, name: "New" }) { id organization_id created_by } }';
  const createService = `mutation($project: uuid!, $slug: String!) {
    insert_services_one(object: { project_id: $project, slug: $slug, name: "New", type: web, source_type: git, git_repository: "file:///r",
      configs: { data: [{ variables: { A: "1" }, health_path: "/healthz" }] } }) { id organization_id created_by configs { version } }
  }`;

  test('a developer creates projects and services in their own organization, as themselves', async () => {
    const developer = await a.member('developer');
    const project = await plane.as(developer, createProject, { slug: 'mine' });
    expect(project.data.insert_projects_one).toMatchObject({ organization_id: a.organizationId, created_by: developer.userId });
    const service = await plane.as(developer, createService, { project: project.data.insert_projects_one.id, slug: 'api' });
    expect(service.data.insert_services_one).toMatchObject({
      organization_id: a.organizationId,
      created_by: developer.userId,
      configs: [{ version: 1 }],
    });
    const [row] = await plane.database.sql(
      "select actor_id, actor_role from audit_log where table_name = 'services' and row_id = $1",
      [service.data.insert_services_one.id],
    );
    expect(row).toEqual({ actor_id: developer.userId, actor_role: 'developer' });
  });

  test('a project of another organization and one that does not exist are answered alike', async () => {
    const developer = await a.member('developer');
    const missing = randomUUID();
    const answers = await Promise.all(
      [b.projectId, missing].map((project) => plane.as(developer, createService, { project, slug: 'x' })),
    );
    const [foreign, absent] = answers.map((r) => r.errors?.[0]);
    expect(foreign?.extensions).toEqual(absent?.extensions);
    expect(foreign?.message.replace(b.projectId, missing)).toBe(absent?.message);
  });

  test('a viewer changes nothing', async () => {
    const { data } = await plane.as(await a.member('viewer'), '{ __schema { mutationType { fields { name } } } }');
    const names = data.__schema.mutationType.fields.map((f: { name: string }) => f.name).sort();
    expect(names).toEqual([
      'acceptInvitation',
      'changePassword',
      'createApiKey',
      'endSession',
      'erasePersonalData',
      'exchangeSignInCode',
      'refreshSession',
      'revokeApiKey',
      'signIn',
      'signOut',
      'signOutEverywhere',
      'switchOrganization',
      'update_users',
      'update_users_by_pk',
      'update_users_many',
    ]);
  });

  test('states are written by nobody but the platform', async () => {
    for (const role of ROLES) {
      const { data } = await plane.as(await a.member(role), '{ __schema { mutationType { fields { name } } } }');
      const names: string[] = data.__schema.mutationType.fields.map((f: { name: string }) => f.name);
      for (const table of [
        'deployments',
        'builds',
        'service_instances',
        'log_lines',
        'domain_events',
        'audit_log',
        'deployment_steps',
      ])
        expect(names.filter((n) => n.endsWith(`_${table}`) || n.includes(`_${table}_`))).toEqual([]);
    }
  });

  test('updates and deletes do not reach another organization', async () => {
    const owner = await a.member('org_owner');
    const { data } = await plane.as(
      owner,
      `mutation($id: uuid!) {
        update_projects(where: { id: { _eq: $id } }, _set: { name: "Taken" }) { affected_rows }
        delete_teams(where: { organization_id: { _eq: "${b.organizationId}" } }) { affected_rows }
        update_organization_members(where: { organization_id: { _eq: "${b.organizationId}" } }, _set: { role: viewer }) { affected_rows }
      }`,
      { id: b.projectId },
    );
    for (const result of Object.values(data)) expect(result).toEqual({ affected_rows: 0 });
  });

  test('wrong values are refused by the database, with the constraint named', async () => {
    const developer = await a.member('developer');
    const bad = await plane.as(developer, createProject, { slug: 'Not A Slug' });
    expect(bad.errors?.[0]).toMatchObject({ extensions: { code: 'permission-error' } });
    expect(bad.errors?.[0]?.message).toContain('projects_slug_check');
  });
});

test('the audit log is for owners, devops and, for their teams’ projects, team leads', async () => {
  const count = async (role: string) =>
    (await plane.as(await a.member(role), '{ audit_log { id organization_id } }')).data?.audit_log.length ?? 'hidden';
  expect(await count('developer')).toBe('hidden');
  expect(await count('team_lead')).toBe(0);
  expect(await count('devops')).toBeGreaterThan(0);
  expect(await count('org_owner')).toBeGreaterThan(0);
});

test('a platform administrator sees all organizations, while the live row says so', async () => {
  const administrator = { ...(await a.member('platform_admin')), role: 'platform_admin' };
  const ids = async () =>
    (await plane.as(administrator, '{ organizations { id } }')).data.organizations.map((o: { id: string }) => o.id);
  expect(await ids()).toEqual(expect.arrayContaining([a.organizationId, b.organizationId]));
  await plane.database.sql('update users set is_platform_admin = false where id = $1', [administrator.userId]);
  expect(await ids()).toEqual([]);
});

test('a member who is removed, or whose account is ended, is cut off with the next request', async () => {
  const t = await createTenant(plane);
  const developer = await t.member('developer');
  const owner = await t.member('org_owner');
  const projects = async (caller: Caller) => (await plane.as(caller, '{ projects { id } }')).data.projects.length;
  expect(await projects(developer)).toBe(1);
  await plane.as(
    owner,
    'mutation($u: uuid!) { delete_organization_members(where: { user_id: { _eq: $u } }) { affected_rows } }',
    {
      u: developer.userId,
    },
  );
  expect(await projects(developer)).toBe(0);
  expect(await projects(owner)).toBe(1);
  await plane.database.sql('update users set is_active = false where id = $1', [owner.userId]);
  expect(await projects(owner)).toBe(0);
});

test('a member who is removed while they watch gets nothing more of it, at once', async () => {
  const t = await createTenant(plane);
  const developer = await t.member('developer');
  const client = createClient({
    url: plane.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: {
      headers: {
        'x-hasura-admin-secret': plane.adminSecret,
        'x-hasura-role': developer.role,
        'x-hasura-user-id': developer.userId,
        'x-hasura-org-id': developer.organizationId,
      },
    },
  });
  const seen: unknown[] = [];
  const watching = client.iterate({ query: 'subscription { services { id } }' });
  const reading = (async () => {
    for await (const { data } of watching) seen.push(data);
  })();
  await eventually(
    () => seen.length,
    (n) => n === 1,
  );
  expect(seen).toEqual([{ services: [{ id: t.serviceId }] }]);
  await plane.database.sql('delete from organization_members where user_id = $1', [developer.userId]);
  await eventually(
    () => seen.length,
    (n) => n === 2,
    2_000,
  );
  expect(seen[1]).toEqual({ services: [] });
  await client.dispose();
  await reading;
});
