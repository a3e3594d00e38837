/**
 * The branch that a repository's HEAD means (git's smart HTTP protocol, gitprotocol-http): Coolify builds branches, and `HEAD` is none to it.
 * null where nobody says: over ssh, or when the host does not answer.
 */
import type { GitCredential } from '../../domain/ports/source-builder.ts';
import type { RepositoryUrl } from '../../domain/values/repository-url.ts';
import type { AddressPolicy } from '../http/address-policy.ts';
import { openEndpoint } from '../http/open-endpoint.ts';

export async function defaultBranch(
  { transport, url }: RepositoryUrl,
  credential: GitCredential | null,
  allowed: AddressPolicy,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (transport !== 'https' && transport !== 'http') return null;
  await using endpoint = openEndpoint({ name: 'The git host', code: 'git', url, ca: null, allowed, timeoutMs: 10_000 });
  const headers: Readonly<Record<string, string>> =
    credential?.kind === 'password'
      ? { authorization: `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}` }
      : {};
  try {
    const answer = await endpoint.send({ method: 'GET', path: '/info/refs?service=git-upload-pack', headers, signal });
    return answer.status === 200 ? (/\bsymref=HEAD:refs\/heads\/([^\s\0]+)/.exec(answer.text)?.[1] ?? null) : null;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error) return null;
    throw error;
  }
}
