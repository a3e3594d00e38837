import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { gitRepository } from '../support/git-repository.ts';
import { freePort } from '../support/ports.ts';
import { deafApp, failingBuild, slowBuild, webApp } from './support/apps.ts';
import { expiredToken } from './support/expired-token.ts';
import { graphql, type Headers } from './support/graphql.ts';
import { type Northstack, type Site, site } from './support/northstack.ts';
import { configure, createService, createTenant, deploy, deployAndWait, signIn } from './support/tenant.ts';

let at: Site;
let northstack: Northstack;
let developer: Headers;

beforeAll(async () => {
  at = await site();
  northstack = await at.up();
  developer = await signIn(northstack, await createTenant(northstack, 'acme'));
});
afterAll(() => at[Symbol.asyncDispose]());

let count = 0;
const project = () => `project-${++count}`;

test('an unknown repository', async () => {
  const service = await createService(northstack, developer, project(), { repository: 'file:///nowhere/at/all.git' });
  const end = await deployAndWait(northstack, developer, service);
  expect(end).toMatchObject({ status: 'failed', failure_step: 'building' });
  expect(end.failure_reason).toMatch(/repository/i);
});

test('an unknown branch', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, project(), { repository: repository.url });
  const end = await deployAndWait(northstack, developer, service, 'no-such-branch');
  expect(end).toMatchObject({ status: 'failed', failure_step: 'building' });
  expect(end.failure_reason).toContain('no-such-branch');
});

test('a failing build shows its last lines', async () => {
  await using repository = await gitRepository(failingBuild);
  const service = await createService(northstack, developer, project(), { repository: repository.url });
  const end = await deployAndWait(northstack, developer, service);
  expect(end).toMatchObject({ status: 'failed', failure_step: 'building' });
  expect(end.failure_reason).toContain('the answer does not compile: 42');
});

test('an app that never becomes healthy: it says why, and the version before keeps serving', async () => {
  await using repository = await gitRepository(webApp('good'));
  const service = await createService(northstack, developer, project(), {
    repository: repository.url,
  });
  const good = await deployAndWait(northstack, developer, service);
  // Long enough for it to start and say so.
  await configure(northstack, developer, service, { health_timeout_seconds: 12 });
  await repository.commit(deafApp);
  const end = await deployAndWait(northstack, developer, service);
  expect(end.status).toBe('failed');
  expect(['deploying', 'verifying']).toContain(end.failure_step);
  expect(end.failure_reason).toContain('I do not listen to anybody');
  const answer = await northstack.fetch('/', { host: new URL(good.instance.url ?? '').host });
  expect(await answer.json()).toMatchObject({ version: 'good' });
  expect(end.instance.status).toBe('running');
});

test('a port that is taken', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, project(), {
    repository: repository.url,
    config: { port, health_timeout_seconds: 12 },
  });
  const end = await deployAndWait(northstack, developer, service);
  other.close();
  expect(end.status).toBe('failed');
  expect(end.failure_reason).toContain(String(port));
});

test('an invalid slug', async () => {
  const create = () =>
    graphql(northstack, developer, 'mutation { insert_projects_one(object: { slug: "Not A Slug", name: "x" }) { id } }');
  await expect(create()).rejects.toMatchObject({
    code: expect.stringMatching(/permission-error|constraint-violation|validation-failed/),
  });
});

test("someone else's service is not found", async () => {
  await using repository = await gitRepository(webApp('one'));
  const theirs = await createService(northstack, developer, project(), { repository: repository.url });
  const stranger = await signIn(northstack, await createTenant(northstack, 'rival'));
  await expect(deploy(northstack, stranger, theirs)).rejects.toMatchObject({ code: 'service-not-found' });
  const { services_by_pk: seen } = await graphql<{ services_by_pk: unknown }>(
    northstack,
    stranger,
    'query ($id: uuid!) { services_by_pk(id: $id) { id } }',
    { id: theirs },
  );
  expect(seen).toBeNull();
});

test('an expired token', async () => {
  const headers = { authorization: `Bearer ${await expiredToken(at.data, developer)}` };
  await expect(graphql(northstack, headers, '{ projects { id } }')).rejects.toMatchObject({ code: 'invalid-jwt' });
});

test('a full queue', async () => {
  const admin = { 'x-hasura-admin-secret': northstack.adminSecret };
  const crowded = await signIn(northstack, await createTenant(northstack, 'crowded'));
  await graphql(
    northstack,
    admin,
    'mutation { update_organizations(where: { slug: { _eq: "crowded" } }, _set: { deployment_queue_limit: 2 }) { affected_rows } }',
  );
  await using repository = await gitRepository(slowBuild('/nowhere/go'));
  const service = await createService(northstack, crowded, project(), { repository: repository.url });
  const first = await deploy(northstack, crowded, service);
  await eventually(
    () =>
      graphql<{ deployments_by_pk: { status: string } }>(
        northstack,
        crowded,
        'query ($id: uuid!) { deployments_by_pk(id: $id) { status } }',
        { id: first },
      ),
    ({ deployments_by_pk: d }) => d.status === 'building',
  );
  await deploy(northstack, crowded, service);
  await deploy(northstack, crowded, service);
  await expect(deploy(northstack, crowded, service)).rejects.toMatchObject({ code: 'queue-full' });
  // Nothing is harmed: what is under way can be cancelled.
  await graphql(
    northstack,
    crowded,
    'mutation ($id: uuid!, $r: uuid!) { cancelDeployment(deploymentId: $id, requestId: $r) { deploymentId } }',
    {
      id: first,
      r: randomUUID(),
    },
  );
  await eventually(
    () =>
      graphql<{ deployments_by_pk: { status: string } }>(
        northstack,
        crowded,
        'query ($id: uuid!) { deployments_by_pk(id: $id) { status } }',
        { id: first },
      ),
    ({ deployments_by_pk: d }) => d.status === 'cancelled',
  );
});

test('settings that make no sense', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, project(), { repository: repository.url });
  await expect(configure(northstack, developer, service, { port: 70_000 })).rejects.toMatchObject({
    code: expect.stringMatching(/permission-error|constraint-violation|validation-failed/),
  });
});
