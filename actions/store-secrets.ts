/** Stores new versions of secrets of one scope: sealed by the secret store, then written in one transaction, all or none. */
import { randomUUID } from 'node:crypto';
import type { SecretAddress } from '../domain/ports/secret-store.ts';
import { GraphqlError } from '../sdk/client.ts';
import { WriteSecretsDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import type { Effect } from './once.ts';
import { derivedId, type SecretTarget } from './secret-target.ts';
import type { Member } from './session.ts';

export interface NewSecret {
  readonly key: string;
  readonly value: string;
}

/** @throws what the store throws */
export async function storeSecrets<Answer>(
  { graphql, secrets: store }: ActionDeps,
  member: Member,
  target: SecretTarget,
  secrets: readonly NewSecret[],
  answer: Answer,
): Promise<Effect<Answer>> {
  const { scope, targetId } = target;
  const versions = await Promise.all(
    secrets.map(async ({ key, value }) => {
      const id = randomUUID();
      const address: SecretAddress = { organizationId: member.organizationId, scope, targetId, key, versionId: id };
      return { id, address, ...(await store.put(address, value)) };
    }),
  );
  return {
    answer,
    run: async (row, options) => {
      try {
        await graphql.request(
          WriteSecretsDocument,
          {
            ...row,
            secrets: secrets.map(({ key }) => ({
              organization_id: member.organizationId,
              scope,
              key,
              project_id: scope === 'project' ? targetId : null,
              environment_id: scope === 'environment' ? targetId : null,
              service_id: scope === 'service' ? targetId : null,
              created_by: member.userId,
              updated_by: member.userId,
            })),
            versions: versions.map(({ id, address, sealed, keyId }) => ({
              id,
              secret_id: derivedId(target.targetId, address.key),
              store: store.name,
              sealed,
              key_id: keyId,
              created_by: member.userId,
            })),
          },
          options,
        );
      } catch (error) {
        // Nobody will ever read what was put for rows that were refused. An answer that got lost may belong to rows that are there.
        if (error instanceof GraphqlError && !error.transient)
          await Promise.allSettled(versions.map(({ sealed }) => store.destroy(sealed)));
        throw error;
      }
    },
  };
}
