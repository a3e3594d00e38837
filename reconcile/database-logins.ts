/** The logins of a database that shall work now, with their passwords opened. */
import type { DatabaseLogin } from '../domain/ports/database-provider.ts';
import type { ReconcileDeps } from './deps.ts';

interface SealedCredentials {
  readonly id: string;
  readonly username: string;
  readonly sealed_password: string;
  readonly expires_at: string | null;
}

/** Long enough for a store in another place, short enough for a reconciler's turn. */
const TIMEOUT_MS = 15_000;

/** The current one first. @throws Fault when one cannot be opened */
export async function openLogins(
  { secrets, now }: ReconcileDeps,
  database: { readonly id: string; readonly organization_id: string; readonly credentials: readonly SealedCredentials[] },
): Promise<readonly DatabaseLogin[]> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const valid = database.credentials.filter((c) => c.expires_at === null || Date.parse(c.expires_at) > now());
  return await Promise.all(
    valid.map(async ({ id, username, sealed_password: sealed }) => ({
      username,
      password: await secrets.get(
        { organizationId: database.organization_id, scope: 'database', targetId: database.id, key: username, versionId: id },
        sealed,
        signal,
      ),
    })),
  );
}
