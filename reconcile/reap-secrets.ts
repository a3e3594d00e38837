/**
 * Keeps stored values in order: those of deleted secrets are destroyed once nothing that runs, or is about to, needs them; those that are
 * wrapped with an earlier key-encryption key are wrapped with the current one.
 */
import type { SecretAddress, SecretReference } from '../domain/ports/secret-store.ts';
import {
  DestroySecretVersionDocument,
  RewrapGitConnectionDocument,
  RewrapRegistryCredentialDocument,
  RewrapSecretVersionDocument,
  SealedWithOtherKeysDocument,
  SecretsToDestroyDocument,
} from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';

const BATCH = 200;

/** @throws AggregateError of what could not be done; the rest is done */
export async function reapSecrets(deps: ReconcileDeps): Promise<void> {
  const failures: unknown[] = [];
  await destroyDeleted(deps, failures);
  await rewrapAll(deps, failures);
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} stored secrets could not be destroyed or rewrapped`);
}

async function destroyDeleted({ graphql, secrets: store, now }: ReconcileDeps, failures: unknown[]): Promise<void> {
  const { secret_versions: rows } = await graphql.request(
    SecretsToDestroyDocument,
    { store: store.name, limit: BATCH },
    { idempotent: true },
  );
  for (const { id, sealed, secret } of rows) {
    if (sealed === null) continue;
    try {
      // First the note: a rollback must not choose what is about to go.
      const noted = await graphql.request(DestroySecretVersionDocument, { id, now: timestamp(now()) }, { idempotent: true });
      if (noted.update_secret_versions?.affected_rows !== 1) continue;
      await store.destroy(addressOf({ ...secret, versionId: id }), sealed);
    } catch (error) {
      failures.push(error);
    }
  }
}

async function rewrapAll(deps: ReconcileDeps, failures: unknown[]): Promise<void> {
  const { graphql, secrets: store } = deps;
  const keyId = await store.currentKeyId();
  if (keyId === null) return;
  const attempt = async (
    address: SecretAddress,
    sealed: string,
    write: (renewed: SecretReference) => Promise<unknown>,
  ): Promise<void> => {
    try {
      await write(await store.rewrap(address, sealed));
    } catch (error) {
      failures.push(error);
    }
  };
  // What cannot be rewrapped stays where it is: what follows it is found by its id.
  for (let after = NIL; ; ) {
    const found = await graphql.request(
      SealedWithOtherKeysDocument,
      { store: store.name, keyId, after, limit: BATCH },
      { idempotent: true },
    );
    for (const { id, sealed, secret } of found.secret_versions) {
      if (sealed === null) continue;
      await attempt(addressOf({ ...secret, versionId: id }), sealed, (renewed) =>
        graphql.request(RewrapSecretVersionDocument, { id, before: sealed, ...renewed }, { idempotent: true }),
      );
    }
    if (after === NIL) {
      for (const { id, sealed, host, path, ...row } of found.git_connections) {
        const address = { ...row, scope: 'git_connection', key: `${host}/${path}`, versionId: row.value_id } as const;
        await attempt(addressOf(address), sealed, (renewed) =>
          graphql.request(RewrapGitConnectionDocument, { id, before: sealed, ...renewed }, { idempotent: true }),
        );
      }
      for (const { id, sealed, registry, ...row } of found.registry_credentials) {
        const address = { ...row, scope: 'registry_credential', key: registry, versionId: row.value_id } as const;
        await attempt(addressOf(address), sealed, (renewed) =>
          graphql.request(RewrapRegistryCredentialDocument, { id, before: sealed, ...renewed }, { idempotent: true }),
        );
      }
    }
    const last = found.secret_versions.at(-1);
    if (last === undefined || found.secret_versions.length < BATCH) return;
    after = last.id;
  }
}

const NIL = '00000000-0000-0000-0000-000000000000';

interface Row {
  readonly organization_id: string;
  readonly scope: SecretAddress['scope'];
  readonly target_id: string;
  readonly key: string;
  readonly versionId: string;
}

const addressOf = ({ organization_id, scope, target_id, key, versionId }: Row): SecretAddress => ({
  organizationId: organization_id,
  scope,
  targetId: target_id,
  key,
  versionId,
});
