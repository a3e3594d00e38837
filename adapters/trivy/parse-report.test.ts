import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCliReport, parseVulnerabilityReport } from './parse-report.ts';

const specs = join(import.meta.dirname, '../../../shared/specs');
const golden = (name: string): unknown => JSON.parse(readFileSync(join(specs, 'trivy', name), 'utf8'));

const finding = { VulnerabilityID: 'CVE-1', PkgName: 'openssl', InstalledVersion: '1.0', Severity: 'HIGH' };
const report = (results?: unknown) => ({
  SchemaVersion: 2,
  ArtifactName: 'x',
  ...(results === undefined ? {} : { Results: results }),
});

describe('of the command line', () => {
  test('what is absent is nothing found', () => {
    for (const nothing of [report(), report(null), report([]), report([{ Target: 'a' }]), report([{ Vulnerabilities: null }])])
      expect(parseCliReport(nothing)?.findings).toEqual([]);
  });

  test('a finding keeps what people need; one in several places counts once', () => {
    const several = report([
      { Vulnerabilities: [finding, { ...finding, FixedVersion: '1.1', Title: 't' }] },
      { Vulnerabilities: [finding] },
    ]);
    expect(parseCliReport(several)?.findings).toEqual([
      { id: 'CVE-1', severity: 'high', package: 'openssl', installedVersion: '1.0', fixedVersion: null, title: '' },
    ]);
    expect(parseCliReport(report([{ Vulnerabilities: [{ ...finding, Severity: 'NEGLIGIBLE' }] }]))?.findings[0]?.severity).toBe(
      'unknown',
    );
  });

  test('what is no report is none, rather than a clean one', () => {
    for (const other of [
      null,
      undefined,
      {},
      [],
      'x',
      { SchemaVersion: 1 },
      report([{ Vulnerabilities: [{ PkgName: 'x' }] }]),
      report('x'),
    ])
      expect(parseCliReport(other)).toBeNull();
  });

  test.skipIf(!existsSync(join(specs, 'trivy')))("reads the vendor's own examples", () => {
    const alpine = parseCliReport(golden('cli-alpine-310.json'));
    expect(alpine?.findings).toHaveLength(4);
    expect(alpine?.findings[0]).toMatchObject({ id: 'CVE-2019-1549', severity: 'medium', fixedVersion: '1.1.1d-r0' });
    expect(parseCliReport(golden('cli-npm.json'))?.findings).toMatchObject([{ id: 'CVE-2019-11358', package: 'jquery' }]);
    // Misconfigurations and secrets are not vulnerabilities.
    expect(parseCliReport(golden('cli-dockerfile.json'))?.findings).toEqual([]);
    expect(parseCliReport(golden('cli-secrets.json'))?.findings).toEqual([]);
  });
});

describe('of the operator', () => {
  test('says which image it is about', () => {
    const object = {
      report: {
        artifact: { repository: 'team/app', tag: '1', digest: 'sha256:00' },
        registry: { server: 'index.docker.io' },
        scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.74.0' },
        updateTimestamp: '2026-11-20T10:00:00Z',
        vulnerabilities: [
          {
            vulnerabilityID: 'CVE-2',
            resource: 'zlib',
            installedVersion: '1',
            fixedVersion: '',
            severity: 'CRITICAL',
            title: 't',
          },
        ],
      },
    };
    expect(parseVulnerabilityReport(object)).toEqual({
      ...{ registry: 'index.docker.io', repository: 'team/app', tag: '1', digest: 'sha256:00', scanner: 'Trivy 0.74.0' },
      at: Date.parse('2026-11-20T10:00:00Z'),
      findings: [{ id: 'CVE-2', severity: 'critical', package: 'zlib', installedVersion: '1', fixedVersion: null, title: 't' }],
    });
    expect(parseVulnerabilityReport({ report: {} })).toMatchObject({ digest: '', findings: [] });
    expect(parseVulnerabilityReport({ metadata: { name: 'x' } })).toBeNull();
  });

  test.skipIf(!existsSync(join(specs, 'samples')))("reads the vendor's form", () => {
    const sample: unknown = JSON.parse(readFileSync(join(specs, 'samples/trivy-vulnerabilityreport.json'), 'utf8'));
    expect(parseVulnerabilityReport(sample)).toMatchObject({
      repository: 'team-a/shop-api',
      findings: [{ id: 'CVE-2026-0001' }],
    });
  });
});
