/**
 * What the policy engine is really given, as `deploy/policies/example.json` has it: the shipped policies' own tests decide about the same file, so that the
 * names in Rego and the names we send cannot part. `npx vitest run --project postgres test/domain/policy-input -u` writes it anew.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidePolicy } from '../../domain/plan/policy.ts';
import type { PolicyInput } from '../../domain/ports/policy-engine.ts';
import { type ControlPlane, createTenant, startControlPlane } from '../support/control-plane.ts';
import { deploy, reaches } from '../support/delivery.ts';

const inputs: PolicyInput[] = [];
let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({
    policy: {
      name: 'recording',
      decide: async (input) => {
        inputs.push(input);
        return decidePolicy(input);
      },
    },
  });
});
afterAll(() => plane?.[Symbol.asyncDispose]());

test('every fact that policies may ask about, in the names that they know', async () => {
  const t = await createTenant(plane, 'shop');
  const devops = await t.member('devops');
  for (const rule of [
    'kind: image_digest',
    'kind: approval',
    'kind: max_replicas, max_replicas: 3',
    'kind: severity, severity: high',
    'kind: scan',
  ]) {
    const made = await plane.as(devops, `mutation { insert_policy_rules_one(object: { ${rule} }) { id } }`);
    expect(made.errors).toBeUndefined();
  }
  const finding = (severity: 'critical' | 'low') => ({
    ...{ id: `CVE-${severity}`, severity, package: 'p', installedVersion: '1', fixedVersion: null, title: '' },
  });
  plane.scanner.seen = {
    state: 'scanned',
    scanner: 'emulator 1',
    at: Date.now(),
    findings: [finding('critical'), finding('low')],
  };
  const id = await deploy(plane, await t.member('developer'), t.serviceId);
  await reaches(plane, id, 'failed');
  const [input] = inputs;
  if (input === undefined) throw new Error('the policy engine was not asked');
  // What is another one each time has a name of its own here; the order of rules means nothing.
  const example = {
    ...input,
    organization: 'acme',
    artifact: { ...input.artifact, reference: '/artifacts/web', digest: `sha256:${'0'.repeat(64)}` },
    rules: [...input.rules].sort((a, b) => (a.kind < b.kind ? -1 : 1)),
  };
  await expect(`${JSON.stringify({ example: { input: example } }, null, 2)}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, '../../deploy/policies/example.json'),
  );
  // The policies' own test expects the same of it.
  expect(
    decidePolicy(example)
      .violations.map((v) => v.rule)
      .sort(),
  ).toEqual(['approval', 'severity']);
});
