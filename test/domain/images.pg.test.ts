/** Services that run an image from elsewhere: which one a version runs, with whose credential, and what the user is told. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let serviceId: string;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  Object.assign(plane.images, { refuse: null, generation: 1 });
  plane.runtime.runs = ['directory', 'image'];
  t = await createTenant(plane);
  developer = await t.member('developer');
  const [row] = await plane.database.sql(
    `insert into services (project_id, slug, name, type, source_type, image)
     values ($1, 'api', 'Api', 'web', 'image', 'ghcr.io/acme/api:1') returning id`,
    [t.projectId],
  );
  serviceId = String(row?.id);
});

async function command(name: string, more = ''): Promise<string> {
  const { data, errors } = await plane.as(
    developer,
    `mutation { ${name}(serviceId: "${serviceId}", requestId: "${randomUUID()}" ${more}) { deploymentId } }`,
  );
  expect(errors).toBeUndefined();
  return data[name].deploymentId;
}
const row = async (id: string) =>
  (
    await plane.as(
      developer,
      `{ deployments_by_pk(id: "${id}") { image image_digest status failure_step failure_reason service_instance_id } }`,
    )
  ).data.deployments_by_pk;
const wanted = async (id: string) => plane.runtime.desired.get((await row(id)).service_instance_id);
const setCredential = async (project: string | null, password: string, registry = 'ghcr.io') => {
  const caller = await t.member(project === null ? 'org_owner' : 'developer');
  const { errors } = await plane.as(
    caller,
    `mutation ($p: uuid, $registry: String!, $w: String!, $r: uuid!) {
       setRegistryCredential(projectId: $p, registry: $registry, username: "bot", password: $w, requestId: $r) { registryCredentialId } }`,
    { p: project, registry, w: password, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
};

test('a version runs the image that its name meant when it began; a rollback to it as well, whatever the name means by then', async () => {
  const first = await command('deployService');
  await reaches(plane, first, 'running');
  const { image, image_digest: digest } = await row(first);
  expect([image, digest]).toEqual(['ghcr.io/acme/api:1', expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]);
  expect((await wanted(first))?.artifact).toMatchObject({ kind: 'image', reference: `ghcr.io/acme/api:1@${digest}`, digest });
  plane.images.generation = 2;
  const second = await command('deployService');
  await reaches(plane, second, 'running');
  expect((await row(second)).image_digest).not.toBe(digest);
  const back = await command('rollbackService');
  await reaches(plane, back, 'running');
  expect((await row(back)).image_digest).toBe(digest);
  expect((await wanted(back))?.artifact.digest).toBe(digest);
});

test('the project’s credential counts before the organization’s, and those of other registries not at all', async () => {
  await setCredential(null, 'of the organization');
  await setCredential(t.projectId, 'of elsewhere', 'registry.example.com');
  await reaches(plane, await command('deployService'), 'running');
  expect(plane.images.asked.at(-1)?.credential).toMatchObject({ username: 'bot', password: 'of the organization' });
  await setCredential(t.projectId, 'of the project');
  const id = await command('deployService');
  await reaches(plane, id, 'running');
  const credential = { registry: 'ghcr.io', username: 'bot', password: 'of the project' };
  expect(plane.images.asked.at(-1)?.credential).toMatchObject({ password: 'of the project' });
  expect((await wanted(id))?.pullCredential).toEqual(credential);
});

test('without a credential the registry is asked with none', async () => {
  const id = await command('deployService');
  await reaches(plane, id, 'running');
  expect([plane.images.asked.at(-1)?.credential, (await wanted(id))?.pullCredential]).toEqual([null, null]);
});

test('an image that is not there fails the deployment with the registry’s words', async () => {
  plane.images.refuse = new Fault('gone', { code: 'image-not-found', message: 'ghcr.io has no image acme/api:1.' });
  const id = await command('deployService');
  await reaches(plane, id, 'failed');
  expect(await row(id)).toMatchObject({ failure_step: 'queued', failure_reason: 'ghcr.io has no image acme/api:1.' });
});

test('a registry that is away for a while holds a deployment up and nothing else', async () => {
  plane.images.refuse = new Fault('retry', { code: 'registry-unreachable', message: 'The registry cannot be reached.' });
  const id = await command('deployService');
  const before = plane.images.asked.length;
  await eventually(
    () => plane.images.asked.length,
    (count) => count > before + 1,
  );
  expect((await row(id)).status).toBe('queued');
  plane.images.refuse = null;
  await reaches(plane, id, 'running');
});

test('where nothing runs images it is said so, and no registry is asked', async () => {
  plane.runtime.runs = ['directory'];
  const asked = plane.images.asked.length;
  const id = await command('deployService');
  const { failure_reason: reason } = await reaches(plane, id, 'failed');
  expect([reason?.includes('not container images'), plane.images.asked.length]).toEqual([true, asked]);
});
