import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newKey } from '../../adapters/local/secrets/key-ring.ts';
import { openVaultEmulator } from '../../test/emulators/vault/emulator.ts';
import { createClosers } from '../closers.ts';
import type { Environment } from '../config/settings.ts';
import { createKnownSecrets } from '../known-secrets.ts';
import { openLog } from '../log.ts';
import { openSecrets } from './secrets.ts';

const at = { organizationId: 'o', scope: 'project', targetId: 'p', key: 'K', versionId: 'v' } as const;
const key = newKey();

async function open(environment: Environment, readKeys: (() => Promise<string>) | null = async () => key) {
  const closers = createClosers();
  const known = createKnownSecrets([]);
  const log = openLog({ level: 'error', file: null, redact: known.redact });
  const store = await openSecrets({ environment, known, readKeys, log, closers });
  return { store, known, close: () => closers.close(() => {}) };
}

test('everything that is missing is named at once', async () => {
  await expect(open({ NORTHSTACK_SECRETS: 'vault', NORTHSTACK_VAULT_SECRET_ID: 'x' })).rejects.toThrow(
    /NORTHSTACK_VAULT_URL must be .*NORTHSTACK_VAULT_TOKEN or NORTHSTACK_VAULT_ROLE_ID or .*NORTHSTACK_VAULT_SECRET_ID are required together/,
  );
  await expect(open({ NORTHSTACK_SECRETS: 'local' }, null)).rejects.toThrow('NORTHSTACK_SECRET_KEYS is required');
  await expect(open({ NORTHSTACK_SECRETS: 'paper' })).rejects.toThrow('NORTHSTACK_SECRETS must be local or vault');
});

test('Vault is chosen, what is sealed here is still opened, and the log knows what passed', async () => {
  await using vault = await openVaultEmulator();
  const before = await open({});
  const { sealed } = await before.store.put(at, 'kept locally');
  const login = { NORTHSTACK_VAULT_ROLE_ID: vault.appRole.roleId, NORTHSTACK_VAULT_SECRET_ID: vault.appRole.secretId };
  const { store, known, close } = await open({ NORTHSTACK_SECRETS: 'vault', NORTHSTACK_VAULT_URL: vault.url, ...login });
  expect([store.name, store.opens]).toEqual(['vault', ['vault', 'local']]);
  expect(await store.get(at, sealed)).toBe('kept locally');
  await store.put(at, 'kept in Vault');
  expect(known.redact('it was kept in Vault')).not.toContain('kept in Vault');
  await close();
  expect(vault.liveTokens()).toBe(0);
});

test('as a service account of Kubernetes, by the token in its file', async () => {
  await using vault = await openVaultEmulator();
  const folder = await mkdtemp(join(tmpdir(), 'northstack-policy-'));
  const file = join(folder, 'token');
  await writeFile(file, vault.kubernetes.jwt);
  const { store, close } = await open({
    NORTHSTACK_SECRETS: 'vault',
    NORTHSTACK_VAULT_URL: vault.url,
    NORTHSTACK_VAULT_KUBERNETES_ROLE: vault.kubernetes.role,
    NORTHSTACK_VAULT_KUBERNETES_TOKEN_FILE: file,
  });
  expect(await store.get(at, (await store.put(at, 'value')).sealed)).toBe('value');
  await close();
  await rm(folder, { recursive: true });
});

test('a Vault that is away does not keep NorthStack from starting; one that refuses us does', async () => {
  await using vault = await openVaultEmulator();
  const settings = { NORTHSTACK_SECRETS: 'vault', NORTHSTACK_VAULT_URL: vault.url, NORTHSTACK_VAULT_TOKEN: vault.rootToken };
  vault.seal(true);
  const { store, close } = await open(settings);
  vault.seal(false);
  expect(await store.get(at, (await store.put(at, 'value')).sealed)).toBe('value');
  await close();
  await expect(open({ ...settings, NORTHSTACK_VAULT_TOKEN: 'hvs.other' })).rejects.toMatchObject({ code: 'vault-login-refused' });
});
