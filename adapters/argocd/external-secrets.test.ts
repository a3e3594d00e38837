/** Secrets that are in Vault reach pods by the External Secrets Operator: no value passes through Argo CD, a manifest, or a Secret of ours. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { SecretLocation } from '../../domain/ports/secret-store.ts';
import { desiredWorkload, hostname, phaseOf } from '../../test/contracts/app-runtime.contract.ts';
import { controlExternalSecrets, type RemoteReference } from '../../test/emulators/external-secrets/controller.ts';
import { openVaultEmulator } from '../../test/emulators/vault/emulator.ts';
import { argocdFixture } from '../../test/support/argocd-runtime.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openVaultSecrets } from '../vault/open-vault-secrets.ts';

const specs = resolve(import.meta.dirname, '../../../shared/specs');
const contract = existsSync(specs) ? { specs, swagger: join(specs, 'kubernetes/swagger-subset-v1.35.json') } : {};
const stopping = (stop: () => void) => ({ [Symbol.dispose]: stop });

test('a secret that the cluster cannot fetch is the reason that is told', async () => {
  await using it = await argocdFixture({ ...contract, externalSecrets: 'northstack' });
  using _operator = stopping(controlExternalSecrets(it.cluster, 'northstack', async () => null));
  const one = desiredWorkload(await it.program('web'), {
    environment: { VERSION: 'v1', TOKEN: 'correct-horse-battery' },
    secretNames: ['TOKEN'],
    secretLocations: { TOKEN: { key: 'northstack/gone', property: 'value', version: '7' } },
    healthTimeoutMs: 1_000,
  });
  await it.runtime.apply(one);
  const seen = await eventually(
    async () => await phaseOf(it.runtime, one, 'failed'),
    (failed) =>
      failed?.reason?.includes('Its secrets could not be fetched: could not get secret data from provider: TOKEN') === true,
  );
  expect(seen?.reason).not.toContain('horse');
});

test('what is in Vault is fetched in the cluster, a new version makes new pods, and nothing is left', async () => {
  await using vault = await openVaultEmulator();
  await using store = openVaultSecrets({
    ...{ url: vault.url, ca: null, namespace: null, mount: 'secret', prefix: 'northstack', observe: () => {} },
    login: { kind: 'token', token: vault.rootToken },
  });
  const put = async (value: string): Promise<SecretLocation> => {
    const place = {
      organizationId: randomUUID(),
      scope: 'service',
      targetId: randomUUID(),
      key: 'TOKEN',
      versionId: randomUUID(),
    };
    const location = store.locate((await store.put({ ...place, scope: 'service' }, value)).sealed);
    if (location === null) throw new Error('Vault says where a value is');
    return location;
  };
  /** As the operator does: with a token of its own. */
  const read = async ({ key, property = '', version = '' }: RemoteReference): Promise<string | null> => {
    const headers = { 'x-vault-token': vault.rootToken };
    const answer = await fetch(`${vault.url}/v1/secret/data/${key}?version=${version}`, { headers });
    const { data } = (await answer.json()) as { data?: { data: Record<string, string> | null } };
    return data?.data?.[property] ?? null;
  };

  await using it = await argocdFixture({ ...contract, externalSecrets: 'northstack' });
  using _operator = stopping(controlExternalSecrets(it.cluster, 'northstack', read));
  const one = desiredWorkload(await it.program('web'), {
    environment: { VERSION: 'v1', TOKEN: 'correct-horse-battery', BOUND: 'bound-horse-battery' },
    secretNames: ['TOKEN', 'BOUND'],
    secretLocations: { TOKEN: await put('correct-horse-battery') },
  });
  await it.runtime.apply(one);
  await phaseOf(it.runtime, one, 'healthy');
  expect((await it.get(hostname)).status).toBe(200);
  const { namespace } = one.placement;
  const external = () => it.cluster.objects('externalsecrets.external-secrets.io', namespace);
  expect(external()).toMatchObject([
    {
      spec: { data: [{ secretKey: 'TOKEN' }] },
      status: { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced' }] },
    },
  ]);
  // Ours holds what is in no store that the cluster could read.
  const ours = it.cluster.objects('secrets.', namespace).filter((s) => s.metadata.ownerReferences === undefined);
  expect(ours.map((s) => Object.keys((s.data as object | undefined) ?? {}))).toEqual([['BOUND']]);
  expect(JSON.stringify([it.argocd.applications(), external()])).not.toContain('horse');

  const before = external().map((e) => e.metadata.name);
  const two = { ...one, revision: 'two', secretLocations: { TOKEN: await put('another-horse-battery') } };
  await it.runtime.apply(two);
  await phaseOf(it.runtime, two, 'healthy');
  await eventually(
    () => external().map((e) => e.metadata.name),
    (names) => names.length === 1 && names[0] !== before[0],
  );
  const [fetched] = it.cluster.objects('secrets.', namespace).filter((s) => s.metadata.name === external()[0]?.metadata.name);
  expect(fetched?.data).toEqual({ TOKEN: Buffer.from('another-horse-battery').toString('base64') });

  await eventually(
    async () => {
      await it.runtime.remove(one.instanceId);
      return await it.runtime.observe(one.instanceId);
    },
    (seen) => seen.state === 'absent',
  );
  await eventually(
    () => [...external(), ...it.cluster.objects('secrets.', namespace)].map((o) => o.metadata.name),
    (left) => left.length === 0,
  );
  expect(it.argocd.violations).toEqual([]);
  expect(vault.violations).toEqual([]);
});
