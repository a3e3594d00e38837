/** Whoever knows the ids of another organization can do nothing with them, whatever command they send and however strong their role is. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Caller, type ControlPlane, createTenant, startControlPlane } from '../../support/control-plane.ts';
import { commandCases } from './command-cases.ts';
import { peopleCases } from './people-cases.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({ still: true, mailer: { send: async () => {} } });
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

/** Commands that name a thing by its id. Templates of everybody are for strangers too; templates.pg.test.ts has those that are not. */
const cases = [...peopleCases, ...commandCases].filter(
  ({ action, types }) => action !== 'applyTemplate' && Object.values(types).some((type) => type.startsWith('uuid')),
);

test.each(cases.map((c) => [c.action, c] as const))('%s', async (action, { types, answer, prepare }) => {
  const { input, effect } = await prepare(await createTenant(plane), plane);
  const stranger = await createTenant(plane);
  const all = { ...types, requestId: 'uuid!' };
  const query = `mutation(${Object.entries(all)
    .map(([name, type]) => `$${name}: ${type}`)
    .join(', ')}) { ${action}(${Object.keys(all)
    .map((name) => `${name}: $${name}`)
    .join(', ')}) { ${answer} } }`;
  const count = async () => Number((await plane.database.sql(`select count(*) as n ${effect.from}`, [...effect.values]))[0]?.n);
  const before = await count();
  const codes = new Map<string, string | undefined>();
  const ask = async (name: string, caller: Caller): Promise<void> => {
    const { errors }: Answer = await plane.as(caller, query, { ...input, requestId: randomUUID() });
    expect(errors, `${name} may`).toBeDefined();
    codes.set(name, errors?.[0]?.extensions.code);
  };
  for (const role of ['org_owner', 'developer', 'viewer']) await ask(role, await stranger.member(role));
  expect((await count()) - before).toBe(0);
  // What exists elsewhere is answered like what exists nowhere.
  const owner = await stranger.member('org_owner');
  const nowhere = Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      types[name]?.startsWith('uuid') && value !== null ? randomUUID() : value,
    ]),
  );
  const { errors } = await plane.as(owner, query, { ...nowhere, requestId: randomUUID() });
  expect(codes.get('org_owner')).toBe(errors?.[0]?.extensions.code);
});

/** One's own things beside somebody else's, in each argument that takes an id. `o`: one's own, `f`: foreign. */
const MIXED = [
  'deployService(serviceId: "o.service", buildId: "f.build", requestId: "r") { deploymentId }',
  'rollbackService(serviceId: "o.service", deploymentId: "f.deployment", requestId: "r") { deploymentId }',
  'restoreDatabase(databaseId: "o.database", backupId: "f.backup", requestId: "r") { restoreId }',
  'restoreDatabase(databaseId: "f.database", backupId: "f.backup", into: "x", requestId: "r") { restoreId }',
  'provisionDatabase(projectId: "o.project", slug: "new", serviceIds: ["f.service"], requestId: "r") { databaseId }',
  'createWebhook(name: "w", url: "https://hooks.example.org/x", projectId: "f.project", requestId: "r") { webhookId }',
  'createNotificationChannel(name: "c", type: "email", recipients: ["a@example.com"], projectId: "f.project", requestId: "r") { channelId }',
  'setGitConnection(projectId: "f.project", host: "git.example", type: "token", credential: "t", requestId: "r") { gitConnectionId }',
  'setRegistryCredential(projectId: "f.project", registry: "r.example", username: "u", password: "p", requestId: "r") { registryCredentialId }',
  'setSecret(scope: "project", targetId: "f.project", key: "K", value: "v", requestId: "r") { secretId }',
  'setSecret(scope: "environment", targetId: "f.environment", key: "K", value: "v", requestId: "r") { secretId }',
  'setSecret(scope: "service", targetId: "f.service", key: "K", value: "v", requestId: "r") { secretId }',
  'setSecret(scope: "organization", targetId: "f.organization", key: "K", value: "v", requestId: "r") { secretId }',
  'setSecrets(scope: "service", targetId: "f.service", secrets: [{ key: "K", value: "v" }], requestId: "r") { __typename }',
  'createTenantCluster(slug: "t2", hostClusterId: "o.cluster", projectId: "f.project", requestId: "r") { tenantClusterId }',
  'createTenantCluster(slug: "t2", hostClusterId: "f.cluster", requestId: "r") { tenantClusterId }',
  'clusterKubeconfig(tenantClusterId: "f.tenantCluster", requestId: "r") { grantId }',
] as const;

test('nor with one of them beside things of their own', async () => {
  const [own, foreign] = [await things(), await things()];
  const owner = await own.tenant.member('org_owner');
  const rows = async () =>
    (
      await plane.database.sql(
        `select 'secrets' as t, count(*)::int as n from secrets union all select 'webhooks', count(*)::int from webhooks
         union all select 'databases', count(*)::int from databases union all select 'deployments', count(*)::int from deployments
         union all select 'bindings', count(*)::int from database_bindings union all select 'tenants', count(*)::int from tenant_clusters
         union all select 'channels', count(*)::int from notification_channels union all select 'grants', count(*)::int from kubeconfig_grants
         union all select 'git', count(*)::int from git_connections union all select 'registries', count(*)::int from registry_credentials`,
      )
    ).map((r) => [r.t, r.n]);
  const before = await rows();
  for (const command of MIXED) {
    const text = command
      .replaceAll(/"([of])\.(\w+)"/g, (_, whose, what) => `"${(whose === 'o' ? own : foreign).ids[what]}"`)
      .replace('requestId: "r"', `requestId: "${randomUUID()}"`);
    const { errors } = await plane.as(owner, `mutation { ${text} }`);
    expect(errors?.[0]?.extensions.code, command).toMatch(/-not-found$|^invalid-|-invalid$/);
  }
  for (const question of [
    'canRollback(serviceId: "f.service")',
    'whyNotReady(serviceId: "f.service")',
    'secretBlastRadius(secretId: "f.secret")',
  ]) {
    const text = question.replaceAll(/"f\.(\w+)"/g, (_, what) => `"${foreign.ids[what]}"`);
    const { errors } = await plane.as(owner, `{ ${text} { __typename } }`);
    expect(errors?.[0]?.extensions.code, question).toMatch(/-not-found$/);
  }
  expect(await rows()).toEqual(before);
});

/** One of each kind in an organization of its own. */
async function things() {
  const tenant = await createTenant(plane);
  const { organizationId: organization, projectId: project, serviceId: service, productionId: environment } = tenant;
  const insert = async (sql: string, values: readonly unknown[]): Promise<string> =>
    String((await plane.database.sql(`${sql} returning id`, [...values]))[0]?.id);
  const [region] = await plane.database.sql("select id from regions where status = 'available' limit 1");
  const later = "now() + interval '1 hour'";
  const deployment = await insert(
    `insert into deployments (service_id, environment_id, git_reference, deadline_at) values ($1, $2, 'main', ${later})`,
    [service, environment],
  );
  const build = await insert(
    `insert into builds (service_id, git_repository, git_reference, git_directory, deadline_at) values ($1, 'file:///r', 'main', '.', ${later})`,
    [service],
  );
  const database = await insert(
    `insert into databases (project_id, environment_id, region_id, slug, name, engine, deadline_at)
     values ($1, $2, $3, 'main', 'Main', 'postgresql', ${later})`,
    [project, environment, region?.id],
  );
  const backup = await insert(`insert into database_backups (database_id, kind, deadline_at) values ($1, 'manual', ${later})`, [
    database,
  ]);
  const cluster = await insert(
    `insert into clusters (organization_id, region_id, slug, name, source, distribution, kubernetes_version, deadline_at)
     values ($1, $2, 'c', 'C', 'provisioned', 'rke2', 'v1.33.4', ${later})`,
    [organization, region?.id],
  );
  const tenantCluster = await insert(
    `insert into tenant_clusters (organization_id, host_cluster_id, slug, name, namespace, deadline_at) values ($1, $2, 't', 'T', $3, ${later})`,
    [organization, cluster, `t-${randomUUID().slice(0, 8)}`],
  );
  const { data } = await plane.as(
    await tenant.member('org_owner'),
    `mutation { setSecret(scope: "organization", key: "K", value: "v", requestId: "${randomUUID()}") { secretId } }`,
  );
  const secret = String(data.setSecret.secretId);
  const ids: Readonly<Record<string, string>> = {
    ...{ organization, project, service, environment, deployment, build, database, backup, cluster, tenantCluster, secret },
  };
  return { tenant, ids };
}
