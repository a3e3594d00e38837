/** Blanks in text what a workload or a build has to keep secret: the values of the named variables, and the credential of its repository. */
import type { BuildRequest } from '../../domain/ports/source-builder.ts';
import { createRedact, type Redact } from '../../kit/redact.ts';

type Secrets = Pick<BuildRequest, 'environment' | 'secretNames'> & Partial<Pick<BuildRequest, 'credential' | 'repository'>>;

export function redactOf({ environment, secretNames, credential, repository }: Secrets): Redact {
  const named = secretNames.map((name) => [name, environment[name] ?? ''] as const);
  return createRedact([...named, ...credentialValues(credential ?? null, repository ?? '')]);
}

function credentialValues(
  credential: BuildRequest['credential'],
  repository: string,
): readonly (readonly [name: string, value: string])[] {
  // Addresses of earlier builds may hold one themselves.
  const inAddress = /^[a-z]+:\/\/([^/@]*)@/.exec(repository)?.[1] ?? '';
  const parts = inAddress === 'git' ? [] : inAddress.split(':').filter((part) => part.length >= 6);
  const own = credential === null ? [] : [credential.kind === 'ssh-key' ? credential.privateKey : credential.password];
  const header = credential?.kind === 'password' ? [`${credential.username}:${credential.password}`] : [];
  return [...parts, ...own, ...header].map((value) => ['credential', value] as const);
}
