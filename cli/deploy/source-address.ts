/** The address of a service's own repository on a NorthStack, for folders that are deployed as they are. Its random part is nobody's to guess. */
import { randomUUID } from 'node:crypto';

const pattern = /^https?:\/\/[^/]+\/git\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.git$/;

export function newSourceAddress(url: string): string {
  return `${url}/git/${randomUUID()}.git`;
}

export function isSourceAddress(repository: string | null): boolean {
  return repository !== null && pattern.test(repository);
}

/** The same repository as it is reached from here: the installation may have other names. */
export function sourceAddressAt(url: string, repository: string): string {
  return `${url}${new URL(repository).pathname}`;
}
