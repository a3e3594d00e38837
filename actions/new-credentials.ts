/** The next credentials of a database: made here, sealed before anything is written, seen by nobody. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { database_credentials_insert_input } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import type { Member } from './session.ts';

export async function newCredentials(
  { secrets }: ActionDeps,
  member: Member,
  databaseId: string,
  version: number,
): Promise<database_credentials_insert_input> {
  const id = randomUUID();
  const username = `app_${version}`;
  const address = {
    organizationId: member.organizationId,
    scope: 'database',
    targetId: databaseId,
    key: username,
    versionId: id,
  } as const;
  // 192 bits, without characters that an address would have to escape.
  const { sealed } = await secrets.put(address, randomBytes(24).toString('base64url'));
  return { id, database_id: databaseId, version, username, sealed_password: sealed, created_by: member.userId };
}
