import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addKey, newKey } from '../../adapters/local/secrets/key-ring.ts';
import { openLocalSecrets } from '../../adapters/local/secrets/open-secrets.ts';
import { openVaultSecrets, type VaultSecrets } from '../../adapters/vault/open-vault-secrets.ts';
import { secretStoreContract } from '../../test/contracts/secret-store.contract.ts';
import { openVaultEmulator, type VaultEmulator } from '../../test/emulators/vault/emulator.ts';
import { joinSecretStores } from './join-secret-stores.ts';

let emulator: VaultEmulator;
let vault: VaultSecrets;
beforeAll(async () => {
  emulator = await openVaultEmulator();
  const login = { kind: 'approle', mount: 'approle', ...emulator.appRole } as const;
  vault = openVaultSecrets({
    ...{ url: emulator.url, ca: null, namespace: null, mount: 'secret', prefix: 'northstack', login },
    observe: () => {},
  });
});
afterAll(async () => {
  await vault[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

const local = (readKeys: () => Promise<string>) => ({ store: openLocalSecrets({ readKeys }), prefix: 'ns1.' });
const inVault = () => ({ store: vault, prefix: 'vault1.' });

secretStoreContract('vault before local', async () => {
  const key = newKey();
  return { store: joinSecretStores(inVault(), [local(async () => key)]), rotate: null, keepsValues: true };
});
secretStoreContract('local before vault', async () => {
  let keys = newKey();
  return {
    store: joinSecretStores(
      local(async () => keys),
      [inVault()],
    ),
    rotate: async () => {
      keys = addKey(keys);
    },
    keepsValues: false,
  };
});

test('a value moves from one store to the other and back', async () => {
  const key = newKey();
  const [a, b] = [local(async () => key), inVault()];
  const at = {
    organizationId: randomUUID(),
    scope: 'project',
    targetId: randomUUID(),
    key: 'K',
    versionId: randomUUID(),
  } as const;
  const first = await a.store.put(at, 'value');
  const toVault = joinSecretStores(b, [a]);
  expect(toVault.opens).toEqual(['vault', 'local']);
  expect(await toVault.get(at, first.sealed)).toBe('value');
  const moved = await toVault.rewrap(at, first.sealed);
  expect(moved.keyId).toBeNull();
  expect(await vault.get(at, moved.sealed)).toBe('value');
  const back = joinSecretStores(a, [b]);
  const again = await back.rewrap(at, moved.sealed);
  expect(await a.store.get(at, again.sealed)).toBe('value');
  await back.destroy(moved.sealed);
  expect(Object.keys(emulator.stored()).filter((path) => path.includes(at.targetId))).toEqual([]);
});
