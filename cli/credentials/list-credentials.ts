/** Credentials of git hosts and registries as one list: what they are for and whose, never what they are. */
import { Fault } from '../../kit/fault.ts';
import { CredentialsDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { findProject } from '../service/find-project.ts';

export interface Credential {
  readonly id: string;
  /** `ghcr.io`, `github.com/acme` */
  readonly name: string;
  readonly kind: 'registry' | 'token' | 'basic' | 'ssh_key';
  readonly username: string | null;
  /** null: of the whole organization. */
  readonly project: string | null;
  readonly updatedAt: string;
}

export async function listCredentials({ client }: Connection): Promise<readonly Credential[]> {
  const found = await client.request(CredentialsDocument, {}, { idempotent: true });
  return [
    ...found.git_connections.map((c) => ({
      id: c.id,
      name: c.path === '' ? c.host : `${c.host}/${c.path}`,
      kind: c.type,
      username: c.username,
      project: c.project?.slug ?? null,
      updatedAt: c.updated_at,
    })),
    ...found.registry_credentials.map((c) => ({
      id: c.id,
      name: c.registry,
      kind: 'registry' as const,
      username: c.username,
      project: c.project?.slug ?? null,
      updatedAt: c.updated_at,
    })),
  ];
}

/** @throws Fault gone `credential-not-found`, reject `credential-ambiguous` */
export async function findCredential(connection: Connection, name: string, project: string | null): Promise<Credential> {
  const all = await listCredentials(connection);
  const found = all.filter((c) => c.id === name || (c.name === name && (project === null || c.project === project)));
  const [first, ...others] = found;
  if (!first) throw new Fault('gone', { code: 'credential-not-found', message: `There is no credential «${name}».` });
  if (others.length === 0) return first;
  const ids = found.map((c) => `${c.id} (${c.kind}, ${c.project ?? 'everybody'})`).join(', ');
  throw new Fault('reject', { code: 'credential-ambiguous', message: `«${name}» could be ${ids}. Give --project or the id.` });
}

export const projectIdOf = async (connection: Connection, slug: string | undefined): Promise<string | null> =>
  slug === undefined ? null : (await findProject(connection, slug)).id;
