/** Every manifest is accepted by a strict API server with the vendors' schemas, and keeps the promises platform teams ask for. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kubernetes, startKubernetes } from '../../../test/emulators/kubernetes/emulator.ts';
import { shortName } from './labels.ts';
import type { Manifest } from './manifest.ts';
import { manifestsOf } from './manifests-of.ts';
import { namespaceManifests } from './namespace.ts';
import type { KubernetesWorkload } from './workload.ts';

const specs = resolve(import.meta.dirname, '../../../../shared/specs');
const stored = existsSync(specs);
if (!stored) console.info("the vendors' contracts are not at hand: manifests are checked for their envelope only");

const base: Omit<KubernetesWorkload, 'run'> = {
  name: 'ns-web-1',
  namespace: 'shop-production',
  organization: 'acme',
  project: 'shop',
  service: 'web',
  revision: 'r1',
  generation: 1,
  image: `registry.example.org/shop/web@sha256:${'a'.repeat(64)}`,
  command: ['node', 'server.js'],
  environment: { LOG_LEVEL: 'info' },
  secret: { name: 'ns-web-1-env', hash: 'h' },
  external: {
    name: 'ns-web-1-external',
    store: { name: 'vault', kind: 'ClusterSecretStore' },
    variables: { DATABASE_URL: { key: 'northstack/acme/web', property: 'value', version: '3' } },
  },
  registrySecret: 'registry',
  resources: { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } },
  stopTimeoutSeconds: 30,
  writablePaths: ['/var/cache'],
};
const entries = [
  { kind: 'ingress', className: 'nginx', issuer: 'letsencrypt' },
  { kind: 'ingress', className: 'nginx', issuer: null },
  { kind: 'gateway', name: 'public', namespace: 'gateways' },
] as const;
const web = {
  kind: 'web',
  scale: { kind: 'fixed', replicas: 3 },
  port: 8080,
  healthPath: '/healthz',
  healthTimeoutSeconds: 60,
  hostnames: ['shop.example.org'],
  entry: entries[0],
} as const;
const runs: readonly KubernetesWorkload['run'][] = [
  web,
  {
    ...web,
    scale: { kind: 'automatic', least: 2, most: 10, cpuPercent: 70, memoryPercent: 80 },
    healthPath: null,
    entry: entries[1],
  },
  { ...web, entry: entries[2] },
  { kind: 'worker', scale: { kind: 'fixed', replicas: 1 } },
  { kind: 'stateful', replicas: 3, port: 6379, storage: { path: '/data', sizeGigabytes: 10, storageClass: 'fast' } },
  {
    kind: 'cron',
    schedule: '*/5 * * * *',
    timeZone: 'Europe/Berlin',
    concurrency: 'Forbid',
    timeoutSeconds: 600,
    suspended: false,
  },
  { kind: 'job', timeoutSeconds: 600, retries: 2 },
];

/** Of the Gateway API no schema is stored: its envelope only. */
const routes = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: httproutes.gateway.networking.k8s.io }
spec:
  group: gateway.networking.k8s.io
  names: { plural: httproutes, kind: HTTPRoute }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }]
`;
const externalSecrets = stored
  ? readFileSync(join(specs, 'external-secrets/external-secrets.io_externalsecrets.yaml'), 'utf8')
  : routes
      .replaceAll('httproutes', 'externalsecrets')
      .replaceAll('HTTPRoute', 'ExternalSecret')
      .replaceAll('gateway.networking.k8s.io', 'external-secrets.io');

let cluster: Kubernetes;
beforeAll(async () => {
  cluster = await startKubernetes({
    definitions: [routes, externalSecrets],
    ...(stored ? { swagger: join(specs, 'kubernetes/swagger-subset-v1.35.json') } : {}),
  });
});
afterAll(() => cluster?.[Symbol.asyncDispose]());

/** Applies as the adapters do, strictly. */
function accept(manifests: readonly Manifest[]): void {
  for (const manifest of manifests) {
    const { apiVersion, kind, metadata } = manifest;
    const resource = [...cluster.api.resources.values()].find(
      (r) => r.kind === kind && `${r.group === '' ? '' : `${r.group}/`}${r.version}` === apiVersion,
    );
    if (!resource) throw new Error(`${apiVersion} ${kind} is not served`);
    const namespace = resource.namespaced ? (metadata?.namespace ?? '') : null;
    if (namespace !== null) cluster.ensureNamespace(namespace);
    cluster.api.patch(resource, namespace, metadata?.name ?? '', 'apply', JSON.parse(JSON.stringify(manifest)), {
      manager: 'northstack',
      strict: true,
    });
  }
}
const find = <K extends Manifest['kind']>(manifests: readonly Manifest[], kind: K) =>
  manifests.find((m): m is Extract<Manifest, { kind?: K }> => m.kind === kind);
function podOf(manifests: readonly Manifest[]): PodSpec {
  const template =
    find(manifests, 'CronJob')?.spec?.jobTemplate.spec?.template ??
    find(manifests, 'Deployment')?.spec?.template ??
    find(manifests, 'StatefulSet')?.spec?.template ??
    find(manifests, 'Job')?.spec?.template;
  if (template?.spec === undefined) throw new Error('no pod');
  return template.spec;
}

describe.each(runs.map((run, i) => [`${run.kind} ${i}`, { ...base, name: `ns-${run.kind}-${i}`, run }] as const))(
  '%s',
  (_, workload) => {
    const manifests = manifestsOf(workload);

    test('is accepted, and a second time changes nothing', () => {
      accept(manifests);
      const { version } = cluster.store;
      accept(manifests);
      const left = manifests.map((m) => JSON.stringify(m));
      expect(manifestsOf(workload).map((m) => JSON.stringify(m))).toEqual(left);
      expect(cluster.store.version - version).toBeLessThanOrEqual(manifests.length);
    });

    test('runs without privileges', () => {
      const pod = podOf(manifests);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod.automountServiceAccountToken).toBe(false);
      for (const { securityContext, resources } of pod.containers) {
        expect(securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        });
        expect(resources?.requests).toEqual({ cpu: '100m', memory: '128Mi' });
        expect(resources?.limits).toEqual({ cpu: '500m', memory: '256Mi' });
      }
    });

    test('every object carries the labels by which it is found again', () => {
      for (const { metadata } of manifests)
        expect(metadata?.labels).toMatchObject({
          'app.kubernetes.io/managed-by': 'northstack',
          'northstack.io/organization': 'acme',
          'northstack.io/service': 'web',
        });
    });
  },
);

test('no value of a secret is in a manifest: it is named', () => {
  const pod = podOf(manifestsOf({ ...base, run: web }));
  expect(pod.containers[0]?.envFrom).toEqual(['ns-web-1-env', 'ns-web-1-external'].map((name) => ({ secretRef: { name } })));
});

test('a secret that changed, a restart and a new revision each make new pods; nothing else does', () => {
  const template = (change: Partial<KubernetesWorkload>) =>
    JSON.stringify(find(manifestsOf({ ...base, run: web, ...change }), 'Deployment')?.spec?.template);
  const now = template({});
  expect(template({ secret: { name: 'ns-web-1-env', hash: 'other' } })).not.toBe(now);
  expect(template({ generation: 2 })).not.toBe(now);
  expect(template({ revision: 'r2' })).not.toBe(now);
  expect(template({ run: { ...web, scale: { kind: 'fixed', replicas: 9 } } })).toBe(now);
});

test('an autoscaled deployment does not say how many: the autoscaler would be undone', () => {
  const manifests = manifestsOf({
    ...base,
    run: { ...web, scale: { kind: 'automatic', least: 2, most: 9, cpuPercent: 70, memoryPercent: null } },
  });
  expect(find(manifests, 'Deployment')?.spec?.replicas).toBeUndefined();
  expect(find(manifests, 'HorizontalPodAutoscaler')?.spec).toMatchObject({ minReplicas: 2, maxReplicas: 9 });
});

test('a budget never forbids the last eviction', () => {
  const budget = (replicas: number) =>
    find(manifestsOf({ ...base, run: { ...web, scale: { kind: 'fixed', replicas } } }), 'PodDisruptionBudget');
  expect(budget(1)).toBeUndefined();
  for (const replicas of [2, 3, 50]) expect(budget(replicas)?.spec).toMatchObject({ maxUnavailable: 1 });
});

test('long names are cut to their limits and stay different', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,80}[a-z0-9])?$/), fc.constantFrom(52, 63), (name, limit) => {
      const short = shortName(name, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      expect(short).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
      expect(shortName(`${name}x`, limit) === short).toBe(false);
    }),
  );
});

describe('a namespace', () => {
  const manifests = namespaceManifests({
    name: 'shop-staging',
    organization: 'acme',
    project: 'shop',
    environment: 'staging',
    quota: { cpuMillicores: 4000, memoryMegabytes: 8192, storageGigabytes: 100 },
    defaults: { cpuMillicores: 200, memoryMegabytes: 256 },
    readers: ['acme:developers'],
    operators: ['acme:devops'],
  });

  test('is accepted', () => accept(manifests));

  test('denies by default in both directions, and lets names be resolved', () => {
    const policies = manifests.filter((m): m is NetworkPolicy => m.kind === 'NetworkPolicy');
    expect(policies.find(({ metadata }) => metadata?.name === 'default-deny')?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    const ports = policies.find(({ metadata }) => metadata?.name === 'allow-dns')?.spec?.egress?.[0]?.ports;
    expect(ports).toEqual([
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ]);
  });

  test('gives readers no secret and no change', () => {
    const rules = find(manifests, 'Role')?.rules ?? [];
    expect(rules.flatMap(({ resources }) => resources)).not.toContain('secrets');
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list', 'watch']));
  });
});

test('variables of an external store are fetched by the operator, and read beside those of the Secret', () => {
  const manifests = manifestsOf({ ...base, run: web });
  expect(manifests.find((m) => m.kind === 'ExternalSecret')).toMatchObject({
    metadata: { name: 'ns-web-1-external' },
    spec: {
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      target: { name: 'ns-web-1-external', creationPolicy: 'Owner' },
      data: [{ secretKey: 'DATABASE_URL', remoteRef: { key: 'northstack/acme/web', property: 'value', version: '3' } }],
    },
  });
  expect(manifestsOf({ ...base, external: null, run: web }).map((m) => m.kind)).not.toContain('ExternalSecret');
});
