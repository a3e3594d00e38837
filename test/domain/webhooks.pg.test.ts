/** Webhooks from the command that makes them to what a receiver gets, through the real engine, its triggers and a real HTTP receiver. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { type ReceivedRequest, type ServerAnswer, type TestServer, testServer } from '../support/http-server.ts';

let plane: ControlPlane;
let receiver: TestServer;
let answers: (request: ReceivedRequest) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>;
let t: TestTenant;
let lead: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
  receiver = await testServer((request) => answers(request));
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  answers = () => ({ status: 204 });
  t = await createTenant(plane);
  lead = await t.member('team_lead');
});

const CREATE = `mutation($name: String!, $url: String!, $types: [String!], $project: uuid, $r: uuid!) {
  createWebhook(name: $name, url: $url, eventTypes: $types, projectId: $project, requestId: $r) { webhookId secret webhook { name url } } }`;
const create = async (variables: Record<string, unknown> = {}, caller = lead) => {
  const path = `/${randomUUID()}`;
  const given = { name: 'Mine', url: `${receiver.url}${path}`, r: randomUUID(), ...variables };
  const answer = await plane.as(caller, CREATE, given);
  return {
    errors: answer.errors,
    id: String(answer.data?.createWebhook.webhookId),
    secret: String(answer.data?.createWebhook.secret),
    got: () => receiver.received.filter((r) => r.path === path),
  };
};
const tell = async (type = 'ServiceDeployed', project: string | null = t.projectId, organization = t.organizationId) => {
  await plane.database.sql(`select tell($1, $2, $3, 'service', $4, '{"revision":3}')`, [
    organization,
    project,
    type,
    t.serviceId,
  ]);
};
const deliveries = async (id: string) =>
  await plane.database.sql('select * from webhook_deliveries where webhook_id = $1 order by created_at', [id]);
const ended = (id: string, status: string) =>
  eventually(
    () => deliveries(id),
    ([first]) => first?.status === status,
  );
const webhook = async (id: string) => (await plane.database.sql('select * from webhooks where id = $1', [id]))[0];
const wake = (id: string) => plane.reconciler().wake({ kind: 'webhook', id });
/** As a receiver would, by the specification and not by our own code. */
const signatureOf = ({ headers, body }: ReceivedRequest, secret: string): string => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
};

describe('a webhook', () => {
  test('is told an event, signed, with the id of the event', async () => {
    const { id, secret, got } = await create();
    await tell();
    await ended(id, 'succeeded');
    const [message] = got();
    if (!message) throw new Error('nothing came');
    const [event] = await plane.database.sql(
      "select * from domain_events where organization_id = $1 and type = 'ServiceDeployed'",
      [t.organizationId],
    );
    expect(message.headers['webhook-id']).toBe(event?.id);
    expect(message.headers['webhook-signature']).toBe(signatureOf(message, secret));
    expect(JSON.parse(message.body)).toMatchObject({
      type: 'ServiceDeployed',
      timestamp: expect.any(String),
      data: { organizationId: t.organizationId, projectId: t.projectId, subjectId: t.serviceId, payload: { revision: 3 } },
    });
    const { data } = await plane.as(
      lead,
      'query($id: uuid!) { webhook_deliveries(where: { webhook_id: { _eq: $id } }) { attempts attempt_history { attempt response_status failure_reason } } }',
      { id },
    );
    expect(data.webhook_deliveries).toEqual([
      { attempts: 1, attempt_history: [{ attempt: 1, response_status: 204, failure_reason: null }] },
    ]);
  });

  test('gets the events it asks for, of its project and organization, and no others', async () => {
    const other = await createTenant(plane);
    const failures = await create({ types: ['*Failed', 'MemberAdded'] });
    const project = await create({ project: t.projectId });
    for (const type of ['ServiceDeployed', 'BuildFailed']) await tell(type);
    await tell('MemberAdded', null);
    await tell('DeploymentFailed', other.projectId, other.organizationId);
    const types = async (id: string) => (await deliveries(id)).map((d) => d.event_type).sort();
    expect(await types(failures.id)).toEqual(['BuildFailed', 'MemberAdded']);
    expect(await types(project.id)).toEqual(['BuildFailed', 'ServiceDeployed']);
  });

  test('that is switched off gets nothing, and what waited when it is switched on again', async () => {
    answers = () => ({ status: 500 });
    const { id, got } = await create();
    await tell();
    await eventually(got, (requests) => requests.length === 1);
    const enable = (to: boolean) =>
      plane.as(
        lead,
        'mutation($id: uuid!, $to: Boolean!) { update_webhooks_by_pk(pk_columns: { id: $id }, _set: { is_enabled: $to }) { id } }',
        {
          id,
          to,
        },
      );
    await enable(false);
    await tell();
    expect(await deliveries(id)).toHaveLength(1);
    answers = () => ({ status: 200 });
    plane.advance(60_000);
    await enable(true);
    await ended(id, 'succeeded');
  });

  test('whose secret is rotated signs with both for a while, then with the new one alone', async () => {
    const { id, secret, got } = await create();
    const requestId = randomUUID();
    const rotate = () =>
      plane.as(
        lead,
        'mutation($id: uuid!, $r: uuid!) { rotateWebhookSecret(webhookId: $id, overlapHours: 1, requestId: $r) { secret } }',
        {
          id,
          r: requestId,
        },
      );
    const { data } = await rotate();
    expect((await rotate()).data).toEqual(data);
    const renewed: string = data.rotateWebhookSecret.secret;
    expect(renewed).not.toBe(secret);
    await tell();
    const [both] = await eventually(got, (requests) => requests.length === 1);
    if (!both) throw new Error('nothing came');
    expect(both.headers['webhook-signature']).toBe(`${signatureOf(both, renewed)} ${signatureOf(both, secret)}`);
    plane.advance(3600_000);
    await tell();
    const [, alone] = await eventually(got, (requests) => requests.length === 2);
    if (!alone) throw new Error('nothing came');
    expect(alone.headers['webhook-signature']).toBe(signatureOf(alone, renewed));
  });
});

describe('its receiver', () => {
  test('fails: the same message comes again, and the history says what each attempt got', async () => {
    const replies = [{ status: 500, body: 'broken' }, { status: 302 }, { status: 200 }];
    answers = () => replies.shift();
    const { id, secret, got } = await create();
    await tell();
    for (const attempts of [1, 2]) {
      await eventually(
        () => deliveries(id),
        ([d]) => d?.attempts === attempts && d.claimed_until === null,
      );
      plane.advance(3600_000);
      wake(id);
    }
    await ended(id, 'succeeded');
    const messages = got();
    expect(new Set(messages.map((m) => m.headers['webhook-id'])).size).toBe(1);
    expect(new Set(messages.map((m) => m.headers['webhook-timestamp'])).size).toBe(3);
    for (const message of messages) expect(message.headers['webhook-signature']).toBe(signatureOf(message, secret));
    const rows = await plane.database.sql(
      'select attempt, response_status, response_excerpt, failure_reason from webhook_attempts where delivery_id = $1 order by attempt',
      [(await deliveries(id))[0]?.id],
    );
    expect(rows).toEqual([
      { attempt: 1, response_status: 500, response_excerpt: 'broken', failure_reason: 'It answered 500.' },
      { attempt: 2, response_status: 302, response_excerpt: '', failure_reason: expect.stringContaining('redirect') },
      { attempt: 3, response_status: 200, response_excerpt: '', failure_reason: null },
    ]);
    // How its receiver does is noted after the attempt.
    await eventually(
      () => webhook(id),
      (w) => w?.consecutive_failures === 0 && w.failing_since === null,
    );
  });

  test('asks for time and gets it', async () => {
    answers = () => ({ status: 429, headers: { 'retry-after': '7200' } });
    const { id } = await create();
    await tell();
    const [delivery] = await eventually(
      () => deliveries(id),
      ([d]) => d?.response_status === 429,
    );
    const waits = new Date(String(delivery?.next_attempt_at)).getTime() - new Date(String(delivery?.created_at)).getTime();
    expect(waits).toBeGreaterThanOrEqual(7_190_000);
  });

  test('is gone: the webhook is switched off at once, and an event says so', async () => {
    answers = () => ({ status: 410 });
    const { id } = await create({ types: ['ServiceDeployed'] });
    await tell();
    await ended(id, 'failed');
    expect(
      await eventually(
        () => webhook(id),
        (w) => w?.is_enabled === false,
      ),
    ).toMatchObject({ disabled_reason: expect.stringContaining('410') });
    const [event] = await plane.database.sql(
      "select payload from domain_events where type = 'WebhookDisabled' and subject_id = $1",
      [id],
    );
    expect(event?.payload).toMatchObject({ name: 'Mine' });
  });

  test('does not answer for days: the webhook is switched off', async () => {
    answers = () => ({ status: 500 });
    const { id } = await create({ types: ['ServiceDeployed'] });
    for (let i = 0; i < 20; i += 1) await tell();
    await eventually(
      () => webhook(id),
      (w) => Number(w?.consecutive_failures) >= 20,
    );
    expect(await webhook(id)).toMatchObject({ is_enabled: true });
    plane.advance(3 * 86_400_000);
    wake(id);
    await eventually(
      () => webhook(id),
      (w) => w?.is_enabled === false && String(w.disabled_reason).includes('three days'),
    );
  });

  test('that is slow holds up no other', async () => {
    const slow = await create();
    const fast = await create();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slowUrl = String((await webhook(slow.id))?.url);
    answers = async (request) => {
      if (slowUrl.endsWith(request.path)) await held;
      return { status: 200 };
    };
    for (let i = 0; i < 12; i += 1) await tell();
    await eventually(
      () => deliveries(fast.id),
      (rows) => rows.length === 12 && rows.every((d) => d.status === 'succeeded'),
    );
    expect((await deliveries(slow.id)).some((d) => d.status === 'succeeded')).toBe(false);
    // No more than a few at a time are on their way to it.
    expect(slow.got().length).toBeLessThanOrEqual(4);
    release();
    await eventually(
      () => deliveries(slow.id),
      (rows) => rows.every((d) => d.status === 'succeeded'),
    );
  });

  test.each(['http://192.168.7.7/hook', 'http://169.254.169.254/latest/meta-data', 'http://[::1]:8080/'])(
    'at %s is never asked: it is inside the installation',
    async (url) => {
      const { id } = await create({ url });
      await tell();
      const [delivery] = await ended(id, 'failed');
      expect(delivery).toMatchObject({ attempts: 1, response_status: null });
      expect(delivery?.failure_reason).toContain("installation's own network");
    },
  );
});

describe('nothing is lost', () => {
  test('what a sender that was killed had begun is sent again by the next one', async () => {
    const { id, got } = await create({ types: ['ServiceDeployed'] });
    await plane.database.sql('update webhooks set is_enabled = false where id = $1', [id]);
    await plane.database.sql(
      `insert into webhook_deliveries (organization_id, project_id, webhook_id, event_id, event_type, attempts, claimed_until)
       select organization_id, project_id, $1, id, type, 1, $3 from domain_events
       where organization_id = $2 and type = 'ServiceCreated'`,
      [id, t.organizationId, new Date(plane.actionDeps.now() + 3600_000)],
    );
    await plane.database.sql('update webhooks set is_enabled = true where id = $1', [id]);
    await plane.reconciler().settled();
    expect(got()).toEqual([]);
    await plane.restart();
    plane.advance(2 * 3600_000);
    await plane.reconciler().resync();
    await ended(id, 'succeeded');
    expect((await deliveries(id))[0]?.attempts).toBe(2);
  });

  test('two senders of one message: one of them sends it', async () => {
    const { id } = await create({ types: ['ServiceDeployed'] });
    await plane.database.sql('update webhooks set is_enabled = false where id = $1', [id]);
    await plane.database.sql(
      `insert into webhook_deliveries (organization_id, webhook_id, event_id, event_type) values ($1, $2, gen_random_uuid(), 'ServiceDeployed')`,
      [t.organizationId, id],
    );
    const [row] = await deliveries(id);
    const claim = () =>
      plane.send(
        { 'x-hasura-admin-secret': plane.adminSecret },
        `mutation($id: uuid!) { update_webhook_deliveries(where: { id: { _eq: $id }, attempts: { _eq: 0 } },
           _set: { claimed_until: "2100-01-01" }, _inc: { attempts: 1 }) { affected_rows } }`,
        { id: row?.id },
      );
    const claims = await Promise.all(Array.from({ length: 8 }, claim));
    const won = claims.reduce((n, { data }) => n + data.update_webhook_deliveries.affected_rows, 0);
    expect(won).toBe(1);
  });

  test('somebody asks for a delivery again: a new one with the id of the event', async () => {
    const { id, got } = await create({ types: ['ServiceDeployed'] });
    await tell();
    const [original] = await ended(id, 'succeeded');
    const developer = await t.member('developer');
    const redeliver = (caller: Caller, r = randomUUID()) =>
      plane.as(caller, 'mutation($d: uuid!, $r: uuid!) { redeliverWebhook(deliveryId: $d, requestId: $r) { deliveryId } }', {
        d: original?.id,
        r,
      });
    const requestId = randomUUID();
    const answered = await Promise.all(Array.from({ length: 20 }, () => redeliver(developer, requestId)));
    expect(new Set(answered.map((a) => JSON.stringify(a.data))).size).toBe(1);
    await eventually(
      () => deliveries(id),
      (rows) => rows.length === 2 && rows.every((d) => d.status === 'succeeded'),
    );
    expect(new Set(got().map((m) => m.headers['webhook-id'])).size).toBe(1);
    const stranger = await (await createTenant(plane)).member('org_owner');
    expect((await redeliver(stranger)).errors?.[0]?.extensions.code).toBe('delivery-not-found');
  });
});

describe('who may', () => {
  test('a repeat of the command gets the same secret; no row, request or audit entry holds it', async () => {
    const r = randomUUID();
    const url = `${receiver.url}/same`;
    const all = await Promise.all(Array.from({ length: 10 }, () => create({ r, url })));
    expect(new Set(all.map((a) => `${a.id} ${a.secret}`)).size).toBe(1);
    const [first] = all;
    const secret = first?.secret.replace('whsec_', '') ?? '';
    for (const table of ['webhooks', 'requests', 'audit_log', 'domain_events'])
      expect(JSON.stringify(await plane.database.sql(`select * from ${table}`))).not.toContain(secret);
  });

  test('team leads and above make and change webhooks, developers see them, viewers do not', async () => {
    const { id } = await create();
    for (const role of ['developer', 'viewer']) {
      const { errors } = await create({}, await t.member(role));
      expect(errors?.[0]?.extensions.code).toBe('validation-failed');
    }
    const see = async (caller: Caller) => (await plane.as(caller, '{ webhooks { id } }')).data?.webhooks;
    expect(await see(await t.member('developer'))).toEqual([{ id }]);
    expect(await see(await t.member('viewer'))).toBeUndefined();
    expect(await see(await (await createTenant(plane)).member('org_owner'))).toEqual([]);
  });

  test.each([
    [{ url: 'ftp://example.com' }, 'invalid-input'],
    [{ url: 'http://user:password@example.com' }, 'invalid-input'],
    [{ types: ['no spaces'] }, 'invalid-input'],
    [{ project: randomUUID() }, 'project-not-found'],
  ])('%o is refused: %s', async (variables, code) => {
    expect((await create(variables)).errors?.[0]?.extensions.code).toBe(code);
  });

  test('another organization’s project is not there', async () => {
    const other = await createTenant(plane);
    expect((await create({ project: other.projectId })).errors?.[0]?.extensions.code).toBe('project-not-found');
  });

  test('an organization has 50 webhooks at most, also when many are made at once', async () => {
    await plane.database.sql(
      `insert into webhooks (organization_id, name, url, secret_sealed) select $1, 'w', 'https://example.com', 'x' from generate_series(1, 45)`,
      [t.organizationId],
    );
    const made = await Promise.all(Array.from({ length: 10 }, () => create()));
    expect(made.filter((m) => m.errors === undefined)).toHaveLength(5);
    expect(made.find((m) => m.errors)?.errors?.[0]?.extensions.code).toBe('webhook-limit');
  });

  test('an organization that has webhooks and channels can be deleted', async () => {
    await create();
    await create({ project: t.projectId });
    await plane.database.sql('delete from organizations where id = $1', [t.organizationId]);
    expect(await plane.database.sql('select 1 from webhooks where organization_id = $1', [t.organizationId])).toEqual([]);
  });
});
