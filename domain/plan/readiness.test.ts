/** What is said about each state of a service. */
import { expect, test } from 'vitest';
import { explainReadiness, type ReadinessFacts } from './readiness.ts';

const NOW = 1_000_000;
const facts = (part: Partial<ReadinessFacts>): ReadinessFacts => ({
  status: 'running',
  statusReason: null,
  desiredState: 'running',
  desiredReplicas: 1,
  readyReplicas: 1,
  observedAt: NOW,
  newest: null,
  domains: [],
  ...part,
});
const newest = (status: NonNullable<ReadinessFacts['newest']>['status']) => ({
  newest: {
    revision: 3,
    status,
    failureStep: 'building',
    failureReason: 'npm ci: exit 1',
    buildStep: 'install',
    unknownImage: null,
    violations: [],
  },
});
const domain = (status: ReadinessFacts['domains'][number]['status'], dnsReason: string | null = null) => ({
  domains: [{ hostname: 'www.example.com', status, reason: 'Something.', dnsReason }],
});
const first = (unknownImage: string | null) => ({ newest: { ...newest('queued').newest, revision: 1, unknownImage } });

const cases: readonly [string, Partial<ReadinessFacts>, string][] = [
  ['ready', {}, 'true '],
  ['stopped', { desiredState: 'stopped', status: 'stopped' }, 'false stopped'],
  ['silent for long', { observedAt: 0, status: 'running' }, 'false not-heard-of'],
  ['one of two', { status: 'degraded', desiredReplicas: 2 }, 'false degraded'],
  ['being scaled up', { desiredReplicas: 2 }, 'false replicas-missing'],
  ['crashed and its newest deployment failed', { status: 'crashed', ...newest('failed') }, 'false crashed,deployment-failed'],
  ['serving although its newest deployment failed', newest('failed'), 'true deployment-failed'],
  [
    'serving although the policy denied its newest deployment',
    { newest: { ...newest('failed').newest, violations: [{ rule: 'scan', message: 'No.', hint: 'Ask.' }] } },
    'true policy-denied',
  ],
  ['serving while a new version is built', newest('building'), 'true building'],
  ['first build', { status: 'stopped', ...newest('building') }, 'false not-running,building'],
  ['never started yet', { desiredState: 'stopped', status: 'stopped', ...first(null) }, 'false not-running,queued'],
  ['a silent registry', { desiredState: 'stopped', status: 'stopped', ...first('x/y:1') }, 'false not-running,image-unknown'],
  ['stopped, then deployed', { desiredState: 'stopped', status: 'stopped', ...newest('queued') }, 'false stopped,queued'],
  ['a domain that works', domain('active'), 'true '],
  ['a domain whose visitors go elsewhere', domain('active', 'It leads elsewhere.'), 'true domain-elsewhere'],
  ['a domain that nobody has proven', domain('pending_dns', 'It leads nowhere.'), 'true domain-not-proven'],
  ['a domain whose certificate failed', domain('failed', 'It leads nowhere.'), 'true domain-failed,domain-elsewhere'],
  ['crashed with a domain being set up', { status: 'crashed', ...domain('issuing') }, 'false crashed,domain-issuing'],
  ['waiting for approval', { status: 'stopped', ...newest('pending_approval') }, 'false not-running,approval-needed'],
];

test.each(cases)('%s', (_name, part, expected) => {
  const { ready, causes } = explainReadiness(facts(part), NOW);
  expect(`${ready} ${causes.map((c) => c.code).join()}`).toBe(expected);
  for (const cause of causes) expect(cause.hint).toMatch(/\.$/);
});

test('never deployed', () => {
  expect(explainReadiness(null, NOW)).toMatchObject({ ready: false, causes: [{ code: 'never-deployed' }] });
});

test('a failure names the step and the reason', () => {
  expect(explainReadiness(facts({ status: 'crashed', ...newest('failed') }), NOW).causes[1]?.message).toBe(
    'Deployment 3 failed while building: npm ci: exit 1',
  );
});
