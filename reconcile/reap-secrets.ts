/**
 * Keeps stored values in order: those of deleted secrets are given up once nothing that runs, or is about to, needs them; what nothing refers to
 * any more is destroyed in its store; what is wrapped with an earlier key, or kept in an earlier store, is kept as it would be now.
 */
import type { SecretAddress, SecretReference } from '../domain/ports/secret-store.ts';
import { Fault } from '../kit/fault.ts';
import {
  DestroySecretVersionDocument,
  DiscardedSecretsDocument,
  ForgetDiscardedSecretDocument,
  RewrapClusterDocument,
  RewrapDatabaseCredentialsDocument,
  RewrapGitConnectionDocument,
  RewrapKubeconfigGrantDocument,
  RewrapNotificationChannelDocument,
  RewrapRegistryCredentialDocument,
  RewrapSecretVersionDocument,
  RewrapWebhookDocument,
  RewrapWebhookPreviousDocument,
  SealedOtherwiseDocument,
  type SealedOtherwiseQuery,
  SecretsToDestroyDocument,
} from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';

const BATCH = 200;

/** @throws AggregateError of what could not be done; the rest is done */
export async function reapSecrets(deps: ReconcileDeps): Promise<void> {
  const failures: unknown[] = [];
  await giveUpDeleted(deps, failures);
  await destroyDiscarded(deps, failures);
  await rewrapAll(deps, failures);
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} stored secrets could not be destroyed or rewrapped`);
}

/** The note is one with forgetting the reference, which the database keeps as discarded: a rollback cannot choose what is about to go. */
async function giveUpDeleted({ graphql, now }: ReconcileDeps, failures: unknown[]): Promise<void> {
  const { secret_versions: rows } = await graphql.request(SecretsToDestroyDocument, { limit: BATCH }, { idempotent: true });
  for (const { id } of rows) {
    try {
      await graphql.request(DestroySecretVersionDocument, { id, now: timestamp(now()) }, { idempotent: true });
    } catch (error) {
      failures.push(error);
    }
  }
}

async function destroyDiscarded({ graphql, secrets: store }: ReconcileDeps, failures: unknown[]): Promise<void> {
  const { discarded_secrets: rows } = await graphql.request(DiscardedSecretsDocument, { limit: BATCH }, { idempotent: true });
  for (const { id, sealed } of rows) {
    try {
      await store.destroy(sealed);
      await graphql.request(ForgetDiscardedSecretDocument, { id }, { idempotent: true });
    } catch (error) {
      failures.push(error);
      if (isAway(error)) return;
    }
  }
}

/** Then the rest would only wait for it, one after the other. */
const isAway = (error: unknown): boolean => error instanceof Fault && error.kind === 'retry';

async function rewrapAll({ graphql, secrets: store }: ReconcileDeps, failures: unknown[]): Promise<void> {
  const unlike = `${await store.currentPrefix()}%`;
  // What cannot be rewrapped stays where it is: what follows it is found by its id.
  for (let after: string | null = NIL; after !== null; ) {
    const found: SealedOtherwiseQuery = await graphql.request(
      SealedOtherwiseDocument,
      { unlike, after, limit: BATCH },
      { idempotent: true },
    );
    for (const { address, sealed, write } of sealedIn(found, store.name)) {
      if (sealed === null || sealed.startsWith(unlike.slice(0, -1))) continue;
      try {
        const renewed = await store.rewrap(address, sealed);
        if (renewed.sealed !== sealed) await write(graphql, sealed, renewed);
      } catch (error) {
        failures.push(error);
        if (isAway(error)) return;
      }
    }
    after = lastOf(found);
  }
}

/** Where all tables are read to, null when all are read to their end. A table that is further on is read again from there. */
function lastOf(found: SealedOtherwiseQuery): string | null {
  const full = Object.values(found).flatMap((rows) => {
    const last = Array.isArray(rows) && rows.length === BATCH ? rows.at(-1) : undefined;
    return last === undefined || typeof last === 'string' ? [] : [last.id];
  });
  return full.sort()[0] ?? null;
}

interface Sealed {
  readonly address: SecretAddress;
  readonly sealed: string | null;
  readonly write: (graphql: ReconcileDeps['graphql'], before: string, renewed: SecretReference) => Promise<unknown>;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const again = { idempotent: true } as const;

/** Every value of the rows with its address and how its new reference is written: only where the old one still is. */
function sealedIn(found: SealedOtherwiseQuery, store: string): readonly Sealed[] {
  return [
    ...found.secret_versions.map(
      ({ id, sealed, secret }): Sealed => ({
        address: addressOf(secret.scope, secret, secret.target_id, secret.key, id),
        sealed,
        write: (graphql, before, renewed) =>
          graphql.request(RewrapSecretVersionDocument, { id, before, ...renewed, store }, again),
      }),
    ),
    ...found.git_connections.map(
      ({ id, sealed, host, path, ...row }): Sealed => ({
        address: addressOf('git_connection', row, row.target_id, `${host}/${path}`, row.value_id),
        sealed,
        write: (graphql, before, renewed) =>
          graphql.request(RewrapGitConnectionDocument, { id, before, ...renewed, store }, again),
      }),
    ),
    ...found.registry_credentials.map(
      ({ id, sealed, ...row }): Sealed => ({
        address: addressOf('registry_credential', row, row.target_id, row.registry, row.value_id),
        sealed,
        write: (graphql, before, renewed) =>
          graphql.request(RewrapRegistryCredentialDocument, { id, before, ...renewed, store }, again),
      }),
    ),
    ...found.webhooks.flatMap(({ id, secret_version: version, ...row }): Sealed[] => [
      {
        address: addressOf('webhook', row, id, 'signing-secret', String(version)),
        sealed: row.secret_sealed,
        write: (graphql, before, { sealed }) => graphql.request(RewrapWebhookDocument, { id, before, sealed }, again),
      },
      {
        address: addressOf('webhook', row, id, 'signing-secret', String(version - 1)),
        sealed: row.previous_secret_sealed,
        write: (graphql, before, { sealed }) => graphql.request(RewrapWebhookPreviousDocument, { id, before, sealed }, again),
      },
    ]),
    ...found.notification_channels.map(
      ({ id, ...row }): Sealed => ({
        address: addressOf('notification_channel', row, id, 'target', '1'),
        sealed: row.target_sealed,
        write: (graphql, before, { sealed }) => graphql.request(RewrapNotificationChannelDocument, { id, before, sealed }, again),
      }),
    ),
    ...found.database_credentials.map(
      ({ id, ...row }): Sealed => ({
        address: addressOf('database', row, row.database_id, row.username, id),
        sealed: row.sealed_password,
        write: (graphql, before, { sealed }) => graphql.request(RewrapDatabaseCredentialsDocument, { id, before, sealed }, again),
      }),
    ),
    ...found.clusters.map(
      ({ id, ...row }): Sealed => ({
        address: addressOf('cluster', row, id, 'kubeconfig', id),
        sealed: row.sealed_kubeconfig,
        write: (graphql, before, { sealed }) => graphql.request(RewrapClusterDocument, { id, before, sealed }, again),
      }),
    ),
    ...found.kubeconfig_grants.map(
      ({ id, ...row }): Sealed => ({
        address: addressOf('kubeconfig_grant', row, id, 'kubeconfig', id),
        sealed: row.sealed_kubeconfig,
        write: (graphql, before, { sealed }) => graphql.request(RewrapKubeconfigGrantDocument, { id, before, sealed }, again),
      }),
    ),
  ];
}

const addressOf = (
  scope: SecretAddress['scope'],
  { organization_id: organizationId }: { readonly organization_id: string },
  targetId: string,
  key: string,
  versionId: string,
): SecretAddress => ({ organizationId, scope, targetId, key, versionId });
