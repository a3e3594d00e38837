/**
 * What Trivy says, in our words: the JSON of its command line (schema version 2) and the VulnerabilityReport of its operator. In both, what is
 * absent is nothing found; what is no report at all is not the same as a clean one.
 * Source: aquasecurity/trivy docs/configuration/reporting, trivy-operator docs/crds/vulnerabilityreport.
 */
import { z } from 'zod';
import type { Severity, Vulnerability } from '../../domain/ports/vulnerability-scanner.ts';

export interface TrivyReport {
  /** For example `Trivy 0.74.0`. */
  readonly scanner: string;
  /** Milliseconds since the epoch; null: it does not say. */
  readonly at: number | null;
  readonly findings: readonly Vulnerability[];
}

const severity = z.string().transform((name): Severity => {
  const known = name.toLowerCase();
  return known === 'low' || known === 'medium' || known === 'high' || known === 'critical' ? known : 'unknown';
});
const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

const cliFinding = z
  .object({
    VulnerabilityID: z.string().min(1),
    PkgName: z.string().min(1),
    InstalledVersion: text,
    FixedVersion: text,
    Severity: severity,
    Title: text,
  })
  .transform((v) => findingOf(v.VulnerabilityID, v.Severity, v.PkgName, v.InstalledVersion, v.FixedVersion, v.Title));
const cliReport = z.object({
  SchemaVersion: z.literal(2),
  CreatedAt: z.string().optional(),
  Trivy: z.object({ Version: z.string().optional() }).optional(),
  Results: z.array(z.object({ Vulnerabilities: z.array(cliFinding).nullish() })).nullish(),
});

/** null: it is no report of a schema that is known. */
export function parseCliReport(json: unknown): TrivyReport | null {
  const read = cliReport.safeParse(json);
  if (!read.success) return null;
  const { Results: results, Trivy: trivy, CreatedAt: created } = read.data;
  return {
    scanner: named(trivy?.Version),
    at: momentOf(created),
    findings: distinct((results ?? []).flatMap((r) => r.Vulnerabilities ?? [])),
  };
}

const objectFinding = z
  .object({
    vulnerabilityID: z.string().min(1),
    resource: z.string().min(1),
    installedVersion: text,
    fixedVersion: text,
    severity,
    title: text,
  })
  .transform((v) => findingOf(v.vulnerabilityID, v.severity, v.resource, v.installedVersion, v.fixedVersion, v.title));
const objectReport = z.object({
  report: z.object({
    artifact: z.object({ repository: text, tag: text, digest: text }).optional(),
    registry: z.object({ server: text }).optional(),
    scanner: z.object({ name: z.string(), version: text }).optional(),
    updateTimestamp: z.string().optional(),
    vulnerabilities: z.array(objectFinding).nullish(),
  }),
});

export interface ReportedArtifact extends TrivyReport {
  /** `index.docker.io`; empty: it does not say. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…`; empty: it does not say. */
  readonly digest: string;
}

/** null: it is no VulnerabilityReport as it is known. */
export function parseVulnerabilityReport(object: unknown): ReportedArtifact | null {
  const read = objectReport.safeParse(object);
  if (!read.success) return null;
  const { artifact, registry, scanner, updateTimestamp, vulnerabilities } = read.data.report;
  return {
    registry: registry?.server ?? '',
    repository: artifact?.repository ?? '',
    tag: artifact?.tag ?? '',
    digest: artifact?.digest ?? '',
    scanner: named(scanner?.version),
    at: momentOf(updateTimestamp),
    findings: distinct(vulnerabilities ?? []),
  };
}

const findingOf = (
  id: string,
  level: Severity,
  name: string,
  installedVersion: string,
  fixedVersion: string,
  title: string,
): Vulnerability => ({
  id,
  severity: level,
  package: name,
  installedVersion,
  fixedVersion: fixedVersion === '' ? null : fixedVersion,
  title: title.slice(0, 300),
});

const named = (version: string | undefined): string => (version ? `Trivy ${version}` : 'Trivy');

function momentOf(timestamp: string | undefined): number | null {
  const at = Date.parse(timestamp ?? '');
  return Number.isNaN(at) ? null : at;
}

/** The same package is often found in several places of an image. */
function distinct(findings: readonly Vulnerability[]): readonly Vulnerability[] {
  const byName = new Map(findings.map((v) => [`${v.id} ${v.package} ${v.installedVersion}`, v]));
  return [...byName.values()];
}
