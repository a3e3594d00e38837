/** deploy/kubernetes cannot be started in the tests: it is built by kustomize, accepted by a strict API server, and held to what platform teams ask for. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { SETTINGS } from '../../server/config/known-settings.ts';
import { createProcessMetrics } from '../../server/http/process-metrics.ts';
import { startKubernetes } from '../emulators/kubernetes/emulator.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'deploy/kubernetes');
const specs = join(root, '../shared/specs');
const stored = existsSync(specs);

const Container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).optional(),
  resources: z.object({ requests: z.record(z.string(), z.string()), limits: z.record(z.string(), z.string()) }),
  securityContext: z.looseObject({ allowPrivilegeEscalation: z.literal(false) }),
  readinessProbe: z.unknown().optional(),
});
const Pod = z.looseObject({
  automountServiceAccountToken: z.literal(false),
  securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
  containers: z.array(Container),
  initContainers: z.array(Container).default([]),
});
const Template = z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()) }), spec: Pod });
const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  spec: z
    .looseObject({
      replicas: z.int().optional(),
      template: Template.optional(),
      jobTemplate: z.object({ spec: z.looseObject({ template: Template }) }).optional(),
    })
    .optional(),
});
type Manifest = z.infer<typeof Manifest>;

const templateOf = ({ spec }: Manifest) => spec?.template ?? spec?.jobTemplate?.spec.template;

const documents = (text: string): Manifest[] =>
  parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter((value) => value !== null)
    .map((value) => Manifest.parse(value));

const resources = z
  .object({ resources: z.array(z.string()) })
  .parse(parse(readFileSync(join(folder, 'base/kustomization.yaml'), 'utf8'))).resources;
const base = resources.flatMap((file) => documents(readFileSync(join(folder, 'base', file), 'utf8')));
const named = (kind: string, name: string): Manifest => {
  const found = base.find((m) => m.kind === kind && m.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

test('every file of the base is built, and only what is there', () => {
  const files = readdirSync(join(folder, 'base')).filter((file) => file !== 'kustomization.yaml');
  expect([...resources].sort()).toEqual(files.sort());
});

test('every program runs without privileges, with requests and limits, and says when it is ready', () => {
  const workloads = base.filter((m) => templateOf(m) !== undefined);
  expect(workloads.map(({ metadata }) => metadata.name).sort()).toEqual(
    ['actions', 'backup', 'dragonfly', 'events', 'hasura', 'migrate', 'nats', 'yb-master', 'yb-tserver'].sort(),
  );
  for (const workload of workloads) {
    const { kind, metadata } = workload;
    for (const container of templateOf(workload)?.spec.containers ?? []) {
      expect(Object.keys(container.resources.requests).sort(), metadata.name).toEqual(['cpu', 'memory']);
      expect(Object.keys(container.resources.limits).sort(), metadata.name).toEqual(['cpu', 'memory']);
      if (!kind.endsWith('Job')) expect(container.readinessProbe, metadata.name).toBeDefined();
    }
  }
});

test.each([
  ['HorizontalPodAutoscaler', 'actions', { minReplicas: 3, metrics: [{ resource: { target: { averageUtilization: 70 } } }] }],
  ['PodDisruptionBudget', 'actions', { minAvailable: 2 }],
  ['HorizontalPodAutoscaler', 'hasura', { minReplicas: 2 }],
  ['PodDisruptionBudget', 'hasura', { minAvailable: 1 }],
  ['StatefulSet', 'nats', { replicas: 3 }],
  ['StatefulSet', 'yb-master', { replicas: 3 }],
  ['StatefulSet', 'yb-tserver', { replicas: 3 }],
])('%s %s is as large as promised', (kind, name, spec) => expect(named(kind, name).spec).toMatchObject(spec));

test('a root file system that cannot be written has a volume where the program keeps what it keeps', () => {
  const { volumeMounts, env } = z
    .looseObject({
      volumeMounts: z.array(z.object({ mountPath: z.string(), readOnly: z.boolean().default(false) })),
      env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })),
    })
    .parse(named('Deployment', 'events').spec?.template?.spec.containers[0]);
  const data = env.find(({ name }) => name === 'NORTHSTACK_DATA')?.value;
  const writable = volumeMounts.filter(({ readOnly }) => !readOnly);
  expect(writable.map(({ mountPath }) => mountPath)).toEqual(['/tmp', '/data']);
  // A volume's root stays root's (fsGroup lets us write in it), and we close the folder that we keep things in.
  expect(data).toMatch(/^\/data\/\w+$/);
  // One by default: a number in the file would start it again in the middle of a restore.
  expect(named('Deployment', 'events').spec).toMatchObject({ strategy: { type: 'Recreate' } });
  for (const name of ['events', 'actions', 'hasura']) expect(named('Deployment', name).spec?.replicas).toBeUndefined();
});

test('what starts processes is not the one that has to reap those of others', () => {
  expect(named('Deployment', 'events').spec?.template?.spec).toMatchObject({ shareProcessNamespace: true });
});

test('the command line of Hasura, which the migration runs, has a home: its user has none in the image', () => {
  const { env } = z
    .looseObject({ env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })) })
    .parse(named('Job', 'migrate').spec?.template?.spec.containers[0]);
  expect(env).toContainEqual({ name: 'HOME', value: '/tmp' });
});

test('a budget leaves at least one pod to be evicted', () => {
  for (const { kind, metadata, spec } of base) {
    if (kind !== 'PodDisruptionBudget') continue;
    const autoscaler = base.find((m) => m.kind === 'HorizontalPodAutoscaler' && m.metadata.name === metadata.name);
    const owner = base.find((m) => (m.kind === 'Deployment' || m.kind === 'StatefulSet') && m.metadata.name === metadata.name);
    const replicas = Number(autoscaler?.spec?.minReplicas ?? owner?.spec?.replicas);
    expect(Number(spec?.minAvailable), metadata.name).toBeLessThan(replicas);
  }
});

test('every pod is named by a network policy, and the rest is denied', () => {
  const policies = base
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => z.looseObject({ podSelector: z.looseObject({}) }).parse(spec));
  expect(policies).toContainEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const text = JSON.stringify(policies.map(({ podSelector }) => podSelector));
  for (const manifest of base) {
    const name = templateOf(manifest)?.metadata.labels['app.kubernetes.io/name'];
    if (name !== undefined) expect(text).toContain(`"${name}"`);
  }
});

/** Who talks to whom inside, as the code and its settings say. */
const FLOWS: readonly (readonly [from: string, to: string, port: number])[] = [
  ['hasura', 'yb-tserver', 5433],
  ['hasura', 'actions', 8081],
  ['hasura', 'events', 8082],
  ['migrate', 'yb-tserver', 5433],
  ['backup', 'yb-tserver', 5433],
  ['actions', 'hasura', 8080],
  ['events', 'hasura', 8080],
  ['actions', 'nats', 4222],
  ['events', 'nats', 4222],
  ['actions', 'dragonfly', 6379],
  ['events', 'dragonfly', 6379],
  ['nats', 'nats', 6222],
  ['yb-master', 'yb-master', 7100],
  ['yb-tserver', 'yb-master', 7100],
  ['yb-tserver', 'yb-tserver', 9100],
  ['yb-master', 'yb-tserver', 9100],
];

test('network policies let through what is spoken between the parts, and nothing beside it', () => {
  const members = base.flatMap((manifest) => templateOf(manifest)?.metadata.labels['app.kubernetes.io/name'] ?? []);
  const ports = [...new Set(FLOWS.map(([, , port]) => port))];
  const allowed = members.flatMap((from) =>
    members.flatMap((to) =>
      ports.filter((port) => opens('egress', from, to, port) && opens('ingress', to, from, port)).map((p) => [from, to, p]),
    ),
  );
  // Members of one store are open to each other.
  const store = (name: unknown) => String(name).startsWith('yb-');
  const told = (flows: readonly (readonly unknown[])[]) =>
    flows.filter(([from, to]) => !(store(from) && store(to))).map((flow) => flow.join(' '));
  expect(told(allowed).sort()).toEqual(told(FLOWS).sort());
  for (const [from, to, port] of FLOWS) expect(opens('egress', from, to, port), `${from} ${to} ${port}`).toBe(true);
});

test('what is outside is reached on the ports that adapters use by default', () => {
  for (const port of [443, 6443, 3100, 8200]) expect(opensOutside('actions', port), `actions ${port}`).toBe(true);
  for (const port of [22, 80, 443, 465, 587, 3100, 5000, 5433, 6443, 8181, 8200])
    expect(opensOutside('events', port), `events ${port}`).toBe(true);
  for (const name of ['hasura', 'nats', 'dragonfly', 'backup', 'migrate', 'yb-tserver'])
    expect(opensOutside(name, 443), name).toBe(false);
});

const Selector = z.object({
  matchLabels: z.record(z.string(), z.string()).default({}),
  matchExpressions: z.array(z.object({ key: z.string(), operator: z.literal('In'), values: z.array(z.string()) })).default([]),
});
const Peer = z.object({
  podSelector: Selector.optional(),
  namespaceSelector: Selector.optional(),
  ipBlock: z.object({ cidr: z.string(), except: z.array(z.string()).optional() }).optional(),
});
const Rule = z.object({
  from: z.array(Peer).default([]),
  to: z.array(Peer).default([]),
  ports: z.array(z.object({ port: z.int(), protocol: z.string() })).optional(),
});
const Policy = z.object({
  podSelector: Selector,
  policyTypes: z.array(z.string()),
  ingress: z.array(Rule).default([]),
  egress: z.array(Rule).default([]),
});
const selects = ({ matchLabels, matchExpressions }: z.infer<typeof Selector>, name: string): boolean =>
  Object.values(matchLabels).every((value) => value === name) && matchExpressions.every(({ values }) => values.includes(name));

const rulesOf = (way: 'ingress' | 'egress', member: string, port: number) =>
  base
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => Policy.parse(spec))
    .filter(({ podSelector }) => selects(podSelector, member))
    .flatMap((policy) => policy[way])
    .filter(({ ports }) => ports === undefined || ports.some((p) => p.port === port && p.protocol === 'TCP'));

/** Whether a pod of `member` may talk with one of `other`, seen from its side. Rules for what is outside count for nothing in here. */
function opens(way: 'ingress' | 'egress', member: string, other: string, port: number): boolean {
  return rulesOf(way, member, port)
    .flatMap(({ from, to }) => [...from, ...to])
    .some((p) => p.podSelector !== undefined && p.namespaceSelector === undefined && selects(p.podSelector, other));
}

const opensOutside = (member: string, port: number): boolean =>
  rulesOf('egress', member, port).some(({ to }) => to.some(({ ipBlock }) => ipBlock?.cidr === '0.0.0.0/0'));

test('what the manifests set is read by somebody, and what they take from elsewhere is provided', () => {
  const known = new Set(Object.values(SETTINGS).flatMap((names) => Object.keys(names)));
  const Env = z.looseObject({
    name: z.string(),
    valueFrom: z.looseObject({ secretKeyRef: z.object({ name: z.string(), key: z.string() }).optional() }).optional(),
  });
  const From = z.object({ name: z.string(), optional: z.boolean().default(false) });
  const Given = z.looseObject({
    env: z.array(Env).default([]),
    envFrom: z.array(z.object({ secretRef: From.optional(), configMapRef: From.optional() })).default([]),
  });
  const External = z.looseObject({
    target: z.looseObject({
      name: z.string(),
      template: z.object({ data: z.record(z.string(), z.string()) }).optional(),
    }),
    data: z.array(z.looseObject({ secretKey: z.string() })),
  });
  const secrets = new Map(
    base
      .filter(({ kind }) => kind === 'ExternalSecret')
      .map(({ spec }) => External.parse(spec))
      .map(({ target, data }) => [target.name, Object.keys(target.template?.data ?? {}).concat(data.map((d) => d.secretKey))]),
  );
  const maps = base.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name);
  const names = [...(secrets.get('northstack-services') ?? [])];
  for (const manifest of base) {
    const pod = templateOf(manifest)?.spec;
    for (const container of [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])]) {
      const { env, envFrom } = Given.parse(container);
      if (container.image === 'northstack') names.push(...env.map(({ name }) => name));
      for (const { valueFrom } of env)
        if (valueFrom?.secretKeyRef) expect(secrets.get(valueFrom.secretKeyRef.name)).toContain(valueFrom.secretKeyRef.key);
      for (const { secretRef, configMapRef } of envFrom) {
        if (secretRef && !secretRef.optional) expect([...secrets.keys()]).toContain(secretRef.name);
        if (configMapRef && !configMapRef.optional) expect(maps).toContain(configMapRef.name);
      }
    }
  }
  expect(names.filter((name) => !known.has(name) && !name.startsWith('HASURA_GRAPHQL_'))).toEqual([]);
});

test('Argo CD brings out the database, then what migrates it, then who uses it', () => {
  const Annotated = z.looseObject({ annotations: z.record(z.string(), z.string()).default({}) });
  const wave = (manifest: Manifest) =>
    Number(Annotated.parse(manifest.metadata).annotations['argocd.argoproj.io/sync-wave'] ?? 0);
  const migrate = wave(named('Job', 'migrate'));
  const before = base.filter((m) => wave(m) < migrate).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  for (const needed of [
    'StatefulSet yb-master',
    'StatefulSet yb-tserver',
    'ExternalSecret northstack-database',
    'ExternalSecret northstack-hasura',
    'ConfigMap hasura-settings',
  ])
    expect(before).toContain(needed);
  // Claims wait for their first pod, an autoscaler for what it scales, an ingress for its controller: none may hold the migration up.
  for (const kind of ['Deployment', 'PersistentVolumeClaim', 'HorizontalPodAutoscaler', 'Ingress', 'Certificate'])
    for (const manifest of base) if (manifest.kind === kind) expect(wave(manifest), kind).toBeGreaterThan(migrate);
});

test('Hasura is given every variable that compose gives it, or has it from a secret', () => {
  const compose = z
    .object({ services: z.object({ hasura: z.object({ environment: z.record(z.string(), z.string()) }) }) })
    .parse(parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }));
  const settings = z.object({ data: z.record(z.string(), z.string()) }).parse(named('ConfigMap', 'hasura-settings')).data;
  expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(compose.services.hasura.environment)));
  for (const [name, value] of Object.entries(compose.services.hasura.environment))
    if (!value.includes('${')) expect(settings[name], name).toBe(value);
});

test('images are pinned, and the same as in compose', () => {
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const images = new Set(
    base.flatMap((manifest) =>
      [...(templateOf(manifest)?.spec.containers ?? []), ...(templateOf(manifest)?.spec.initContainers ?? [])].map(
        (c) => c.image,
      ),
    ),
  );
  for (const image of images) {
    if (image === 'northstack') continue;
    expect(image).toMatch(/:v?\d/);
    expect(compose).toContain(image.replace('.cli-migrations-v3', ''));
  }
});

const kubectl = (() => {
  try {
    execFileSync('kubectl', ['kustomize', '--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!kubectl) console.info('kubectl is not installed: the overlays of deploy/kubernetes are not built');

test('the API is behind the check of tokens, and what needs none names nothing of it', () => {
  const Ingress = z.looseObject({
    rules: z.array(z.object({ host: z.string(), http: z.object({ paths: z.array(z.looseObject({ path: z.string() })) }) })),
  });
  const paths = (name: string) =>
    Ingress.parse(named('Ingress', name).spec).rules.flatMap(({ http }) => http.paths.map((p) => p.path));
  expect(paths('northstack')).toEqual(['/v1/graphql', '/api/rest', '/api/swagger/json']);
  expect(paths('northstack-open')).toEqual(['/.well-known/jwks.json', '/auth/account', '/auth/oidc', '/webhooks', '/healthz']);
  const check = annotation(named('Ingress', 'northstack'), 'nginx.ingress.kubernetes.io/auth-url');
  expect(check).toMatch(/^http:\/\/actions\..*:8081\/auth\/verify$/);
});

const annotation = ({ metadata }: Manifest, name: string) =>
  z.looseObject({ annotations: z.record(z.string(), z.string()) }).parse(metadata).annotations[name];

describe.runIf(kubectl).each(['production', 'staging', 'production-linkerd'])('the %s overlay', (overlay) => {
  const built = () => documents(execFileSync('kubectl', ['kustomize', join(folder, 'overlays', overlay)], { encoding: 'utf8' }));

  test('is built, with everything in its own namespace and our image from a registry', () => {
    const manifests = built();
    const mesh = overlay.endsWith('linkerd')
      ? documents(readFileSync(join(folder, 'components/linkerd/policies.yaml'), 'utf8'))
      : [];
    expect(manifests.length).toBe(base.length + 1 + mesh.length);
    const [namespace] = manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    expect(new Set(manifests.flatMap(({ metadata }) => metadata.namespace ?? []))).toEqual(new Set([namespace]));
    // The check is asked in the namespace that it is in.
    for (const manifest of manifests)
      if (manifest.kind === 'Ingress' && manifest.metadata.name === 'northstack')
        expect(annotation(manifest, 'nginx.ingress.kubernetes.io/auth-url')).toContain(`//actions.${namespace}.svc`);
    for (const { spec } of manifests)
      for (const { image } of spec?.template?.spec.containers ?? []) expect(image).not.toBe('northstack');
  });

  test('is accepted by an API server that refuses unknown fields', async () => {
    const definitions = stored
      ? crds('external-secrets/external-secrets.io_externalsecrets.yaml', 'cert-manager/cert-manager.io_certificates.yaml')
      : [];
    await using cluster = await startKubernetes({
      definitions: [
        ...definitions,
        ...[
          'ServiceMonitor',
          'PrometheusRule',
          'MeshTLSAuthentication',
          'AuthorizationPolicy',
          ...(stored ? [] : ['ExternalSecret', 'Certificate']),
        ].map(envelope),
      ],
      ...(stored ? { swagger: join(specs, 'kubernetes/swagger-subset-v1.35.json') } : {}),
    });
    for (const manifest of built()) {
      const { apiVersion, kind, metadata } = manifest;
      const resource = [...cluster.api.resources.values()].find(
        (r) => r.kind === kind && `${r.group === '' ? '' : `${r.group}/`}${r.version}` === apiVersion,
      );
      if (!resource) throw new Error(`${apiVersion} ${kind} is not served`);
      if (metadata.namespace !== undefined) cluster.ensureNamespace(metadata.namespace);
      const namespace = resource.namespaced ? (metadata.namespace ?? 'default') : null;
      expect(
        () => cluster.api.patch(resource, namespace, metadata.name, 'apply', manifest, { manager: 'kubectl', strict: true }),
        `${kind} ${metadata.name}`,
      ).not.toThrow();
    }
  });
});

test('alerts are about metrics that there are, and every figure worth one has one', async () => {
  const rules = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })) })
    .parse(named('PrometheusRule', 'northstack').spec)
    .groups.flatMap((group) => group.rules);
  const known = new Set(
    [...(await createProcessMetrics({ process: false, graphql: null }).text()).matchAll(/^# TYPE (\S+)/gm)].map(
      ([, name]) => name,
    ),
  );
  const asked = new Set(
    rules.flatMap(({ expr }) => [...expr.matchAll(/northstack_\w+/g)].map(([name]) => name.replace(/_count$/, ''))),
  );
  expect([...asked].filter((name) => !known.has(name))).toEqual([]);
  for (const name of [
    'strays',
    'event_dead_letters',
    'events_lag_seconds',
    'events_refused',
    'queue_waiting',
    'domains_expiring',
  ])
    expect(asked).toContain(`northstack_${name}`);
});

test('the Argo CD application names an overlay that is there', () => {
  const [application] = documents(readFileSync(join(folder, 'argocd/northstack.yaml'), 'utf8'));
  const { source } = z.looseObject({ source: z.looseObject({ path: z.string() }) }).parse(application?.spec);
  expect(existsSync(join(root, source.path, 'kustomization.yaml'))).toBe(true);
});

const crds = (...files: string[]): string[] => files.map((file) => readFileSync(join(specs, file), 'utf8'));

/** A kind whose schema is not at hand: its envelope only. */
function envelope(kind: string): string {
  const [group = '', plural = `${kind.toLowerCase()}s`, version = 'v1'] =
    {
      ServiceMonitor: ['monitoring.coreos.com'],
      PrometheusRule: ['monitoring.coreos.com'],
      ExternalSecret: ['external-secrets.io'],
      Certificate: ['cert-manager.io'],
      MeshTLSAuthentication: ['policy.linkerd.io', 'meshtlsauthentications', 'v1alpha1'],
      AuthorizationPolicy: ['policy.linkerd.io', 'authorizationpolicies', 'v1alpha1'],
    }[kind] ?? [];
  return JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: { group, names: { plural, kind }, scope: 'Namespaced', versions: [{ name: version, served: true, storage: true }] },
  });
}
