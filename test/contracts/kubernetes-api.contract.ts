/**
 * What our adapters rely on in a Kubernetes API server, asked through our own client. The emulator keeps it in every run; a real
 * kube-apiserver is asked the same when there is one, so that the emulator cannot drift from it.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineKind, plainKind } from '../../adapters/kubernetes/client/kind.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { eventually } from '../support/eventually.ts';

export interface KubernetesApiFixture extends AsyncDisposable {
  /** Of somebody who may do everything. */
  readonly kubeconfig: string;
}

export interface KubernetesApiOptions {
  /** Without its vendor's schemas the emulator takes built-in kinds as they come. */
  readonly knowsBuiltInKinds: boolean;
}

const configMaps = defineKind(
  { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);
const deployments = defineKind(
  { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments', namespaced: true },
  { spec: z.looseObject({ replicas: z.number() }), status: z.looseObject({}).optional() },
);
const namespaces = plainKind('v1', 'Namespace', 'namespaces', 'cluster');
const definitions = defineKind(
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    plural: 'customresourcedefinitions',
    namespaced: false,
  },
  {
    status: z.looseObject({ conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).optional() }).optional(),
  },
);
const widgets = defineKind(
  { apiVersion: 'contract.northstack.dev/v1', kind: 'Widget', plural: 'widgets', namespaced: true },
  { spec: z.looseObject({ size: z.number() }), status: z.looseObject({ phase: z.string().optional() }).optional() },
);
const WIDGETS = {
  metadata: { name: 'widgets.contract.northstack.dev' },
  spec: {
    group: 'contract.northstack.dev',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', minimum: 1, maximum: 9 },
                  color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
                },
                'x-kubernetes-validations': [{ rule: "self.size < 9 || self.color == 'blue'", message: 'the largest are blue' }],
              },
              status: { type: 'object', properties: { phase: { type: 'string' } } },
            },
          },
        },
      },
    ],
  },
};

export function kubernetesApiContract(
  name: string,
  { knowsBuiltInKinds }: KubernetesApiOptions,
  open: () => Promise<KubernetesApiFixture>,
): void {
  describe(`Kubernetes API: ${name}`, () => {
    let fixture: KubernetesApiFixture;
    let client: KubernetesClient;
    let namespace: string;
    beforeAll(async () => {
      fixture = await open();
      client = openKubernetesClient(readKubeconfig(fixture.kubeconfig));
      await client.apply(definitions, WIDGETS);
      await eventually(
        () => client.get(definitions, { name: WIDGETS.metadata.name }),
        (found) => found?.status?.conditions?.some((c) => c.type === 'Established' && c.status === 'True') === true,
      );
      await eventually(
        () =>
          client.list(widgets).then(
            () => true,
            () => false,
          ),
        (isServed) => isServed,
      );
    });
    beforeEach(async () => {
      namespace = `contract-${randomUUID().slice(0, 8)}`;
      await client.apply(namespaces, { metadata: { name: namespace } });
    });
    afterAll(async () => {
      await client?.[Symbol.asyncDispose]();
      await fixture?.[Symbol.asyncDispose]();
    });

    const map = (data: Record<string, string>, more: object = {}) => ({ metadata: { name: 'a', namespace, ...more }, data });
    const key = () => ({ namespace, name: 'a' });
    const refused = (call: Promise<unknown>): Promise<[string, string] | null> =>
      call.then(() => null).catch((e: { kind: string; code: string }) => [e.kind, e.code]);

    test('server-side apply: fields belong to whoever applied them, and go when he no longer names them', async () => {
      await client.apply(configMaps, map({ one: '1', two: '2' }));
      await client.apply(configMaps, map({ theirs: '3' }), { fieldManager: 'somebody' });
      const after = await client.apply(configMaps, map({ one: '1' }));
      expect(after.data).toEqual({ one: '1', theirs: '3' });
      expect(await refused(client.apply(configMaps, map({ theirs: '4' }), { force: false }))).toEqual([
        'conflict',
        expect.stringMatching(/^cluster-/),
      ]);
      expect((await client.apply(configMaps, map({ one: '1', theirs: '4' }))).data).toEqual({ one: '1', theirs: '4' });
    });

    test('applying the same again changes nothing, not even the version', async () => {
      const first = await client.apply(configMaps, map({ one: '1' }));
      const again = await client.apply(configMaps, map({ one: '1' }));
      expect(again.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
      expect(again.metadata.uid).toBe(first.metadata.uid);
    });

    test.runIf(knowsBuiltInKinds)('fields of built-in kinds that nobody knows are refused and not dropped', async () => {
      const manifest = {
        metadata: { name: 'a', namespace },
        spec: {
          replcias: 2,
          selector: { matchLabels: { app: 'a' } },
          template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a' }] } },
        },
      };
      expect(await refused(client.create(deployments, manifest))).toEqual(['reject', 'cluster-rejects']);
    });

    test("a custom resource keeps its definition's schema, defaults and rules", async () => {
      const widget = (spec: object) => ({ metadata: { name: 'a', namespace }, spec });
      expect(await refused(client.create(widgets, widget({})))).toEqual(['reject', 'cluster-rejects']);
      expect(await refused(client.create(widgets, widget({ size: 1, colour: 'red' })))).toEqual(['reject', 'cluster-rejects']);
      expect(await refused(client.create(widgets, widget({ size: 10 })))).toEqual(['reject', 'cluster-rejects']);
      expect(await refused(client.create(widgets, widget({ size: 9 })))).toEqual(['reject', 'cluster-rejects']);
      expect((await client.create(widgets, widget({ size: 2 }))).spec).toEqual({ size: 2, color: 'red' });
    });

    test('generation counts changes of the spec; the status is a resource of its own', async () => {
      const made = await client.create(widgets, {
        metadata: { name: 'a', namespace },
        spec: { size: 1 },
        status: { phase: 'Lies' },
      });
      expect([made.metadata.generation, made.status?.phase]).toEqual([1, undefined]);
      const body = { status: { phase: 'Ready' }, spec: { size: 5 } };
      const told = await client.patch(widgets, key(), { type: 'merge', body }, { subresource: 'status' });
      expect([told.metadata.generation, told.status?.phase, told.spec.size]).toEqual([1, 'Ready', 1]);
      const changed = await client.patch(widgets, key(), { type: 'merge', body: { spec: { size: 5 }, status: { phase: 'No' } } });
      expect([changed.metadata.generation, changed.status?.phase, changed.spec.size]).toEqual([2, 'Ready', 5]);
      const labelled = await client.patch(widgets, key(), { type: 'merge', body: { metadata: { labels: { a: 'b' } } } });
      expect(labelled.metadata.generation).toBe(2);
    });

    test('a JSON patch whose test fails changes nothing', async () => {
      await client.create(configMaps, map({ count: '1' }));
      const count = (from: string) => ({
        type: 'json' as const,
        operations: [
          { op: 'test' as const, path: '/data/count', value: from },
          { op: 'replace' as const, path: '/data/count', value: '2' },
        ],
      });
      expect((await client.patch(configMaps, key(), count('1'))).data).toEqual({ count: '2' });
      expect((await refused(client.patch(configMaps, key(), count('1'))))?.[0]).toBe('reject');
    });

    test('creating what is there, or in a namespace that is not, is told apart', async () => {
      await client.create(configMaps, map({}));
      expect(await refused(client.create(configMaps, map({})))).toEqual(['conflict', 'cluster-object-exists']);
      const nowhere = { metadata: { name: 'a', namespace: `${namespace}-not` } };
      expect(await refused(client.create(configMaps, nowhere))).toEqual(['retry', 'cluster-object-not-found']);
      expect(await refused(client.list(plainKind('nobody.example/v1', 'No', 'noes', 'namespaced')))).toEqual([
        'gone',
        'cluster-lacks-kind',
      ]);
    });

    test('deleting asks for the right one, and a finalizer holds it until it is taken away', async () => {
      const made = await client.create(configMaps, map({}, { finalizers: ['northstack.dev/contract'] }));
      const other = randomUUID();
      expect((await refused(client.delete(configMaps, key(), { uid: other })))?.[0]).toBe('conflict');
      expect(await client.delete(configMaps, key(), { uid: made.metadata.uid })).toBe(true);
      const held = await client.get(configMaps, key());
      expect([held?.metadata.uid, typeof held?.metadata.deletionTimestamp]).toEqual([made.metadata.uid, 'string']);
      const free = { type: 'merge' as const, body: { metadata: { finalizers: null } } };
      await client.patch(configMaps, key(), free);
      expect(await client.get(configMaps, key())).toBeNull();
      expect(await client.delete(configMaps, key())).toBe(false);
    });

    test('lists come in pages and by labels', async () => {
      for (let i = 0; i < 7; i += 1) {
        const labels = { half: i % 2 === 0 ? 'even' : 'odd' };
        await client.create(configMaps, { metadata: { name: `m${i}`, namespace, labels } });
      }
      const names = async (options: object) =>
        (await client.list(configMaps, { namespace, ...options })).items
          .map(({ metadata }) => metadata.name)
          .filter((n) => /^m\d$/.test(n));
      expect(await names({ pageSize: 2 })).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6']);
      expect(await names({ labelSelector: 'half=odd' })).toEqual(['m1', 'm3', 'm5']);
    });

    test('a watch tells each change in order, from the list on', async () => {
      await client.create(configMaps, map({ n: '0' }));
      const ending = new AbortController();
      const seen: string[] = [];
      const watching = (async () => {
        for await (const event of client.watch(configMaps, {
          namespace,
          fieldSelector: 'metadata.name=a',
          signal: ending.signal,
        })) {
          if (event.type === 'listed') seen.push(`listed ${event.objects.map(({ data }) => data?.n).join()}`);
          else seen.push(`${event.type} ${event.object.data?.n}`);
        }
      })();
      await eventually(
        () => seen.length,
        (n) => n === 1,
      );
      for (const n of ['1', '2']) await client.apply(configMaps, map({ n }));
      await client.delete(configMaps, key());
      await eventually(
        () => seen.length,
        (n) => n >= 4,
      );
      ending.abort();
      await watching;
      expect(seen).toEqual(['listed 0', 'changed 1', 'changed 2', 'deleted 2']);
    });
  });
}
