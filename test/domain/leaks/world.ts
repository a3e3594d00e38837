/** Two organizations with two teams each, and at least one row of every table for each team's project. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Caller, ControlPlane } from '../../support/control-plane.ts';
import { ROLES, type Role } from './expected.ts';

export interface World {
  readonly a: Organization;
  readonly b: Organization;
}

export interface Organization {
  readonly id: string;
  /** In the first team, where the role has one. */
  readonly members: Readonly<Record<Role, Caller>>;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Rows are written past the triggers: nothing reacts to them, so what is there is exactly this. Constraints still hold.
 */
export async function makeWorld(plane: ControlPlane): Promise<World> {
  const client = new pg.Client({ connectionString: plane.database.url });
  await client.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    const insert = async (table: string, row: Row): Promise<string> => {
      const names = Object.keys(row);
      const values = Object.values(row).map((v) =>
        typeof v === 'object' && v !== null && !(v instanceof Date) && !Array.isArray(v) ? JSON.stringify(v) : v,
      );
      const { rows } = await client.query(
        `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning to_jsonb(${table}.*) ->> 'id' as id`,
        values,
      );
      return String(rows[0]?.id);
    };
    const region = await insert('regions', { slug: 'eu', name: 'Europe', jurisdiction: 'eu' });
    const world = { a: await organization(insert, 'alpha', region), b: await organization(insert, 'bravo', region) };
    return world;
  } finally {
    await client.end();
  }
}

type Insert = (table: string, row: Row) => Promise<string>;
const digest = () => randomUUID().replaceAll('-', '').repeat(2);
const later = new Date(Date.now() + 86_400_000);

async function organization(insert: Insert, word: string, region: string): Promise<Organization> {
  const id = await insert('organizations', { id: randomUUID(), slug: word, name: word });
  const members: Partial<Record<Role, Caller>> = {};
  for (const role of ROLES) {
    const person = { email: `${role}@${word}.example`, name: `${word} ${role}`, is_platform_admin: role === 'platform_admin' };
    members[role] = { role, userId: await insert('users', person), organizationId: id };
  }
  return filled(insert, { word, region, org: id, members: members as Record<Role, Caller> });
}

interface OrganizationOf {
  readonly word: string;
  readonly region: string;
  readonly org: string;
  readonly members: Readonly<Record<Role, Caller>>;
}

async function filled(insert: Insert, { word, region, org: id, members }: OrganizationOf): Promise<Organization> {
  const org = { organization_id: id };
  for (const { role, userId } of Object.values(members)) {
    if (role !== 'platform_admin') await insert('organization_members', { ...org, user_id: userId, role });
    await insert('identities', {
      user_id: userId,
      provider: 'corp',
      subject: `${word}-${role}`,
      email: `${role}@${word}.example`,
    });
    await insert('sessions', {
      id: randomUUID(),
      user_id: userId,
      ...org,
      client_address: '203.0.113.7',
      expires_at: '2099-01-01T00:00:00Z',
    });
  }
  const teams: string[] = [];
  for (const slug of ['one', 'two']) teams.push(await insert('teams', { ...org, slug, name: `${word} ${slug}` }));
  for (const role of ['viewer', 'developer', 'team_lead'] as const)
    await insert('team_members', { ...org, team_id: teams[0], user_id: members[role].userId });

  const author = { created_by: members.developer.userId };
  const cluster = await insert('clusters', {
    ...org,
    ...author,
    region_id: region,
    slug: 'main',
    name: word,
    source: 'registered',
    distribution: 'other',
    status: 'active',
    sealed_kubeconfig: `${word}-sealed`,
  });
  await insert('node_pools', { ...org, cluster_id: cluster, name: 'pool', quantity: 1, machine_type: word });
  const tenant = await insert('tenant_clusters', {
    ...org,
    host_cluster_id: cluster,
    slug: 'tenant',
    name: word,
    namespace: `tenant-${word}`,
    status: 'active',
  });
  for (const role of ['developer', 'devops'] as const) {
    const user = { ...org, user_id: members[role].userId, expires_at: later };
    await insert('kubeconfig_grants', { ...user, tenant_cluster_id: tenant, role: 'view' });
    await insert('api_keys', { ...user, name: word, hint: 'nsk_x', key_hash: digest(), scopes: ['read'] });
  }
  await insert('invitations', { ...org, email: `new@${word}.example`, role: 'viewer', token_hash: digest(), expires_at: later });
  await insert('account_mails', {
    kind: 'reset_password',
    email: `new@${word}.example`,
    user_id: members.viewer.userId,
    token_hash: digest(),
    expires_at: later,
  });
  await insert('config_applications', { ...org, ...author, changes: JSON.stringify([]), expected: {} });
  await insert('policy_rules', { ...org, kind: 'max_replicas', max_replicas: 3 });
  await insert('quotas', { ...org, target_id: id, quota: 'projects', maximum: 10 });
  await insert('event_dead_letters', { ...org, id: randomUUID(), consumer: word, deliveries: 1 });
  await insert('strays', { kind: 'database', platform: 'local', thing_id: word, name: word });
  await insert('domain_events', {
    ...org,
    type: 'MemberAdded',
    subject_type: 'member',
    subject_id: members.viewer.userId,
    payload: { word },
  });
  await insert('audit_log', {
    ...org,
    table_name: 'organizations',
    row_id: id,
    operation: 'UPDATE',
    changed_columns: ['name'],
    after: { name: word },
  });
  await insert('templates', { ...org, slug: 'own', name: word, description: word, category: 'app', manifest: { word } });
  const sealed = { ...org, target_id: id, value_id: randomUUID(), store: 'local', sealed: `${word}-sealed` };
  await insert('git_connections', { ...sealed, id: randomUUID(), host: `${word}.example`, type: 'token' });
  await insert('registry_credentials', { ...sealed, id: randomUUID(), registry: `${word}.example`, username: word });
  const webhook = await insert('webhooks', {
    ...org,
    name: word,
    url: `https://${word}.example`,
    secret_sealed: `${word}-sealed`,
  });
  // Over, so that the platform leaves them as they are.
  const event = { event_id: randomUUID(), event_type: 'MemberAdded', status: 'succeeded', finished_at: new Date() };
  const delivery = await insert('webhook_deliveries', { ...org, ...event, webhook_id: webhook });
  await insert('webhook_attempts', {
    ...org,
    delivery_id: delivery,
    attempt: 1,
    started_at: new Date(),
    duration_ms: 1,
    response_excerpt: word,
  });
  const channel = { ...org, name: word, type: 'slack', target_hint: word, target_sealed: `${word}-sealed` };
  await insert('notifications', {
    ...org,
    ...event,
    channel_id: await insert('notification_channels', channel),
    severity: 'info',
  });
  await insert('alert_rules', { ...org, name: word, condition: 'service_down' });
  const shared = await insert('secrets', {
    ...org,
    id: randomUUID(),
    scope: 'organization',
    target_id: id,
    key: 'SHARED',
    version: 1,
  });
  await insert('secret_versions', { ...org, secret_id: shared, version: 1, store: 'local', sealed: `${word}-sealed` });
  for (const [i, team] of [...teams, null].entries())
    await project(insert, { word, region, org: id, team, slug: `p${i}`, members });
  return { id, members };
}

interface ProjectOf extends OrganizationOf {
  readonly team: string | null;
  readonly slug: string;
}

async function project(insert: Insert, { word, region, org, team, slug, members }: ProjectOf): Promise<void> {
  const author = { created_by: members.developer.userId };
  const id = await insert('projects', { ...author, organization_id: org, team_id: team, slug, name: `${word} ${slug}` });
  const place = { organization_id: org, project_id: id };
  const environment = await insert('environments', {
    ...place,
    ...author,
    region_id: region,
    slug: 'production',
    name: word,
    type: 'production',
  });
  const service = await insert('services', {
    ...place,
    ...author,
    slug: 'web',
    name: word,
    type: 'web',
    source_type: 'git',
    git_repository: `https://git.example/${word}.git`,
  });
  const config = await insert('service_configs', {
    ...place,
    ...author,
    service_id: service,
    version: 1,
    variables: { WORD: word },
  });
  const instance = await insert('service_instances', {
    ...place,
    service_id: service,
    environment_id: environment,
    subdomain: `web-${slug}-${word}`,
    url: `http://${word}`,
  });
  const build = await insert('builds', {
    ...place,
    ...author,
    service_id: service,
    config_id: config,
    git_repository: `https://git.example/${word}.git`,
    git_reference: word,
    git_directory: '.',
    deadline_at: later,
  });
  const deployment = await insert('deployments', {
    ...place,
    ...author,
    service_id: service,
    environment_id: environment,
    service_instance_id: instance,
    revision: 1,
    config_id: config,
    build_id: build,
    reason: word,
    deadline_at: later,
  });
  const of = { ...place, deployment_id: deployment };
  await insert('job_runs', {
    ...place,
    ...{ service_id: service, environment_id: environment, service_instance_id: instance, deployment_id: deployment },
    ...{ trigger: 'request', command: word, status: 'succeeded' },
  });
  await insert('service_domains', {
    ...{ ...place, ...author, service_id: service, environment_id: environment, service_instance_id: instance },
    ...{ hostname: `${word}.example.com`, status_reason: word },
  });
  await insert('deployment_steps', { ...of, phase: 'queued' });
  await insert('deployment_approvals', { ...of, decision: 'approved', comment: word, created_by: members.team_lead.userId });
  await insert('policy_decisions', { ...of, engine: word, outcome: 'denied', violations: JSON.stringify([{ message: word }]) });
  await insert('commit_statuses', {
    ...place,
    deployment_id: deployment,
    git_repository: `https://example.com/${word}`,
    git_commit: 'c'.repeat(40),
    state: 'pending',
    failure_reason: word,
  });
  await insert('vulnerability_reports', { ...of, outcome: 'not_scanned', reason: word, artifact_reference: word });
  const line = { ...place, service_id: service, stream: 'stdout', level: 'info', line: `${word} says`, logged_at: new Date() };
  const number = () => String((BigInt(Date.now()) << 22n) + BigInt(Math.floor(Math.random() * 4_000_000)));
  await insert('log_lines', { ...line, id: number(), build_id: build });
  await insert('log_lines', { ...line, id: number(), service_instance_id: instance, deployment_id: deployment, replica: 0 });
  await insert('service_metrics', {
    ...place,
    service_instance_id: instance,
    service_id: service,
    measured_at: new Date(),
    cpu_cores: 0.1,
    memory_bytes: 1,
    requests: 1,
    request_errors: 0,
    replicas: 1,
  });
  const rule = await insert('alert_rules', { ...place, name: word, condition: 'service_down' });
  const about = { rule_id: rule, service_id: service, service_instance_id: instance, severity: 'error' };
  const now = new Date();
  await insert('alerts', {
    ...place,
    ...about,
    status: 'resolved',
    summary: word,
    started_at: now,
    fired_at: now,
    resolved_at: now,
  });
  const secret = await insert('secrets', {
    ...place,
    id: randomUUID(),
    scope: 'service',
    service_id: service,
    target_id: service,
    key: 'TOKEN',
    version: 1,
  });
  const version = await insert('secret_versions', {
    organization_id: org,
    secret_id: secret,
    version: 1,
    store: 'local',
    sealed: `${word}-sealed`,
  });
  await insert('deployment_secrets', { ...of, key: 'TOKEN', secret_id: secret, secret_version_id: version });
  const database = await insert('databases', {
    ...place,
    ...author,
    environment_id: environment,
    region_id: region,
    slug: 'db',
    name: word,
    status: 'running',
  });
  await insert('backup_schedules', { ...place, ...author, database_id: database, cron: '0 3 * * *' });
  const backup = await insert('database_backups', {
    ...place,
    ...author,
    database_id: database,
    description: word,
    deadline_at: later,
  });
  await insert('database_restores', {
    ...place,
    ...author,
    source_database_id: database,
    target_database_id: database,
    backup_id: backup,
    deadline_at: later,
  });
  await insert('database_bindings', { ...place, ...author, service_id: service, database_id: database });
  await insert('database_credentials', {
    ...place,
    database_id: database,
    version: 1,
    username: 'app',
    sealed_password: `${word}-sealed`,
  });
  await insert('policy_rules', { ...place, kind: 'max_replicas', max_replicas: 5 });
  await insert('quotas', { ...place, target_id: id, quota: 'services', maximum: 10 });
  await insert('domain_events', {
    ...place,
    type: 'ServiceCreated',
    subject_type: 'service',
    subject_id: service,
    payload: { word },
  });
  await insert('audit_log', {
    ...place,
    table_name: 'services',
    row_id: service,
    operation: 'INSERT',
    changed_columns: ['name'],
    after: { name: word },
  });
}
