/** What is told of a stateful workload whose volume or pod is in trouble. */
import { expect, test } from 'vitest';
import { annotations, labels } from './names.ts';
import { observeWorkload, type PodSeen, type Seen } from './observe-workload.ts';

const at = '2026-01-01T00:00:00Z';
const pod = (revision: string, status: 'Healthy' | 'Progressing' | 'Degraded', reason = 'Running'): PodSeen => ({
  node: {
    kind: 'Pod',
    name: 'ns-1-0',
    namespace: 'shop',
    createdAt: at,
    info: [{ name: 'Status Reason', value: reason }],
    networkingInfo: { labels: { [labels.revision]: revision, [labels.generation]: '1' } },
    health: { status },
  },
  live: null,
  tail: [],
  warning: null,
});
const application = (phase: string, message = ''): Seen['application'] => ({
  metadata: {
    name: 'ns-1',
    annotations: {
      [annotations.revision]: 'two',
      [annotations.generation]: '1',
      [annotations.replicas]: '1',
      [annotations.manifests]: 'hash',
      [annotations.healthTimeout]: '60000',
      [annotations.volume]: 'platform/shop 1 ',
      [annotations.port]: '6379',
    },
  },
  spec: { project: 'ns-2', destination: { namespace: 'shop' } },
  status: {
    sync: { status: 'Synced' },
    health: { status: 'Healthy' },
    reconciledAt: '2026-01-01T00:00:05Z',
    operationState: {
      phase,
      message,
      startedAt: at,
      finishedAt: at,
      operation: { info: [{ name: annotations.manifests, value: 'hash' }] },
    },
  },
});
const seen = (changes: Partial<Seen> = {}): Seen => ({
  application: application('Succeeded'),
  rollout: {
    metadata: { generation: 2 },
    spec: { replicas: 1, template: { metadata: { labels: { [labels.revision]: 'two', [labels.generation]: '1' } } } },
    status: { observedGeneration: 2, currentRevision: 'b', updateRevision: 'b', conditions: [] },
  },
  autoscaler: null,
  pods: [pod('two', 'Healthy')],
  volume: { node: { kind: 'PersistentVolumeClaim', name: 'ns-1', health: { status: 'Healthy' } }, said: null },
  refusal: null,
  fetched: [],
  seenDone: false,
  now: Date.parse(at) + 10_000,
  ...changes,
});
const own = (of: Seen) => {
  const { observation } = observeWorkload(of);
  return observation.state === 'present' ? observation.revisions.find(({ revision }) => revision === 'two') : undefined;
};

test('one that is ready is healthy, and where others reach it is said without the name of any cluster', () => {
  expect(observeWorkload(seen()).observation).toMatchObject({
    serving: 'two',
    revisions: [{ phase: 'healthy', reason: null }],
    address: { host: 'ns-1.shop.svc', port: 6379 },
  });
});

test('a first version that is not ready yet is starting, though its set calls itself complete; one that was ready is degraded', () => {
  const pods = [pod('two', 'Progressing')];
  expect(own(seen({ pods }))).toMatchObject({ phase: 'starting' });
  expect(own(seen({ pods, seenDone: true }))).toMatchObject({ phase: 'degraded' });
  expect(own(seen({ pods, now: Date.parse(at) + 61_000 }))).toMatchObject({ phase: 'failed' });
});

test('a volume that goes with the next stop is said to go while there is time, one that is lost to be lost', () => {
  const node = { kind: 'PersistentVolumeClaim', name: 'ns-1', health: { status: 'Progressing', message: 'Pending deletion' } };
  expect(own(seen({ volume: { node, said: 'Pending deletion' } }))).toMatchObject({
    phase: 'degraded',
    reason: expect.stringContaining('Save what is in it now'),
  });
  const lost = { ...node, health: { status: 'Degraded' } };
  expect(own(seen({ volume: { node: lost, said: 'Bound claim has lost its PersistentVolume.' } }))).toMatchObject({
    phase: 'degraded',
    reason: 'Its volume is lost: Bound claim has lost its PersistentVolume.',
  });
});

test('a volume that may not grow says who can let it', () => {
  const refused =
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  expect(own(seen({ application: application('Failed', refused) }))).toMatchObject({
    phase: 'degraded',
    reason: expect.stringContaining('allowVolumeExpansion'),
  });
});

test('a pod of before that the cluster leaves in the way is told with what ends it, and so is why no pod is made', () => {
  const rollout = seen().rollout;
  if (rollout === null) throw new Error('no rollout');
  const going = { ...rollout, status: { ...rollout.status, currentRevision: 'a' } };
  expect(own(seen({ rollout: going, pods: [pod('one', 'Degraded', 'CrashLoopBackOff')] }))?.reason).toContain(
    'kubectl delete pod ns-1-0 -n shop',
  );
  const refusal = 'create Pod ns-1-0 in StatefulSet ns-1 failed error: exceeded quota';
  expect(own(seen({ rollout: going, pods: [], refusal }))).toMatchObject({ phase: 'starting', reason: refusal });
});
