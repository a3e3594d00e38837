/** What a caller is told when a plain write is refused, and what the audit log knows of who wrote. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, GraphqlError } from '../../sdk/client.ts';
import { CreateProjectDocument } from '../../sdk/generated.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';

let plane: ControlPlane;
let t: TestTenant;
let owner: Caller;

beforeAll(async () => {
  plane = await startControlPlane({ still: true });
  t = await createTenant(plane, 'taken');
  owner = await t.member('org_owner');
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

const headersOf = ({ role, userId, organizationId }: Caller) => ({
  'x-hasura-admin-secret': plane.adminSecret,
  'x-hasura-role': role,
  'x-hasura-user-id': userId,
  'x-hasura-org-id': organizationId,
});
const insert = 'mutation($slug: String!) { insert_projects_one(object: { slug: $slug, name: "Shop" }) { id } }';

test.each([
  ['taken', 'slug-taken'],
  ['Not A Slug', 'invalid-slug'],
])('a plain mutation with the slug %j is told Hasura’s code, and what to do', async (slug, code) => {
  const { errors } = await plane.as(owner, insert, { slug });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: slug === 'taken' ? 'constraint-violation' : 'permission-error',
    explanation: { code, message: expect.stringMatching(/\.$/) },
  });
});

test.each([
  [
    'a time zone that nobody has',
    'services',
    { type: 'cron', schedule: '0 3 * * *', schedule_timezone: 'Mars/Olympus' },
    'invalid-timezone',
  ],
  ['a number that is none', 'alert_rules', { condition: 'cpu_percent', threshold: 'NaN' }, 'invalid-alert-rule'],
  [
    'a preview that ends at the end of time',
    'environments',
    { type: 'preview', slug: 'pr-1', expires_at: 'infinity' },
    'invalid-expiry',
  ],
  ['a byte that no text has', 'projects', { slug: 'nul', name: 'a\u0000b' }, 'invalid-value'],
])('%s is refused in words', async (_, table, values, code) => {
  const place = table === 'projects' || table === 'alert_rules' ? {} : { project_id: t.projectId };
  const service = table === 'services' ? { slug: 'job', source_type: 'image', image: 'nginx' } : {};
  const { errors } = await plane.as(
    owner,
    `mutation($object: ${table}_insert_input!) { insert_${table}_one(object: $object) { id } }`,
    { object: { name: 'X', ...place, ...service, ...values } },
  );
  expect(errors?.[0]?.extensions).toMatchObject({ explanation: { code } });
});

test('a schedule has the hours of a clock somewhere', async () => {
  const { errors } = await plane.as(
    owner,
    `mutation($p: uuid!) { insert_services_one(object: { project_id: $p, slug: "nightly", name: "N", type: cron, schedule: "0 3 * * *",
       schedule_timezone: "America/Argentina/Buenos_Aires", source_type: image, image: "nginx" }) { id } }`,
    { p: t.projectId },
  );
  expect(errors).toBeUndefined();
});

test('REST says it as well, and the client library speaks in those words', async () => {
  const response = await fetch(new URL('/api/rest/v1/projects', plane.url), {
    method: 'POST',
    headers: { ...headersOf(owner), 'content-type': 'application/json' },
    body: JSON.stringify({ object: { slug: 'taken', name: 'Shop' } }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'constraint-violation', explanation: { code: 'slug-taken' } });
  const client = createClient({ url: plane.url, headers: () => headersOf(owner) });
  const refused = client.request(CreateProjectDocument, { slug: 'taken', name: 'Shop', description: '' });
  await expect(refused).rejects.toThrow(GraphqlError);
  await expect(refused).rejects.toMatchObject({ code: 'slug-taken', message: 'This name is taken here. Choose another.' });
});

test('a quota that is used up is named, with its limit and use', async () => {
  const { organizationId } = await createTenant(plane);
  await plane.database.sql("insert into quotas (organization_id, quota, maximum) values ($1, 'projects', 1)", [organizationId]);
  const full = { ...owner, organizationId };
  await plane.database.sql("insert into organization_members (organization_id, user_id, role) values ($1, $2, 'org_owner')", [
    organizationId,
    owner.userId,
  ]);
  const { errors } = await plane.as(full, insert, { slug: 'one-more' });
  expect(errors?.[0]?.extensions).toMatchObject({
    explanation: { code: 'quota-exceeded', message: expect.stringMatching(/projects.*1/s) },
  });
});

test('the audit log knows the request and where it came from, of plain mutations and of commands', async () => {
  const requestId = `client-${randomUUID()}`;
  const plain = await plane.send({ ...headersOf(owner), 'x-request-id': requestId }, insert, {
    slug: `p-${randomUUID().slice(0, 8)}`,
  });
  const [row] = await plane.database.sql('select * from audit_log where row_id = $1', [plain.data.insert_projects_one.id]);
  expect(row).toMatchObject({
    actor_id: owner.userId,
    actor_role: 'org_owner',
    request_id: requestId,
    client_address: expect.stringMatching(/127\.0\.0\.1$/),
  });
  const id = randomUUID();
  const { errors } = await plane.send(
    { ...headersOf(owner), 'x-forwarded-for': '203.0.113.7' },
    'mutation($id: uuid!, $project: uuid!) { deleteProject(projectId: $project, requestId: $id) { projectId } }',
    { id, project: plain.data.insert_projects_one.id },
  );
  expect(errors).toBeUndefined();
  const [deleted] = await plane.database.sql(
    "select * from audit_log where row_id = $1 and 'deleting_at' = any (changed_columns)",
    [plain.data.insert_projects_one.id],
  );
  expect(deleted).toMatchObject({ actor_role: 'org_owner', request_id: id, client_address: '203.0.113.7' });
});
