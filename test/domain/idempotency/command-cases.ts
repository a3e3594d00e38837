/** Commands about what people run: services, builds, jobs, secrets, databases, clusters, webhooks. */
import { randomUUID } from 'node:crypto';
import type { Caller, ControlPlane, TestTenant } from '../../support/control-plane.ts';
import { type Case, effect, type Prepared } from './case.ts';

type Sql = ControlPlane['database']['sql'];
interface Stage {
  readonly t: TestTenant;
  readonly plane: ControlPlane;
  readonly sql: Sql;
  readonly owner: Caller;
}

const later = "now() + interval '1 hour'";
const unique = () => `x${randomUUID().slice(0, 8)}`;
const id = async (rows: ReturnType<Sql>): Promise<string> => String((await rows)[0]?.id);

/** A command of the owner; what differs is which rows count. */
const command = (
  action: string,
  types: Readonly<Record<string, string>>,
  answer: string,
  prepare: (stage: Stage) => Promise<Omit<Prepared, 'caller'>>,
): Case => ({
  action,
  types,
  answer,
  prepare: async (t, plane) => {
    const owner = await t.member('org_owner');
    return { caller: owner, ...(await prepare({ t, plane, sql: plane.database.sql, owner })) };
  },
});

const deployment = ({ t, sql }: Stage, serviceId = t.serviceId): Promise<string> =>
  id(
    sql(
      `insert into deployments (service_id, environment_id, git_reference, deadline_at) values ($1, $2, 'main', ${later}) returning id`,
      [serviceId, t.productionId],
    ),
  );

/** A deployment that has come as far as serving. */
async function running(stage: Stage, serviceId?: string): Promise<string> {
  const made = await deployment(stage, serviceId);
  const buildId = await succeeded(stage);
  for (const status of ['building', 'scanning', 'deploying', 'verifying', 'running'])
    await stage.sql('update deployments set status = $2, build_id = $3 where id = $1', [made, status, buildId]);
  return made;
}

const build = ({ t, sql }: Stage): Promise<string> =>
  id(
    sql(
      `insert into builds (service_id, git_repository, git_reference, git_directory, deadline_at) values ($1, 'file:///r', 'main', '.', ${later}) returning id`,
      [t.serviceId],
    ),
  );

async function succeeded(stage: Stage): Promise<string> {
  const made = await build(stage);
  await stage.sql("update builds set status = 'building' where id = $1", [made]);
  await stage.sql(
    `update builds set status = 'succeeded', artifact_kind = 'directory', artifact_reference = '/a', artifact_digest = 'd', artifact_framework = 'node',
       artifact_processes = '{"web": "node ."}', git_commit = repeat('a', 40) where id = $1`,
    [made],
  );
  return made;
}

/** Commands about a pair of alike things: the second is what the request id is tried for afterwards. */
async function pair(make: () => Promise<string>, name: string): Promise<Pick<Prepared, 'input' | 'other'>> {
  return { input: { [name]: await make() }, other: { [name]: await make() } };
}

async function region({ sql }: Stage): Promise<string> {
  const [known] = await sql('select id from regions limit 1');
  return known
    ? String(known.id)
    : id(sql("insert into regions (slug, name, jurisdiction) values ('local', 'Local', 'eu') returning id"));
}

async function database(stage: Stage): Promise<string> {
  const made = await id(
    stage.sql(
      `insert into databases (project_id, environment_id, region_id, slug, name, deadline_at) values ($4, $1, $2, $3, 'Data', ${later}) returning id`,
      [stage.t.productionId, await region(stage), unique(), stage.t.projectId],
    ),
  );
  await stage.sql(
    "update databases set status = 'running', observed_generation = generation, host = 'localhost', port = 5432 where id = $1",
    [made],
  );
  const versionId = randomUUID();
  const address = { organizationId: stage.t.organizationId, scope: 'database', targetId: made, key: 'app', versionId } as const;
  const { sealed } = await stage.plane.actionDeps.secrets.put(address, 'password');
  await stage.sql(
    "insert into database_credentials (id, database_id, version, username, sealed_password) values ($1, $2, 1, 'app', $3)",
    [versionId, made, sealed],
  );
  return made;
}

async function backup(stage: Stage, of?: string): Promise<string> {
  const made = await id(
    stage.sql(`insert into database_backups (database_id, deadline_at) values ($1, ${later}) returning id`, [
      of ?? (await database(stage)),
    ]),
  );
  await stage.sql("update database_backups set status = 'running' where id = $1", [made]);
  await stage.sql("update database_backups set status = 'succeeded', consistent_at = now(), location = '/b' where id = $1", [
    made,
  ]);
  return made;
}

async function cluster(stage: Stage): Promise<string> {
  const made = await id(
    stage.sql(
      `insert into clusters (organization_id, region_id, slug, name, source, distribution, kubernetes_version, deadline_at)
       values ($1, $2, $3, 'Cluster', 'provisioned', 'rke2', 'v1.30.0', ${later}) returning id`,
      [stage.t.organizationId, await region(stage), unique()],
    ),
  );
  await stage.sql(
    "insert into node_pools (cluster_id, name, quantity, machine_type, is_control_plane, is_etcd) values ($1, 'main', 1, 'small', true, true)",
    [made],
  );
  await stage.sql("insert into node_pools (cluster_id, name, quantity, machine_type) values ($1, 'workers', 1, 'small')", [made]);
  await stage.sql("update clusters set status = 'active', observed_generation = generation where id = $1", [made]);
  return made;
}

async function tenantCluster(stage: Stage): Promise<string> {
  const made = await id(
    stage.sql(
      `insert into tenant_clusters (organization_id, host_cluster_id, slug, name, namespace, deadline_at) values ($1, $2, $3, 'Tenant', $3, ${later}) returning id`,
      [stage.t.organizationId, await cluster(stage), unique()],
    ),
  );
  await stage.sql("update tenant_clusters set status = 'active' where id = $1", [made]);
  return made;
}

async function job(stage: Stage): Promise<string> {
  return id(
    stage.sql(
      "insert into services (project_id, slug, name, type, source_type, git_repository) values ($1, $2, 'Job', 'job', 'git', 'file:///r') returning id",
      [stage.t.projectId, unique()],
    ),
  );
}

/** Asks as the owner, for what only a command can make. */
async function made(stage: Stage, text: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { data, errors } = await stage.plane.as(stage.owner, text, { r: randomUUID(), ...variables });
  if (!data) throw new Error(JSON.stringify(errors));
  return String(Object.values(data.made)[0]);
}
const secret = (stage: Stage): Promise<string> =>
  made(
    stage,
    'mutation($k: String!, $r: uuid!) { made: setSecret(scope: "organization", key: $k, value: "v", requestId: $r) { secretId } }',
    { k: unique().toUpperCase() },
  );
const webhook = (stage: Stage): Promise<string> =>
  made(
    stage,
    'mutation($r: uuid!) { made: createWebhook(name: "w", url: "https://hooks.example.org/x", requestId: $r) { webhookId } }',
  );
const channel = (stage: Stage): Promise<string> =>
  made(
    stage,
    'mutation($r: uuid!) { made: createNotificationChannel(name: "c", type: "webhook", url: "https://hooks.example.org/x", requestId: $r) { channelId } }',
  );
const gitConnection = (stage: Stage): Promise<string> =>
  made(
    stage,
    'mutation($h: String!, $r: uuid!) { made: setGitConnection(host: $h, type: "token", credential: "t", requestId: $r) { gitConnectionId } }',
    { h: `${unique()}.example.org` },
  );
const registryCredential = (stage: Stage): Promise<string> =>
  made(
    stage,
    'mutation($h: String!, $r: uuid!) { made: setRegistryCredential(registry: $h, username: "u", password: "p", requestId: $r) { registryCredentialId } }',
    { h: `${unique()}.example.org` },
  );

/** Waits for somebody's word. */
const pending = (stage: Stage): Promise<string> => deployment(stage);

async function environment({ t, sql }: Stage): Promise<{ readonly id: string; readonly slug: string }> {
  const slug = unique();
  return {
    slug,
    id: await id(
      sql("insert into environments (project_id, slug, name, type) values ($1, $2, 'Staging', 'staging') returning id", [
        t.projectId,
        slug,
      ]),
    ),
  };
}

export const commandCases: readonly Case[] = [
  command('deployService', { serviceId: 'uuid!', reference: 'String' }, 'deploymentId', async ({ t }) => ({
    input: { serviceId: t.serviceId, reference: 'main' },
    other: { reference: 'v2' },
    effect: effect('from deployments where service_id = $1', [t.serviceId]),
  })),
  command('triggerBuild', { serviceId: 'uuid!', reference: 'String' }, 'buildId', async ({ t }) => ({
    input: { serviceId: t.serviceId, reference: 'main' },
    other: { reference: 'v2' },
    effect: effect('from builds where service_id = $1', [t.serviceId]),
  })),
  command('cancelBuild', { buildId: 'uuid!' }, 'buildId', async (s) => ({
    ...(await pair(() => build(s), 'buildId')),
    effect: effect("from builds where service_id = $1 and status in ('cancelling', 'cancelled')", [s.t.serviceId]),
  })),
  command('cancelDeployment', { deploymentId: 'uuid!' }, 'deploymentId', async (s) => ({
    ...(await pair(() => deployment(s), 'deploymentId')),
    effect: effect("from domain_events where organization_id = $1 and type = 'DeploymentCancelled'", [s.t.organizationId]),
  })),
  command('approveDeployment', { deploymentId: 'uuid!', comment: 'String' }, 'deploymentId', async (s) => {
    await s.sql('update environments set is_protected = true where id = $1', [s.t.productionId]);
    return {
      ...(await pair(() => pending(s), 'deploymentId')),
      effect: effect('from deployment_approvals where organization_id = $1', [s.t.organizationId]),
    };
  }),
  command('rejectDeployment', { deploymentId: 'uuid!', comment: 'String' }, 'deploymentId', async (s) => {
    await s.sql('update environments set is_protected = true where id = $1', [s.t.productionId]);
    return {
      ...(await pair(() => pending(s), 'deploymentId')),
      effect: effect("from deployments where organization_id = $1 and status = 'rejected'", [s.t.organizationId]),
    };
  }),
  command('promoteDeployment', { deploymentId: 'uuid!', environment: 'String!', reason: 'String' }, 'deploymentId', async (s) => {
    const staging = await environment(s);
    const deploymentId = await running(s);
    return {
      input: { deploymentId, environment: staging.slug },
      other: { reason: 'another' },
      effect: effect('from deployments where environment_id = $1', [staging.id]),
    };
  }),
  command('rollbackService', { serviceId: 'uuid!', deploymentId: 'uuid', reason: 'String' }, 'deploymentId', async (s) => {
    const deploymentId = await running(s);
    await running(s);
    return {
      input: { serviceId: s.t.serviceId, deploymentId },
      other: { reason: 'another' },
      effect: effect("from deployments where service_id = $1 and kind = 'rollback'", [s.t.serviceId]),
    };
  }),
  ...(['restartService', 'startService', 'stopService'] as const).map((action) =>
    command(action, { serviceId: 'uuid!', environment: 'String' }, 'instanceId', async (s) => {
      await running(s);
      if (action === 'startService')
        await s.sql("update service_instances set desired_state = 'stopped' where service_id = $1", [s.t.serviceId]);
      else await s.sql("update service_instances set desired_state = 'running' where service_id = $1", [s.t.serviceId]);
      const { slug } = await environment(s);
      return {
        input: { serviceId: s.t.serviceId, environment: 'production' },
        other: { environment: slug },
        effect: effect("from audit_log where table_name = 'service_instances' and organization_id = $1", [s.t.organizationId]),
      };
    }),
  ),
  command('scaleService', { serviceId: 'uuid!', replicas: 'Int!' }, 'instanceId', async (s) => {
    await running(s);
    return {
      input: { serviceId: s.t.serviceId, replicas: 3 },
      other: { replicas: 4 },
      effect: effect('from service_instances where service_id = $1 and desired_replicas = 3', [s.t.serviceId]),
    };
  }),
  command('runJob', { serviceId: 'uuid!', command: 'String' }, 'jobRunId', async (s) => {
    const serviceId = await job(s);
    await running(s, serviceId);
    return {
      input: { serviceId, command: 'x' },
      other: { command: 'y' },
      effect: effect('from job_runs where service_id = $1', [serviceId]),
    };
  }),
  command('addDomain', { serviceId: 'uuid!', hostname: 'String!' }, 'domainId', async (s) => {
    const { serviceId } = s.t;
    await running(s);
    return {
      input: { serviceId, hostname: `${unique()}.example.com` },
      other: { hostname: `${unique()}.example.com` },
      effect: effect('from service_domains where service_id = $1', [serviceId]),
    };
  }),
  ...(['removeDomain', 'checkDomain'] as const).map((action) =>
    command(action, { domainId: 'uuid!' }, 'domainId', async (s) => {
      await running(s);
      const add = () =>
        id(
          s.sql(
            `insert into service_domains (service_instance_id, hostname)
             select id, $2 from service_instances where service_id = $1 returning id`,
            [s.t.serviceId, `${unique()}.example.com`],
          ),
        );
      const changed =
        action === 'removeDomain'
          ? "from domain_events where type = 'DomainRemoved' and organization_id = $1"
          : 'from service_domains where check_requested_at is not null and organization_id = $1';
      return { ...(await pair(add, 'domainId')), effect: effect(changed, [s.t.organizationId]) };
    }),
  ),
  command('cancelJob', { jobRunId: 'uuid!' }, 'jobRunId', async (s) => {
    const serviceId = await job(s);
    const deploymentId = await running(s, serviceId);
    const run = () =>
      id(
        s.sql(
          `insert into job_runs (organization_id, project_id, service_id, environment_id, service_instance_id, deployment_id, trigger, deadline_at)
           select organization_id, project_id, service_id, environment_id, service_instance_id, id, 'manual', ${later} from deployments where id = $1 returning id`,
          [deploymentId],
        ),
      );
    return {
      ...(await pair(run, 'jobRunId')),
      effect: effect("from job_runs where service_id = $1 and status in ('cancelling', 'cancelled')", [serviceId]),
    };
  }),
  command('deleteEnvironment', { environmentId: 'uuid!' }, 'environmentId', async (s) => ({
    ...(await pair(async () => (await environment(s)).id, 'environmentId')),
    effect: effect('from environments where project_id = $1 and deleting_at is not null', [s.t.projectId]),
  })),
  command('deleteService', { serviceId: 'uuid!' }, 'serviceId', async (s) => ({
    ...(await pair(() => job(s), 'serviceId')),
    effect: effect('from services where project_id = $1 and deleting_at is not null', [s.t.projectId]),
  })),
  command('deleteProject', { projectId: 'uuid!' }, 'projectId', async (s) => ({
    ...(await pair(
      () =>
        id(
          s.sql("insert into projects (organization_id, slug, name) values ($1, $2, 'P') returning id", [
            s.t.organizationId,
            unique(),
          ]),
        ),
      'projectId',
    )),
    effect: effect('from projects where organization_id = $1 and deleting_at is not null', [s.t.organizationId]),
  })),
  command('applyConfig', { file: 'String!', stateVersion: 'String!', allowDeletions: 'Boolean' }, 'applicationId', async (s) => {
    const file = 'version: 1\nprojects:\n  fresh:\n    name: Fresh\n';
    const { data, errors } = await s.plane.as(s.owner, 'query($file: String!) { planConfig(file: $file) { stateVersion } }', {
      file,
    });
    if (!data) throw new Error(JSON.stringify(errors));
    return {
      input: { file, stateVersion: data.planConfig.stateVersion },
      other: { allowDeletions: true },
      effect: effect("from projects where organization_id = $1 and slug = 'fresh'", [s.t.organizationId]),
    };
  }),
  command('applyTemplate', { templateId: 'uuid!', project: 'String' }, 'projectId serviceIds', async (s) => ({
    input: { templateId: await id(s.sql("select id from templates where slug = 'postgresql'")), project: 'made' },
    other: { project: 'another' },
    effect: effect("from projects where organization_id = $1 and slug = 'made'", [s.t.organizationId]),
  })),
  command('setSecret', { scope: 'String!', key: 'String!', value: 'String!' }, 'secretId', async ({ t }) => ({
    input: { scope: 'organization', key: 'TOKEN', value: 'v' },
    other: { value: 'w' },
    effect: effect('from secret_versions where organization_id = $1', [t.organizationId]),
  })),
  command('setSecrets', { scope: 'String!', secrets: '[SecretInput!]!' }, '__typename', async ({ t }) => ({
    input: {
      scope: 'organization',
      secrets: [
        { key: 'A', value: '1' },
        { key: 'B', value: '2' },
      ],
    },
    other: { secrets: [{ key: 'A', value: '2' }] },
    effect: effect('from secret_versions where organization_id = $1', [t.organizationId], 2),
  })),
  command('deleteSecret', { secretId: 'uuid!' }, 'secretId', async (s) => ({
    ...(await pair(() => secret(s), 'secretId')),
    effect: effect('from secrets where organization_id = $1 and deleted_at is not null', [s.t.organizationId]),
  })),
  command('setGitConnection', { host: 'String!', type: 'String!', credential: 'String!' }, 'gitConnectionId', async ({ t }) => ({
    input: { host: 'git.example.org', type: 'token', credential: 'x' },
    other: { credential: 'y' },
    effect: effect('from git_connections where organization_id = $1', [t.organizationId]),
  })),
  command('deleteGitConnection', { gitConnectionId: 'uuid!' }, 'gitConnectionId', async (s) => ({
    ...(await pair(() => gitConnection(s), 'gitConnectionId')),
    effect: effect('from git_connections where organization_id = $1', [s.t.organizationId], -1),
  })),
  command(
    'setRegistryCredential',
    { registry: 'String!', username: 'String!', password: 'String!' },
    'registryCredentialId',
    async ({ t }) => ({
      input: { registry: 'registry.example.org', username: 'u', password: 'x' },
      other: { password: 'y' },
      effect: effect('from registry_credentials where organization_id = $1', [t.organizationId]),
    }),
  ),
  command('deleteRegistryCredential', { registryCredentialId: 'uuid!' }, 'registryCredentialId', async (s) => ({
    ...(await pair(() => registryCredential(s), 'registryCredentialId')),
    effect: effect('from registry_credentials where organization_id = $1', [s.t.organizationId], -1),
  })),
  command('createWebhook', { name: 'String!', url: 'String!' }, 'webhookId secret', async ({ t }) => ({
    input: { name: 'w', url: 'https://hooks.example.org/x' },
    other: { name: 'v' },
    effect: effect('from webhooks where organization_id = $1', [t.organizationId]),
  })),
  command('rotateWebhookSecret', { webhookId: 'uuid!' }, 'secret', async (s) => ({
    ...(await pair(() => webhook(s), 'webhookId')),
    effect: effect('from webhooks where organization_id = $1 and secret_version = 2', [s.t.organizationId]),
  })),
  command('redeliverWebhook', { deliveryId: 'uuid!' }, 'deliveryId', async (s) => {
    const webhookId = await webhook(s);
    const delivery = () =>
      id(
        s.sql(
          `insert into webhook_deliveries (organization_id, webhook_id, event_id, event_type)
           values ($1, $2, gen_random_uuid(), 'MemberAdded') returning id`,
          [s.t.organizationId, webhookId],
        ),
      );
    const over = async () => {
      const made = await delivery();
      await s.sql("update webhook_deliveries set status = 'succeeded', finished_at = now() where id = $1", [made]);
      return made;
    };
    return {
      ...(await pair(over, 'deliveryId')),
      effect: effect('from webhook_deliveries where webhook_id = $1 and redelivery_of is not null', [webhookId]),
    };
  }),
  command('createNotificationChannel', { name: 'String!', type: 'String!', url: 'String' }, 'channelId', async ({ t }) => ({
    input: { name: 'c', type: 'webhook', url: 'https://hooks.example.org/x' },
    other: { name: 'd' },
    effect: effect('from notification_channels where organization_id = $1', [t.organizationId]),
  })),
  command('testNotificationChannel', { channelId: 'uuid!' }, 'notificationId', async (s) => ({
    ...(await pair(() => channel(s), 'channelId')),
    effect: effect('from notifications where organization_id = $1', [s.t.organizationId]),
  })),
  command('provisionDatabase', { projectId: 'uuid!', slug: 'String!', nodes: 'Int' }, 'databaseId', async (s) => {
    await region(s);
    return {
      input: { projectId: s.t.projectId, slug: 'data' },
      other: { slug: 'other' },
      effect: effect('from databases where project_id = $1', [s.t.projectId]),
    };
  }),
  command('scaleDatabase', { databaseId: 'uuid!', memoryMegabytes: 'Int' }, 'databaseId', async (s) => {
    const databaseId = await database(s);
    return {
      input: { databaseId, memoryMegabytes: 512 },
      other: { memoryMegabytes: 1024 },
      effect: effect('from databases where id = $1 and memory_megabytes = 512', [databaseId]),
    };
  }),
  command('backupDatabase', { databaseId: 'uuid!', description: 'String' }, 'backupId', async (s) => {
    const databaseId = await database(s);
    return {
      input: { databaseId },
      other: { description: 'x' },
      effect: effect('from database_backups where database_id = $1', [databaseId]),
    };
  }),
  command('deleteBackup', { backupId: 'uuid!' }, 'backupId', async (s) => ({
    ...(await pair(() => backup(s), 'backupId')),
    effect: effect("from database_backups where organization_id = $1 and status in ('deleting', 'deleted')", [
      s.t.organizationId,
    ]),
  })),
  command('restoreDatabase', { databaseId: 'uuid!', backupId: 'uuid', into: 'String' }, 'restoreId', async (s) => {
    const databaseId = await database(s);
    const backupId = await backup(s, databaseId);
    return {
      input: { databaseId, backupId, into: 'copy' },
      other: { into: 'another' },
      effect: effect('from database_restores where source_database_id = $1', [databaseId]),
    };
  }),
  command('rotateDatabaseCredentials', { databaseId: 'uuid!' }, 'databaseId', async (s) => ({
    ...(await pair(() => database(s), 'databaseId')),
    effect: effect('from database_credentials where organization_id = $1', [s.t.organizationId]),
  })),
  command('revealDatabaseCredentials', { databaseId: 'uuid!' }, 'username password', async (s) => ({
    ...(await pair(() => database(s), 'databaseId')),
    effect: effect('from database_credentials where organization_id = $1 and revealed_at is not null', [s.t.organizationId]),
  })),
  command('deleteDatabase', { databaseId: 'uuid!' }, 'databaseId', async (s) => ({
    ...(await pair(() => database(s), 'databaseId')),
    effect: effect("from databases where organization_id = $1 and status = 'deleting'", [s.t.organizationId]),
  })),
  command(
    'provisionCluster',
    { slug: 'String!', kubernetesVersion: 'String!', pools: '[NodePoolInput!]!' },
    'clusterId',
    async (s) => {
      await region(s);
      const pool = { name: 'main', quantity: 1, machineType: 'small', controlPlane: true, etcd: true, worker: true };
      return {
        input: { slug: 'prod', kubernetesVersion: 'v1.30.0', pools: [pool] },
        other: { slug: 'other' },
        effect: effect('from clusters where organization_id = $1', [s.t.organizationId]),
      };
    },
  ),
  command('registerCluster', { slug: 'String!', kubeconfig: 'String!' }, 'clusterId', async (s) => {
    await region(s);
    const kubeconfig = (server: string) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server } }],
        users: [{ name: 'u', user: { token: 't' } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      });
    return {
      input: { slug: 'known', kubeconfig: kubeconfig('https://k8s.example.org') },
      other: { kubeconfig: kubeconfig('https://other.example.org') },
      effect: effect('from clusters where organization_id = $1', [s.t.organizationId]),
    };
  }),
  command('clusterKubeconfig', { clusterId: 'uuid', role: 'String' }, 'grantId kubeconfig expiresAt', async (s) => ({
    ...(await pair(() => cluster(s), 'clusterId')),
    effect: effect('from kubeconfig_grants where organization_id = $1', [s.t.organizationId]),
  })),
  command('deleteCluster', { clusterId: 'uuid!' }, 'clusterId', async (s) => ({
    ...(await pair(() => cluster(s), 'clusterId')),
    effect: effect("from clusters where organization_id = $1 and status = 'deleting'", [s.t.organizationId]),
  })),
  command('deleteCluster', { clusterId: 'uuid!', force: 'Boolean', confirm: 'String' }, 'clusterId', async (s) => {
    const { input, other } = await pair(() => cluster(s), 'clusterId');
    const slugOf = async ({ clusterId }: Prepared['input']) =>
      (await s.sql('select slug from clusters where id = $1', [clusterId]))[0]?.slug;
    return {
      input: { ...input, force: true, confirm: await slugOf(input) },
      other: { ...other, confirm: await slugOf(other) },
      effect: effect('from clusters where organization_id = $1 and given_up_at is not null', [s.t.organizationId]),
    };
  }),
  command('scaleCluster', { clusterId: 'uuid!', pool: 'String!', quantity: 'Int!' }, 'clusterId', async (s) => {
    const clusterId = await cluster(s);
    return {
      input: { clusterId, pool: 'workers', quantity: 2 },
      other: { quantity: 3 },
      effect: effect('from node_pools where cluster_id = $1 and quantity = 2', [clusterId]),
    };
  }),
  command('createTenantCluster', { slug: 'String!', hostClusterId: 'uuid' }, 'tenantClusterId', async (s) => ({
    input: { slug: 'tenant', hostClusterId: await cluster(s) },
    other: { slug: 'other' },
    effect: effect('from tenant_clusters where organization_id = $1', [s.t.organizationId]),
  })),
  command('deleteTenantCluster', { tenantClusterId: 'uuid!' }, 'tenantClusterId', async (s) => ({
    ...(await pair(() => tenantCluster(s), 'tenantClusterId')),
    effect: effect("from tenant_clusters where organization_id = $1 and status = 'deleting'", [s.t.organizationId]),
  })),
];
