/** What keeps a deleted object, as it says it itself. */
import { expect, test } from 'vitest';
import { deletionOf } from './deletion.ts';

const object = (metadata: object, status?: object) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'ns-1', uid: '1', resourceVersion: '1', ...metadata },
  ...(status === undefined ? {} : { status }),
});
const since = { deletionTimestamp: '2026-01-02T03:04:05Z' };
const remaining = {
  type: 'NamespaceFinalizersRemaining',
  status: 'True',
  message: 'Some content in the namespace has finalizers remaining: kubernetes.io/pvc-protection in 1 resource instances',
};

test.each([
  ['that nobody deletes', object({ finalizers: ['a.example.com/hold'] }), null],
  ['that nothing holds', object(since), 'Namespace ns-1 is being deleted since 2026-01-02T03:04:05Z.'],
  [
    'with finalizers',
    object({ ...since, finalizers: ['a.example.com/hold', 'b'] }),
    'Namespace ns-1 is being deleted since 2026-01-02T03:04:05Z, held by a.example.com/hold; b.',
  ],
  [
    'with something in it',
    object(since, { conditions: [remaining, { type: 'NamespaceContentRemaining', status: 'False', message: 'no' }] }),
    `Namespace ns-1 is being deleted since 2026-01-02T03:04:05Z, held by ${remaining.message}.`,
  ],
])('an object %s', (_, of, words) => {
  expect(deletionOf(of)).toBe(words);
});
