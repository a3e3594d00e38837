/** `NORTHSTACK_SECRETS`: who keeps the values of secrets. Values of the other store are opened as long as it is set up, and moved over. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { openLocalSecrets } from '../../adapters/local/secrets/open-secrets.ts';
import { openVaultSecrets } from '../../adapters/vault/open-vault-secrets.ts';
import type { VaultLogin } from '../../adapters/vault/session.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import { Fault } from '../../kit/fault.ts';
import type { Closers } from '../closers.ts';
import { certificateFile } from '../config/file-setting.ts';
import { choose, type Environment, readSettings } from '../config/settings.ts';
import { type KnownSecrets, knownTo } from '../known-secrets.ts';
import type { Log } from '../log.ts';
import { type JoinedStore, joinSecretStores } from './join-secret-stores.ts';

export interface SecretsPart {
  readonly environment: Environment;
  /** What passes through is blanked in our log from then on. */
  readonly known: KnownSecrets;
  /** Key-encryption keys of the local store, as the file has them; null: there are none. */
  readonly readKeys: (() => Promise<string>) | null;
  readonly log: Log;
  readonly closers: Closers;
}

/** @throws Fault reject `invalid-settings` naming everything that is missing; auth when Vault does not let us in */
export async function openSecrets(part: SecretsPart): Promise<SecretStore> {
  const chosen = choose(part.environment, 'NORTHSTACK_SECRETS', ['local', 'vault']);
  const local = part.readKeys === null ? null : { prefix: 'ns1.', store: openLocalSecrets({ readKeys: part.readKeys }) };
  // Set up but not chosen: what is kept there can still be read.
  const vault = chosen === 'vault' || part.environment.NORTHSTACK_VAULT_URL ? await openVault(part) : null;
  const [current, earlier] = chosen === 'vault' ? [vault, local] : [local, vault];
  if (current === null)
    throw new Fault('reject', { code: 'invalid-settings', message: 'Settings are wrong: NORTHSTACK_SECRET_KEYS is required.' });
  return knownTo(part.known, joinSecretStores(current, earlier === null ? [] : [earlier]));
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const place = z.string().regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 'must be a path without slashes at its ends');
const settings = z
  .object({
    NORTHSTACK_VAULT_URL: z.url({ protocol: /^https?$/, error: 'must be the address of Vault or OpenBao' }),
    NORTHSTACK_VAULT_CA_FILE: certificateFile,
    NORTHSTACK_VAULT_NAMESPACE: place.optional(),
    NORTHSTACK_VAULT_MOUNT: place.default('secret'),
    NORTHSTACK_VAULT_PREFIX: place.default('northstack'),
    NORTHSTACK_VAULT_TOKEN: z.string().optional(),
    NORTHSTACK_VAULT_ROLE_ID: z.string().optional(),
    NORTHSTACK_VAULT_SECRET_ID: z.string().optional(),
    NORTHSTACK_VAULT_KUBERNETES_ROLE: z.string().optional(),
    NORTHSTACK_VAULT_KUBERNETES_TOKEN_FILE: z.string().default(SERVICE_ACCOUNT),
    NORTHSTACK_VAULT_AUTH_MOUNT: place.optional(),
  })
  .refine(
    (given) =>
      [given.NORTHSTACK_VAULT_TOKEN, given.NORTHSTACK_VAULT_ROLE_ID, given.NORTHSTACK_VAULT_KUBERNETES_ROLE].filter(
        (way) => way !== undefined,
      ).length === 1,
    {
      path: ['NORTHSTACK_VAULT_TOKEN'],
      message: 'or NORTHSTACK_VAULT_ROLE_ID or NORTHSTACK_VAULT_KUBERNETES_ROLE is required, and only one of them',
      when: () => true,
    },
  )
  .refine((given) => (given.NORTHSTACK_VAULT_ROLE_ID === undefined) === (given.NORTHSTACK_VAULT_SECRET_ID === undefined), {
    path: ['NORTHSTACK_VAULT_ROLE_ID and NORTHSTACK_VAULT_SECRET_ID'],
    message: 'are required together',
    when: () => true,
  });

async function openVault({ environment, log, closers }: SecretsPart): Promise<JoinedStore> {
  const given = readSettings(environment, settings);
  const store = openVaultSecrets({
    url: given.NORTHSTACK_VAULT_URL,
    ca: given.NORTHSTACK_VAULT_CA_FILE,
    namespace: given.NORTHSTACK_VAULT_NAMESPACE ?? null,
    mount: given.NORTHSTACK_VAULT_MOUNT,
    prefix: given.NORTHSTACK_VAULT_PREFIX,
    login: loginOf(given),
    observe: (observation) =>
      observation.kind === 'vault-renewal-failed' ? log.warn(observation, 'vault') : log.debug(observation, 'vault'),
  });
  closers.add({ name: 'vault', close: () => store[Symbol.asyncDispose]() });
  try {
    await store.check();
  } catch (error) {
    // Apps run on without it; whoever needs a secret is told, and asks again.
    if (!(error instanceof Fault) || error.kind !== 'retry') throw error;
    log.warn({ error }, 'vault');
  }
  return { prefix: 'vault1.', store };
}

function loginOf(given: z.output<typeof settings>): VaultLogin {
  const mount = given.NORTHSTACK_VAULT_AUTH_MOUNT;
  if (given.NORTHSTACK_VAULT_ROLE_ID !== undefined)
    return {
      kind: 'approle',
      mount: mount ?? 'approle',
      roleId: given.NORTHSTACK_VAULT_ROLE_ID,
      secretId: given.NORTHSTACK_VAULT_SECRET_ID ?? '',
    };
  if (given.NORTHSTACK_VAULT_KUBERNETES_ROLE !== undefined)
    return {
      kind: 'kubernetes',
      mount: mount ?? 'kubernetes',
      role: given.NORTHSTACK_VAULT_KUBERNETES_ROLE,
      readJwt: () => readFile(given.NORTHSTACK_VAULT_KUBERNETES_TOKEN_FILE, 'utf8'),
    };
  return { kind: 'token', token: given.NORTHSTACK_VAULT_TOKEN ?? '' };
}
