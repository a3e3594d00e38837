/** What every PolicyEngine promises. Its adapter brings an engine that knows the organization's rules, which come with each input. */
import { describe, expect, test } from 'vitest';
import type { PolicyEngine, PolicyInput, PolicyRule } from '../../domain/ports/policy-engine.ts';

export const policyInput = (rules: readonly PolicyRule[], more: Partial<PolicyInput> = {}): PolicyInput => ({
  organization: 'acme',
  project: { slug: 'shop', labels: { tier: 'one' } },
  environment: { slug: 'production', type: 'production', protected: true },
  service: { slug: 'web', type: 'web' },
  deployment: { kind: 'deploy', revision: 7, approvals: 0, replicas: 3 },
  artifact: { kind: 'image', reference: 'registry.example.com/web:1', digest: null },
  vulnerabilities: { unknown: 0, low: 0, medium: 0, high: 2, critical: 1 },
  rules,
  ...more,
});

export function policyEngineContract(name: string, open: () => Promise<PolicyEngine>): void {
  describe(`policy engine: ${name}`, () => {
    test('no rule, no violation', async () => {
      expect(await (await open()).decide(policyInput([]))).toMatchObject({ allowed: true, violations: [] });
    });

    test('a broken rule denies, says which in words and what to do, and says the same again', async () => {
      const engine = await open();
      const rules: PolicyRule[] = [{ kind: 'image_digest' }, { kind: 'severity', severity: 'high' }, { kind: 'approval' }];
      const decision = await engine.decide(policyInput(rules));
      expect(decision.allowed).toBe(false);
      expect(decision.violations.map((v) => v.rule).sort()).toEqual(['approval', 'image_digest', 'severity']);
      for (const { message, hint } of decision.violations) {
        expect(message).toMatch(/\w.*\.$/);
        expect(hint).toMatch(/\w.*\.$/);
      }
      expect({ ...(await engine.decide(policyInput(rules))), decisionId: null }).toEqual({ ...decision, decisionId: null });
    });

    test('what was not scanned is not called clean', async () => {
      const decision = await (await open()).decide(policyInput([{ kind: 'scan' }], { vulnerabilities: null }));
      expect(decision.violations.map((v) => v.rule)).toEqual(['scan']);
    });

    test('has a name for the record', async () => {
      expect((await open()).name).toMatch(/^\S+$/);
    });
  });
}
