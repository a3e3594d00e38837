/** Every manifest is accepted by a strict API server with the vendors' schemas, and keeps the promises platform teams ask for. */
import fc from 'fast-check';
import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expand, expandAll } from '../../../test/emulators/kubernetes/expand.ts';
import { openStrictCluster, type StrictCluster } from '../../../test/support/strict-cluster.ts';
import { shortName } from './labels.ts';
import type { Manifest } from './manifest.ts';
import { manifestsOf } from './manifests-of.ts';
import { namespaceManifests } from './namespace.ts';
import type { KubernetesWorkload, Scale, StatefulRun } from './workload.ts';

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
  domains: [],
  entry: entries[0],
} as const;
const stateful = {
  kind: 'stateful',
  replicas: 1,
  port: 6379,
  healthTimeoutSeconds: 60,
  storage: { path: '/data', sizeGigabytes: 10, storageClass: 'fast', annotations: { 'example.org/sync': 'kept' } },
} as const;
const runs: readonly KubernetesWorkload['run'][] = [
  web,
  {
    ...web,
    scale: { kind: 'automatic', least: 2, most: 10, cpuPercent: 70, memoryPercent: 80 },
    healthPath: null,
    entry: entries[1],
  },
  { ...web, domains: ['www.example.com', 'example.com'], entry: entries[2] },
  { ...web, domains: ['www.example.com', 'example.com'] },
  { kind: 'worker', scale: { kind: 'fixed', replicas: 1 } },
  stateful,
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

let strict: StrictCluster;
beforeAll(async () => {
  strict = await openStrictCluster();
});
afterAll(() => strict?.[Symbol.asyncDispose]());
const accept = (manifests: readonly Manifest[]) => strict.accept(manifests);
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
      const { version } = strict.cluster.store;
      accept(manifests);
      const left = manifests.map((m) => JSON.stringify(m));
      expect(manifestsOf(workload).map((m) => JSON.stringify(m))).toEqual(left);
      expect(strict.cluster.store.version).toBe(version);
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

describe('domains of the team’s own', () => {
  const withDomains = (domains: readonly string[], entry: (typeof entries)[number] = entries[0]) =>
    manifestsOf({ ...base, run: { ...web, domains, entry } });
  const domains = ['www.example.com', 'example.com'];

  test('each has a certificate of its own, and the platform’s names keep theirs', () => {
    const spec = find(withDomains(domains), 'Ingress')?.spec;
    expect(spec?.rules?.map(({ host }) => host)).toEqual(['shop.example.org', ...domains]);
    expect(spec?.tls).toEqual([
      { hosts: ['shop.example.org'], secretName: 'ns-web-1-tls' },
      { hosts: ['www.example.com'], secretName: expect.stringMatching(/^ns-web-1-www-example-com-[0-9a-f]{8}$/) },
      { hosts: ['example.com'], secretName: expect.stringMatching(/^ns-web-1-example-com-[0-9a-f]{8}$/) },
    ]);
    const named = (all: readonly string[]) => find(withDomains(all), 'Ingress')?.spec?.tls?.map(({ secretName }) => secretName);
    expect(named([...domains].reverse())?.slice(1)).toEqual(named(domains)?.slice(1).reverse());
    expect(new Set(named(['a-b.example.com', 'a.b.example.com'])).size).toBe(3);
  });

  test('cert-manager’s own pods may be asked from outside, in a namespace that is closed', () => {
    const policies = withDomains(domains).filter((m): m is NetworkPolicy => m.kind === 'NetworkPolicy');
    expect(policies.map(({ spec }) => spec?.podSelector?.matchLabels)).toContainEqual({
      'acme.cert-manager.io/http01-solver': 'true',
    });
  });

  test('without an issuer, and at a Gateway, they are served and no certificate is asked for', () => {
    const plain = withDomains(domains, entries[1]);
    expect(find(plain, 'Ingress')?.spec).not.toHaveProperty('tls');
    expect(find(plain, 'Ingress')?.spec?.rules?.map(({ host }) => host)).toEqual(['shop.example.org', ...domains]);
    const route = withDomains(domains, entries[2]).find((m) => m.kind === 'HTTPRoute');
    expect(route).toMatchObject({ spec: { hostnames: ['shop.example.org', ...domains] } });
  });

  test('they make no new pods, and a service without any is what it was before there were domains', () => {
    const deployment = (all: readonly Manifest[]) => JSON.stringify(find(all, 'Deployment'));
    expect(deployment(withDomains(domains))).toBe(deployment(withDomains([])));
    const none = withDomains([]);
    expect(none.filter((m) => m.kind === 'NetworkPolicy')).toHaveLength(1);
    expect(JSON.stringify(find(none, 'Ingress')?.spec)).toBe(
      '{"ingressClassName":"nginx","tls":[{"hosts":["shop.example.org"],"secretName":"ns-web-1-tls"}],"rules":[{"host":"shop.example.org","http":' +
        '{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"ns-web-1","port":{"name":"http"}}}}]}}]}',
    );
  });
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

test.each([
  ['cpu', { cpuMillicores: { request: 0, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } }],
  ['memory', { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 0, limit: 256 } }],
] as const)('replicas do not follow a %s that none of them requests: it is refused and says so', (what, resources) => {
  const both = { kind: 'automatic', least: 2, most: 9, cpuPercent: 70, memoryPercent: 80 } as const;
  expect(() => manifestsOf({ ...base, resources, run: { ...web, scale: both } })).toThrow(
    expect.objectContaining({ kind: 'reject', code: `${what}-request-missing`, message: expect.stringContaining('settings') }),
  );
  const other = what === 'cpu' ? { ...both, cpuPercent: null } : { ...both, memoryPercent: null };
  expect(manifestsOf({ ...base, resources, run: { ...web, scale: other } }).map((m) => m.kind)).toContain(
    'HorizontalPodAutoscaler',
  );
});

test('a budget never forbids the last eviction', () => {
  const budget = (replicas: number) =>
    find(manifestsOf({ ...base, run: { ...web, scale: { kind: 'fixed', replicas } } }), 'PodDisruptionBudget');
  expect(budget(1)).toBeUndefined();
  for (const replicas of [2, 3, 50]) expect(budget(replicas)?.spec).toMatchObject({ maxUnavailable: 1 });
});

describe('what keeps data', () => {
  const manifests = (run: Partial<StatefulRun> = {}) => manifestsOf({ ...base, run: { ...stateful, ...run } });

  test('its volume is an object of its own, so that it can grow, and nothing else may be asked of one that is there', () => {
    expect(manifests().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['PersistentVolumeClaim', 'Service', 'StatefulSet', 'NetworkPolicy']),
    );
    expect(find(manifests(), 'PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'ns-web-1', annotations: { 'example.org/sync': 'kept' } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
    });
    const ofDefault = manifests({ storage: { ...stateful.storage, storageClass: null } });
    expect(find(ofDefault, 'PersistentVolumeClaim')?.spec).not.toHaveProperty('storageClassName');
    const larger = manifests({ storage: { ...stateful.storage, sizeGigabytes: 20 } });
    expect(find(larger, 'StatefulSet')).toEqual(find(manifests(), 'StatefulSet'));
    expect(find(manifests(), 'StatefulSet')?.spec).not.toHaveProperty('volumeClaimTemplates');
  });

  test('never are two at it, a version that is broken gives way to another one, and nodes can be drained', () => {
    expect(find(manifests(), 'StatefulSet')?.spec).toMatchObject({
      replicas: 1,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
    });
    expect(find(manifests({ replicas: 0 }), 'StatefulSet')?.spec?.replicas).toBe(0);
    expect(find(manifests({ replicas: 0 }), 'PersistentVolumeClaim')).toEqual(find(manifests(), 'PersistentVolumeClaim'));
    expect(manifests().map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  });

  test('it writes to a folder of its volume, is told which, and to nothing else of its image', () => {
    const pod = podOf(manifests());
    const [container] = pod.containers;
    expect(container?.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data', subPath: 'data' });
    expect(pod.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'ns-web-1' } });
    expect(container?.env).toContainEqual({ name: 'NORTHSTACK_VOLUME_PATH', value: '/data' });
    expect(pod.securityContext).toMatchObject({
      fsGroup: pod.securityContext?.runAsGroup,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
    const places = (path: string) =>
      podOf(manifests({ storage: { ...stateful.storage, path } })).containers[0]?.volumeMounts?.map((m) => m.mountPath);
    expect(places('/data')).toEqual(['/tmp', '/var/cache', '/data']);
    expect(places('/tmp')).toEqual(['/var/cache', '/tmp']);
    expect(places('/var/cache')).toEqual(['/tmp', '/var/cache']);
  });

  test('it is reached by TCP from its environment alone', () => {
    expect(find(manifests(), 'Service')?.spec).toMatchObject({
      type: 'ClusterIP',
      ports: [{ name: 'tcp', port: 6379, targetPort: 'tcp' }],
    });
    const [container] = podOf(manifests()).containers;
    for (const probe of [container?.startupProbe, container?.readinessProbe, container?.livenessProbe])
      expect(probe).toMatchObject({ tcpSocket: { port: 'tcp' } });
    expect(find(manifests(), 'NetworkPolicy')?.spec?.ingress).toEqual([
      { from: [{ podSelector: {} }], ports: [{ port: 6379, protocol: 'TCP' }] },
    ]);
    expect(manifests().map(({ kind }) => kind)).not.toContain('Ingress');
  });
});

/** Names and labels as Kubernetes takes them. */
const label = (most: number) => fc.stringMatching(new RegExp(`^[a-z]([a-z0-9-]{0,${most - 2}}[a-z0-9])?$`));
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('\0', ''));
const range = (most: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).map(([a, b]) => ({
    request: Math.min(a, b),
    limit: Math.max(a, b),
  }));
const seconds = fc.integer({ min: 1, max: 86_400 });
const scale: fc.Arbitrary<Scale> = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), replicas: fc.nat({ max: 100 }) }),
  fc
    .record({ least: fc.integer({ min: 1, max: 100 }), more: fc.nat({ max: 100 }), percent: fc.integer({ min: 1, max: 100 }) })
    .chain(({ least, more, percent }) =>
      fc.constantFrom<Scale>(
        { kind: 'automatic', least, most: least + more, cpuPercent: percent, memoryPercent: null },
        { kind: 'automatic', least, most: least + more, cpuPercent: null, memoryPercent: percent },
        { kind: 'automatic', least, most: least + more, cpuPercent: percent, memoryPercent: percent },
      ),
    ),
);
const port = fc.integer({ min: 1, max: 65_535 });
const anyRun: fc.Arbitrary<KubernetesWorkload['run']> = fc.oneof(
  fc.record({
    kind: fc.constant('web' as const),
    scale,
    port,
    healthPath: fc.option(fc.stringMatching(/^\/[a-z0-9/?=&%$()-]{0,60}$/)),
    healthTimeoutSeconds: fc.integer({ min: 1, max: 3600 }),
    hostnames: fc.uniqueArray(
      fc.tuple(label(40), label(40)).map((parts) => `${parts.join('.')}.example.org`),
      { maxLength: 5 },
    ),
    domains: fc.uniqueArray(
      fc.tuple(label(40), label(63)).map((parts) => `${parts.join('.')}.example.com`),
      { maxLength: 5 },
    ),
    entry: fc.constantFrom(...entries),
  }),
  fc.record({ kind: fc.constant('worker' as const), scale }),
  fc.record({
    kind: fc.constant('stateful' as const),
    replicas: fc.constantFrom(0 as const, 1 as const),
    port,
    healthTimeoutSeconds: fc.integer({ min: 1, max: 3600 }),
    storage: fc.record({
      path: fc.constantFrom('/data', '/var/lib/data', '/tmp', '/var/cache'),
      sizeGigabytes: fc.integer({ min: 1, max: 10_000 }),
      storageClass: fc.option(label(40)),
      annotations: fc.constant({}),
    }),
  }),
  fc.record({
    kind: fc.constant('cron' as const),
    schedule: fc.constantFrom('*/5 * * * *', '0 3 * * 1-5', '59 23 31 12 *'),
    timeZone: fc.constantFrom('Etc/UTC', 'Europe/Berlin'),
    concurrency: fc.constantFrom('Allow' as const, 'Forbid' as const, 'Replace' as const),
    timeoutSeconds: seconds,
    suspended: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('job' as const), timeoutSeconds: seconds, retries: fc.nat({ max: 10 }) }),
);
const anyWorkload: fc.Arbitrary<KubernetesWorkload> = fc.record({
  name: label(63),
  namespace: label(63),
  organization: fc.uuid(),
  project: fc.uuid(),
  service: fc.uuid(),
  revision: fc.uuid(),
  generation: fc.nat(),
  image: fc.constant(base.image),
  command: fc.option(fc.array(anyText, { minLength: 1, maxLength: 3 })),
  environment: fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/), anyText, { maxKeys: 6 }),
  secret: fc.option(fc.record({ name: label(60), hash: label(60) })),
  external: fc.option(
    fc.record({
      name: label(60),
      store: fc.constant({ name: 'vault', kind: 'ClusterSecretStore' } as const),
      variables: fc.dictionary(
        fc.stringMatching(/^[A-Z]{1,10}$/),
        fc.record({ key: label(60), property: fc.constant('value'), version: fc.nat().map(String) }),
        { minKeys: 1, maxKeys: 4 },
      ),
    }),
  ),
  registrySecret: fc.option(label(60)),
  resources: fc.record({ cpuMillicores: range(256_000), memoryMegabytes: range(4_194_304) }),
  stopTimeoutSeconds: fc.nat({ max: 600 }),
  writablePaths: fc.uniqueArray(fc.constantFrom('/tmp', '/var/cache', '/app/log'), { maxLength: 3 }),
  run: anyRun,
});
/** By kind; a Service's is a DNS label, and these three stand in labels of their pods. */
const LIMITS: Readonly<Record<string, number>> = { Service: 63, CronJob: 52, StatefulSet: 52, Job: 63 };

test('any workload is objects that a strict cluster takes, with names of their own within the limits, and applied again nothing changes', () => {
  let places = 0;
  fc.assert(
    fc.property(anyWorkload, (given) => {
      // Each in a namespace of its own: a Job cannot become another one.
      places += 1;
      const workload = { ...given, namespace: `${given.namespace.slice(0, 50).replace(/-+$/, '')}-${places}` };
      const manifests = manifestsOf(workload);
      expect(JSON.stringify(manifestsOf(workload))).toBe(JSON.stringify(manifests));
      accept(manifests);
      const { version } = strict.cluster.store;
      accept(manifests);
      expect(strict.cluster.store.version).toBe(version);
      const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
      expect(new Set(names).size).toBe(names.length);
      for (const { kind, metadata } of manifests) {
        expect(metadata?.name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
        expect(metadata?.name?.length).toBeLessThanOrEqual(LIMITS[kind ?? ''] ?? 253);
        expect(metadata?.namespace).toBe(workload.namespace);
      }
      expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
      const tls = find(manifests, 'Ingress')?.spec?.tls ?? [];
      expect(new Set(tls.map(({ secretName }) => secretName)).size).toBe(tls.length);
      for (const { secretName } of tls.slice(-1)) expect(secretName).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
    }),
    { numRuns: 100 },
  );
});

test('commands and variables reach the program as they were written, dollars included', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[$()A-C ]{0,12}$/), { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.stringMatching(/^[$()A-C ]{0,12}$/)),
      (command, environment) => {
        const [container] = podOf(manifestsOf({ ...base, command, environment, run: web })).containers;
        const variables = expandAll(container?.env ?? []);
        expect(variables).toEqual({ PORT: '8080', ...environment });
        expect(container?.command?.map((word) => expand(word, variables))).toEqual(command);
      },
    ),
  );
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

  test('lets the services of an environment and its jobs, which are in a namespace beside, reach each other and nobody else', () => {
    const spec = find(
      [...manifests].filter((m) => m.metadata?.name === 'allow-same-namespace'),
      'NetworkPolicy',
    )?.spec;
    const own = [{ podSelector: {} }, { namespaceSelector: { matchLabels: { 'northstack.io/environment': 'staging' } } }];
    expect(spec).toMatchObject({ ingress: [{ from: own }], egress: [{ to: own }] });
    expect(find(manifests, 'Namespace')?.metadata?.labels).toMatchObject({ 'northstack.io/environment': 'staging' });
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
