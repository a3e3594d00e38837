/** Argo CD's words about a tenant, in ours. */
import { expect, test } from 'vitest';
import type { Application } from './kinds.ts';
import { applicationState, GENERATION } from './observe.ts';

const source = { chart: 'vcluster', targetRevision: '0.36.1' };
const application = (status: Application['status'], metadata: object = {}): Application => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'vc-ns-1', uid: '1', resourceVersion: '1', annotations: { [GENERATION]: '3' }, ...metadata },
  spec: { source },
  status,
});
const compared = (status: string, health: string | null, of: object = source): Application['status'] => ({
  sync: { status, comparedTo: { source: of } },
  ...(health === null ? {} : { health: { status: health, message: `because ${health}` } }),
});
const failing = (type: string, message: string): Application['status'] => ({
  ...compared('Unknown', 'Healthy'),
  conditions: [{ type, message }],
});

test.each([
  ['nothing yet', undefined, { is: 'changing', reason: null }],
  ['OutOfSync', compared('OutOfSync', 'Healthy'), { is: 'changing', reason: null }],
  ['sync Unknown', compared('Unknown', 'Healthy'), { is: 'changing', reason: null }],
  [
    'Synced, of what was before',
    compared('Synced', 'Healthy', { chart: 'vcluster', targetRevision: '0.35.0' }),
    { is: 'changing', reason: null },
  ],
  ['Synced and Healthy', compared('Synced', 'Healthy'), { is: 'settled', generation: 3 }],
  ['Progressing', compared('Synced', 'Progressing'), { is: 'changing', reason: 'because Progressing' }],
  ['Degraded', compared('Synced', 'Degraded'), { is: 'changing', reason: 'because Degraded' }],
  ['Suspended', compared('Synced', 'Suspended'), { is: 'changing', reason: 'because Suspended' }],
  ['Missing', compared('Synced', 'Missing'), { is: 'changing', reason: 'because Missing' }],
  ['health Unknown', compared('Synced', 'Unknown'), { is: 'changing', reason: 'because Unknown' }],
  ['no health', compared('Synced', null), { is: 'changing', reason: null }],
  ['a health of tomorrow', compared('Synced', 'Levitating'), { is: 'unknown', word: 'health Levitating' }],
  ['a sync of tomorrow', compared('Entangled', 'Healthy'), { is: 'unknown', word: 'sync Entangled' }],
  [
    'values that the chart refuses',
    failing('ComparisonError', "values don't meet the specifications of the schema(s)"),
    { is: 'failed', reason: "values don't meet the specifications of the schema(s)" },
  ],
  ['a project that is not there', failing('InvalidSpecError', 'no project'), { is: 'failed', reason: 'no project' }],
  ['a repository that is away', failing('ComparisonError', 'no such host'), { is: 'changing', reason: 'no such host' }],
  ['a sync that failed', failing('SyncError', 'quota exceeded'), { is: 'changing', reason: 'quota exceeded' }],
  [
    'a warning',
    { ...failing('OrphanedResourceWarning', 'x'), ...compared('Synced', 'Healthy') },
    { is: 'settled', generation: 3 },
  ],
] as const)('an Application that says: %s', (_, status, state) => {
  expect(applicationState(application(status))).toEqual(state);
});

test('one that is being deleted is that, whatever it says; one without our mark is of no generation', () => {
  const healthy = compared('Synced', 'Healthy');
  expect(applicationState(application(healthy, { deletionTimestamp: '2026-01-01T00:00:00Z' }))).toEqual({ is: 'removing' });
  expect(applicationState(application(healthy, { annotations: {} }))).toEqual({ is: 'settled', generation: 0 });
});
