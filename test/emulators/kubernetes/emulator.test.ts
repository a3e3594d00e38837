/** The emulated API server as its users meet it: through the vendor's own client, and against the vendors' own contracts where they are at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  Watch,
} from '@kubernetes/client-node';
import { parse as parseCel } from '@marcbachmann/cel-js';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type Kubernetes, startKubernetes } from './emulator.ts';
import type { KubernetesObject } from './resources.ts';
import { controlWorkloads } from './workloads.ts';

const specs = resolve(import.meta.dirname, '../../../../shared/specs');
const swagger = join(specs, 'kubernetes/swagger-subset-v1.35.json');

const widgets = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.org }
spec:
  group: example.org
  names: { plural: widgets, kind: Widget }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      subresources: { status: {} }
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              x-kubernetes-validations:
                - { rule: 'self.size <= self.limit', message: size must not pass limit }
              properties:
                size: { type: integer, minimum: 1 }
                limit: { type: integer, default: 10 }
                colour: { type: string, x-kubernetes-validations: [{ rule: self == oldSelf, message: colour is immutable }] }
            status: { type: object, x-kubernetes-preserve-unknown-fields: true }
`;

let cluster: Kubernetes;
let config: KubeConfig;
let core: CoreV1Api;
let custom: CustomObjectsApi;
beforeEach(async () => {
  cluster = await startKubernetes({ definitions: [widgets] });
  config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig());
  core = config.makeApiClient(CoreV1Api);
  custom = config.makeApiClient(CustomObjectsApi);
});
afterEach(() => cluster[Symbol.asyncDispose]());

const of = { group: 'example.org', version: 'v1', namespace: 'default', plural: 'widgets' };
const widget = (name: string, spec: object) => ({ apiVersion: 'example.org/v1', kind: 'Widget', metadata: { name }, spec });
const refusal = async (call: Promise<unknown>): Promise<{ code: number; reason: string; message: string }> => {
  const error = await call.then(
    () => {
      throw new Error('it was not refused');
    },
    (e: unknown) => e as { code: number; body: string },
  );
  return JSON.parse(error.body) as { code: number; reason: string; message: string };
};
const merge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
const apply = setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply);

test('objects get a uid, a version that grows with each change and a generation that counts changes of the spec only', async () => {
  const created = (await custom.createNamespacedCustomObject({ ...of, body: widget('a', { size: 1 }) })) as KubernetesObject;
  expect(created.metadata).toMatchObject({ name: 'a', namespace: 'default', generation: 1 });
  expect(created.spec?.limit).toBe(10);
  const labelled = (await custom.patchNamespacedCustomObject(
    { ...of, name: 'a', body: { metadata: { labels: { x: 'y' } } } },
    merge,
  )) as KubernetesObject;
  expect(labelled.metadata.generation).toBe(1);
  expect(Number(labelled.metadata.resourceVersion)).toBeGreaterThan(Number(created.metadata.resourceVersion));
  const grown = (await custom.patchNamespacedCustomObject(
    { ...of, name: 'a', body: { spec: { size: 2 }, status: { ignored: true } } },
    merge,
  )) as KubernetesObject;
  expect(grown.metadata.generation).toBe(2);
  expect(grown.status).toBeUndefined();
  const told = (await custom.patchNamespacedCustomObjectStatus(
    { ...of, name: 'a', body: { spec: { size: 9 }, status: { phase: 'Ready' } } },
    merge,
  )) as KubernetesObject;
  expect(told).toMatchObject({ spec: { size: 2 }, status: { phase: 'Ready' }, metadata: { generation: 2 } });
});

test('what is wrong is refused with the reason clients decide by', async () => {
  await custom.createNamespacedCustomObject({ ...of, body: widget('a', { size: 1, colour: 'red' }) });
  expect(await refusal(custom.createNamespacedCustomObject({ ...of, body: widget('a', { size: 1 }) }))).toMatchObject({
    code: 409,
    reason: 'AlreadyExists',
  });
  expect(await refusal(custom.createNamespacedCustomObject({ ...of, body: widget('b', {}) }))).toMatchObject({
    code: 422,
    message: expect.stringContaining('spec.size: Required value'),
  });
  expect(await refusal(custom.createNamespacedCustomObject({ ...of, body: widget('b', { size: 11 }) }))).toMatchObject({
    code: 422,
    message: expect.stringContaining('size must not pass limit'),
  });
  expect(
    await refusal(
      custom.createNamespacedCustomObject({ ...of, fieldValidation: 'Strict', body: widget('b', { size: 1, sise: 2 }) }),
    ),
  ).toMatchObject({
    code: 400,
    message: 'strict decoding error: unknown field "spec.sise"',
  });
  expect(
    await refusal(custom.patchNamespacedCustomObject({ ...of, name: 'a', body: { spec: { colour: 'blue' } } }, merge)),
  ).toMatchObject({ code: 422, message: expect.stringContaining('colour is immutable') });
  expect(await refusal(custom.getNamespacedCustomObject({ ...of, name: 'none' }))).toMatchObject({
    code: 404,
    reason: 'NotFound',
  });
  expect(
    await refusal(custom.createNamespacedCustomObject({ ...of, namespace: 'nowhere', body: widget('a', { size: 1 }) })),
  ).toMatchObject({ code: 404 });
  const stale = (await custom.getNamespacedCustomObject({ ...of, name: 'a' })) as KubernetesObject;
  await custom.patchNamespacedCustomObject({ ...of, name: 'a', body: { spec: { size: 3 } } }, merge);
  expect(
    await refusal(custom.replaceNamespacedCustomObject({ ...of, name: 'a', body: { ...stale, spec: { size: 4 } } })),
  ).toMatchObject({ code: 409, reason: 'Conflict' });
  expect(
    await refusal(
      custom.patchNamespacedCustomObject(
        { ...of, name: 'a', body: {} },
        setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
      ),
    ),
  ).toMatchObject({ code: 415 });
});

test('server-side apply: fields have owners, a conflict names them, and what is no longer applied goes', async () => {
  const applied = (spec: object, fieldManager: string, force = false) =>
    custom.patchNamespacedCustomObject({ ...of, name: 'a', body: widget('a', spec), fieldManager, force }, apply);
  await applied({ size: 1, colour: 'red' }, 'one');
  expect(await refusal(applied({ size: 2 }, 'two'))).toMatchObject({
    code: 409,
    reason: 'Conflict',
    message: expect.stringContaining('conflict with "one": .spec.size'),
  });
  expect(await applied({ size: 2 }, 'two', true)).toMatchObject({ spec: { size: 2, colour: 'red' } });
  const left = (await applied({ size: 2 }, 'one')) as KubernetesObject;
  expect(left.spec).toEqual({ size: 2, limit: 10 });
  expect(
    await refusal(custom.patchNamespacedCustomObject({ ...of, name: 'a', body: widget('a', { size: 2 }) }, apply)),
  ).toMatchObject({ code: 400 });
});

test('finalizers hold what is deleted, and a namespace goes with all that is in it', async () => {
  await core.createNamespace({ body: { metadata: { name: 'team' } } });
  const held = { ...of, namespace: 'team', name: 'held' };
  await custom.createNamespacedCustomObject({
    ...of,
    namespace: 'team',
    body: { ...widget('held', { size: 1 }), metadata: { name: 'held', finalizers: ['example.org/f'] } },
  });
  await core.createNamespacedSecret({ namespace: 'team', body: { metadata: { name: 's' }, stringData: { key: 'value' } } });
  expect((await core.readNamespacedSecret({ namespace: 'team', name: 's' })).data).toEqual({
    key: Buffer.from('value').toString('base64'),
  });
  await core.deleteNamespace({ name: 'team' });
  await vi.waitFor(
    async () => expect(await refusal(core.readNamespacedSecret({ namespace: 'team', name: 's' }))).toMatchObject({ code: 404 }),
    { timeout: 120_000 },
  );
  expect(((await custom.getNamespacedCustomObject(held)) as KubernetesObject).metadata.deletionTimestamp).toBeDefined();
  expect((await core.readNamespace({ name: 'team' })).status?.phase).toBe('Terminating');
  expect(await refusal(core.createNamespacedSecret({ namespace: 'team', body: { metadata: { name: 't' } } }))).toMatchObject({
    code: 403,
  });
  await custom.patchNamespacedCustomObject({ ...held, body: { metadata: { finalizers: null } } }, merge);
  await vi.waitFor(async () => expect(await refusal(core.readNamespace({ name: 'team' }))).toMatchObject({ code: 404 }), {
    timeout: 120_000,
  });
});

test('lists come in pages of one moment, and a token of a forgotten moment has expired', async () => {
  for (const name of ['a', 'b', 'c']) await custom.createNamespacedCustomObject({ ...of, body: widget(name, { size: 1 }) });
  const first = await custom.listNamespacedCustomObject({ ...of, limit: 2 });
  expect(first.items.map((o: KubernetesObject) => o.metadata.name)).toEqual(['a', 'b']);
  const next = { ...of, limit: 2, _continue: first.metadata._continue ?? first.metadata.continue };
  expect((await custom.listNamespacedCustomObject(next)).items.map((o: KubernetesObject) => o.metadata.name)).toEqual(['c']);
  await custom.createNamespacedCustomObject({ ...of, body: widget('d', { size: 1 }) });
  cluster.store.compact();
  expect(await refusal(custom.listNamespacedCustomObject(next))).toMatchObject({ code: 410, reason: 'Expired' });
});

test('a watch tells what changed since a version, and that a version is too old', async () => {
  const seen: string[] = [];
  const watch = async (resourceVersion = '') => {
    const ended = new Promise<void>((resolve) => {
      void new Watch(config).watch(
        '/apis/example.org/v1/namespaces/default/widgets',
        { resourceVersion },
        (type, object) => seen.push(`${type} ${object.metadata?.name ?? object.code}`),
        () => resolve(),
      );
    });
    return ended;
  };
  const created = (await custom.createNamespacedCustomObject({ ...of, body: widget('a', { size: 1 }) })) as KubernetesObject;
  await custom.createNamespacedCustomObject({ ...of, body: widget('b', { size: 1 }) });
  const ended = watch(created.metadata.resourceVersion);
  await vi.waitFor(() => expect(seen).toEqual(['ADDED b']), { timeout: 120_000 });
  await custom.patchNamespacedCustomObject({ ...of, name: 'a', body: { spec: { size: 5 } } }, merge);
  await custom.deleteNamespacedCustomObject({ ...of, name: 'b' });
  await vi.waitFor(() => expect(seen).toEqual(['ADDED b', 'MODIFIED a', 'DELETED b']), { timeout: 120_000 });
  cluster.cutWatches();
  await ended;
  cluster.store.compact();
  await watch(created.metadata.resourceVersion);
  expect(seen.at(-1)).toBe('ERROR 410');
});

test('a service account may do what its role binding says, in its namespace, until its token ends', async () => {
  await core.createNamespace({ body: { metadata: { name: 'team' } } });
  await core.createNamespacedServiceAccount({ namespace: 'team', body: { metadata: { name: 'ann' } } });
  const resource = cluster.kind('rolebindings.rbac.authorization.k8s.io');
  cluster.api.create(resource, 'team', {
    metadata: { name: 'ann' },
    roleRef: { kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'ann', namespace: 'team' }],
  });
  const { status } = await core.createNamespacedServiceAccountToken({
    namespace: 'team',
    name: 'ann',
    body: { spec: { audiences: [], expirationSeconds: 600 } } as never,
  });
  const ann = new KubeConfig();
  ann.loadFromString(cluster.kubeconfig(status?.token));
  const asAnn = ann.makeApiClient(CoreV1Api);
  expect((await asAnn.listNamespacedPod({ namespace: 'team' })).items).toEqual([]);
  expect(await refusal(asAnn.listNamespacedSecret({ namespace: 'team' }))).toMatchObject({ code: 403, reason: 'Forbidden' });
  expect(await refusal(asAnn.listNamespacedPod({ namespace: 'default' }))).toMatchObject({ code: 403 });
  ann.loadFromString(cluster.kubeconfig('made-up'));
  // The client drops the body of a 401.
  await expect(ann.makeApiClient(CoreV1Api).listNamespacedPod({ namespace: 'team' })).rejects.toMatchObject({ code: 401 });
});

test('a deployment gets its pods; a version that never gets ready leaves the old pods', async () => {
  let state: 'ready' | 'crash' = 'ready';
  const stop = controlWorkloads(cluster, { outcome: () => state });
  const apps = config.makeApiClient(AppsV1Api);
  const at = { namespace: 'default', name: 'web' };
  const template = (image: string) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } });
  await apps.createNamespacedDeployment({
    namespace: 'default',
    body: {
      metadata: { name: 'web' },
      spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template('one') },
    },
  });
  await vi.waitFor(async () => expect((await apps.readNamespacedDeployment(at)).status?.readyReplicas).toBe(2), {
    timeout: 120_000,
  });
  state = 'crash';
  await apps.patchNamespacedDeployment({ ...at, body: { spec: { template: template('two') } } }, merge);
  await vi.waitFor(
    async () =>
      expect(
        (await apps.readNamespacedDeployment(at)).status?.conditions?.find(({ type }) => type === 'Progressing')?.reason,
      ).toBe('ProgressDeadlineExceeded'),
    { timeout: 120_000 },
  );
  const images = (await core.listNamespacedPod({ namespace: 'default', labelSelector: 'app=web' })).items.map(
    ({ spec }) => spec?.containers[0]?.image,
  );
  expect(images.sort()).toEqual(['one', 'one', 'two', 'two']);
  await apps.deleteNamespacedDeployment(at);
  await vi.waitFor(async () => expect((await core.listNamespacedPod({ namespace: 'default' })).items).toEqual([]), {
    timeout: 120_000,
  });
  expect(cluster.problems).toEqual([]);
  stop();
});

test.each([
  ['answer', { kind: 'answer', status: 500 }, 0],
  ['reset', { kind: 'reset' }, 0],
  ['lost-answer', { kind: 'lost-answer' }, 1],
  ['half-answer', { kind: 'half-answer' }, 1],
] as const)('a fault meets the next matching request: %s', async (_, fault, made) => {
  cluster.faults.add({ method: 'POST', path: /secrets/, fault });
  const answer = async () => {
    const response = await fetch(`${cluster.url}/api/v1/namespaces/default/secrets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cluster.adminToken}` },
      body: JSON.stringify({ metadata: { name: 's' } }),
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  await expect(answer()).rejects.toThrow();
  expect(cluster.objects('secrets.', 'default')).toHaveLength(made);
  expect(cluster.faults.met).toBe(1);
});

const stored = existsSync(specs);
if (!stored) console.info("the vendors' contracts are not at hand: the Kubernetes emulator is not checked against them");
describe.runIf(stored)("the vendors' contracts", () => {
  const files = (stored ? readdirSync(specs, { recursive: true, encoding: 'utf8' }) : []).filter(
    (f) => f.endsWith('.yaml') && !f.includes('openapi') && !/Chart|values|legacy|v1beta1/.test(f),
  );
  const texts = files.map((file) => readFileSync(join(specs, file), 'utf8'));

  test('every definition is served, and every rule in it can be evaluated', async () => {
    // Two versions of one operator define the same kinds.
    const seen = new Set<string>();
    for (const text of texts)
      for (const document of parseAllDocuments(text)) {
        const definition = document.toJS();
        if (definition?.kind !== 'CustomResourceDefinition') continue;
        for (const rule of rulesIn(definition)) expect(() => parseCel(rule), rule).not.toThrow();
        if (seen.has(definition.metadata.name)) continue;
        seen.add(definition.metadata.name);
        if (definition.metadata.name !== 'widgets.example.org')
          cluster.api.create(cluster.kind('customresourcedefinitions.apiextensions.k8s.io'), null, definition);
      }
    expect(seen.size).toBeGreaterThan(40);
  });

  test("the vendors' samples are accepted as they are", async () => {
    await using vendor = await startKubernetes({ definitions: unique(texts), swagger });
    const client = new KubeConfig();
    client.loadFromString(vendor.kubeconfig());
    let accepted = 0;
    for (const file of readdirSync(join(specs, 'samples'))) {
      const sample = JSON.parse(readFileSync(join(specs, 'samples', file), 'utf8'));
      if (sample.kind === undefined || sample.kind === 'VulnerabilityReport') continue;
      const resource = [...vendor.api.resources.values()].find(
        (r) => r.kind === sample.kind && sample.apiVersion === `${r.group}/${r.version}`,
      );
      if (!resource) throw new Error(`${file}: ${sample.kind} is not served`);
      const namespace = resource.namespaced ? (sample.metadata.namespace ?? 'default') : null;
      if (namespace !== null) vendor.ensureNamespace(namespace);
      expect(() => vendor.api.create(resource, namespace, sample, { strict: true }), file).not.toThrow();
      accepted += 1;
    }
    expect(accepted).toBeGreaterThan(8);
  });

  test("answers have the shape of the vendor's own description", async () => {
    const { definitions } = JSON.parse(readFileSync(swagger, 'utf8'));
    const ajv = new Ajv({
      strict: false,
      formats: { 'date-time': true, int32: true, int64: true, double: true, byte: true, 'int-or-string': true },
    });
    ajv.addSchema({ $id: 'k8s', definitions });
    controlWorkloads(cluster);
    await core.createNamespacedSecret({ namespace: 'default', body: { metadata: { name: 's' }, stringData: { a: 'b' } } });
    await config.makeApiClient(AppsV1Api).createNamespacedDeployment({
      namespace: 'default',
      body: {
        metadata: { name: 'web' },
        spec: {
          selector: { matchLabels: { a: 'b' } },
          template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'app', image: 'i' }] } },
        },
      },
    });
    await vi.waitFor(() => expect(cluster.objects('pods.', 'default')).toHaveLength(1), { timeout: 120_000 });
    for (const [path, name] of [
      ['/api/v1/namespaces', 'core.v1.NamespaceList'],
      ['/api/v1/secrets', 'core.v1.SecretList'],
      ['/apis/apps/v1/deployments', 'apps.v1.DeploymentList'],
      ['/api/v1/pods', 'core.v1.PodList'],
      ['/api/v1/namespaces/none', 'Status'],
    ] as const) {
      const response = await fetch(`${cluster.url}${path}`, { headers: { authorization: `Bearer ${cluster.adminToken}` } });
      const definition = name === 'Status' ? 'io.k8s.apimachinery.pkg.apis.meta.v1.Status' : `io.k8s.api.${name}`;
      const validate = ajv.compile({ $ref: `k8s#/definitions/${definition}` });
      expect(validate(await response.json()), `${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

function rulesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(rulesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    name === 'x-kubernetes-validations' ? (child as { rule: string }[]).map(({ rule }) => rule) : rulesIn(child),
  );
}

/** One definition of each name, the first. */
function unique(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.flatMap((text) =>
    parseAllDocuments(text).flatMap((document) => {
      const definition = document.toJS();
      if (definition?.kind !== 'CustomResourceDefinition' || seen.has(definition.metadata.name)) return [];
      seen.add(definition.metadata.name);
      return [JSON.stringify(definition)];
    }),
  );
}

test('an entry of a list that nobody applies any more goes whole', async () => {
  cluster.ensureNamespace('default');
  const kind = cluster.kind('deployments.apps');
  const deployment = (names: readonly string[]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd', namespace: 'default' },
    spec: { template: { spec: { containers: [{ name: 'app', env: names.map((name) => ({ name, value: name })) }] } } },
  });
  const envOf = (names: readonly string[]) => {
    const { object } = cluster.api.patch(kind, 'default', 'd', 'apply', deployment(names), { manager: 'm' });
    const spec = object.spec as unknown as { template: { spec: { containers: { env: { name: string }[] }[] } } };
    return spec.template.spec.containers[0]?.env;
  };
  envOf(['A', 'B']);
  expect(envOf(['A'])).toEqual([{ name: 'A', value: 'A' }]);
});

test('what was owned goes with its last owner, in whatever namespace or order, and an orphan stays', async () => {
  for (const name of ['one', 'other']) cluster.ensureNamespace(name);
  const kind = cluster.kind('configmaps.');
  const make = (namespace: string, name: string, owners: readonly KubernetesObject[] = []) =>
    cluster.api.create(kind, namespace, {
      metadata: {
        name,
        ownerReferences: owners.map(({ metadata }) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: metadata.name,
          uid: metadata.uid,
        })),
      },
    });
  const [a, b, kept] = [make('one', 'a'), make('one', 'b'), make('one', 'kept')];
  make('one', 'of-both', [a, b]);
  make('one', 'below', [make('one', 'of-a', [a])]);
  make('one', 'of-kept', [kept]);
  make('other', 'of-nobody');
  const names = () => cluster.objects('configmaps.').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  cluster.api.delete(kind, 'one', 'a');
  await vi.waitFor(() => expect(names()).toEqual(['one/b', 'one/kept', 'one/of-both', 'one/of-kept', 'other/of-nobody']), {
    timeout: 120_000,
  });
  cluster.api.delete(kind, 'one', 'kept', { propagation: 'Orphan' });
  cluster.api.delete(kind, 'one', 'b');
  await vi.waitFor(() => expect(names()).toEqual(['one/of-kept', 'other/of-nobody']), { timeout: 120_000 });
});
