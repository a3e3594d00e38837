/**
 * The policies that are shipped: their own tests, and one table of facts that they decide as the built-in rules do. An interpreter of Rego from npm
 * runs both everywhere; where OPA itself is installed it does too, with their format and the contract of the port on a server of its own.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openOpaPolicy } from '../../adapters/opa/open-opa-policy.ts';
import { decidePolicy } from '../../domain/plan/policy.ts';
import type { PolicyInput } from '../../domain/ports/policy-engine.ts';
import { policyEngineContract, policyInput } from '../contracts/policy-engine.contract.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';
import { evaluateRego } from '../support/rego.ts';

const folder = join(import.meta.dirname, '../../deploy/policies');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const policies = { 'deployment.rego': read('deployment.rego') };
const installed = spawnSync('opa', ['version']).status === 0;
if (!installed) console.warn('rego: opa is not installed; the shipped policies are run by regorus alone');

const rules = [
  [],
  [{ kind: 'image_digest' }],
  [{ kind: 'approval' }],
  [{ kind: 'max_replicas', maxReplicas: 2 }],
  [{ kind: 'max_replicas', maxReplicas: 3 }],
  [{ kind: 'severity', severity: 'low' }],
  [{ kind: 'severity', severity: 'medium' }],
  [{ kind: 'severity', severity: 'critical' }],
  [{ kind: 'scan' }],
  [
    { kind: 'approval' },
    { kind: 'image_digest' },
    { kind: 'max_replicas', maxReplicas: 1 },
    { kind: 'severity', severity: 'high' },
  ],
] as const satisfies readonly PolicyInput['rules'][];
const facts = [
  {},
  { vulnerabilities: null },
  { vulnerabilities: { unknown: 4, low: 3, medium: 0, high: 0, critical: 0 } },
  { artifact: { kind: 'directory', reference: '/a', digest: null } },
  { artifact: { kind: 'image', reference: 'a@sha256:0', digest: 'sha256:0' } },
  { deployment: { kind: 'deploy', revision: 8, approvals: 1, replicas: 2 } },
  { deployment: { kind: 'rollback', revision: 9, approvals: 0, replicas: 30 } },
] as const satisfies readonly Partial<PolicyInput>[];
/** Every list of rules with every kind of facts. */
const table = rules.flatMap((list) => facts.map((more) => policyInput(list, more)));
const builtIn = table.map((input) => {
  const { allowed, violations } = decidePolicy(input);
  return { allowed, violations: byRule(violations) };
});
/** Rego's sets have no order. */
function byRule<T extends { readonly rule: string }>(violations: readonly T[]): T[] {
  return [...violations].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

test('each policy says its package and comes with tests of its own', () => {
  const tests = read('deployment_test.rego');
  expect(policies['deployment.rego']).toMatch(/^package northstack\.deployment$/m);
  expect(tests).toMatch(/^package northstack\.deployment_test$/m);
  // Each kind of rule is decided, and each is tested.
  for (const kind of ['image_digest', 'approval', 'max_replicas', 'severity', 'scan']) {
    expect(policies['deployment.rego']).toContain(`rule.kind == "${kind}"`);
    expect(tests).toContain(`"kind": "${kind}"`);
  }
});

describe('run by regorus', () => {
  const names = [...read('deployment_test.rego').matchAll(/^(test_\w+) if/gm)].map(([, name]) => name ?? '');
  /** A rule that is wrong on purpose: what follows can fail. */
  const wrong = policies['deployment.rego']
    .replace('package northstack.deployment', 'package northstack.wrong')
    .replace(' > rule.max', ' < rule.max');
  const decision = (name: string) =>
    `{"allowed": data.northstack.${name}.allow, "violations": data.northstack.${name}.violations}`;
  let values: ReadonlyMap<string, unknown>;
  beforeAll(() => {
    const { example } = z.object({ example: z.object({ input: z.unknown() }) }).parse(JSON.parse(read('example.json')));
    values = evaluateRego(
      {
        ...policies,
        // `input` cannot be a rule's name; in OPA this is a document of data.
        'deployment_test.rego': read('deployment_test.rego').replaceAll('data.example.input', 'data.example.facts'),
        'example.rego': `package example\n\nfacts := ${JSON.stringify(example.input, null, 1)}\n`,
        'table.rego': `package table\n\nrows := ${JSON.stringify(table, null, 1)}\n`,
        'wrong.rego': wrong,
      },
      {
        ...Object.fromEntries(names.map((name) => [name, `data.northstack.deployment_test.${name}`])),
        table: `[d | some facts in data.table.rows; d := ${decision('deployment')} with input as facts]`,
        wrong: `[d | some facts in data.table.rows; d := ${decision('wrong')} with input as facts]`,
        nothing: `${decision('deployment')} with input as {}`,
      },
    );
  });
  const decisions = (name: string) =>
    z
      .array(
        z.object({
          allowed: z.boolean(),
          violations: z.array(z.object({ rule: z.string(), message: z.string(), hint: z.string() })),
        }),
      )
      .parse(values.get(name))
      .map(({ allowed, violations }) => ({ allowed, violations: byRule(violations) }));

  test('their own tests pass', () => {
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => values.get(name) !== true)).toEqual([]);
  });

  test('they decide as the built-in rules do, and the comparison sees a rule that is wrong', () => {
    expect(decisions('table')).toEqual(builtIn);
    expect(decisions('wrong')).not.toEqual(builtIn);
  });

  test('without facts nothing is allowed', () => {
    expect(values.get('nothing')).toEqual({ allowed: false, violations: [] });
  });
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
    for (const [i, input] of table.entries()) {
      const { allowed, violations } = await engine.decide(input);
      expect({ allowed, violations: byRule(violations) }, JSON.stringify(input)).toEqual(builtIn[i]);
    }
  });
});
