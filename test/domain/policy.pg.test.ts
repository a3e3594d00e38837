/** Scans and policy before anything starts: what was found, what was decided, and what the user is told. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Vulnerability } from '../../domain/ports/vulnerability-scanner.ts';
import { NOT_SCANNED } from '../emulators/scanner.ts';
import { type Caller, type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { deploy, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;
let devops: Caller;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  plane.scanner.seen = NOT_SCANNED;
  t = await createTenant(plane);
  [developer, devops] = [await t.member('developer'), await t.member('devops')];
});

const finding = (severity: Vulnerability['severity']): Vulnerability => ({
  id: `CVE-2026-${severity}`,
  severity,
  package: 'left-pad',
  installedVersion: '1.0.0',
  fixedVersion: '1.0.1',
  title: 'It pads on the wrong side',
});
const found = (...severities: Vulnerability['severity'][]) => ({
  state: 'scanned' as const,
  scanner: 'emulator 1',
  at: Date.now(),
  findings: severities.map(finding),
});
const rule = async (object: string, caller = devops) =>
  await plane.as(caller, `mutation { insert_policy_rules_one(object: { ${object} }) { id organization_id } }`);
const scale = (replicas: number) =>
  plane.as(
    developer,
    `mutation { scaleService(serviceId: "${t.serviceId}", replicas: ${replicas}, requestId: "${crypto.randomUUID()}") { instanceId } }`,
  );
const records = async (id: string) => {
  const { data } = await plane.as(
    developer,
    `{ deployments_by_pk(id: "${id}") {
         vulnerability_reports { outcome reason scanner critical_count high_count low_count findings }
         policy_decisions { engine outcome violations } } }`,
  );
  return data.deployments_by_pk;
};

test('without a scanner it is recorded that nobody looked, and without rules everything is allowed', async () => {
  const id = await deploy(plane, developer, t.serviceId);
  await reaches(plane, id, 'running');
  const { vulnerability_reports: reports, policy_decisions: decisions } = await records(id);
  expect(reports).toMatchObject([{ outcome: 'not_scanned', reason: 'There is no scanner.', scanner: null, findings: [] }]);
  expect(decisions).toEqual([{ engine: 'built-in', outcome: 'allowed', violations: [] }]);
});

test('a vulnerability as bad as the rule says stops the deployment, with the reason wherever the user looks', async () => {
  const first = await deploy(plane, developer, t.serviceId);
  await reaches(plane, first, 'running');
  expect((await rule('kind: severity, severity: high, environment_type: production')).errors).toBeUndefined();
  plane.scanner.seen = found('low', 'critical', 'high');
  const id = await deploy(plane, developer, t.serviceId);
  const row = await reaches(plane, id, 'failed');
  expect(row).toMatchObject({ failure_step: 'scanning', failure_reason: expect.stringContaining('1 critical, 1 high') });
  const { vulnerability_reports: reports, policy_decisions: decisions } = await records(id);
  expect(reports).toMatchObject([{ outcome: 'scanned', scanner: 'emulator 1', critical_count: 1, high_count: 1, low_count: 1 }]);
  expect(reports[0].findings.map((f: Vulnerability) => f.severity)).toEqual(['critical', 'high', 'low']);
  expect(decisions).toMatchObject([{ outcome: 'denied', violations: [{ rule: 'severity' }] }]);
  const { data } = await plane.as(
    developer,
    `{ whyNotReady(serviceId: "${t.serviceId}") { ready causes { code message hint } } }`,
  );
  expect(data.whyNotReady).toMatchObject({ ready: true, causes: [{ code: 'policy-denied' }] });
  expect(data.whyNotReady.causes[0].message).toContain('known vulnerabilities');
  const [told] = await plane.database.sql(
    "select payload from domain_events where type = 'DeploymentDenied' and subject_id = $1",
    [id],
  );
  expect(told?.payload).toMatchObject({ engine: 'built-in' });
  plane.scanner.seen = found('medium');
  await reaches(plane, await deploy(plane, developer, t.serviceId), 'running');
});

test('a scan that takes long is waited for and not begun twice over; one that never ends fails at its deadline', async () => {
  plane.scanner.seen = { state: 'scanning' };
  const id = await deploy(plane, developer, t.serviceId);
  await reaches(plane, id, 'scanning');
  plane.scanner.seen = found();
  await plane.reconciler().resync();
  await reaches(plane, id, 'running');
  plane.scanner.seen = { state: 'scanning' };
  const stuck = await deploy(plane, developer, t.serviceId);
  await reaches(plane, stuck, 'scanning');
  plane.advance(20 * 60_000);
  await plane.reconciler().reap();
  plane.advance(-20 * 60_000);
  expect(await reaches(plane, stuck, 'failed')).toMatchObject({
    failure_step: 'scanning',
    failure_reason: expect.stringContaining('did not end in time'),
  });
});

test('the rules of a project and of an environment type count only there', async () => {
  expect((await rule('kind: scan, environment_type: preview')).errors).toBeUndefined();
  await reaches(plane, await deploy(plane, developer, t.serviceId), 'running');
  expect((await scale(3)).errors).toBeUndefined();
  expect((await rule(`kind: max_replicas, max_replicas: 1, project_id: "${t.projectId}"`)).errors).toBeUndefined();
  const row = await reaches(plane, await deploy(plane, developer, t.serviceId), 'failed');
  expect(row.failure_reason).toContain('3 replicas are wanted and 1 are allowed');
});

test('more replicas than a rule allows are refused at once, fewer never', async () => {
  await reaches(plane, await deploy(plane, developer, t.serviceId), 'running');
  expect((await rule('kind: max_replicas, max_replicas: 1, environment_type: preview')).errors).toBeUndefined();
  expect((await rule('kind: max_replicas, max_replicas: 4')).errors).toBeUndefined();
  expect((await scale(4)).errors).toBeUndefined();
  const answers = await Promise.all([5, 6, 7].map(scale));
  for (const { errors } of answers) expect(errors?.[0]?.extensions.code).toBe('policy-denied');
  expect(answers[0]?.errors?.[0]?.message).toMatch(/^5 replicas are wanted and 4 are allowed\. /);
  expect((await rule('kind: max_replicas, max_replicas: 2, environment_type: production')).errors).toBeUndefined();
  expect((await scale(3)).errors).toBeUndefined();
  expect((await scale(4)).errors?.[0]?.extensions.code).toBe('policy-denied');
});

test('rules are for devops and owners, of their own organization alone', async () => {
  const other = await createTenant(plane);
  expect((await rule('kind: scan', developer)).errors?.[0]?.extensions.code).toBe('validation-failed');
  expect((await rule(`kind: scan, project_id: "${other.projectId}"`)).errors).toBeDefined();
  expect((await rule('kind: severity')).errors?.[0]?.message).toContain('policy_rules_severity_check');
  const made = await rule('kind: image_digest');
  expect(made.data.insert_policy_rules_one.organization_id).toBe(t.organizationId);
  const seen = await plane.as(await other.member('devops'), '{ policy_rules { id } }');
  expect(seen.data.policy_rules).toEqual([]);
  const viewer = await plane.as(await t.member('viewer'), '{ policy_rules { kind } }');
  expect(viewer.data.policy_rules).toEqual([{ kind: 'image_digest' }]);
});

test('what nobody looked at cannot be written down as clean', async () => {
  const id = await deploy(plane, developer, t.serviceId);
  await eventually(
    () => records(id),
    (r) => r.policy_decisions.length === 1,
  );
  await expect(
    plane.database.sql(`update vulnerability_reports set outcome = 'scanned' where deployment_id = $1`, [id]),
  ).rejects.toThrow('vulnerability_reports_outcome_check');
});
