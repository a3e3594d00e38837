import { expect, test } from 'vitest';
import { parsePool } from './parse-pool.ts';

test.each([
  [
    'workers=3:t3.medium',
    { name: 'workers', quantity: 3, machineType: 't3.medium', controlPlane: false, etcd: false, worker: true },
  ],
  [
    'control=1:cx31:control,etcd',
    { name: 'control', quantity: 1, machineType: 'cx31', controlPlane: true, etcd: true, worker: false },
  ],
  ['all=1:cx31:control,etcd,worker', { controlPlane: true, etcd: true, worker: true }],
])('%s', (text, pool) => {
  expect(parsePool(text)).toMatchObject(pool);
});

test.each(['workers', 'workers=3', 'workers=x:cx31', 'Workers=3:cx31', 'w=3:cx31:boss', 'w=3:cx31:'])('%s is no pool', (text) => {
  expect(() => parsePool(text)).toThrow('is no node pool');
});
