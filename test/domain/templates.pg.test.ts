/** The marketplace: what it offers can be read as a northstack.yaml, and becomes a project in one step or not at all. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { configFile } from '../../domain/config/schema.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { codeOf } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  t = await createTenant(plane);
  developer = await t.member('developer');
});

const apply = (caller: Caller, templateId: string, values: Readonly<Record<string, unknown>> = {}) =>
  plane.as(
    caller,
    `mutation($templateId: uuid!, $project: String, $name: String, $requestId: uuid!) {
       applyTemplate(templateId: $templateId, project: $project, name: $name, requestId: $requestId) {
         projectId serviceIds project { slug name databases { slug } services { slug } }
       }
     }`,
    { templateId, requestId: randomUUID(), ...values },
  );
const builtIn = async (slug: string): Promise<string> =>
  String((await plane.database.sql('select id from templates where slug = $1 and organization_id is null', [slug]))[0]?.id);
const own = async (of: TestTenant, manifest: unknown): Promise<string> => {
  const { data, errors } = await plane.as(
    await of.member('devops'),
    `mutation($manifest: jsonb!) { insert_templates_one(object: {
       slug: "own-${randomUUID().slice(0, 8)}", name: "Own", description: "Ours", category: "web", manifest: $manifest
     }) { id } }`,
    { manifest },
  );
  expect(errors).toBeUndefined();
  return data.insert_templates_one.id;
};
const projects = async () =>
  (await plane.database.sql('select slug from projects where organization_id = $1', [t.organizationId])).map((r) => r.slug);

test('every template is a valid configuration of one project', async () => {
  const rows = await plane.database.sql('select slug, manifest from templates where organization_id is null');
  expect(rows.length).toBeGreaterThan(0);
  for (const { slug, manifest } of rows) {
    const read = configFile.safeParse(manifest);
    expect([slug, read.error?.issues]).toEqual([slug, undefined]);
    expect(Object.keys(read.data?.projects ?? {})).toHaveLength(1);
  }
});

test('a template becomes a project with its services and a database that comes up', async () => {
  const { data, errors } = await apply(developer, await builtIn('node-postgresql'), { project: 'shop', name: 'The shop' });
  expect(errors).toBeUndefined();
  const { project, projectId, serviceIds } = data.applyTemplate;
  expect(project).toEqual({ slug: 'shop', name: 'The shop', databases: [{ slug: 'main' }], services: [{ slug: 'web' }] });
  expect(serviceIds).toHaveLength(1);
  await eventually(
    () => plane.database.sql('select status from databases where project_id = $1', [projectId]),
    ([row]) => row?.status === 'running',
  );
  const bindings = await plane.database.sql('select variable from database_bindings where project_id = $1', [projectId]);
  expect(bindings).toEqual([{ variable: 'DATABASE_URL' }]);
});

test('a name that is taken, or taken in the same moment, is refused and nothing is made', async () => {
  const id = await builtIn('postgresql');
  const answers = await Promise.all(Array.from({ length: 10 }, () => apply(developer, id, { project: 'once' })));
  expect(answers.filter((a) => a.errors === undefined)).toHaveLength(1);
  expect(new Set(answers.filter((a) => a.errors).map(codeOf))).toEqual(new Set(['slug-taken']));
  expect((await projects()).filter((slug) => slug === 'once')).toHaveLength(1);
});

test('an organization has templates of its own; another one’s is answered like one that does not exist', async () => {
  const manifest = { version: 1, projects: { ours: { services: { web: { image: 'nginx:1.29' } } } } };
  expect((await apply(developer, await own(t, manifest))).data.applyTemplate.project.slug).toBe('ours');
  const theirs = await own(await createTenant(plane), manifest);
  expect(codeOf(await apply(developer, theirs))).toBe('template-not-found');
  expect(codeOf(await apply(developer, randomUUID()))).toBe('template-not-found');
  expect(codeOf(await apply(await t.member('viewer'), await builtIn('postgresql')))).toBe('validation-failed');
});

test('a template that describes no project, or several, is refused with what to do', async () => {
  for (const manifest of [{}, { projects: {} }, { projects: { a: {}, b: {} } }, { projects: { a: { services: { web: {} } } } }])
    expect(codeOf(await apply(developer, await own(t, manifest)))).toBe('invalid-manifest');
  expect(codeOf(await apply(developer, await builtIn('postgresql'), { project: 'No Slug' }))).toBe('invalid-input');
  const dangling = { projects: { a: { services: { web: { image: 'nginx', variables: { A: '${{ nobody.URL }}' } } } } } };
  expect(codeOf(await apply(developer, await own(t, dangling)))).toBe('config-invalid');
  expect(await projects()).toHaveLength(1);
});
