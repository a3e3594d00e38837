/** Scans what a deployment would start and asks the policy about it. Both answers are recorded whatever they are. */
import type { PolicyInput, PolicyRule, PolicyViolation } from '../domain/ports/policy-engine.ts';
import { type ScanObservation, SEVERITIES, type Severity } from '../domain/ports/vulnerability-scanner.ts';
import {
  DeploymentToCheckDocument,
  type DeploymentToCheckQuery,
  type policy_decisions_insert_input,
  type vulnerability_reports_insert_input,
} from '../sdk/generated.ts';
import { artifactOf } from './artifact.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';
import { pullCredentialOf } from './image-registry.ts';

export type Check =
  | { readonly state: 'scanning' }
  | {
      readonly state: 'checked';
      /** null: nothing speaks against it. */
      readonly denied: string | null;
      readonly report: vulnerability_reports_insert_input;
      readonly decision: policy_decisions_insert_input;
    };

type Deployment = NonNullable<DeploymentToCheckQuery['deployments_by_pk']>;
type Ended = Exclude<ScanObservation, { readonly state: 'scanning' }>;

/** @throws Fault reject when there is nothing to deploy, retry when the scanner or the policy engine is away. */
export async function checkDeployment(deps: ReconcileDeps, id: string): Promise<Check | null> {
  const { graphql, scanner, policy } = deps;
  const { deployments_by_pk: deployment } = await graphql.request(DeploymentToCheckDocument, { id }, { idempotent: true });
  if (deployment === null) return null;
  const artifact = artifactOf(deployment);
  const subject = { kind: artifact.kind, reference: artifact.reference, digest: digestOf(artifact) };
  // The rule is about what was asked for: a tag is not a digest because it was looked up.
  const named = deployment.build === null ? deployment.image : null;
  const asked = named === null ? subject : { ...subject, reference: named, digest: digestIn(named) };
  const project = { id: deployment.project.id, organization: { id: deployment.organization.id } };
  const seen = await scanner.scan({ ...subject, credential: await pullCredentialOf(deps, artifact, project) });
  if (seen.state === 'scanning') return { state: 'scanning' };
  const counts = seen.state === 'scanned' ? count(seen.findings) : null;
  const { allowed, violations, decisionId } = await policy.decide(inputOf(deployment, asked, counts));
  return {
    state: 'checked',
    denied: allowed ? null : violations.map(({ message, hint }) => `${message} ${hint}`).join('\n'),
    report: {
      deployment_id: id,
      artifact_reference: subject.reference,
      artifact_digest: subject.digest,
      ...reportOf(seen, counts),
    },
    decision: {
      deployment_id: id,
      engine: policy.name,
      decision_id: decisionId,
      outcome: allowed ? 'allowed' : 'denied',
      violations: violations satisfies readonly PolicyViolation[],
    },
  };
}

const digestOf = ({ reference, digest }: { readonly reference: string; readonly digest: string }): string | null =>
  digest !== '' ? digest : digestIn(reference);

const digestIn = (reference: string): string | null => /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1] ?? null;

function count(findings: readonly { readonly severity: Severity }[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { unknown: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** More than anybody reads. */
const MAX_FINDINGS = 200;

function reportOf(seen: Ended, counts: Record<Severity, number> | null): vulnerability_reports_insert_input {
  if (seen.state === 'not-scanned' || counts === null)
    return { outcome: 'not_scanned', reason: seen.state === 'not-scanned' ? seen.reason : '' };
  const worstFirst = [...seen.findings].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  return {
    outcome: 'scanned',
    scanner: seen.scanner,
    scanned_at: timestamp(seen.at),
    critical_count: counts.critical,
    high_count: counts.high,
    medium_count: counts.medium,
    low_count: counts.low,
    unknown_count: counts.unknown,
    findings: worstFirst.slice(0, MAX_FINDINGS),
  };
}

function inputOf(
  { kind, revision, organization, project, environment, service, instance, approvals_aggregate }: Deployment,
  artifact: PolicyInput['artifact'],
  vulnerabilities: PolicyInput['vulnerabilities'],
): PolicyInput {
  return {
    organization: organization.slug,
    project: { slug: project.slug, labels: project.labels },
    environment: { slug: environment.slug, type: environment.type, protected: environment.is_protected },
    service: { slug: service.slug, type: service.type },
    deployment: {
      kind,
      revision,
      approvals: approvals_aggregate.aggregate?.count ?? 0,
      replicas: instance.max_replicas ?? instance.desired_replicas,
    },
    artifact,
    vulnerabilities,
    rules: organization.policy_rules
      .filter(
        (r) =>
          (r.project_id === null || r.project_id === project.id) &&
          (r.environment_type === null || r.environment_type === environment.type),
      )
      .flatMap((r) => ruleOf(r) ?? []),
  };
}

/** The database's checks say which kinds have which value. */
function ruleOf({ kind, severity, max_replicas }: Deployment['organization']['policy_rules'][number]): PolicyRule | null {
  switch (kind) {
    case 'image_digest':
    case 'approval':
    case 'scan':
      return { kind };
    case 'severity':
      return severity === null ? null : { kind, severity };
    case 'max_replicas':
      return max_replicas === null ? null : { kind, maxReplicas: max_replicas };
  }
}
