/** The credential that a build's repository is read with: of the connection that fits its address best, or none. */
import { connectionFor } from '../domain/plan/git-connection.ts';
import type { GitCredential } from '../domain/ports/source-builder.ts';
import { Fault } from '../kit/fault.ts';
import { GitConnectionsDocument } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

const TIMEOUT_MS = 15_000;
/** Hosts that take a token as the password take any name; this one GitLab asks for. */
const TOKEN_USER = 'oauth2';

export interface BuildSource {
  readonly organization_id: string;
  readonly project_id: string;
  readonly git_repository: string;
}

/** @throws Fault as the secret store does */
export async function openGitCredential(
  { graphql, secrets: store }: ReconcileDeps,
  build: BuildSource,
): Promise<GitCredential | null> {
  const { git_connections: rows } = await graphql.request(
    GitConnectionsDocument,
    { organizationId: build.organization_id, projectId: build.project_id },
    { idempotent: true },
  );
  const row = connectionFor(
    build.git_repository,
    rows.map((r) => ({ ...r, projectId: r.project_id })),
  );
  if (row === null) return null;
  if (!store.opens.includes(row.store)) {
    throw new Fault('reject', {
      code: 'secret-store-missing',
      message: `The credential for ${row.host} is kept in the secret store «${row.store}», which is not set up here. Set it again.`,
    });
  }
  const { organization_id: organizationId, target_id: targetId, host, path, value_id: versionId } = row;
  const address = { organizationId, scope: 'git_connection', targetId, key: `${host}/${path}`, versionId } as const;
  const value = await store.get(address, row.sealed, AbortSignal.timeout(TIMEOUT_MS));
  if (row.type === 'ssh_key') return { kind: 'ssh-key', privateKey: value };
  return { kind: 'password', username: row.username ?? TOKEN_USER, password: value };
}
