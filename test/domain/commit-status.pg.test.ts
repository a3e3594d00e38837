/** What git hosts are told about commits, and a deployment that is scanned by Trivy and decided by OPA: through the engine over HTTP, with emulated vendors. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOpaPolicy } from '../../adapters/opa/open-opa-policy.ts';
import { openTrivy } from '../../adapters/trivy/open-trivy.ts';
import { decidePolicy } from '../../domain/plan/policy.ts';
import type { PolicyInput } from '../../domain/ports/policy-engine.ts';
import { createClosers } from '../../server/closers.ts';
import { openCommitStatus } from '../../server/platform/commit-status.ts';
import { type GitHostEmulator, openGithubEmulator } from '../emulators/github/emulator.ts';
import { openGitlabEmulator } from '../emulators/gitlab/emulator.ts';
import { type OpaEmulator, openOpaEmulator } from '../emulators/opa/emulator.ts';
import { makeTrivyEmulator, type TrivyEmulator } from '../emulators/trivy/emulator.ts';
import { type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';

const closers = createClosers();
let github: GitHostEmulator;
let gitlab: GitHostEmulator;
let opa: OpaEmulator;
let trivy: TrivyEmulator;
let folder: string;
let plane: ControlPlane;
let t: TestTenant;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northstack-policy-plane-'));
  trivy = await makeTrivyEmulator(folder);
  github = await openGithubEmulator({ repositories: ['acme/shop'] });
  gitlab = await openGitlabEmulator({ repositories: ['acme/tools/shop'] });
  opa = await openOpaEmulator({
    documents: {
      'northstack/deployment': (input) => {
        const { allowed, violations } = decidePolicy(input as PolicyInput);
        return { allow: allowed, violations };
      },
    },
  });
  const policy = openOpaPolicy({
    ...{ url: opa.url, ca: null, token: null, path: 'northstack/deployment', whenAway: 'wait', observe: () => {} },
    policies: { 'deployment.rego': 'package northstack.deployment\n' },
  });
  const scanner = await openTrivy({
    ...{ command: trivy.command, directory: join(folder, 'data'), server: null, timeoutMs: 60_000, ignoreUnfixed: false },
    ...{ environment: {}, observe: () => {} },
  });
  const environment = {
    NORTHSTACK_GITHUB_HOSTS: `github.example.com=${github.url}`,
    NORTHSTACK_GITLAB_HOSTS: `gitlab.example.com=${gitlab.url}`,
  };
  plane = await startControlPlane({ policy, scanner, commits: await openCommitStatus({ environment, closers }) });
  closers.add({ name: 'policy', close: () => policy[Symbol.asyncDispose]() });
  closers.add({ name: 'scanner', close: () => scanner[Symbol.asyncDispose]() });
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await closers.close(() => {});
  for (const host of [github, gitlab, opa]) await host?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  t = await createTenant(plane);
  github.faults.clear();
});

/** The service is built from here; what the build makes is found clean, or not. */
async function source(host: string, path: string, findings: readonly 'CRITICAL'[] = []): Promise<void> {
  await plane.database.sql('update services set git_repository = $2 where id = $1', [t.serviceId, `https://${host}/${path}.git`]);
  await trivy.finds({
    '*': findings.map((Severity) => ({ VulnerabilityID: 'CVE-1', PkgName: 'openssl', InstalledVersion: '1', Severity })),
  });
}

async function connect(host: string, credential: string): Promise<void> {
  const { errors } = await plane.as(
    await t.member('devops'),
    `mutation($p: uuid, $h: String!, $c: String!, $r: uuid!) {
      setGitConnection(projectId: $p, host: $h, type: "token", credential: $c, requestId: $r) { gitConnectionId } }`,
    { p: t.projectId, h: host, c: credential, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
}

async function deploy(): Promise<{ readonly id: string; readonly commit: string; readonly status: string }> {
  const { data, errors } = await plane.as(
    await t.member('developer'),
    'mutation($s: uuid!, $r: uuid!) { deployService(serviceId: $s, reference: "main", requestId: $r) { deploymentId } }',
    { s: t.serviceId, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
  const id = String(data.deployService.deploymentId);
  const [row] = await eventually(
    () =>
      plane.database.sql(
        'select d.status, b.git_commit from deployments d left join builds b on b.id = d.build_id where d.id = $1',
        [id],
      ),
    ([r]) => r?.status === 'running' || r?.status === 'failed',
  );
  return { id, commit: String(row?.git_commit), status: String(row?.status) };
}

const rows = (deploymentId: string) =>
  plane.database.sql('select state, reported_state, is_open, failure_reason from commit_statuses where deployment_id = $1', [
    deploymentId,
  ]);
const shownBy = (host: GitHostEmulator, context: string) => host.statuses.filter((s) => s.context === context);
const projectSlug = async () =>
  String((await plane.database.sql('select slug from projects where id = $1', [t.projectId]))[0]?.slug);

test('a commit shows where its build and its deployment stand, each state once, with the address of the app', async () => {
  await source('github.example.com', 'acme/shop');
  await connect('github.example.com', github.token);
  const { id, commit, status } = await deploy();
  expect(status).toBe('running');
  await eventually(
    () => rows(id),
    ([row]) => row?.reported_state === 'succeeded',
  );
  const slug = await projectSlug();
  const deployment = shownBy(github, `northstack/${slug}/web/production`);
  expect(deployment.at(-1)).toMatchObject({
    ...{ repository: 'acme/shop', commit, state: 'success', description: 'Revision 1 runs.' },
    url: expect.stringMatching(/^http:\/\/.+\.localhost/),
  });
  const build = await eventually(
    () => shownBy(github, `northstack/${slug}/web`),
    (found) => found.at(-1)?.state === 'success',
  );
  expect(build.at(-1)).toMatchObject({ commit, description: 'Was built.' });
  for (const marks of [deployment, build]) expect(new Set(marks.map((m) => m.description)).size).toBe(marks.length);
  // Asked again, nothing is said again.
  const before = github.statuses.length;
  await plane.reconciler().resync();
  await plane.reconciler().settled();
  expect(github.statuses).toHaveLength(before);
  expect(github.violations).toEqual([]);
});

test('a vulnerability is found by Trivy, denied by OPA, told beside the commit, and kept with the name of the decision', async () => {
  await source('gitlab.example.com', 'acme/tools/shop', ['CRITICAL']);
  await connect('gitlab.example.com', gitlab.token);
  await plane.database.sql(`insert into policy_rules (organization_id, kind, severity) values ($1, 'severity', 'critical')`, [
    t.organizationId,
  ]);
  const { id, status } = await deploy();
  expect(status).toBe('failed');
  const { data } = await plane.as(
    await t.member('developer'),
    `query($d: uuid!) { deployments_by_pk(id: $d) { failure_step failure_reason
      vulnerability_reports { outcome scanner critical_count findings }
      policy_decisions { engine decision_id outcome violations } } }`,
    { d: id },
  );
  expect(data.deployments_by_pk).toMatchObject({
    failure_step: 'scanning',
    failure_reason: expect.stringContaining('1 critical'),
    vulnerability_reports: [{ outcome: 'scanned', scanner: 'Trivy 0.74.0', critical_count: 1, findings: [{ id: 'CVE-1' }] }],
    policy_decisions: [{ engine: 'opa', decision_id: expect.stringMatching(/^[0-9a-f-]{36}$/), outcome: 'denied' }],
  });
  const slug = await projectSlug();
  const shown = await eventually(
    () => shownBy(gitlab, `northstack/${slug}/web/production`),
    (found) => found.at(-1)?.state === 'failed',
  );
  expect(shown.at(-1)?.description).toBe('Revision 1 failed while scanning.');
  expect(gitlab.violations).toEqual([]);
});

test('a host that does not answer holds up nothing; it is told once, when it is back', async () => {
  await source('github.example.com', 'acme/shop');
  await connect('github.example.com', github.token);
  github.faults.add({ method: 'POST', times: 1_000, fault: { kind: 'lost-answer' } });
  const { id, status } = await deploy();
  expect(status).toBe('running');
  await eventually(
    () => rows(id),
    ([row]) => row?.is_open === true && row.failure_reason !== null && row.state === 'succeeded',
  );
  github.faults.clear();
  plane.advance(60_000);
  await plane.reconciler().resync();
  await eventually(
    () => rows(id),
    ([row]) => row?.reported_state === 'succeeded',
  );
  const marks = shownBy(github, `northstack/${await projectSlug()}/web/production`);
  expect(marks.filter((m) => m.state === 'success')).toHaveLength(1);
});

test.each([
  ['a token that may not', 'github.example.com', 'acme/shop', 'a wrong token', /does not take the token/],
  ['a repository that it does not show', 'github.example.com', 'acme/other', null, /knows no such repository/],
  ['no token at all', 'github.example.com', 'acme/shop', '', /no git connection/],
  ['a host that is none of them', 'git.example.com', 'acme/shop', null, /none that statuses can be told/],
] as const)('%s is said in the row, and the deployment runs', async (_name, host, path, token, reason) => {
  await source(host, path);
  if (token !== '') await connect(host, token ?? github.token);
  const { id, status } = await deploy();
  expect(status).toBe('running');
  const [row] = await eventually(
    () => rows(id),
    ([found]) => found?.is_open === false && found.state === 'succeeded',
  );
  expect([row?.reported_state, row?.failure_reason]).toEqual([null, expect.stringMatching(reason)]);
});

test('a folder that was sent has no commit anybody shows', async () => {
  await trivy.finds({ '*': [] });
  const { id, status } = await deploy();
  expect(status).toBe('running');
  expect(await rows(id)).toEqual([]);
});
