/**
 * The policies that are shipped, run by OPA itself where it is installed: their own tests, their format, and the contract of the port on a server of
 * its own. Nothing else here can run Rego.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOpaPolicy } from '../../adapters/opa/open-opa-policy.ts';
import { decidePolicy } from '../../domain/plan/policy.ts';
import { policyEngineContract, policyInput } from '../contracts/policy-engine.contract.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';

const folder = join(import.meta.dirname, '../../deploy/policies');
const policies = { 'deployment.rego': readFileSync(join(folder, 'deployment.rego'), 'utf8') };
const installed = spawnSync('opa', ['version']).status === 0;
if (!installed) console.warn('rego: skipped, opa is not installed; the shipped policies were not run');

test('each policy says its package and comes with tests of its own', () => {
  const tests = readFileSync(join(folder, 'deployment_test.rego'), 'utf8');
  expect(policies['deployment.rego']).toMatch(/^package northstack\.deployment$/m);
  expect(tests).toMatch(/^package northstack\.deployment_test$/m);
  // Each kind of rule is decided, and each is tested.
  for (const kind of ['image_digest', 'approval', 'max_replicas', 'severity', 'scan']) {
    expect(policies['deployment.rego']).toContain(`rule.kind == "${kind}"`);
    expect(tests).toContain(`"kind": "${kind}"`);
  }
});

describe.skipIf(!installed)('run by opa', () => {
  const opa = (...args: readonly string[]) => spawnSync('opa', [...args], { encoding: 'utf8' });

  test('their own tests pass, they are strict, and they are formatted', () => {
    const tested = opa('test', folder);
    expect(tested.stdout + tested.stderr).toContain('PASS');
    expect(tested.status).toBe(0);
    expect(opa('check', '--strict', folder)).toMatchObject({ status: 0, stderr: '' });
    expect(opa('fmt', '--list', folder).stdout).toBe('');
  });

  let url = '';
  let server: ReturnType<typeof spawn> | null = null;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = spawn('opa', ['run', '--server', '--addr', `127.0.0.1:${port}`], { stdio: 'ignore' });
    await eventually(
      () =>
        fetch(`${url}/health`).then(
          (answer) => answer.ok,
          () => false,
        ),
      (healthy) => healthy,
    );
  });
  afterAll(() => void server?.kill('SIGKILL'));
  const open = () =>
    openOpaPolicy({
      ...{ url, ca: null, token: null, path: 'northstack/deployment', policies, whenAway: 'wait' },
      observe: () => {},
    });

  policyEngineContract('opa itself', async () => open());

  test('they decide as the built-in rules do', async () => {
    await using engine = open();
    const rules = [
      { kind: 'image_digest' },
      { kind: 'approval' },
      { kind: 'max_replicas', maxReplicas: 2 },
      { kind: 'severity', severity: 'low' },
      { kind: 'severity', severity: 'critical' },
      { kind: 'scan' },
    ] as const;
    for (const rule of rules)
      for (const more of [
        {},
        { vulnerabilities: null },
        { artifact: { kind: 'directory', reference: '/a', digest: null } },
      ] as const) {
        const input = policyInput([rule], more);
        const [ours, theirs] = [decidePolicy(input), await engine.decide(input)];
        expect({ ...theirs, decisionId: null }).toEqual(ours);
      }
  });
});
