/** The REST surface over HTTP, every resource, as a developer and as an owner, with real sessions. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ControlPlane, createTenant, PASSWORD, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { readMetadata } from '../support/metadata.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Client;
let owner: Client;
let viewer: Client;

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
  readonly body: any;
}
type Client = (method: string, path: string, body?: object) => Promise<Answer>;

const client =
  (headers: Readonly<Record<string, string>>): Client =>
  async (method, path, body) => {
    const response = await fetch(`${new URL(plane.url).origin}/api/rest/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

beforeAll(async () => {
  plane = await startControlPlane();
  t = await createTenant(plane);
  const signedIn = async (role: string): Promise<Client> => {
    const { email } = await t.member(role);
    const { status, body } = await client({})('POST', 'sessions', { email, password: PASSWORD });
    expect(status).toBe(200);
    return client({ authorization: `Bearer ${body.session.access_token}` });
  };
  [developer, owner, viewer] = [await signedIn('developer'), await signedIn('org_owner'), await signedIn('viewer')];
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

/** Expects it to be done, and gives what was answered. */
const done = async (asked: Promise<Answer>) => {
  const { status, body } = await asked;
  expect(body.error, JSON.stringify(body)).toBeUndefined();
  expect(status).toBe(200);
  return body;
};
const request_id = () => randomUUID();
const newProject = async (slug = `p-${randomUUID().slice(0, 8)}`) =>
  (await done(developer('POST', 'projects', { object: { slug, name: 'Shop' } }))).project;
const newService = async () =>
  (
    await done(
      developer('POST', 'services', {
        object: {
          project_id: (await newProject()).id,
          slug: 'web',
          name: 'Web',
          type: 'web',
          source_type: 'git',
          git_repository: 'file:///srv/repository',
        },
      }),
    )
  ).service;

describe('a developer', () => {
  test('makes, finds, changes projects, page by page', async () => {
    const made = [await newProject(), await newProject(), await newProject()];
    expect(made[0]).toMatchObject({ organization_id: t.organizationId, name: 'Shop', description: '' });
    const all = await done(developer('GET', 'projects?limit=500'));
    expect(all.total.aggregate.count).toBe(all.projects.length);
    const pages = [await done(developer('GET', 'projects?limit=2')), await done(developer('GET', 'projects?limit=2&offset=2'))];
    expect(pages.flatMap((p) => p.projects)).toEqual(all.projects.slice(0, 4));
    expect((await done(developer('GET', `projects?slug=${made[1].slug}`))).projects).toEqual([made[1]]);
    const changed = await done(
      developer('PATCH', `projects/${made[2].id}`, { changes: { description: 'Ours', labels: { tier: 'gold' } } }),
    );
    expect(changed.project).toMatchObject({ name: 'Shop', description: 'Ours', labels: { tier: 'gold' } });
    expect((await done(viewer('GET', `projects/${made[2].id}`))).project).toEqual(changed.project);
    const where = { labels: { _contains: { tier: 'gold' } } };
    expect((await done(viewer('POST', 'projects/search', { where, limit: 5 }))).projects).toEqual([changed.project]);
  });

  test('makes environments and services, writes settings, deploys, scales, rolls back and cleans up', async () => {
    const service = await newService();
    const staging = { project_id: service.project_id, slug: 'staging', name: 'Staging', type: 'staging' };
    const { environment } = await done(developer('POST', 'environments', { object: staging }));
    await done(developer('PATCH', `environments/${environment.id}`, { changes: { name: 'Rehearsal' } }));
    expect((await done(developer('GET', `projects/${service.project_id}/environments`))).total.aggregate.count).toBe(2);
    await done(developer('PATCH', `services/${service.id}`, { changes: { git_reference: 'next' } }));
    await done(
      developer('POST', 'service-configs', {
        object: { service_id: service.id, variables: { A: '1' }, health_path: '/healthz' },
      }),
    );
    const { configs } = await done(developer('GET', `services/${service.id}/configs`));
    expect(configs.map((c: { version: number }) => c.version)).toEqual([1]);

    const deploy = async () => {
      const command = { environment: 'staging', reason: 'try', request_id: request_id() };
      const { deployment } = await done(developer('POST', `services/${service.id}/deployments`, command));
      expect((await done(developer('POST', `services/${service.id}/deployments`, command))).deployment).toEqual(deployment);
      await eventually(
        () => done(developer('GET', `deployments/${deployment.deployment_id}`)),
        (a) => a.deployment.status === 'running',
      );
      return deployment.deployment_id;
    };
    const first = await deploy();
    await deploy();
    const { deployments } = await done(developer('GET', `services/${service.id}/deployments`));
    expect(deployments.map((d: { status: string }) => d.status)).toEqual(['running', 'superseded']);
    const late = await developer('POST', `deployments/${first}/cancel`, { request_id: request_id() });
    expect(late).toMatchObject({ status: 400, body: { code: 'deployment-ended' } });

    const command = (name: string, extra = {}) =>
      done(developer('POST', `services/${service.id}/${name}`, { environment: 'staging', request_id: request_id(), ...extra }));
    await command('scale', { replicas: 2 });
    await command('restart');
    await command('stop');
    await command('start');
    const { instances } = await done(developer('GET', `services/${service.id}/instances`));
    expect(instances[0]).toMatchObject({ desired_replicas: 2, desired_state: 'running' });
    await done(developer('GET', `instances/${instances[0].id}/metrics`));
    expect((await done(developer('GET', `services/${service.id}/readiness?environment=staging`))).readiness.summary).toBeTruthy();
    await command('rollback');

    const { build } = await done(developer('POST', `services/${service.id}/builds`, { request_id: request_id() }));
    await eventually(
      () => done(developer('GET', `builds/${build.build_id}`)),
      (a) => a.build.status === 'succeeded',
    );
    expect((await done(developer('GET', `services/${service.id}/builds`))).total.aggregate.count).toBe(3);
    const cancel = await developer('POST', `builds/${build.build_id}/cancel`, { request_id: request_id() });
    expect(cancel.status).toBe(400);
    await done(developer('GET', `builds/${build.build_id}/log-lines`));
    await done(developer('GET', `services/${service.id}/log-lines?limit=5&after=0&search=%25hello%25`));
    expect((await done(developer('GET', `projects/${service.project_id}/events?limit=3`))).events).toHaveLength(3);

    await done(owner('DELETE', `environments/${environment.id}?request_id=${request_id()}`));
    await done(developer('DELETE', `services/${service.id}?request_id=${request_id()}`));
    await eventually(
      () => done(developer('GET', `services/${service.id}`)),
      (a) => a.service === null,
    );
  });

  test('sets secrets that nobody reads back', async () => {
    const service = await newService();
    const set = { scope: 'service', target_id: service.id, key: 'TOKEN', value: 'very-secret-value', request_id: request_id() };
    const { secret } = await done(developer('PUT', 'secrets', set));
    const listed = await done(developer('POST', 'secrets/search', { where: { target_id: { _eq: service.id } } }));
    expect(listed.secrets).toMatchObject([{ id: secret.secret_id, key: 'TOKEN', version: 1 }]);
    expect(JSON.stringify([listed, await done(developer('GET', `secrets/${secret.secret_id}`))])).not.toContain('very-secret');
    await done(developer('DELETE', `secrets/${secret.secret_id}?request_id=${request_id()}`));
    expect((await done(developer('POST', 'secrets/search', { where: { target_id: { _eq: service.id } } }))).secrets).toEqual([]);
  });

  test('makes, watches and backs up a database', async () => {
    const { id: project_id } = await newProject();
    const { database } = await done(developer('POST', 'databases', { project_id, slug: 'main', request_id: request_id() }));
    const id = database.database_id;
    await eventually(
      () => done(developer('GET', `databases/${id}`)),
      (a) => a.database.status === 'running',
    );
    expect((await done(developer('GET', `projects/${project_id}/databases`))).databases).toMatchObject([{ id, slug: 'main' }]);
    await done(owner('PATCH', `databases/${id}`, { changes: { name: 'Renamed' } }));
    // Its schedule takes the first one by itself; of one database there is one backup at a time.
    const backups = `databases/${id}/backups`;
    await eventually(
      () => done(developer('GET', backups)),
      (a) => a.backups.some((b: { status: string }) => b.status === 'succeeded'),
    );
    const { backup } = await done(owner('POST', backups, { request_id: request_id() }));
    await eventually(
      () => done(developer('GET', backups)),
      (a) => a.backups.some((b: { id: string; status: string }) => b.id === backup.backup_id && b.status === 'succeeded'),
    );
    const { backup_schedules } = await done(developer('GET', `databases/${id}/backup-schedules`));
    for (const { id: old } of backup_schedules) await done(owner('DELETE', `backup-schedules/${old}`));
    const schedule = { object: { database_id: id, cron: '0 3 * * *' } };
    const { backup_schedule } = await done(owner('POST', 'backup-schedules', schedule));
    await done(owner('DELETE', `backup-schedules/${backup_schedule.id}`));
    await done(owner('DELETE', `databases/${id}?request_id=${request_id()}`));
  });

  test('makes API keys for what the role allows, and ends them', async () => {
    const { api_key } = await done(developer('POST', 'api-keys', { name: 'CI', scopes: ['deploy'], request_id: request_id() }));
    expect(api_key.key).toBeTruthy();
    const { api_keys } = await done(developer('GET', 'api-keys'));
    expect(api_keys[0]).toMatchObject({ id: api_key.api_key_id, name: 'CI', revoked_at: null });
    await done(developer('DELETE', `api-keys/${api_key.api_key_id}?request_id=${request_id()}`));
    expect((await done(developer('GET', `api-keys/${api_key.api_key_id}`))).api_key.revoked_at).not.toBeNull();
  });

  test('makes alert rules', async () => {
    const rule = { name: 'Hot', condition: 'cpu_cores', threshold: 1.5, for_minutes: 3, severity: 'warning' };
    const { alert_rule } = await done(developer('POST', 'alert-rules', { object: rule }));
    expect(alert_rule).toMatchObject({ ...rule, organization_id: t.organizationId, is_enabled: true });
    await done(developer('PATCH', `alert-rules/${alert_rule.id}`, { changes: { is_enabled: false } }));
    expect((await done(developer('GET', 'alert-rules'))).alert_rules).toMatchObject([{ id: alert_rule.id, is_enabled: false }]);
    expect((await done(developer('DELETE', `alert-rules/${alert_rule.id}`))).alert_rule).toEqual({ id: alert_rule.id });
    expect((await done(developer('POST', 'alerts/search', { where: { status: { _eq: 'firing' } } }))).alerts).toEqual([]);
  });

  test.each([
    'databases',
    'clusters',
    'tenant-clusters',
    'members',
    'teams',
    'webhooks',
    'notification-channels',
    'templates',
    'quotas',
  ])('lists %s', async (path) => {
    const body = await done(developer('GET', `${path}?limit=10`));
    expect(body[path.replace('-', '_')]).toHaveLength(body.total.aggregate.count);
    if (path === 'members' || path === 'quotas' || path === 'teams') return;
    const one = await developer('GET', `${path}/${randomUUID()}`);
    expect([one.status, Object.values(one.body)]).toEqual([200, [null]]);
  });

  test.each([
    ['POST', 'webhooks', { name: 'x', url: 'https://example.com', request_id: randomUUID() }],
    ['PATCH', `members/${randomUUID()}`, { role: 'org_owner' }],
    ['DELETE', `members/${randomUUID()}`, undefined],
    ['POST', 'teams', { object: { slug: 'x', name: 'x' } }],
    ['PATCH', `environments/${randomUUID()}`, { changes: { is_protected: false } }],
    ['PATCH', `databases/${randomUUID()}`, { changes: { name: 'x' } }],
    ['PATCH', `clusters/${randomUUID()}`, { changes: { name: 'x' } }],
    ['POST', 'invitations', { email: 'a@example.com', role: 'org_owner', request_id: randomUUID() }],
    ['POST', `deployments/${randomUUID()}/approve`, { request_id: randomUUID() }],
  ])('may not %s %s', async (method, path, body) => {
    const { status, body: answer } = await developer(method, path, body);
    expect([status, answer.code]).toEqual([400, 'validation-failed']);
  });
});

describe('an owner', () => {
  test('makes, changes, rotates, watches and deletes webhooks', async () => {
    const { webhook } = await done(
      owner('POST', 'webhooks', {
        name: 'Ours',
        url: 'https://127.0.0.1:1/',
        event_types: ['ProjectCreated'],
        request_id: request_id(),
      }),
    );
    expect(webhook.secret).toMatch(/^whsec_/);
    const id = webhook.webhook_id;
    await done(
      owner('PATCH', `webhooks/${id}`, { changes: { url: 'http://127.0.0.1:1/', event_types: ['ProjectCreated', 'Build*'] } }),
    );
    expect((await done(developer('GET', `webhooks/${id}`))).webhook).toMatchObject({
      url: 'http://127.0.0.1:1/',
      event_types: ['ProjectCreated', 'Build*'],
    });
    const rotated = await done(owner('POST', `webhooks/${id}/rotate-secret`, { overlap_hours: 0, request_id: request_id() }));
    expect(rotated.webhook.secret).not.toBe(webhook.secret);
    await newProject();
    const { deliveries } = await eventually(
      () => done(owner('GET', `webhooks/${id}/deliveries`)),
      (a) => a.deliveries[0]?.failure_reason != null,
    );
    const { delivery } = await done(owner('GET', `webhook-deliveries/${deliveries[0].id}`));
    expect(delivery.attempt_history).toMatchObject([{ attempt: 1, response_status: null }]);
    await done(developer('POST', `webhook-deliveries/${delivery.id}/redeliver`, { request_id: request_id() }));
    expect((await done(owner('GET', `webhooks/${id}/deliveries`))).total.aggregate.count).toBe(2);
    expect((await done(owner('DELETE', `webhooks/${id}`))).webhook).toEqual({ id });
  });

  test('makes and tries notification channels', async () => {
    const channel = { name: 'Ops', type: 'email', recipients: ['ops@example.com'], request_id: request_id() };
    const { notification_channel } = await done(owner('POST', 'notification-channels', channel));
    const id = notification_channel.channel_id;
    await done(owner('PATCH', `notification-channels/${id}`, { changes: { minimum_severity: 'error', event_types: ['*'] } }));
    await done(owner('POST', `notification-channels/${id}/test`, { request_id: request_id() }));
    const { notifications } = await eventually(
      () => done(owner('GET', `notification-channels/${id}/notifications`)),
      (a) => a.notifications[0]?.failure_reason != null,
    );
    expect(notifications[0].failure_reason).toContain('no mail server');
    await done(owner('DELETE', `notification-channels/${id}`));
  });

  test('protects environments, gives projects to teams, and deletes projects', async () => {
    const project = await newProject();
    const { team } = await done(owner('POST', 'teams', { object: { slug: `t-${project.slug}`, name: 'Core' } }));
    const { userId } = await t.member('developer');
    await done(owner('PUT', `teams/${team.id}/members/${userId}`));
    await done(owner('PATCH', `projects/${project.id}`, { changes: { team_id: team.id } }));
    expect((await done(viewer('GET', `projects/${project.id}`))).project).toBeNull();
    await done(owner('PATCH', `projects/${project.id}`, { changes: { team_id: null } }));
    expect((await done(viewer('GET', `projects/${project.id}`))).project).not.toBeNull();
    const { environments } = await done(owner('GET', `projects/${project.id}/environments`));
    const protection = { is_protected: true, required_approvals: 1 };
    expect((await done(owner('PATCH', `environments/${environments[0].id}`, { changes: protection }))).environment).toMatchObject(
      protection,
    );
    await done(owner('DELETE', `teams/${team.id}/members/${userId}`));
    await done(owner('DELETE', `teams/${team.id}`));
    await done(owner('DELETE', `projects/${project.id}?request_id=${request_id()}`));
    await eventually(
      () => done(owner('GET', `projects/${project.id}`)),
      (a) => a.project === null,
    );
  });

  test('invites, changes and removes members', async () => {
    const email = `new-${randomUUID().slice(0, 8)}@example.com`;
    const { invitation } = await done(owner('POST', 'invitations', { email, role: 'developer', request_id: request_id() }));
    expect((await done(owner('GET', 'invitations'))).invitations[0]).toMatchObject({ email, revoked_at: null });
    await done(owner('DELETE', `invitations/${invitation.invitation_id}?request_id=${request_id()}`));
    const { userId } = await t.member('devops');
    const changed = await done(owner('PATCH', `members/${userId}`, { role: 'viewer' }));
    expect(changed.members.returning).toMatchObject([{ user_id: userId, role: 'viewer' }]);
    await done(owner('DELETE', `members/${userId}`));
    expect((await done(owner('GET', `members/${userId}`))).members).toEqual([]);
  });

  test('sees nothing of another organization, and changes nothing there', async () => {
    const other = await createTenant(plane);
    for (const [path, key] of [
      [`projects/${other.projectId}`, 'project'],
      [`services/${other.serviceId}`, 'service'],
      [`environments/${other.productionId}`, 'environment'],
    ] as const) {
      expect((await done(owner('GET', path)))[key]).toBeNull();
      expect((await done(owner('PATCH', path, { changes: { name: 'Taken' } })))[key]).toBeNull();
    }
    const { userId } = await other.member('viewer');
    expect((await done(owner('DELETE', `members/${userId}`))).members.returning).toEqual([]);
    const deploy = await owner('POST', `services/${other.serviceId}/deployments`, { request_id: request_id() });
    expect(deploy).toMatchObject({ status: 400, body: { code: 'service-not-found' } });
  });
});

describe('the OpenAPI document', () => {
  const documentFor = async (headers: Record<string, string>): Promise<string> =>
    await (await fetch(`${new URL(plane.url).origin}/api/swagger/json`, { headers })).text();
  const Document = z.object({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
  });
  const operations = (text: string): readonly string[] =>
    Object.values(Document.parse(JSON.parse(text)).paths).flatMap((path) => Object.values(path).map((o) => o.operationId));

  test('is valid OpenAPI 3.1 and names every endpoint', async () => {
    const document = await documentFor({ 'x-hasura-admin-secret': plane.adminSecret });
    const result = await new Validator().validate(z.record(z.string(), z.unknown()).parse(JSON.parse(document)));
    expect(result.errors ?? []).toEqual([]);
    // What each takes besides, and how it fails.
    const { paths } = z
      .looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(document));
    const key = { $ref: '#/components/parameters/IdempotencyKey' };
    const [plain, command, list] = ['/projects/{id}', '/services/{id}/restart', '/projects'].map(
      (path) => paths[`/api/rest/v1${path}`],
    );
    expect(plain?.patch).toMatchObject({
      parameters: expect.arrayContaining([key]),
      responses: { '401': {}, '422': {}, '429': {} },
    });
    expect(JSON.stringify(command?.post)).toMatch(/"request_id"/);
    expect(JSON.stringify(command?.post)).not.toMatch(/IdempotencyKey|KeyReused/);
    expect(list?.get).toMatchObject({
      parameters: [
        { name: 'limit', in: 'query', description: expect.stringContaining('rows'), schema: { type: 'integer', default: 50 } },
        { name: 'offset', in: 'query', description: expect.stringContaining('rows'), schema: { type: 'integer', default: 0 } },
        { name: 'slug', in: 'query', schema: { type: 'string' } },
      ],
    });
    const endpoints = z.array(z.object({ name: z.string() })).parse(await readMetadata('rest_endpoints.yaml'));
    expect([...operations(document)].sort()).toEqual(endpoints.map((e) => e.name).sort());
  });

  test('shows a role what it may use', async () => {
    const { email } = await t.member('viewer');
    const { body } = await client({})('POST', 'sessions', { email, password: PASSWORD });
    const names = operations(await documentFor({ authorization: `Bearer ${body.session.access_token}` }));
    expect(names).toContain('listProjects');
    expect(names).not.toContain('createProject');
    expect([...operations(await documentFor({}))].sort()).toEqual(['refreshSession', 'signIn']);
  });
});

describe('anybody', () => {
  test.each([
    ['GET', 'nothing', undefined, 404, 'not-found'],
    ['PUT', 'projects', {}, 405, 'method-not-allowed'],
    ['GET', 'projects/not-an-id', undefined, 400, 'data-exception'],
    ['GET', 'projects?limit=many', undefined, 400, 'bad-request'],
    ['GET', 'projects?unknown=1', undefined, 400, 'bad-request'],
    ['POST', 'projects', { object: { nonsense: 'x' } }, 400, 'validation-failed'],
    ['POST', 'projects', [], 400, 'bad-request'],
  ])('%s %s is answered %s', async (method, path, body, status, code) => {
    const answer = await developer(method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(typeof answer.body.error).toBe('string');
    // RFC 9457, beside what Hasura's own form has.
    expect(answer.body).toMatchObject({
      type: `urn:northstack:problem:${code}`,
      title: STATUS_CODES[status],
      status,
      detail: answer.body.error,
      instance: `/api/rest/v1/${path.split('?', 1)[0]}`,
    });
  });

  test('without a session gets nothing', async () => {
    const { status, body } = await client({})('GET', 'projects');
    expect([status, body.code]).toEqual([400, 'validation-failed']);
    const wrong = await client({ authorization: 'Bearer nonsense' })('GET', 'projects');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid-jwt']);
  });
});
