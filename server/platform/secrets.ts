/** `NORTHSTACK_SECRETS`: who keeps the values of secrets. */
import { openLocalSecrets } from '../../adapters/local/secrets/open-secrets.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import type { Closers } from '../closers.ts';
import { choose, type Environment } from '../config/settings.ts';
import { type KnownSecrets, knownTo } from '../known-secrets.ts';
import type { Log } from '../log.ts';

export interface SecretsPart {
  readonly environment: Environment;
  /** What passes through is blanked in our log from then on. */
  readonly known: KnownSecrets;
  /** Key-encryption keys of the local store, as the file has them. */
  readonly readKeys: () => Promise<string>;
  readonly log: Log;
  readonly closers: Closers;
}

export async function openSecrets({ environment, known, readKeys }: SecretsPart): Promise<SecretStore> {
  switch (choose(environment, 'NORTHSTACK_SECRETS', ['local'])) {
    case 'local':
      return knownTo(known, openLocalSecrets({ readKeys }));
  }
}
