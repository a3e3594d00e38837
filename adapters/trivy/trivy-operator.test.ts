import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ScanSubject } from '../../domain/ports/vulnerability-scanner.ts';
import { vulnerabilityScannerContract } from '../../test/contracts/vulnerability-scanner.contract.ts';
import { type Kubernetes, startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { openTrivyOperator } from './open-trivy-operator.ts';

const file = join(import.meta.dirname, '../../../shared/specs/trivy/aquasecurity.github.io_vulnerabilityreports.yaml');
/** Where the vendor's own definition is not there: the names, and any fields. */
const DEFINITION = existsSync(file)
  ? readFileSync(file, 'utf8')
  : `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: vulnerabilityreports.aquasecurity.github.io }
spec:
  group: aquasecurity.github.io
  scope: Namespaced
  names: { kind: VulnerabilityReport, listKind: VulnerabilityReportList, plural: vulnerabilityreports, singular: vulnerabilityreport }
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (reference: string, of: string | null = null): ScanSubject => ({
  ...{ kind: 'image', reference, digest: of, credential: null },
});
let cluster: Kubernetes;
let client: KubernetesClient;
const observed: unknown[] = [];
let now = Date.parse('2026-11-20T12:00:00Z');

const scanner = () => openTrivyOperator({ client, observe: (observation) => observed.push(observation), now: () => now });
beforeAll(async () => {
  cluster = await startKubernetes({ definitions: [DEFINITION] });
  client = openKubernetesClient(readKubeconfig(cluster.kubeconfig()));
  for (const namespace of ['a', 'b']) cluster.ensureNamespace(namespace);
  await report('a', 'web', { digest: digest('a'), updateTimestamp: '2026-11-20T10:00:00Z', ids: ['CVE-1', 'CVE-2'] });
  await report('b', 'web', { digest: digest('a'), updateTimestamp: '2026-11-20T11:00:00Z', ids: ['CVE-1'] });
  await report('a', 'clean', { digest: digest('c'), tag: '7', ids: [] });
  // More than a page.
  for (let i = 0; i < 60; i += 1) await report('b', `other-${i}`, { digest: digest('e'), tag: `t${i}`, ids: ['CVE-9'] });
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});
beforeEach(() => {
  cluster.faults.clear();
  observed.length = 0;
});

async function report(
  namespace: string,
  name: string,
  {
    digest: of,
    tag = '1',
    updateTimestamp = '2026-11-20T10:00:00Z',
    ids,
  }: { digest: string; tag?: string; updateTimestamp?: string; ids: string[] },
): Promise<void> {
  await client.call({
    method: 'POST',
    path: `/apis/aquasecurity.github.io/v1alpha1/namespaces/${namespace}/vulnerabilityreports`,
    body: {
      apiVersion: 'aquasecurity.github.io/v1alpha1',
      kind: 'VulnerabilityReport',
      metadata: { name: `replicaset-${name}`, namespace },
      report: {
        artifact: { repository: 'team/web', tag, digest: of },
        registry: { server: 'registry.example.com' },
        os: { family: 'debian', name: '12.8' },
        scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.74.0' },
        summary: { criticalCount: 0, highCount: ids.length, mediumCount: 0, lowCount: 0, unknownCount: 0 },
        updateTimestamp,
        vulnerabilities: ids.map((vulnerabilityID) => ({
          vulnerabilityID,
          ...{ resource: 'openssl', installedVersion: '1', fixedVersion: '', severity: 'HIGH', title: 't' },
          ...{ publishedDate: '2026-09-01T00:00:00Z', lastModifiedDate: '2026-10-01T00:00:00Z' },
        })),
      },
    },
  });
}

vulnerabilityScannerContract('trivy operator', async () => ({
  scanner: scanner(),
  subjects: [image('registry.example.com/team/web:1', digest('a')), image('registry.example.com/team/web:7')],
}));

test('the newest report about the digest counts, whatever its tag means now', async () => {
  expect(await scanner().scan(image('registry.example.com/team/web:1', digest('a')))).toMatchObject({
    state: 'scanned',
    scanner: 'Trivy 0.74.0',
    at: Date.parse('2026-11-20T11:00:00Z'),
    findings: [{ id: 'CVE-1', severity: 'high' }],
  });
  expect(await scanner().scan(image('registry.example.com/team/web:7', digest('b')))).toMatchObject({ state: 'not-scanned' });
  expect(await scanner().scan(image('registry.example.com/team/web:t59'))).toMatchObject({ state: 'scanned' });
});

test('no report is not clean; one that came since is seen after a while', async () => {
  const own = scanner();
  const subject = image('registry.example.com/team/late:1', digest('d'));
  expect(await own.scan(subject)).toMatchObject({ state: 'not-scanned', reason: expect.stringContaining('no report') });
  await report('a', 'late', { digest: digest('d'), ids: [] });
  now += 2 * 60_000;
  expect(await own.scan(subject)).toMatchObject({ state: 'scanned', findings: [] });
  expect(await own.scan({ ...subject, kind: 'directory' })).toMatchObject({ state: 'not-scanned' });
});

test('a report of more than a week ago is not believed; one since then is', async () => {
  const subject = image('registry.example.com/team/web:1', digest('f'));
  await report('a', 'old', { digest: digest('f'), updateTimestamp: '2026-11-12T10:00:00Z', ids: [] });
  expect(await scanner().scan(subject)).toMatchObject({ state: 'not-scanned', reason: expect.stringContaining('2026-11-12') });
  await report('b', 'old', { digest: digest('f'), updateTimestamp: '2026-11-14T10:00:00Z', ids: ['CVE-3'] });
  expect(await scanner().scan(subject)).toMatchObject({ state: 'scanned', findings: [{ id: 'CVE-3' }] });
});

test('a cluster without the operator says so; one that is away is to be asked again', async () => {
  await using bare = await startKubernetes({});
  await using own = openKubernetesClient(readKubeconfig(bare.kubeconfig()));
  const without = openTrivyOperator({ client: own, observe: () => {} });
  expect(await without.scan(image('a/b:1'))).toMatchObject({ state: 'not-scanned', reason: expect.stringContaining('operator') });
  for (const status of [429, 500, 503]) {
    bare.faults.add({ path: /vulnerabilityreports/, times: 10, fault: { kind: 'answer', status, body: '{}' } });
    await expect(openTrivyOperator({ client: own, observe: () => {} }).scan(image('a/b:1'))).rejects.toMatchObject({
      kind: 'retry',
    });
    bare.faults.clear();
  }
});

test('a page that is not remembered any more is read from the start', async () => {
  const body = JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'Expired',
    code: 410,
    message: 'too old',
  });
  cluster.faults.add({ path: /continue=/, fault: { kind: 'answer', status: 410, body } });
  expect(await scanner().scan(image('registry.example.com/team/web:1', digest('a')))).toMatchObject({ state: 'scanned' });
});
