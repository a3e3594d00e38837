/** Secrets in Vault, through the engine over HTTP: nothing of them in the database, moved over when Vault comes later, destroyed with what they belong to. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVaultSecrets, type VaultSecrets } from '../../adapters/vault/open-vault-secrets.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import { joinSecretStores } from '../../server/platform/join-secret-stores.ts';
import { openVaultEmulator, type VaultEmulator } from '../emulators/vault/emulator.ts';
import { type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { referencesOf, sealEverything } from '../support/sealed-values.ts';

let vault: VaultEmulator;
let inVault: VaultSecrets;
let plane: ControlPlane;
let t: TestTenant;
/** What the control plane keeps values in: the tests change it as an operator changes a setting. */
let current: 'local' | 'vault' = 'vault';

beforeAll(async () => {
  vault = await openVaultEmulator();
  inVault = openVaultSecrets({
    ...{ url: vault.url, ca: null, namespace: null, mount: 'secret', prefix: 'northstack', observe: () => {} },
    login: { kind: 'approle', mount: 'approle', ...vault.appRole },
  });
  plane = await startControlPlane({ secrets: (local) => switching(local) });
  t = await createTenant(plane);
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
  await inVault[Symbol.asyncDispose]();
  await vault[Symbol.asyncDispose]();
});

function switching(local: SecretStore): SecretStore {
  const [a, b] = [
    { store: local, prefix: 'ns1.' },
    { store: inVault, prefix: 'vault1.' },
  ];
  const stores = { local: joinSecretStores(a, [b]), vault: joinSecretStores(b, [a]) };
  return {
    get name() {
      return stores[current].name;
    },
    get opens() {
      return stores[current].opens;
    },
    put: (...call) => stores[current].put(...call),
    get: (...call) => stores[current].get(...call),
    destroy: (...call) => stores[current].destroy(...call),
    locate: (...call) => stores[current].locate(...call),
    currentPrefix: (...call) => stores[current].currentPrefix(...call),
    rewrap: (...call) => stores[current].rewrap(...call),
  };
}

const kept = () => Object.keys(vault.stored()).filter((path) => path.includes(t.organizationId));
const set = async (value: string) => {
  const { data, errors } = await plane.as(
    await t.member('developer'),
    `mutation($s: uuid, $v: String!, $r: uuid!) { setSecret(scope: "service", targetId: $s, key: "TOKEN", value: $v, requestId: $r) { secretId } }`,
    { s: t.serviceId, v: value, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
  return String(data.setSecret.secretId);
};
const deploy = async (): Promise<Readonly<Record<string, string>>> => {
  const { data, errors } = await plane.as(
    await t.member('developer'),
    'mutation($s: uuid!, $r: uuid!) { deployService(serviceId: $s, requestId: $r) { deploymentId } }',
    { s: t.serviceId, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
  const [row] = await eventually(
    () =>
      plane.database.sql('select status, failure_reason, service_instance_id from deployments where id = $1', [
        data.deployService.deploymentId,
      ]),
    ([found]) => found?.status === 'running' || found?.status === 'failed',
  );
  expect(row).toMatchObject({ status: 'running', failure_reason: null });
  return plane.runtime.desired.get(String(row?.service_instance_id))?.environment ?? {};
};
const stores = async () =>
  await plane.database.sql('select distinct store, key_id from secret_versions where organization_id = $1', [t.organizationId]);

test('a secret is in Vault and nowhere else, and an app reads it', async () => {
  await set('only in Vault');
  expect(await stores()).toEqual([{ store: 'vault', key_id: null }]);
  expect(kept()).toHaveLength(1);
  expect(await deploy()).toMatchObject({ TOKEN: 'only in Vault' });
  await plane.reconciler().reap();
  expect(kept()).toHaveLength(1);
});

test('what was kept here is read as before and moved over; each row says where its value is; and back', async () => {
  current = 'local';
  await set('from before');
  await sealEverything(plane, t);
  const before = await referencesOf(plane, t);
  current = 'vault';
  expect(await deploy()).toMatchObject({ TOKEN: 'from before' });
  await plane.reconciler().reap();
  const moved = await referencesOf(plane, t);
  expect(moved.map((r) => r.place)).toEqual(before.map((r) => r.place));
  for (const { sealed } of moved) expect(sealed).toMatch(/^vault1\./);
  expect(await stores()).toEqual([{ store: 'vault', key_id: null }]);
  expect(kept()).toHaveLength(moved.length);
  expect(await deploy()).toMatchObject({ TOKEN: 'from before' });

  current = 'local';
  await plane.reconciler().reap();
  for (const { sealed } of await referencesOf(plane, t)) expect(sealed).toMatch(/^ns1\./);
  expect(await stores()).toEqual([{ store: 'local', key_id: expect.any(String) }]);
  // What was left in Vault is destroyed there by the time of the next look.
  await plane.reconciler().reap();
  expect(kept()).toEqual([]);
  expect(await deploy()).toMatchObject({ TOKEN: 'from before' });
  current = 'vault';
  await plane.reconciler().reap();
  expect(kept()).toHaveLength(moved.length);
});

test('what replaces and what deletes leaves nothing behind, also when Vault was away', async () => {
  const before = kept().length;
  const owner = await t.member('org_owner');
  const connect = (credential: string) =>
    plane.as(
      owner,
      `mutation($p: uuid, $c: String!, $r: uuid!) {
        setGitConnection(projectId: $p, host: "h", type: "token", credential: $c, requestId: $r) { gitConnectionId } }`,
      { p: t.projectId, c: credential, r: randomUUID() },
    );
  expect((await connect('another token')).errors).toBeUndefined();
  expect(kept()).toHaveLength(before + 1);
  vault.seal(true);
  await plane
    .reconciler()
    .reap()
    .catch(() => {});
  vault.seal(false);
  await plane.reconciler().reap();
  expect(kept()).toHaveLength(before);
  await plane.database.sql('delete from organizations where id = $1', [t.organizationId]);
  await plane.reconciler().reap();
  expect(kept()).toEqual([]);
  expect(await plane.database.sql('select 1 from discarded_secrets')).toEqual([]);
});

test('every request was one that the vendor describes', () => {
  expect(vault.violations).toEqual([]);
});
