/** Certificates of domains: asked for by an Ingress, made by cert-manager, seen through Argo CD. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { CertificateObservation, DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import { desiredWorkload, hostname, phaseOf } from '../../test/contracts/app-runtime.contract.ts';
import { type CertManagerOptions, controlCertificates } from '../../test/emulators/cert-manager/controller.ts';
import { type ArgocdFixture, argocdFixture } from '../../test/support/argocd-runtime.ts';
import { eventually } from '../../test/support/eventually.ts';
import { observeCertificate } from './observe-certificate.ts';

const specs = resolve(import.meta.dirname, '../../../shared/specs');
const contract = existsSync(specs) ? { specs, swagger: join(specs, 'kubernetes/swagger-subset-v1.35.json') } : {};
const certManager = (it: ArgocdFixture, options: CertManagerOptions = {}) => {
  const manager = controlCertificates(it.cluster, { ...(existsSync(specs) ? { specs } : {}), ...options });
  return { ...manager, [Symbol.dispose]: () => manager.stop() };
};
const certificatesOf = async (it: ArgocdFixture, { instanceId }: DesiredWorkload) => {
  const seen = await it.runtime.observe(instanceId);
  return seen.state === 'absent' ? undefined : seen.certificates;
};
const becomes = (
  it: ArgocdFixture,
  desired: DesiredWorkload,
  states: Readonly<Record<string, CertificateObservation['state']>>,
) =>
  eventually(
    () => certificatesOf(it, desired),
    (all) =>
      all?.length === Object.keys(states).length && all.every(({ hostname: name, state }) => states[name] === state) === true,
  );
const reasonOf = (all: readonly CertificateObservation[] | undefined, name: string) =>
  all?.find((certificate) => certificate.hostname === name)?.reason;
const inCluster = (it: ArgocdFixture) =>
  it.cluster.objects('certificates.cert-manager.io').flatMap(({ spec }) => (spec?.dnsNames as string[] | undefined) ?? []);

test('each domain has a certificate of its own, and one that cannot be issued says why and keeps nobody else from theirs', async () => {
  await using it = await argocdFixture({ ...contract, issuer: 'letsencrypt' });
  using manager = certManager(it);
  manager.outcomes.set('lost.example.com', 'waiting').set('refused.example.com', 'refused').set('old.example.com', 'expired');
  const domains = ['www.example.com', 'lost.example.com', 'refused.example.com', 'old.example.com'];
  const desired = desiredWorkload(await it.program('web'), { domains });
  await it.runtime.apply(desired);
  await phaseOf(it.runtime, desired, 'healthy');
  const seen = await becomes(it, desired, {
    'www.example.com': 'issued',
    'lost.example.com': 'issuing',
    'refused.example.com': 'failed',
    'old.example.com': 'failed',
  });
  expect(seen?.find(({ hostname: name }) => name === 'www.example.com')).toEqual({
    hostname: 'www.example.com',
    state: 'issued',
    reason: null,
    expiresAt: expect.any(Number),
  });
  expect(reasonOf(seen, 'lost.example.com')).toContain('lookup lost.example.com: no such host');
  expect(reasonOf(seen, 'refused.example.com')).toMatch(
    /CAA record .* prevents issuance\. cert-manager tries again at about .* UTC\.$/,
  );
  expect(reasonOf(seen, 'old.example.com')).toMatch(/^The certificate expired on \d{4}-/);
  expect(inCluster(it)).toContain(hostname);
  // The pods by which cert-manager answers are nobody's replicas.
  expect(it.cluster.objects('pods.', desired.placement.namespace).some(({ metadata }) => metadata.name.endsWith('-solver'))).toBe(
    true,
  );
  const observed = await it.runtime.observe(desired.instanceId);
  expect(observed).toMatchObject({
    serving: 'one',
    revisions: [{ revision: 'one', phase: 'healthy', replicas: [{ index: 0 }] }],
  });

  // Its DNS was put right.
  manager.outcomes.set('lost.example.com', 'issued').delete('refused.example.com');
  manager.retry();
  await eventually(
    () => certificatesOf(it, desired),
    (all) => all?.filter(({ state }) => state === 'issued').length === 3,
  );

  await it.runtime.apply({ ...desired, domains: ['www.example.com'] });
  await eventually(
    () => inCluster(it),
    (names) => names.length === 2,
  );
  await becomes(it, desired, { 'www.example.com': 'issued' });
  await it.runtime.apply({ ...desired, domains: [] });
  await eventually(
    () => certificatesOf(it, desired),
    (all) => all?.length === 0,
  );
  expect(it.argocd.violations).toEqual([]);
  expect(it.cluster.problems).toEqual([]);
});

test('a look costs as much as before for what has no domains, and for domains whose certificates are there', async () => {
  await using it = await argocdFixture({ ...contract, issuer: 'letsencrypt' });
  using _manager = certManager(it);
  const desired = desiredWorkload(await it.program('web'));
  await it.runtime.apply(desired);
  await phaseOf(it.runtime, desired, 'healthy');
  // None is not the same as a runtime that makes none.
  expect(await certificatesOf(it, desired)).toEqual([]);
  const looks = async () => {
    const before = it.argocd.requests.length;
    await it.runtime.observe(desired.instanceId);
    const paths = it.argocd.requests.slice(before).map(({ path }) => path.replace(/\?.*/, ''));
    return paths.filter((path) => /\/(resource|resource-tree)$|applications\/[^/]+$/.test(path)).length;
  };
  await eventually(
    () => inCluster(it),
    (names) => names.length === 1,
  );
  const plain = await looks();
  expect(plain).toBe(3);
  await it.runtime.apply({ ...desired, domains: ['www.example.com', 'example.com'] });
  await becomes(it, desired, { 'www.example.com': 'issued', 'example.com': 'issued' });
  await phaseOf(it.runtime, desired, 'healthy');
  await eventually(looks, (count) => count === plain);
});

test('a ClusterIssuer that is missing is named', async () => {
  await using it = await argocdFixture({ ...contract, issuer: 'letsencrypt' });
  using _manager = certManager(it, { issuers: ['another'] });
  const desired = desiredWorkload(await it.program('web'), { domains: ['www.example.com'] });
  await it.runtime.apply(desired);
  await eventually(
    async () => reasonOf(await certificatesOf(it, desired), 'www.example.com'),
    (reason) => reason?.includes('Referenced "ClusterIssuer" not found: clusterissuer.cert-manager.io "letsencrypt"') === true,
  );
});

const now = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;
const certificate = (ready: string | null, issuing: string | null, status: object = {}) => {
  const of = (type: string, text: string | null) => {
    const [is, reason, ...words] = (text ?? '').split(' ');
    return text === null ? [] : [{ type, status: is, reason, message: words.join(' ') }];
  };
  return { status: { conditions: [...of('Ready', ready), ...of('Issuing', issuing)], ...status } };
};
const look = (live: ReturnType<typeof certificate> | null, below: readonly object[] = [], askedAt: number | null = now - HOUR) =>
  observeCertificate({
    hostname: 'www.example.com',
    live,
    below: below.map((status) => ({ status })),
    askedAt,
    now,
  });

test.each([
  ['none yet, just asked for', look(null, [], now - 1_000), 'issuing', 'The certificate has been asked for.'],
  ['none yet, not brought to the cluster', look(null, [], null), 'issuing', 'The certificate has been asked for.'],
  ['none after a while', look(null), 'issuing', expect.stringMatching(/^cert-manager has not begun\..*ClusterIssuer/)],
  ['one that nobody looked at', look({ status: { conditions: [] } }), 'issuing', expect.stringContaining('has not begun')],
  ['there', look(certificate('True Ready fine', null, { notAfter: '2026-12-22T12:00:00Z' })), 'issued', null],
  ['there, renewed meanwhile', look(certificate('True Ready fine', 'True Renewing soon')), 'issued', null],
  ['being made', look(certificate('False DoesNotExist no secret', 'True DoesNotExist no secret')), 'issuing', 'no secret'],
  ['not begun again', look(certificate('False SecretMismatch other key', null)), 'issuing', 'other key'],
  [
    'being made, with a challenge that waits',
    look(certificate('False DoesNotExist no', 'True DoesNotExist no'), [{ state: 'pending', reason: 'no such host' }]),
    'issuing',
    'no such host',
  ],
  [
    'failed for the third time',
    look(
      certificate('False DoesNotExist no', 'False Failed it failed', {
        lastFailureTime: '2026-11-22T11:30:00Z',
        failedIssuanceAttempts: 3,
      }),
    ),
    'failed',
    'it failed. cert-manager tries again at about 2026-11-22 15:30 UTC.',
  ],
  [
    'failed for the thirtieth time',
    look(
      certificate('False DoesNotExist no', 'False Failed it failed.', {
        lastFailureTime: '2026-11-22T11:30:00Z',
        failedIssuanceAttempts: 30,
      }),
    ),
    'failed',
    'it failed. cert-manager tries again at about 2026-11-23 19:30 UTC.',
  ],
  [
    'tried again after it failed',
    look(certificate('False DoesNotExist no', 'True DoesNotExist again', { lastFailureTime: '2026-11-22T11:30:00Z' })),
    'issuing',
    'again',
  ],
  [
    'over, whatever it says of itself',
    look(
      certificate('True Ready fine', 'False Failed rate limited', {
        notAfter: '2026-11-20T12:00:00Z',
        lastFailureTime: '2026-11-22T11:30:00Z',
      }),
    ),
    'failed',
    'The certificate expired on 2026-11-20 and could not be renewed. rate limited. cert-manager tries again at about 2026-11-22 12:30 UTC.',
  ],
  ['a reason of a later version', look(certificate('False QuantumUnsafe too weak', null)), 'unknown', 'too weak'],
] as const)('a certificate that is %s', (_, observed, state, reason) => {
  expect(observed).toMatchObject({ state, reason, unknown: state === 'unknown' ? 'QuantumUnsafe' : null });
});
