/** Notification channels and alert rules, from the row to the mail server, Slack's address and a signed receiver. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMailer } from '../../adapters/smtp/open-mailer.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { type ServerAnswer, type TestServer, testServer } from '../support/http-server.ts';
import { SMTP_PASSWORD, SMTP_USER, type TestSmtpServer, testSmtpServer } from '../support/smtp-server.ts';

let plane: ControlPlane;
let smtp: TestSmtpServer;
let sink: TestServer;
let answer: () => ServerAnswer;
let t: TestTenant;
let lead: Caller;

beforeAll(async () => {
  smtp = await testSmtpServer();
  sink = await testServer(() => answer());
  const account = `${SMTP_USER}:${encodeURIComponent(SMTP_PASSWORD)}`;
  const mailer = openMailer({
    url: `smtp://${account}@127.0.0.1:${smtp.port}`,
    from: 'NorthStack <northstack@example.com>',
    ca: smtp.ca,
  });
  plane = await startControlPlane({ mailer });
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await sink?.[Symbol.asyncDispose]();
  await smtp?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  answer = () => ({ status: 200, body: 'ok' });
  smtp.refuse = null;
  t = await createTenant(plane);
  lead = await t.member('team_lead');
});

const CREATE = `mutation($type: String!, $url: String, $to: [String!], $types: [String!], $severity: String, $r: uuid!) {
  createNotificationChannel(name: "Ours", type: $type, url: $url, recipients: $to, eventTypes: $types, minimumSeverity: $severity, requestId: $r) {
    channelId secret channel { target_hint } } }`;
const create = async (variables: Record<string, unknown>) => {
  const { data, errors } = await plane.as(lead, CREATE, { r: randomUUID(), ...variables });
  return { errors, ...data?.createNotificationChannel };
};
const tell = (type: string, payload: Record<string, unknown> = {}) =>
  plane.database.sql("select tell($1, $2, $3, 'deployment', gen_random_uuid(), $4)", [
    t.organizationId,
    t.projectId,
    type,
    JSON.stringify({ serviceId: t.serviceId, ...payload }),
  ]);
const notifications = (channelId: string) =>
  plane.database.sql('select * from notifications where channel_id = $1 order by created_at', [channelId]);
const path = () => `/${randomUUID()}`;
const at = (p: string) => sink.received.filter((r) => r.path === p);

describe('a channel', () => {
  test('by e-mail: a mail from our sender, over TLS, signed in', async () => {
    const to = `ops-${randomUUID()}@example.com`;
    await create({ type: 'email', to: [to] });
    await tell('DeploymentFailed', { revision: 7, failureStep: 'verifying' });
    const [mail] = await eventually(
      () => smtp.received.filter((m) => m.to.includes(to)),
      (mails) => mails.length === 1,
    );
    expect(mail).toMatchObject({ from: 'northstack@example.com', secure: true, user: SMTP_USER });
    expect(mail?.text).toMatch(/^Subject: \[error\] .*web: deployment 7 failed/m);
    expect(mail?.text).toContain('Failure step: verifying');
  });

  test('of Slack: what its incoming webhooks take, with what it would read as markup made plain', async () => {
    const p = path();
    const { channel } = await create({ type: 'slack', url: `${sink.url}${p}` });
    expect(channel.target_hint).not.toContain(p);
    await tell('BuildFailed', { failureStep: '<!channel> & more' });
    const [message] = await eventually(
      () => at(p),
      (all) => all.length === 1,
    );
    const body = JSON.parse(message?.body ?? '{}');
    expect(body.text).toMatch(/^:x: .*\/web: the build failed$/);
    expect(JSON.stringify(body.blocks)).toContain('&lt;!channel&gt; &amp; more');
  });

  test('of any address: signed as Standard Webhooks says', async () => {
    const p = path();
    const { secret } = await create({ type: 'webhook', url: `${sink.url}${p}`, types: ['*'] });
    await tell('ServiceDeployed', { revision: 2 });
    const [message] = await eventually(
      () => at(p),
      (all) => all.length === 1,
    );
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const text = `${message?.headers['webhook-id']}.${message?.headers['webhook-timestamp']}.${message?.body}`;
    expect(message?.headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`);
    expect(JSON.parse(message?.body ?? '{}')).toMatchObject({ type: 'notification', data: { severity: 'info' } });
  });

  test('is told what it asks for, from its severity on', async () => {
    const { channelId } = await create({ type: 'slack', url: `${sink.url}${path()}`, types: ['*'], severity: 'error' });
    for (const type of ['ServiceDeployed', 'WebhookDisabled', 'BuildFailed']) await tell(type);
    await tell('AlertFired', { severity: 'critical', summary: 's' });
    expect((await notifications(channelId)).map((n) => [n.event_type, n.severity])).toEqual([
      ['BuildFailed', 'error'],
      ['AlertFired', 'critical'],
    ]);
  });

  test('that fails is tried again, and says why it failed', async () => {
    smtp.refuse = 451;
    const to = `late-${randomUUID()}@example.com`;
    const { channelId } = await create({ type: 'email', to: [to] });
    await tell('BuildFailed');
    await eventually(
      () => notifications(channelId),
      ([n]) => n?.attempts === 1 && n.failure_reason !== null,
    );
    smtp.refuse = null;
    plane.advance(60_000);
    plane.reconciler().wake({ kind: 'channel', id: channelId });
    await eventually(
      () => notifications(channelId),
      ([n]) => n?.status === 'succeeded',
    );
    const [channel] = await plane.database.sql('select * from notification_channels where id = $1', [channelId]);
    expect(channel?.last_failure_reason).toContain('451');
    expect(channel?.last_success_at).not.toBeNull();
  });

  test('can be tried', async () => {
    const p = path();
    const { channelId } = await create({ type: 'slack', url: `${sink.url}${p}` });
    const { data } = await plane.as(
      lead,
      'mutation($c: uuid!, $r: uuid!) { testNotificationChannel(channelId: $c, requestId: $r) { notificationId } }',
      { c: channelId, r: randomUUID() },
    );
    await eventually(
      () => notifications(channelId),
      ([n]) => n?.status === 'succeeded' && n.id === data.testNotificationChannel.notificationId,
    );
    expect(at(p)[0]?.body).toContain('This channel works');
  });

  test.each([
    [{ type: 'email' }, 'invalid-input'],
    [{ type: 'email', to: ['not an address'] }, 'invalid-input'],
    [{ type: 'slack' }, 'invalid-input'],
    [{ type: 'pager', url: 'https://example.com' }, 'invalid-input'],
  ])('%o is refused', async (variables, code) => {
    expect((await create(variables)).errors?.[0]?.extensions.code).toBe(code);
  });

  test('keeps its address to itself', async () => {
    const p = path();
    await create({ type: 'slack', url: `${sink.url}${p}` });
    for (const table of ['notification_channels', 'requests', 'audit_log'])
      expect(JSON.stringify(await plane.database.sql(`select * from ${table}`))).not.toContain(p.slice(1));
  });
});

describe('an alert rule', () => {
  const rule = async (variables: Record<string, unknown>): Promise<string> => {
    const { data, errors } = await plane.as(
      await t.member('developer'),
      'mutation($rule: alert_rules_insert_input!) { insert_alert_rules_one(object: $rule) { id organization_id project_id } }',
      { rule: { name: 'Ours', severity: 'critical', for_minutes: 5, ...variables } },
    );
    expect(errors).toBeUndefined();
    expect(data.insert_alert_rules_one.organization_id).toBe(t.organizationId);
    return data.insert_alert_rules_one.id;
  };
  const alerts = (ruleId: string) => plane.database.sql('select * from alerts where rule_id = $1 order by created_at', [ruleId]);
  const check = () => plane.reconciler().wake({ kind: 'alerts', id: t.organizationId });
  const instance = async (set = "status = 'running', ready_replicas = 1"): Promise<string> => {
    await plane.database.sql(
      'insert into service_instances (service_id, environment_id) values ($1, $2) on conflict do nothing',
      [t.serviceId, t.productionId],
    );
    const [row] = await plane.database.sql(
      `update service_instances set desired_state = 'running', ${set} where service_id = $1 returning id`,
      [t.serviceId],
    );
    return String(row?.id);
  };
  /** Counts for a minute from `inMs` on: written before the clock is moved there, so that nobody looks in between. */
  const sample = (instanceId: string, cpu: number, inMs = 0) =>
    plane.database.sql(
      `insert into service_metrics (service_instance_id, measured_at, cpu_cores, memory_bytes, requests, request_errors, replicas)
       values ($1, $2, $3, 1000, 100, 0, 1)`,
      [instanceId, new Date(plane.actionDeps.now() + inMs + 30_000), cpu],
    );

  test('fires when it has held long enough, once, is told to channels, and is over when it stays away', async () => {
    const p = path();
    await create({ type: 'slack', url: `${sink.url}${p}`, types: ['Alert*'] });
    const id = await instance();
    await sample(id, 2.5);
    const ruleId = await rule({ condition: 'cpu_cores', threshold: 2, service_id: t.serviceId });
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.status === 'pending',
    );
    await sample(id, 2.5, 5 * 60_000);
    plane.advance(5 * 60_000);
    check();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.status === 'firing',
    );
    await eventually(
      () => at(p),
      (all) => all.length === 1,
    );
    expect(at(p)[0]?.body).toContain(':rotating_light:');
    expect(at(p)[0]?.body).toContain('uses 2.5 cores');
    // Down and up again within the time: it rings no second time.
    plane.advance(60_000);
    await sample(id, 0.1);
    check();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.cleared_at !== null,
    );
    plane.advance(60_000);
    await sample(id, 5);
    check();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.cleared_at === null && a.status === 'firing',
    );
    plane.advance(120_000);
    check();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.cleared_at !== null,
    );
    plane.advance(5 * 60_000);
    check();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.status === 'resolved',
    );
    await eventually(
      () => at(p),
      (all) => all.length === 2,
    );
    expect(await alerts(ruleId)).toHaveLength(1);
    const events = await plane.database.sql(
      "select type from domain_events where organization_id = $1 and type like 'Alert%' order by created_at",
      [t.organizationId],
    );
    expect(events.map((e) => e.type)).toEqual(['AlertFired', 'AlertResolved']);
  });

  test('on failed deployments fires by itself, and is over with the next that serves', async () => {
    const ruleId = await rule({ condition: 'deployment_failed', project_id: t.projectId });
    plane.runtime.mode = 'failing';
    const deploy = async () =>
      await plane.as(lead, 'mutation($s: uuid!, $r: uuid!) { deployService(serviceId: $s, requestId: $r) { deploymentId } }', {
        s: t.serviceId,
        r: randomUUID(),
      });
    await deploy();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.status === 'firing' && String(a.summary).includes('Deployment 1 of'),
    );
    plane.runtime.mode = 'healthy';
    await deploy();
    await eventually(
      () => alerts(ruleId),
      ([a]) => a?.status === 'resolved',
    );
  });

  test('that is switched off or deleted ends what it found', async () => {
    const id = await instance();
    await sample(id, 3);
    const [off, gone] = [
      await rule({ condition: 'cpu_cores', threshold: 1, for_minutes: 0 }),
      await rule({ condition: 'cpu_cores', threshold: 2, for_minutes: 0 }),
    ];
    for (const ruleId of [off, gone])
      await eventually(
        () => alerts(ruleId),
        ([a]) => a?.status === 'firing',
      );
    const developer = await t.member('developer');
    await plane.as(
      developer,
      'mutation($id: uuid!) { update_alert_rules_by_pk(pk_columns: { id: $id }, _set: { is_enabled: false }) { id } }',
      { id: off },
    );
    await eventually(
      () => alerts(off),
      ([a]) => a?.status === 'resolved',
    );
    await plane.as(developer, 'mutation($id: uuid!) { delete_alert_rules_by_pk(id: $id) { id } }', { id: gone });
    const [resolved] = await plane.database.sql(
      "select count(*)::int as n from domain_events where organization_id = $1 and type = 'AlertResolved'",
      [t.organizationId],
    );
    expect(resolved?.n).toBe(2);
  });

  test('of another organization sees nothing of this one, and viewers make none', async () => {
    const id = await instance();
    await sample(id, 9);
    const other = await createTenant(plane);
    const { errors } = await plane.as(
      await other.member('org_owner'),
      'mutation($s: uuid!) { insert_alert_rules_one(object: { name: "x", condition: cpu_cores, threshold: 1, service_id: $s }) { id } }',
      { s: t.serviceId },
    );
    expect(errors).toBeDefined();
    const viewer = await plane.as(await t.member('viewer'), 'mutation { insert_alert_rules_one(object: { name: "x" }) { id } }');
    expect(viewer.errors?.[0]?.extensions.code).toBe('validation-failed');
  });

  test.each([
    { condition: 'cpu_cores' },
    { condition: 'error_rate', threshold: 101 },
    { condition: 'service_down', threshold: 1 },
    { condition: 'crash_loop', threshold: 1 },
  ])('%o makes no sense and is refused', async (wrong) => {
    const { errors } = await plane.as(
      lead,
      'mutation($rule: alert_rules_insert_input!) { insert_alert_rules_one(object: $rule) { id } }',
      { rule: { name: 'x', ...wrong } },
    );
    expect(errors?.[0]?.message).toContain('alert_rules_threshold_check');
  });
});
