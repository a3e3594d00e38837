/**
 * cert-manager on an emulated cluster, with an ACME issuer that asks by HTTP: a Certificate for each `tls` entry of an Ingress that names a ClusterIssuer,
 * and below it what it is made by (request, order, challenge, the pod that answers), each saying what the real ones say. No certificate is a real one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';
import { podStatus } from '../kubernetes/workloads.ts';

/** `waiting`: its name does not lead here. `refused`: the authority does not want to. `expired`: it was there once, and no new one came. */
export type CertificateOutcome = 'issued' | 'waiting' | 'refused' | 'expired';

export interface CertManagerOptions {
  /** Folder of the vendor's definitions; absent: names only. */
  readonly specs?: string;
  /** Between two steps. Default 0. */
  readonly delayMs?: number;
  /** The ClusterIssuers there are. Default: whichever is named. */
  readonly issuers?: readonly string[];
}

export interface CertManager {
  /** By domain. Default: `issued`. */
  readonly outcomes: Map<string, CertificateOutcome>;
  /** Tries everything again, as it does by itself after an hour. */
  retry(): void;
  stop(): void;
}

const GROUPS = { certificates: '', certificaterequests: '', orders: 'acme.', challenges: 'acme.' } as const;
type Plural = keyof typeof GROUPS;
const KINDS: Readonly<Record<Plural, string>> = {
  certificates: 'Certificate',
  certificaterequests: 'CertificateRequest',
  orders: 'Order',
  challenges: 'Challenge',
};
const keyOf = (plural: Plural) => `${plural}.${GROUPS[plural]}cert-manager.io`;

/** Where the vendor's own definition is not there: names only. */
function definition(plural: Plural, specs: string | undefined): string {
  const file = join(specs ?? '', `cert-manager/${GROUPS[plural]}cert-manager.io_${plural}.yaml`);
  if (specs !== undefined && existsSync(file)) return readFileSync(file, 'utf8');
  return `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${keyOf(plural)} }
spec:
  group: ${GROUPS[plural]}cert-manager.io
  names: { plural: ${plural}, kind: ${KINDS[plural]} }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, subresources: { status: {} } }]
`;
}

const ingressSpec = z.object({
  tls: z.array(z.object({ hosts: z.array(z.string()).min(1), secretName: z.string() })).default([]),
});
const certificateSpec = z.object({
  secretName: z.string(),
  dnsNames: z.array(z.string()),
  issuerRef: z.object({ name: z.string(), kind: z.string(), group: z.string() }),
});
const conditions = z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) });
const LIFE_MS = 90 * 24 * 3_600_000;

export function controlCertificates(cluster: Kubernetes, options: CertManagerOptions = {}): CertManager {
  const { specs, delayMs = 0, issuers } = options;
  cluster.define(Object.keys(GROUPS).map((plural) => definition(plural as Plural, specs)));
  const outcomes = new Map<string, CertificateOutcome>();
  const time = (ms = Date.now()) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  const condition = (type: string, status: boolean, reason: string, message: string) => ({
    type,
    status: status ? 'True' : 'False',
    reason,
    message,
    lastTransitionTime: time(),
  });

  /** The object of this name below `parent`, made when it is not there. */
  function ensure(key: string, parent: KubernetesObject, name: string, body: object, labels = {}): KubernetesObject {
    const { apiVersion, kind, metadata } = parent;
    const namespace = metadata.namespace ?? 'default';
    const found = cluster.store.get(cluster.kind(key), namespace, name)?.object;
    if (found !== undefined) return found;
    const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true };
    const made = { metadata: { name, labels, ownerReferences: [owner] }, ...body };
    return cluster.api.create(cluster.kind(key), namespace, made, { strict: true });
  }
  const drop = (key: string, { metadata: { namespace = 'default' } }: KubernetesObject, name: string) => {
    if (cluster.store.get(cluster.kind(key), namespace, name) !== null)
      cluster.api.delete(cluster.kind(key), namespace, name, { propagation: 'Background' });
  };

  /** One Certificate for each entry, of the same name as its Secret; those that no entry wants go. */
  function shim(ingress: KubernetesObject): void {
    const { metadata, spec } = ingress;
    const issuer = metadata.annotations?.['cert-manager.io/cluster-issuer'];
    const tls = issuer === undefined || metadata.deletionTimestamp !== undefined ? [] : ingressSpec.parse(spec).tls;
    for (const { hosts, secretName } of tls)
      ensure(keyOf('certificates'), ingress, secretName, {
        spec: {
          secretName,
          dnsNames: hosts,
          issuerRef: { name: issuer, kind: 'ClusterIssuer', group: 'cert-manager.io' },
          usages: ['digital signature', 'key encipherment'],
        },
      });
    for (const { metadata: of } of cluster.objects(keyOf('certificates'), metadata.namespace))
      if (of.ownerReferences?.some(({ uid }) => uid === metadata.uid) && !tls.some(({ secretName }) => secretName === of.name))
        drop(keyOf('certificates'), ingress, of.name);
  }

  async function issue(certificate: KubernetesObject, again: boolean): Promise<void> {
    const { metadata, status } = certificate;
    const { secretName, dnsNames, issuerRef } = certificateSpec.parse(certificate.spec);
    const [domain = ''] = dnsNames;
    const outcome = dnsNames.map((name) => outcomes.get(name)).find((told) => told !== undefined) ?? 'issued';
    const isReady = conditions.safeParse(status).data?.conditions.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
    if (metadata.deletionTimestamp !== undefined || (status !== undefined && !again) || (isReady && outcome === 'issued')) return;
    const say = (of: KubernetesObject, value: Record<string, unknown>) => cluster.setStatus(of, value);
    const missing = condition('Ready', false, 'DoesNotExist', 'Issuing certificate as Secret does not exist');
    say(certificate, {
      conditions: [missing, condition('Issuing', true, 'DoesNotExist', 'Issuing certificate as Secret does not exist')],
    });
    await sleep(delayMs);
    if (cluster.store.get(cluster.kind(keyOf('certificates')), metadata.namespace ?? '', metadata.name) === null) return;
    const name = `${metadata.name}-1`;
    const request = ensure(keyOf('certificaterequests'), certificate, name, { spec: { issuerRef, request: 'Y3Ny' } });
    if (issuers !== undefined && !issuers.includes(issuerRef.name))
      return say(request, {
        conditions: [
          condition(
            'Ready',
            false,
            'Pending',
            `Referenced "ClusterIssuer" not found: clusterissuer.cert-manager.io "${issuerRef.name}" not found`,
          ),
        ],
      });
    say(request, {
      conditions: [condition('Ready', false, 'Pending', `Waiting on certificate issuance from order ${name}: "pending"`)],
    });
    const order = ensure(keyOf('orders'), request, name, { spec: { issuerRef, request: 'Y3Ny', dnsNames } });
    say(order, { state: 'pending' });
    const url = 'https://acme.emulated.test/challenge/1';
    const challenge = ensure(keyOf('challenges'), order, name, {
      spec: {
        ...{ authorizationURL: url, dnsName: domain, issuerRef, key: 'key', token: 'token', type: 'HTTP-01', url },
        solver: { http01: { ingress: { ingressClassName: 'nginx' } } },
      },
    });
    const wait = `Waiting for HTTP-01 challenge propagation: failed to perform self check GET request 'http://${domain}/.well-known/acme-challenge/token': dial tcp: lookup ${domain}: no such host`;
    say(challenge, { presented: true, processing: true, state: 'pending', reason: outcome === 'waiting' ? wait : '' });
    const pod = ensure('pods.', challenge, `${name}-solver`, solver, { 'acme.cert-manager.io/http01-solver': 'true' });
    say(pod, podStatus('ready'));
    await sleep(delayMs);
    if (outcome === 'waiting' || cluster.store.get(cluster.kind(keyOf('challenges')), metadata.namespace ?? '', name) === null)
      return;
    drop('pods.', challenge, `${name}-solver`);
    if (outcome === 'refused') {
      const why = `Error accepting authorization: acme: authorization error for ${domain}: 403 urn:ietf:params:acme:error:caa: CAA record for ${domain} prevents issuance`;
      const failed = `The certificate request has failed to complete and will be retried: Failed to wait for order resource "${name}" to become ready: order is in "invalid" state: `;
      say(challenge, { processing: false, presented: false, state: 'invalid', reason: why });
      say(order, { state: 'invalid', failureTime: time() });
      say(request, { failureTime: time(), conditions: [condition('Ready', false, 'Failed', failed)] });
      const attempts = z.object({ failedIssuanceAttempts: z.number() }).safeParse(status).data?.failedIssuanceAttempts ?? 0;
      return say(certificate, {
        lastFailureTime: time(),
        failedIssuanceAttempts: attempts + 1,
        conditions: [missing, condition('Issuing', false, 'Failed', failed)],
      });
    }
    const until = Date.now() + (outcome === 'expired' ? -3_600_000 : LIFE_MS);
    drop(keyOf('challenges'), challenge, name);
    say(order, { state: 'valid' });
    say(request, { conditions: [condition('Ready', true, 'Issued', 'Certificate fetched from issuer successfully')] });
    const data = { 'tls.crt': 'ZW11bGF0ZWQ=', 'tls.key': 'ZW11bGF0ZWQ=' };
    const secrets = cluster.kind('secrets.');
    // Without an owner: it stays when its Certificate goes.
    if (cluster.store.get(secrets, metadata.namespace ?? '', secretName) === null)
      cluster.api.create(secrets, metadata.namespace ?? '', { metadata: { name: secretName }, type: 'kubernetes.io/tls', data });
    say(certificate, {
      notBefore: time(until - LIFE_MS),
      notAfter: time(until),
      renewalTime: time(until - LIFE_MS / 3),
      revision: 1,
      conditions: [
        outcome === 'expired'
          ? condition('Ready', false, 'Expired', `Certificate expired on ${time(until)}`)
          : condition('Ready', true, 'Ready', 'Certificate is up to date and has not expired'),
      ],
    });
  }

  const stops = [
    cluster.control('ingresses.networking.k8s.io', shim),
    cluster.control(keyOf('certificates'), (certificate) => issue(certificate, false)),
  ];
  return {
    outcomes,
    retry: () => {
      for (const certificate of cluster.objects(keyOf('certificates'))) void issue(certificate, true).catch(() => {});
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** What answers at the domain while it is asked. */
const solver = {
  spec: {
    containers: [
      {
        name: 'acmesolver',
        image: 'quay.io/jetstack/cert-manager-acmesolver:v1.21.1',
        resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
      },
    ],
  },
};
