/** Configuration as code through the engine: plan, apply, export, and what is refused. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how references are written
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
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
  t = await createTenant(plane, 'shop');
  developer = await t.member('developer');
  lead = await t.member('team_lead');
});

const code = (answer: Answer) => answer.errors?.[0]?.extensions.code;
const message = (answer: Answer) => answer.errors?.[0]?.message;
const PLAN = `query($file: String!) { planConfig(file: $file) { stateVersion creates updates deletes
  changes { action kind path destructive fields { field before after } } } }`;
const plan = (file: string, as = developer) => plane.as(as, PLAN, { file });
const apply = (file: string, stateVersion: string, options: { as?: Caller; allowDeletions?: boolean; requestId?: string } = {}) =>
  plane.as(
    options.as ?? developer,
    `mutation($file: String!, $stateVersion: String!, $allowDeletions: Boolean, $requestId: uuid!) {
       applyConfig(file: $file, stateVersion: $stateVersion, allowDeletions: $allowDeletions, requestId: $requestId) {
         applicationId creates updates deletes serviceIds application { changes created_by } } }`,
    { file, stateVersion, allowDeletions: options.allowDeletions ?? null, requestId: options.requestId ?? randomUUID() },
  );
const planAndApply = async (file: string, options: Parameters<typeof apply>[2] = {}) =>
  apply(file, (await plan(file, options.as)).data.planConfig.stateVersion, options);
const exported = async (as = developer) => String((await plane.as(as, '{ exportConfig { file } }')).data.exportConfig.file);

const FILE = `
projects:
  shop:
    name: The shop
    labels: { tier: 1 }
    variables: { REGION: eu }
    environments:
      staging: {}
    services:
      web:
        git: file:///srv/repository
        name: Web
        healthPath: /healthz
        variables: { API: "\${{ api.URL }}", REGION: "\${{ shared.REGION }}" }
        environments:
          staging: { replicas: 2, reference: develop, variables: { LOG_LEVEL: debug } }
      api:
        image: ghcr.io/acme/api:1
        replicas: 3
        cpu: { request: 100, limit: 500 }
      cleanup: { type: cron, schedule: 0 3 * * *, image: busybox }
`;

test('a new project is made as a whole, and then there is nothing to do', async () => {
  const file = FILE.replace('shop:', 'store:');
  const first = (await plan(file)).data.planConfig;
  expect(first.changes.map((c: { action: string; path: string }) => `${c.action} ${c.path}`)).toEqual([
    'create store',
    'create store/environments/production',
    'create store/environments/staging',
    'create store/services/api',
    'create store/services/cleanup',
    'create store/services/web',
  ]);
  const { data } = await apply(file, first.stateVersion);
  expect(data.applyConfig).toMatchObject({ creates: 6, updates: 0, deletes: 0 });
  expect(data.applyConfig.application.created_by).toBe(developer.userId);
  expect(JSON.stringify(data.applyConfig.application.changes)).not.toContain('debug');
  expect((await plan(file)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
  const rows = await plane.database.sql(
    `select s.slug, e.slug as environment, i.desired_replicas as replicas, i.desired_state from service_instances i
       join services s on s.id = i.service_id join environments e on e.id = i.environment_id
       join projects p on p.id = s.project_id
     where p.slug = 'store' and p.organization_id = $1 order by 1, 2`,
    [t.organizationId],
  );
  expect(rows).toEqual([
    { slug: 'api', environment: 'production', replicas: 3, desired_state: 'stopped' },
    { slug: 'api', environment: 'staging', replicas: 3, desired_state: 'stopped' },
    { slug: 'web', environment: 'staging', replicas: 2, desired_state: 'stopped' },
  ]);
});

test('replicas that follow the load are a range in the file, in the plan and in what is exported', async () => {
  const api = 'image: ghcr.io/acme/api:1\n        replicas: 3\n';
  const ranged = FILE.replace(api, 'image: ghcr.io/acme/api:1\n        replicas: { min: 2, max: 6, cpu: 60 }\n');
  expect(ranged).not.toBe(FILE);
  await planAndApply(FILE, { as: lead, allowDeletions: true });
  const planned = (await plan(ranged)).data.planConfig;
  expect(planned.changes.flatMap((c: { fields: unknown[] }) => c.fields)).toContainEqual({
    field: 'replicas.production',
    before: '3',
    after: '2..6 cpu 60%',
  });
  expect((await planAndApply(ranged, { as: lead })).errors).toBeUndefined();
  const rows = await plane.database.sql(
    `select desired_replicas, max_replicas, cpu_target_percent, memory_target_percent from service_instances i
       join services s on s.id = i.service_id where s.project_id = $1 and s.slug = 'api'`,
    [t.projectId],
  );
  expect(rows).toHaveLength(2);
  for (const row of rows)
    expect(row).toEqual({ desired_replicas: 2, max_replicas: 6, cpu_target_percent: 60, memory_target_percent: null });
  const written = await exported();
  expect(written).toMatch(/replicas:\s*(\{ min: 2, max: 6, cpu: 60 \}|min: 2\s+max: 6\s+cpu: 60)/);
  expect((await plan(written)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
  // What says no request has nothing that a target could be a share of.
  const blind = FILE.replace('healthPath: /healthz', 'replicas: { max: 3 }');
  const refused = await plan(blind, lead);
  expect([code(refused), message(refused)]).toEqual([
    'config-impossible',
    expect.stringMatching(/^shop\/services\/web replicas\.production: .*requests none\. Write “cpu: \{ request: … \}” into it/),
  ]);
  // Nor does one that has a range give it up, by a file or by itself; together with the range it does.
  const request = '        cpu: { request: 100, limit: 500 }\n';
  expect(code(await plan(ranged.replace(request, '')))).toBe('config-impossible');
  const [{ id = '' } = {}] = await plane.database.sql("select id from services where project_id = $1 and slug = 'api'", [
    t.projectId,
  ]);
  const bare = await plane.as(lead, `mutation { insert_service_configs_one(object: { service_id: "${id}" }) { version } }`);
  expect(message(bare)).toContain('service_configs_cpu_request');
  expect((await planAndApply(FILE.replace(request, ''), { as: lead })).errors).toBeUndefined();
  expect(
    await plane.database.sql(
      'select distinct desired_replicas, max_replicas, cpu_target_percent from service_instances where service_id = $1',
      [id],
    ),
  ).toEqual([{ desired_replicas: 3, max_replicas: null, cpu_target_percent: null }]);
  const scheduled = FILE.replace('cleanup: { type: cron,', 'cleanup: { type: cron, replicas: { max: 3 }, cpu: { request: 100 },');
  expect(code(await planAndApply(scheduled, { as: lead }))).toBe('not-scalable');
});

test('what is stateful comes with its volume, which grows by the file and is not made smaller', async () => {
  const file = (volume: string) =>
    `projects:\n  shop:\n    services:\n      cache: { type: stateful, image: redis:7, port: 6379${volume} }\n      web: { image: a, variables: { AT: "\${{ cache.ADDRESS }}" } }\n`;
  expect((await planAndApply(file(''), { as: lead, allowDeletions: true })).errors).toBeUndefined();
  const there = async () =>
    await plane.database.sql(
      `select volume_path, volume_gigabytes from service_configs c join services s on s.id = c.service_id
         where s.project_id = $1 and s.slug = 'cache' order by version desc limit 1`,
      [t.projectId],
    );
  expect(await there()).toEqual([{ volume_path: '/data', volume_gigabytes: 1 }]);
  expect(await exported()).not.toContain('volume');
  const larger = file(', volume: { path: /var/lib/redis, gigabytes: 5 }');
  expect((await planAndApply(larger)).errors).toBeUndefined();
  expect(await there()).toEqual([{ volume_path: '/var/lib/redis', volume_gigabytes: 5 }]);
  const written = await exported();
  expect(written).toMatch(/volume:\s*(\{ path: \/var\/lib\/redis, gigabytes: 5 \}|path: \/var\/lib\/redis\s+gigabytes: 5)/);
  expect((await plan(written)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
  // As long as no volume has it, a number was only written down.
  expect((await plan(file(''))).data.planConfig).toMatchObject({ updates: 1 });
  await plane.database.sql(
    `insert into service_instances (service_id, environment_id, volume_gigabytes)
       select s.id, e.id, 5 from services s join environments e on e.project_id = s.project_id and e.slug = 'production'
       where s.project_id = $1 and s.slug = 'cache'`,
    [t.projectId],
  );
  const refused = await plan(file(''));
  expect([code(refused), message(refused)]).toEqual([
    'config-impossible',
    expect.stringContaining('shop/services/cache volumeGigabytes: A volume cannot be made smaller (it has 5 GB).'),
  ]);
});

test('what is exported plans to nothing', async () => {
  await planAndApply(FILE, { as: lead, allowDeletions: true });
  const file = await exported();
  expect((await plan(file)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
  expect(file).toContain('REGION: ${{ shared.REGION }}');
});

test('how jobs run and who approves comes along, and who approves is for team leads', async () => {
  const file = FILE.replace(
    '{ type: cron, schedule: 0 3 * * *, image: busybox }',
    '{ type: cron, schedule: 0 3 * * *, timezone: Europe/Berlin, concurrency: replace, startingDeadlineSeconds: 60, jobTimeoutSeconds: 90, image: busybox }',
  ).replace('staging: {}', 'staging: { protected: true, approvals: { required: 2, self: true, timeoutHours: 48 } }');
  expect(code(await plan(file))).toBe('environment-protected');
  expect(code(await plan(file.replace('protected: true, ', '')))).toBe('environment-protected');
  expect((await planAndApply(file, { as: lead, allowDeletions: true })).errors).toBeUndefined();
  const [job] = await plane.database.sql("select * from services where project_id = $1 and slug = 'cleanup'", [t.projectId]);
  expect(job).toMatchObject({
    schedule_timezone: 'Europe/Berlin',
    concurrency_policy: 'replace',
    starting_deadline_seconds: 60,
    job_timeout_seconds: 90,
  });
  const [staging] = await plane.database.sql("select * from environments where project_id = $1 and slug = 'staging'", [
    t.projectId,
  ]);
  expect(staging).toMatchObject({ required_approvals: 2, allows_self_approval: true, approval_timeout_hours: 48 });
  const written = await exported();
  for (const text of ['timezone: Europe/Berlin', 'concurrency: replace', 'timeoutHours: 48']) expect(written).toContain(text);
  expect((await plan(written)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
});

test('an update says each field and keeps the rest', async () => {
  await planAndApply(FILE);
  const changed = FILE.replace('LOG_LEVEL: debug', 'LOG_LEVEL: warn')
    .replace('replicas: 3', 'replicas: 4')
    .replace('tier: 1', 'tier: 2');
  const { changes } = (await plan(changed)).data.planConfig;
  expect(changes.filter((c: { action: string }) => c.action !== 'unchanged')).toEqual([
    {
      action: 'update',
      kind: 'project',
      path: 'shop',
      destructive: false,
      fields: [{ field: 'labels.tier', before: '1', after: '2' }],
    },
    {
      action: 'update',
      kind: 'service',
      path: 'shop/services/api',
      destructive: false,
      fields: [
        { field: 'replicas.production', before: '3', after: '4' },
        { field: 'replicas.staging', before: '3', after: '4' },
      ],
    },
    {
      action: 'update',
      kind: 'service',
      path: 'shop/services/web',
      destructive: false,
      fields: [{ field: 'overrides.staging.variables.LOG_LEVEL', before: 'debug', after: 'warn' }],
    },
  ]);
  const { data } = await planAndApply(changed);
  expect(data.applyConfig.serviceIds).toEqual([t.serviceId]);
  const [config] = await plane.database.sql(
    'select version, overrides, variables, health_path from service_configs where service_id = $1 order by version desc limit 1',
    [t.serviceId],
  );
  expect(config).toEqual({
    version: 2,
    overrides: { staging: { reference: 'develop', variables: { LOG_LEVEL: 'warn' } } },
    variables: { API: '${{ api.URL }}', REGION: '${{ shared.REGION }}' },
    health_path: '/healthz',
  });
});

describe('a plan that is not true any more', () => {
  test('is refused with the fields that changed', async () => {
    await planAndApply(FILE);
    const changed = FILE.replace('replicas: 3', 'replicas: 4');
    const { stateVersion } = (await plan(changed)).data.planConfig;
    await plane.database.sql('insert into service_configs (service_id, variables) values ($1, \'{"NEW":"x"}\')', [t.serviceId]);
    await plane.database.sql(
      "insert into services (project_id, slug, name, type, source_type, image) values ($1, 'extra', 'e', 'web', 'image', 'a')",
      [t.projectId],
    );
    const answer = await apply(changed, stateVersion);
    expect(code(answer)).toBe('config-stale');
    expect(message(answer)).toContain('shop/services/extra was created since the plan.');
    expect(message(answer)).toContain('shop/services/web: variables.NEW has changed since the plan, it is "x" now.');
    expect(message(answer)).toContain('shop/services/web: healthPath has changed since the plan, it is not set now.');
  });

  test('and of many plans on the same state exactly one is applied', async () => {
    await planAndApply(FILE);
    const files = Array.from({ length: 8 }, (_, i) => FILE.replace('LOG_LEVEL: debug', `LOG_LEVEL: l${i}`));
    const { stateVersion } = (await plan(FILE)).data.planConfig;
    const answers = await Promise.all(files.map((file) => apply(file, stateVersion)));
    expect(answers.filter((a) => a.data?.applyConfig).length).toBe(1);
    expect(answers.filter((a) => code(a) === 'config-stale').length).toBe(7);
  });

  test('a text that is no version is refused', async () => {
    for (const text of ['', 'x', '1.', '1.AAAA', `1.${Buffer.from('{}').toString('base64url')}`])
      expect(code(await apply(FILE, text))).toBe('invalid-state-version');
  });
});

test('deleting takes permission, and is then done', async () => {
  await planAndApply(FILE, { as: lead });
  const less = 'projects:\n  shop:\n    services:\n      api: { image: ghcr.io/acme/api:1 }\n';
  const { data } = await plan(less, lead);
  expect(
    data.planConfig.changes.filter((c: { destructive: boolean }) => c.destructive).map((c: { path: string }) => c.path),
  ).toEqual(['shop/services/web', 'shop/services/cleanup', 'shop/environments/staging']);
  const refused = await apply(less, data.planConfig.stateVersion, { as: lead });
  expect(code(refused)).toBe('deletions-not-allowed');
  expect(message(refused)).toContain('shop/services/web');
  const applied = await apply(less, data.planConfig.stateVersion, { as: lead, allowDeletions: true });
  expect(applied.errors).toBeUndefined();
  expect(applied.data.applyConfig).toMatchObject({
    deletes: 3,
  });
  expect((await plan(less, lead)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
});

test('repeats of one request have one effect and equal answers; another input is refused', async () => {
  const requestId = randomUUID();
  const { stateVersion } = (await plan(FILE)).data.planConfig;
  const answers = await Promise.all(Array.from({ length: 50 }, () => apply(FILE, stateVersion, { requestId })));
  expect(new Set(answers.map((a) => JSON.stringify(a.data?.applyConfig ?? a.errors)))).toHaveLength(1);
  const [{ n } = { n: null }] = await plane.database.sql(
    'select count(*)::int as n from config_applications where organization_id = $1',
    [t.organizationId],
  );
  expect(n).toBe(1);
  expect(code(await apply(`${FILE}\n# more`, stateVersion, { requestId }))).toBe('request-id-reused');
});

describe('who may what', () => {
  test('protection is for team leads, viewers see no plan, other organizations are not there', async () => {
    const file = FILE.replace('staging: {}', 'staging: { protected: true }');
    expect(code(await plan(file))).toBe('environment-protected');
    await planAndApply(file, { as: lead });
    expect(code(await plan(file.replace('replicas: 2', 'replicas: 5')))).toBe('environment-protected');
    expect((await plan(file.replace('debug', 'info'))).data.planConfig.updates).toBe(1);
    expect(code(await plan(FILE, await t.member('viewer')))).toBe('validation-failed');
    const other = await (await createTenant(plane)).member('developer');
    expect((await plan(file.replace('staging: { protected: true }', 'staging: {}'), other)).data.planConfig).toMatchObject({
      creates: 6,
      updates: 0,
    });
    expect(await exported(other)).not.toContain('shop');
    expect(code(await plane.as(other, '{ exportConfig(projects: ["shop"]) { file } }'))).toBe('project-not-found');
  });

  test('mistakes come with their places; wishes that cannot be are named', async () => {
    const answer = await plan('projects:\n  shop:\n    servces: {}\n');
    expect(code(answer)).toBe('config-invalid');
    expect(message(answer)).toBe('northstack.yaml:3:5 “servces” is not known here.');
    await planAndApply(FILE);
    const impossible = await plan(
      FILE.replace('type: cron, schedule: 0 3 * * *', 'type: job').replace('name: The shop', 'team: nobody'),
    );
    expect(code(impossible)).toBe('config-impossible');
    expect(message(impossible)).toMatch(/shop\/services\/cleanup type: The type cannot change[\s\S]*There is no team “nobody”/);
  });
});

test('values of variables do not reach the audit log', async () => {
  await planAndApply(FILE.replace('REGION: eu', 'REGION: canary-4711').replace('LOG_LEVEL: debug', 'LOG_LEVEL: canary-4711'));
  const rows = await plane.database.sql('select before, after from audit_log where organization_id = $1', [t.organizationId]);
  expect(rows.length).toBeGreaterThan(3);
  expect(JSON.stringify(rows)).not.toContain('canary-4711');
});

describe('references at deployment', () => {
  const deploy = async (slug: string, environment: string) => {
    const [service] = await plane.database.sql('select id from services where project_id = $1 and slug = $2', [
      t.projectId,
      slug,
    ]);
    const { data, errors } = await plane.as(
      developer,
      'mutation($s: uuid!, $e: String!, $r: uuid!) { deployService(serviceId: $s, environment: $e, requestId: $r) { deploymentId } }',
      { s: service?.id, e: environment, r: randomUUID() },
    );
    expect(errors).toBeUndefined();
    return String(data.deployService.deploymentId);
  };
  const row = (id: string) =>
    eventually(
      async () =>
        (
          await plane.database.sql(
            'select status, failure_reason, service_instance_id, git_reference, variables from deployments where id = $1',
            [id],
          )
        )[0],
      (d) => d?.status === 'running' || d?.status === 'failed',
    );

  test('are resolved in the environment, with what is different there, and kept with the version', async () => {
    await planAndApply(
      FILE.replace('REGION: "${{ shared.REGION }}"', 'REGION: "in ${{ shared.REGION }}", NAME: "${{ REGION }}!"').replace(
        'reference: develop',
        'reference: develop, startCommand: start-staging',
      ),
    );
    const production = await row(await deploy('web', 'production'));
    const staging = await row(await deploy('web', 'staging'));
    expect([production?.status, staging?.status]).toEqual(['running', 'running']);
    expect(plane.runtime.desired.get(String(production?.service_instance_id))).toMatchObject({
      command: null,
      environment: {
        API: expect.stringMatching(/^http:..api\.shop[a-z0-9-]*\.localhost:8080$/),
        REGION: 'in eu',
        NAME: 'in eu!',
      },
    });
    expect(plane.runtime.desired.get(String(staging?.service_instance_id))).toMatchObject({
      command: 'start-staging',
      environment: {
        API: expect.stringMatching(/^http:..api-staging\.shop[a-z0-9-]*\.localhost:8080$/),
        REGION: 'in eu',
        LOG_LEVEL: 'debug',
      },
    });
    expect([production?.git_reference, staging?.git_reference]).toEqual(['main', 'develop']);
    // Later changes count from the next deployment on.
    await plane.database.sql(`update projects set variables = '{"REGION":"us"}' where id = $1`, [t.projectId]);
    expect(production?.variables).toMatchObject({ REGION: 'in eu' });
  });

  test('that mean nothing end the deployment with the reason', async () => {
    await planAndApply(FILE);
    await plane.database.sql(`insert into service_configs (service_id, variables) values ($1, '{"A":"\${{ nobody.URL }}"}')`, [
      t.serviceId,
    ]);
    const failed = await row(await deploy('web', 'production'));
    expect(failed).toMatchObject({ status: 'failed', failure_reason: expect.stringContaining('There is no service “nobody”') });
  });
});

test('what is being deleted cannot be wanted', async () => {
  await planAndApply(FILE);
  await plane.database.sql("update services set deleting_at = now() where project_id = $1 and slug = 'api'", [t.projectId]);
  const answer = await plan(FILE);
  expect(code(answer)).toBe('config-impossible');
  expect(message(answer)).toContain('shop/services/api: It is being deleted.');
});

describe('databases', () => {
  const file = (database: string, variables: string) => `
projects:
  shop:
    environments: { staging: {} }
    databases:
      main: ${database}
    services:
      web: { git: file:///srv/repository, name: Web, variables: ${variables} }
`;
  const two = '{ environments: { production: { storage: 20 }, staging: {} } }';

  test('are made with their credentials and schedule, and given to services', async () => {
    const text = file(two, '{ DATABASE_URL: "${{ main.URL }}" }');
    const applied = await planAndApply(text, { as: lead });
    expect(applied.errors).toBeUndefined();
    expect(applied.data.applyConfig).toMatchObject({ creates: 3, updates: 1 });
    expect((await plan(text, lead)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
    const rows = await plane.database.sql(
      `select e.slug as environment, d.storage_gigabytes as storage, b.variable, c.version, s.cron from databases d
         join environments e on e.id = d.environment_id join database_bindings b on b.database_id = d.id
         join database_credentials c on c.database_id = d.id join backup_schedules s on s.database_id = d.id
       where d.project_id = $1 order by 1`,
      [t.projectId],
    );
    expect(rows).toEqual([
      { environment: 'production', storage: 20, variable: 'DATABASE_URL', version: 1, cron: '0 2 * * *' },
      { environment: 'staging', storage: 10, variable: 'DATABASE_URL', version: 1, cron: '0 2 * * *' },
    ]);
    const configs = await plane.database.sql(
      "select variables from service_configs where service_id = $1 and variables ? 'DATABASE_URL'",
      [t.serviceId],
    );
    expect(configs).toEqual([]);
    const exportedFile = await exported(lead);
    expect(exportedFile).toContain('DATABASE_URL: ${{ main.URL }}');
    expect((await plan(exportedFile, lead)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
  });

  test('grow when they run, do not shrink, and go when that is allowed', async () => {
    await planAndApply(file(two, '{ DATABASE_URL: "${{ main.URL }}" }'), { as: lead });
    const running = async () =>
      plane.database.sql("select id from databases where project_id = $1 and status = 'running'", [t.projectId]);
    await eventually(running, (rows) => rows.length === 2);
    const larger = file(two.replace('storage: 20', 'storage: 30'), '{}');
    expect(code(await plan(larger))).toBe('environment-protected');
    expect((await planAndApply(larger, { as: lead })).errors).toBeUndefined();
    await eventually(
      async () =>
        plane.database.sql("select storage_gigabytes as n from databases where project_id = $1 and status = 'running'", [
          t.projectId,
        ]),
      (rows) => rows.length === 2 && rows.some((r) => r.n === 30),
    );
    expect(await plane.database.sql('select 1 from database_bindings where service_id = $1', [t.serviceId])).toEqual([]);
    expect(message(await plan(file(two, '{}'), lead))).toContain('Storage cannot be made smaller');
    const none =
      'projects: { shop: { environments: { staging: {} }, services: { web: { git: "file:///srv/repository", name: Web } } } }';
    const { data } = await planAndApply(none, { as: lead, allowDeletions: true });
    expect(data.applyConfig).toMatchObject({ deletes: 2 });
    expect((await plan(none, lead)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });
  });
});

test('an environment is placed in a cluster by whoever may, and stays there once something was deployed to it', async () => {
  const devops = await t.member('devops');
  const pools = 'pools: [{ name: "all", quantity: 1, machineType: "m", controlPlane: true, etcd: true, worker: true }]';
  const { data: made } = await plane.as(
    devops,
    `mutation { provisionCluster(slug: "eu", kubernetesVersion: "v1.33.4+rke2r1", ${pools}, requestId: "${randomUUID()}") { clusterId } }`,
  );
  const environment = 'environments: { staging: {}, eu: { cluster: eu, namespace: shop-eu } }';
  const file = (environments: string) =>
    `projects: { shop: { ${environments}, services: { web: { git: "file:///srv/repository", name: Web } } } }`;
  for (const who of [developer, lead]) expect(message(await plan(file(environment), who))).toContain('for devops and owners');
  expect(message(await plan(file(environment.replace('cluster: eu', 'cluster: us')), devops))).toContain('no cluster “us”');
  expect((await planAndApply(file(environment), { as: devops })).errors).toBeUndefined();
  const [placed] = await plane.database.sql("select * from environments where project_id = $1 and slug = 'eu'", [t.projectId]);
  expect(placed).toMatchObject({ cluster_id: made.provisionCluster.clusterId, namespace: 'shop-eu' });
  const written = await exported(devops);
  expect(written).toContain('cluster: eu');
  expect((await plan(written, developer)).data.planConfig).toMatchObject({ creates: 0, updates: 0, deletes: 0 });

  await plane.database.sql('insert into service_instances (service_id, environment_id) values ($1, $2)', [
    t.serviceId,
    String(placed?.id),
  ]);
  const refused = await plan(file('environments: { staging: {}, eu: {} }'), devops);
  expect(code(refused)).toBe('config-impossible');
  expect(message(refused)).toContain('Write “cluster: eu”');
});

test('domains are added and taken by the file that names them, keep their proof when they move, and are left alone by any other', async () => {
  const file = (web: string, api: string) => `
projects:
  shop:
    environments: { staging: {} }
    services:
      web: { git: file:///srv/repository, name: Web${web} }
      api: { image: ghcr.io/acme/api:1${api} }
`;
  const rows = () =>
    plane.database.sql(
      `select d.hostname, s.slug as service, e.slug as environment, d.verification_token as token, i.desired_replicas as replicas
       from service_domains d join services s on s.id = d.service_id join environments e on e.id = d.environment_id
       join service_instances i on i.id = d.service_instance_id where d.project_id = $1 order by 1`,
      [t.projectId],
    );
  const [www, shop] = [`www.${t.slug}.example.com`, `shop.${t.slug}.example.com`];
  const first = file(`, domains: [${www}]`, `, replicas: 2, environments: { staging: { domains: [${shop}] } }`);
  // Nothing was deployed yet: their places are made.
  const applied = await planAndApply(first, { as: lead });
  expect(applied.errors).toBeUndefined();
  const made = await rows();
  expect(made).toMatchObject([
    { hostname: shop, service: 'api', environment: 'staging', replicas: 2 },
    { hostname: www, service: 'web', environment: 'production', replicas: 1 },
  ]);
  const nothing = { creates: 0, updates: 0, deletes: 0 };
  expect((await plan(first)).data.planConfig).toMatchObject(nothing);
  const written = await exported();
  expect(written).toContain(www);
  expect((await plan(written)).data.planConfig).toMatchObject(nothing);
  expect((await plan(file('', ', replicas: 2'))).data.planConfig).toMatchObject(nothing);

  // What is taken away is said, and has to be meant. A name that moves is the same name.
  const moved = file(', domains: []', `, replicas: 2, domains: [${www}]`);
  const refused = await planAndApply(moved, { as: lead });
  expect(code(refused)).toBe('deletions-not-allowed');
  expect(message(refused)).toContain(`shop/services/web domains.production.${www}`);
  const done = await planAndApply(moved, { as: lead, allowDeletions: true });
  expect(done.errors).toBeUndefined();
  const after = await rows();
  expect(after).toMatchObject([
    { hostname: shop, service: 'api', environment: 'staging' },
    { hostname: www, service: 'api', environment: 'production', token: made[1]?.token },
  ]);
  expect((await plan(moved)).data.planConfig).toMatchObject(nothing);
  // Domains are no settings: no version of those was made.
  expect(done.data.applyConfig.serviceIds).toEqual([]);

  const own = await plan(file(', domains: [web.shop.localhost]', ', replicas: 2'));
  expect(code(own)).toBe('config-invalid');
  await plane.database.sql('update environments set is_protected = true where project_id = $1 and slug = $2', [
    t.projectId,
    'production',
  ]);
  const kept = moved.replace('environments: { staging: {} }', 'environments: { production: { protected: true }, staging: {} }');
  const added = await plan(kept.replace('domains: []', `domains: [x.${www}]`));
  expect([code(added), message(added)]).toEqual([
    'environment-protected',
    'shop/services/web: The environment production is protected: its domains are for team leads.',
  ]);
});
