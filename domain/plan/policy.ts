/** The rules that an organization can switch on, decided with values. Pure. */
import type { PolicyDecision, PolicyInput, PolicyRule, PolicyViolation } from '../ports/policy-engine.ts';
import { SEVERITIES } from '../ports/vulnerability-scanner.ts';

export function decidePolicy(input: PolicyInput): PolicyDecision {
  const violations = input.rules.flatMap((rule) => violationOf(rule, input) ?? []);
  return { allowed: violations.length === 0, violations, decisionId: null };
}

function violationOf(rule: PolicyRule, input: PolicyInput): PolicyViolation | null {
  switch (rule.kind) {
    case 'image_digest':
      return input.artifact.kind === 'image' && input.artifact.digest === null
        ? {
            rule: 'image_digest',
            message: `The image ${input.artifact.reference} is named by a tag, which can mean another image tomorrow.`,
            hint: 'Name it by digest: name@sha256:….',
          }
        : null;
    case 'approval':
      return input.deployment.approvals === 0 && input.deployment.kind !== 'rollback'
        ? {
            rule: 'approval',
            message: `Deployments to ${input.environment.slug} need an approval, and nobody approved this one.`,
            hint: 'Protect the environment with at least one required approval, then deploy again.',
          }
        : null;
    case 'max_replicas':
      return input.deployment.replicas > rule.maxReplicas
        ? {
            rule: 'max_replicas',
            message: `${input.deployment.replicas} replicas are wanted and ${rule.maxReplicas} are allowed.`,
            hint: 'Scale the service down, then deploy again.',
          }
        : null;
    case 'severity':
      return tooBad(rule, input);
    case 'scan':
      return input.vulnerabilities === null
        ? {
            rule: 'scan',
            message: 'The artifact was not scanned for vulnerabilities.',
            hint: 'Ask a platform administrator whether a scanner is set up for this kind of artifact.',
          }
        : null;
  }
}

function tooBad(
  { severity }: Extract<PolicyRule, { kind: 'severity' }>,
  { vulnerabilities }: PolicyInput,
): PolicyViolation | null {
  // Nothing is known then, and nothing found is not the same: the rule `scan` is for who wants that denied.
  if (vulnerabilities === null) return null;
  const bad = SEVERITIES.slice(SEVERITIES.indexOf(severity)).filter((s) => vulnerabilities[s] > 0);
  if (bad.length === 0) return null;
  const counts = [...bad].reverse().map((s) => `${vulnerabilities[s]} ${s}`);
  return {
    rule: 'severity',
    message: `The artifact has known vulnerabilities: ${counts.join(', ')}.`,
    hint: 'Update the packages that its vulnerability report names, then deploy again.',
  };
}
