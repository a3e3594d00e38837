import { expect, test } from 'vitest';
import type { Machine, ProvisioningCluster } from './kinds.ts';
import { CARRIED_OUT, CHANGED_AT, GENERATION } from './names.ts';
import { tellOnce } from './observation.ts';
import { readState } from './read-state.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const timing = { settleMs: 10_000, toleratedErrorMs: 120_000 };
type Words = Readonly<Record<string, 'True' | 'False' | 'Unknown' | readonly [string, string]>>;

interface Given {
  readonly words?: Words;
  readonly status?: object;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly deleting?: boolean;
  readonly workers?: readonly string[];
  readonly since?: string;
}

const GOOD: Words = { Created: 'True', Provisioned: 'True', Updated: 'True', Ready: 'True', Connected: 'True' };

function stateOf({
  words = GOOD,
  status = {},
  annotations = {},
  deleting = false,
  workers = ['Running', 'Running'],
  since,
}: Given) {
  const conditions = Object.entries(words).map(([type, word]) => {
    const [state, message] = typeof word === 'string' ? [word, ''] : word;
    return { type, status: state, message, lastUpdateTime: since ?? '2026-01-01T11:59:59Z' };
  });
  const cluster = {
    apiVersion: 'provisioning.cattle.io/v1',
    kind: 'Cluster',
    metadata: {
      name: 'ns-1',
      uid: 'u',
      resourceVersion: '1',
      generation: 3,
      creationTimestamp: '2026-01-01T11:00:00Z',
      annotations: { [GENERATION]: '2', [CARRIED_OUT]: '1', [CHANGED_AT]: '2026-01-01T11:00:00Z', ...annotations },
      ...(deleting ? { deletionTimestamp: '2026-01-01T11:59:00Z' } : {}),
    },
    spec: { rkeConfig: { machinePools: [{ name: 'workers', quantity: 2 }] } },
    status: { ready: true, agentDeployed: true, observedGeneration: 3, conditions, ...status },
  } as ProvisioningCluster;
  const machines = workers.map((phase, i) => ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: { name: `m${i}`, uid: `m${i}`, resourceVersion: '1', labels: { 'rke.cattle.io/rke-machine-pool-name': 'workers' } },
    status: { phase },
  })) as Machine[];
  const told: string[] = [];
  const state = readState({ cluster, management: null, machines }, timing, NOW, ({ what, value }) =>
    told.push(`${what} ${value}`),
  );
  return { phase: state.phase, reason: state.reason, generation: state.generation, told };
}

const never = { annotations: { [CARRIED_OUT]: '0' }, status: { ready: false, agentDeployed: false } };

test.each<[string, Given, object]>([
  ['all is well', {}, { phase: 'active', generation: 2, reason: null }],
  ['it says so, but has not seen the change', { status: { observedGeneration: 2 } }, { phase: 'changing', generation: 1 }],
  [
    'it says so, but the change is a moment old',
    { annotations: { [CHANGED_AT]: '2026-01-01T11:59:55Z' } },
    { phase: 'changing', generation: 1 },
  ],
  [
    'it says so, but a machine is missing',
    { workers: ['Running'] },
    { phase: 'changing', reason: '1 of 2 nodes of the pool workers are ready.' },
  ],
  [
    'it says so, but a machine is not ready yet',
    { workers: ['Running', 'Provisioned'] },
    { phase: 'changing', generation: 1, reason: '1 of 2 nodes of the pool workers are ready. The machine m1 is Provisioned.' },
  ],
  [
    'a machine is stuck',
    { workers: ['Running', 'Running', 'Failed'] },
    { phase: 'changing', reason: 'The machine m2 is Failed.' },
  ],
  ['it is not well any more', { words: { ...GOOD, Ready: ['False', 'no quorum'] } }, { phase: 'changing', reason: 'no quorum' }],
  ['it says so, but a machine is too many', { workers: ['Running', 'Running', 'Deleting'] }, { phase: 'changing' }],
  [
    'it is at work',
    { words: { ...GOOD, Updated: ['Unknown', 'configuring worker'] } },
    { phase: 'changing', reason: 'configuring worker' },
  ],
  ['it is at work for the first time', { words: { Provisioned: 'Unknown' }, ...never }, { phase: 'creating', generation: 0 }],
  ['an error is new', { words: { Provisioned: ['False', 'no quota'] }, ...never }, { phase: 'creating', reason: 'no quota' }],
  [
    'an error has lasted',
    { words: { Provisioned: ['False', 'no quota'] }, ...never, since: '2026-01-01T11:50:00Z' },
    { phase: 'failed', reason: 'no quota' },
  ],
  [
    'a change does not succeed',
    { words: { ...GOOD, Updated: ['False', 'no quota'] }, since: '2026-01-01T11:50:00Z' },
    { phase: 'changing', reason: 'no quota' },
  ],
  [
    'its agent is lost',
    { words: { ...GOOD, Connected: ['False', 'not connected'] } },
    { phase: 'unreachable', reason: 'not connected' },
  ],
  ['its agent was never there', { words: { Connected: 'False' }, ...never }, { phase: 'creating' }],
  [
    'it goes',
    { words: { ...GOOD, Removed: ['Unknown', 'waiting for machines'] }, deleting: true },
    { phase: 'removing', reason: 'waiting for machines' },
  ],
  [
    'it says an unknown word',
    { words: { ...GOOD, Ready: ['Perhaps', ''] } },
    { phase: 'unknown', told: ['condition Ready=Perhaps'] },
  ],
  ['a machine says one', { workers: ['Running', 'Dreaming'] }, { phase: 'unknown', told: ['machine Dreaming'] }],
  [
    'it says nothing yet',
    { words: {}, ...never, workers: [] },
    { phase: 'creating', reason: '0 of 2 nodes of the pool workers are ready.' },
  ],
])('%s', (_name, given, expected) => {
  expect(stateOf(given)).toMatchObject(expected);
});

test('an unknown word is told once', () => {
  const told: string[] = [];
  const tell = tellOnce(({ value }) => told.push(value));
  for (let i = 0; i < 3; i += 1) tell({ kind: 'unknown-state', what: 'machine', value: 'Dreaming' });
  expect(told).toEqual(['Dreaming']);
});
