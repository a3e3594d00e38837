import { expect, test } from 'vitest';
import type { PolicyInput, PolicyRule } from '../ports/policy-engine.ts';
import { decidePolicy } from './policy.ts';

const input: PolicyInput = {
  organization: 'acme',
  project: { slug: 'shop', labels: {} },
  environment: { slug: 'production', type: 'production', protected: true },
  service: { slug: 'web', type: 'web' },
  deployment: { kind: 'deploy', revision: 3, approvals: 0, replicas: 2 },
  artifact: { kind: 'image', reference: 'web:1', digest: null },
  vulnerabilities: null,
  rules: [],
};
const found = { unknown: 0, low: 3, medium: 0, high: 1, critical: 0 };
const broken = (rule: PolicyRule, more: Partial<PolicyInput> = {}) =>
  decidePolicy({ ...input, ...more, rules: [rule] }).violations.map((v) => v.rule);

test.each<[PolicyRule, Partial<PolicyInput>, boolean]>([
  [{ kind: 'image_digest' }, {}, true],
  [{ kind: 'image_digest' }, { artifact: { kind: 'image', reference: 'web', digest: 'sha256:1' } }, false],
  [{ kind: 'image_digest' }, { artifact: { kind: 'directory', reference: '/a', digest: null } }, false],
  [{ kind: 'approval' }, {}, true],
  [{ kind: 'approval' }, { deployment: { ...input.deployment, approvals: 1 } }, false],
  [{ kind: 'approval' }, { deployment: { ...input.deployment, kind: 'rollback' } }, false],
  [{ kind: 'max_replicas', maxReplicas: 1 }, {}, true],
  [{ kind: 'max_replicas', maxReplicas: 2 }, {}, false],
  [{ kind: 'severity', severity: 'high' }, { vulnerabilities: found }, true],
  [{ kind: 'severity', severity: 'critical' }, { vulnerabilities: found }, false],
  [{ kind: 'severity', severity: 'low' }, {}, false],
  [{ kind: 'scan' }, {}, true],
  [{ kind: 'scan' }, { vulnerabilities: found }, false],
])('%j with %j: broken is %s', (rule, more, expected) => {
  expect(broken(rule, more)).toEqual(expected ? [rule.kind] : []);
});

test('without rules everything is allowed; every broken rule is named, the worst vulnerabilities first', () => {
  expect(decidePolicy(input)).toEqual({ allowed: true, violations: [], decisionId: null });
  const { allowed, violations } = decidePolicy({
    ...input,
    vulnerabilities: found,
    rules: [{ kind: 'image_digest' }, { kind: 'severity', severity: 'unknown' }],
  });
  expect(allowed).toBe(false);
  expect(violations.map((v) => v.rule)).toEqual(['image_digest', 'severity']);
  expect(violations[1]?.message).toContain('1 high, 3 low');
});
