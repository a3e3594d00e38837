/** Claims and StatefulSets of the emulated cluster have the habits of real ones. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type Kubernetes, startKubernetes } from './emulator.ts';
import type { KubernetesObject } from './resources.ts';
import { controlWorkloads } from './workloads.ts';

let cluster: Kubernetes;
let stop: () => void;
beforeAll(async () => {
  cluster = await startKubernetes();
  stop = controlWorkloads(cluster, { outcome: ({ spec }) => (JSON.stringify(spec).includes('broken') ? 'crash' : 'ready') });
});
afterAll(async () => {
  stop?.();
  await cluster?.[Symbol.asyncDispose]();
});

const CLAIMS = 'persistentvolumeclaims.';
const claim = (storage: string, more: object = {}) => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...more },
});
const apply = (key: string, namespace: string, name: string, body: object) => {
  cluster.ensureNamespace(namespace);
  const kind = cluster.kind(key);
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  const object = { apiVersion, kind: kind.kind, metadata: { name }, ...body };
  return cluster.api.patch(kind, namespace, name, 'apply', object, { manager: 'tests', force: true }).object;
};
const set = (image: string, more: object = {}) => ({
  spec: {
    serviceName: 'db',
    replicas: 1,
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'app', image }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'db' } }] },
    },
    ...more,
  },
});
const phase = (namespace: string) => () => cluster.objects(CLAIMS, namespace)[0]?.status?.phase;
const imageOf = (namespace: string) =>
  (cluster.objects('pods.', namespace)[0]?.spec as { containers: { image: string }[] })?.containers[0]?.image;
const isReady = (object: KubernetesObject | undefined) => object?.status?.readyReplicas === 1;
const setIn = (namespace: string) => cluster.objects('statefulsets.apps', namespace)[0];

test('a claim is bound for its first pod, grows, never shrinks, and nothing else of it changes', async () => {
  apply(CLAIMS, 'grow', 'db', claim('1Gi'));
  await eventually(
    () => cluster.objects('events.', 'grow').map(({ message }) => message),
    (all) => all.includes('waiting for first consumer to be created before binding'),
  );
  expect(() => apply(CLAIMS, 'grow', 'db', claim('2Gi'))).toThrow('spec is immutable after creation except resources.requests');
  apply('statefulsets.apps', 'grow', 'db', set('good'));
  await eventually(phase('grow'), (is) => is === 'Bound');
  apply(CLAIMS, 'grow', 'db', claim('2Gi'));
  await eventually(
    () => cluster.objects(CLAIMS, 'grow')[0]?.status?.capacity,
    (capacity) => JSON.stringify(capacity) === '{"storage":"2Gi"}',
  );
  expect(() => apply(CLAIMS, 'grow', 'db', claim('1Gi'))).toThrow('field can not be less than status.capacity');
  expect(() => apply(CLAIMS, 'grow', 'db', claim('2Gi', { storageClassName: 'other' }))).toThrow('spec is immutable');
});

test('a claim stays while a pod uses it, and goes with the last one', async () => {
  apply(CLAIMS, 'used', 'db', claim('1Gi'));
  apply('statefulsets.apps', 'used', 'db', set('good'));
  await eventually(() => setIn('used'), isReady);
  cluster.api.delete(cluster.kind(CLAIMS), 'used', 'db');
  expect(cluster.objects(CLAIMS, 'used')[0]?.metadata.deletionTimestamp).toBeDefined();
  apply('statefulsets.apps', 'used', 'db', set('good', { replicas: 0 }));
  await eventually(
    () => cluster.objects(CLAIMS, 'used').length,
    (left) => left === 0,
  );
});

test('a quota counts what claims ask for, and what they grow by', () => {
  cluster.ensureNamespace('counted');
  apply('resourcequotas.', 'counted', 'quota', { spec: { hard: { 'requests.storage': '10Gi' } } });
  apply(CLAIMS, 'counted', 'a', claim('8Gi'));
  expect(() => apply(CLAIMS, 'counted', 'b', claim('3Gi'))).toThrow(
    'persistentvolumeclaims "b" is forbidden: exceeded quota: quota, requested: requests.storage=3Gi, used: requests.storage=8Gi, limited: requests.storage=10Gi',
  );
  apply(CLAIMS, 'counted', 'b', claim('2Gi'));
});

test.each([
  ['OrderedReady', 'broken'],
  ['Parallel', 'good'],
] as const)(
  'after a broken version a set of policy %s runs what is %s when it is told to go back',
  async (podManagementPolicy, runs) => {
    const namespace = podManagementPolicy.toLowerCase();
    const told = (image: string) => apply('statefulsets.apps', namespace, 'db', set(image, { podManagementPolicy }));
    apply(CLAIMS, namespace, 'db', claim('1Gi'));
    told('good');
    await eventually(() => setIn(namespace), isReady);
    told('broken');
    await eventually(
      () => imageOf(namespace),
      (image) => image === 'broken',
    );
    const { generation } = told('good').metadata;
    await eventually(
      () => [setIn(namespace)?.status?.observedGeneration, imageOf(namespace)] as const,
      ([observed, image]) => observed === generation && image === runs,
    );
    expect(cluster.objects('pods.', namespace)).toHaveLength(1);
  },
);
