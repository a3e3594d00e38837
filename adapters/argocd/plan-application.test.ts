/** Whatever may be wanted of a workload is objects that a strict cluster takes, with nothing of its secrets in them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Deployment, StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkWorkload } from '../../domain/plan/check-workload.ts';
import type { DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import { expandAll } from '../../test/emulators/kubernetes/expand.ts';
import { openStrictCluster, type StrictCluster } from '../../test/support/strict-cluster.ts';
import { planNamespace, planWorkload, type WorkloadDefaults } from './plan-application.ts';

let strict: StrictCluster;
beforeAll(async () => {
  strict = await openStrictCluster();
});
afterAll(() => strict?.[Symbol.asyncDispose]());

/** As random as ours are: two of them do not begin alike. */
const uuidOf = (seed: number): string =>
  createHash('sha256')
    .update(String(seed))
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
const named = fc.record({ id: fc.uuid(), slug: fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/) });
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
/** Nothing else holds it by chance. */
const hidden = fc.uuid().map((id) => `hush ${id}`);
const variableNames = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
const amount = (most: number) =>
  fc.option(fc.integer({ min: 1, max: most }).map((limit) => ({ request: Math.ceil(limit / 3), limit })));
const percent = fc.integer({ min: 1, max: 100 });
const numbers = fc.oneof(
  fc.record({ replicas: fc.nat({ max: 100 }) }),
  fc
    .record({
      replicas: fc.integer({ min: 1, max: 50 }),
      more: fc.nat({ max: 50 }),
      cpuPercent: percent,
      memoryPercent: fc.option(percent),
    })
    .map(({ replicas, more, ...targets }) => ({ replicas, scaling: { most: replicas + more, ...targets } })),
);
const desired: fc.Arbitrary<DesiredWorkload> = fc
  .record({
    instanceId: fc.nat().map(uuidOf),
    placement: fc.record({
      organization: named,
      project: named,
      environment: named,
      service: named,
      cluster: fc.constant(null),
      namespace: fc.stringMatching(/^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/),
      quota: fc.record({
        cpuMillicores: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
        memoryMegabytes: fc.option(fc.integer({ min: 1, max: 10_000_000 })),
        storageGigabytes: fc.option(fc.integer({ min: 1, max: 10_000 })),
      }),
    }),
    revision: fc.uuid(),
    type: fc.constantFrom('web' as const, 'worker' as const, 'stateful' as const),
    volume: fc.record({ path: fc.constantFrom('/data', '/tmp'), gigabytes: fc.integer({ min: 1, max: 65_536 }) }),
    keptPort: fc.integer({ min: 1, max: 65_535 }),
    artifact: fc.constant({
      kind: 'image' as const,
      reference: `registry.example.org/shop/web@sha256:${'a'.repeat(64)}`,
      digest: `sha256:${'a'.repeat(64)}`,
      framework: 'nixpacks',
      processes: {},
    }),
    pullCredential: fc.option(
      fc.record({ registry: fc.constantFrom('docker.io', 'ghcr.io'), username: fc.constant('bot'), password: hidden }),
    ),
    command: fc.option(text),
    plain: fc.dictionary(
      variableNames.map((name) => `P${name}`),
      text,
      { maxKeys: 5 },
    ),
    secret: fc.dictionary(
      variableNames.map((name) => `S${name}`),
      hidden,
      { maxKeys: 5 },
    ),
    stored: fc.boolean(),
    numbers,
    generation: fc.nat(),
    hostnames: fc.uniqueArray(
      named.map(({ slug }) => `${slug}.shop.example.org`),
      { maxLength: 4 },
    ),
    domains: fc.option(
      fc.array(
        named.map(({ slug }) => `${slug}.example.com`),
        { maxLength: 4 },
      ),
      { nil: undefined },
    ),
    port: fc.option(fc.integer({ min: 1, max: 65_535 })),
    healthPath: fc.option(fc.stringMatching(/^\/[^\s]{0,60}$/)),
    healthTimeoutMs: fc.integer({ min: 1_000, max: 3_600_000 }),
    stopTimeoutMs: fc.nat({ max: 600_000 }),
    resources: fc.record({ cpuMillicores: amount(256_000), memoryMegabytes: amount(4_194_304) }),
  })
  .map(({ plain, secret, stored, numbers: many, volume, keptPort, ...rest }) => ({
    ...rest,
    ...(rest.type === 'stateful'
      ? {
          replicas: Math.min(1, many.replicas),
          volume: { ...volume, gigabytes: Math.min(volume.gigabytes, rest.placement.quota.storageGigabytes ?? volume.gigabytes) },
          port: keptPort,
        }
      : many),
    environment: { ...plain, ...secret },
    secretNames: Object.keys(secret),
    secretLocations: Object.fromEntries(
      Object.keys(secret).flatMap((name) => (stored ? [[name, { key: `a/${name}`, property: 'value', version: '3' }]] : [])),
    ),
  }));

const defaults: WorkloadDefaults = {
  resources: { cpuMillicores: { request: 50, limit: 250 }, memoryMegabytes: { request: 256, limit: 256 } },
  port: 8080,
  entry: { kind: 'ingress', className: 'nginx', issuer: 'letsencrypt' },
  externalSecrets: 'vault',
  installation: 'ours',
};

test('any workload that is not refused is taken by a strict cluster, names its secrets only, and is the same when it is planned again', () => {
  const owners = new Map<string, string>();
  let places = 0;
  fc.assert(
    fc.property(desired, (given) => {
      places += 1;
      const wanted = { ...given, placement: { ...given.placement, namespace: `${given.placement.namespace}-${places}` } };
      checkWorkload(wanted);
      const secrets = {
        environment: Object.keys(wanted.secretLocations ?? {}).length === 0 ? 'ns-env-1' : null,
        pull: 'ns-pull-1',
      };
      const all = [planNamespace(wanted, defaults), planWorkload(wanted, secrets, defaults)];
      for (const { manifests } of all) strict.accept(manifests);
      const { version } = strict.cluster.store;
      for (const { manifests } of all) strict.accept(manifests);
      expect(strict.cluster.store.version).toBe(version);
      expect([planNamespace(wanted, defaults), planWorkload(wanted, secrets, defaults)]).toEqual(all);

      const written = JSON.stringify(all);
      expect(written).not.toContain('hush ');
      expect(all.flatMap(({ manifests }) => manifests.map(({ kind }) => kind))).not.toContain('Secret');
      // No two instances share a name, wherever they run.
      const [, own] = all;
      expect(own?.name.length).toBeLessThanOrEqual(40);
      for (const { kind, metadata } of own?.manifests ?? []) {
        const key = `${kind} ${metadata?.name}`;
        expect(owners.get(key) ?? wanted.instanceId).toBe(wanted.instanceId);
        owners.set(key, wanted.instanceId);
      }
      const deployment = own?.manifests.find((m): m is Deployment | StatefulSet =>
        /^(Deployment|StatefulSet)$/.test(m.kind ?? ''),
      );
      const variables = deployment?.spec?.template.spec?.containers[0]?.env ?? [];
      const plain = Object.fromEntries(Object.entries(wanted.environment).filter(([name]) => !wanted.secretNames.includes(name)));
      expect(expandAll(variables)).toMatchObject(plain);
    }),
    { numRuns: 60 },
  );
});
