/**
 * Addresses from before credentials in them were refused: the credential becomes a connection of the service's project, the address stays
 * without it. Run at each start; the second time there is nothing left to do.
 */
import { randomUUID } from 'node:crypto';
import { connectionOfAddress } from '../../domain/plan/git-connection.ts';
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import { ServicesWithCredentialsDocument, SplitAddressDocument } from '../../sdk/generated.ts';

/** @returns how many were split */
export async function splitAddresses(graphql: GraphqlClient, store: SecretStore): Promise<number> {
  const { services } = await graphql.request(ServicesWithCredentialsDocument, {}, { idempotent: true });
  let count = 0;
  for (const { id, organization_id: organizationId, project_id: projectId, git_repository: before } of services) {
    const found = before === null ? null : connectionOfAddress(before);
    if (before === null || found === null) continue;
    const { host, path, type, username, credential, clean } = found;
    const valueId = randomUUID();
    const address = {
      organizationId,
      scope: 'git_connection',
      targetId: projectId,
      key: `${host}/${path}`,
      versionId: valueId,
    } as const;
    const { sealed, keyId } = await store.put(address, credential);
    const row = {
      serviceId: id,
      before,
      clean,
      organizationId,
      projectId,
      host,
      path,
      type,
      username,
      valueId,
      store: store.name,
    };
    await graphql.request(SplitAddressDocument, { ...row, sealed, keyId }, { idempotent: true });
    count += 1;
  }
  return count;
}
