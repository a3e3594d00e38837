/** A volume is held to the one that is there, whatever is asked for. */
import { expect, test } from 'vitest';
import { desiredWorkload } from '../../test/contracts/app-runtime.contract.ts';
import { planVolume, volumeOf } from './volume-of.ts';

const artifact = { kind: 'image', reference: 'redis@sha256:0', digest: 'sha256:0', framework: 'image', processes: {} } as const;
const asked = (gigabytes: number, namespace = 'shop-production') => {
  const desired = desiredWorkload(artifact, { type: 'stateful', volume: { path: '/data', gigabytes } });
  return { ...desired, placement: { ...desired.placement, namespace } };
};

test('it grows and never shrinks, also when an earlier version asks for less', () => {
  const first = planVolume(asked(10), null, null);
  expect(first.storage).toMatchObject({ path: '/data', sizeGigabytes: 10, storageClass: null });
  const grown = planVolume(asked(20), first.note, null);
  expect(grown.storage.sizeGigabytes).toBe(20);
  expect(planVolume(asked(10), grown.note, null)).toEqual(grown);
});

test('its storage class is that of its beginning, whatever new ones get', () => {
  const fast = planVolume(asked(1), null, 'fast');
  expect(fast.storage.storageClass).toBe('fast');
  expect(planVolume(asked(1), fast.note, 'slow')).toEqual(fast);
  expect(planVolume(asked(1), fast.note, null)).toEqual(fast);
  const ofDefault = planVolume(asked(1), null, null);
  expect(planVolume(asked(1), ofDefault.note, 'fast')).toEqual(ofDefault);
});

test('it does not move: another namespace or cluster is refused, and what to do is said', () => {
  const { note } = planVolume(asked(1), null, null);
  const refused = expect.objectContaining({
    kind: 'reject',
    code: 'volume-cannot-move',
    message: expect.stringContaining('Save what is in it'),
  });
  expect(() => planVolume(asked(1, 'elsewhere'), note, null)).toThrow(refused);
  const there = asked(1);
  const placement = { ...there.placement, cluster: { clusterId: 'other', kubeconfig: '' } };
  expect(() => planVolume({ ...there, placement }, note, null)).toThrow(refused);
});

test('syncs never take it away, removing its application does', () => {
  expect(planVolume(asked(1), null, null).storage.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false',
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  });
});

test('one that is on its way out holds nobody to itself', () => {
  const annotations = { 'northstack.io/volume': 'platform/a 1 ' };
  const application = { metadata: { name: 'ns-1', annotations }, spec: { project: 'ns-2', destination: {} } };
  expect(volumeOf(application)).toBe('platform/a 1 ');
  expect(volumeOf({ ...application, metadata: { ...application.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })).toBe(
    null,
  );
  expect(volumeOf(null)).toBe(null);
});
