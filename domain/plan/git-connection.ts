/** The connection a repository is read with: of its host, of the project before the organization, the longest path before shorter ones. */
import { parseGitAddress } from '../values/git-address.ts';

export interface GitConnection {
  readonly id: string;
  /** null: of the whole organization. */
  readonly projectId: string | null;
  readonly host: string;
  readonly path: string;
  readonly type: 'token' | 'basic' | 'ssh_key';
}

export function connectionFor<Connection extends GitConnection>(
  repository: string,
  connections: readonly Connection[],
): Connection | null {
  const address = parseGitAddress(repository);
  if (address === null || address.credential !== null) return null;
  const fits = ({ host, path, type }: Connection): boolean =>
    host === address.host &&
    (path === '' || address.path === path || address.path.startsWith(`${path}/`)) &&
    (type === 'ssh_key' ? address.transport === 'ssh' : address.transport === 'https' || address.transport === 'http');
  const nearer = (a: Connection, b: Connection): number =>
    Number(b.projectId !== null) - Number(a.projectId !== null) || b.path.length - a.path.length;
  return connections.filter(fits).sort(nearer)[0] ?? null;
}

export interface AddressConnection {
  readonly host: string;
  readonly path: string;
  readonly type: 'token' | 'basic';
  readonly username: string | null;
  readonly credential: string;
  /** The address without it. */
  readonly clean: string;
}

/** The connection that an address with a credential in it stands for; null without one, and where none could be used. */
export function connectionOfAddress(text: string): AddressConnection | null {
  const address = parseGitAddress(text);
  if (address === null || address.credential === null) return null;
  const { transport, host, path, clean, credential } = address;
  if (transport !== 'https' && transport !== 'http') return null;
  const { username, password } = credential;
  // A token alone stands where the name would.
  return password === ''
    ? { host, path, type: 'token', username: null, credential: username, clean }
    : { host, path, type: 'basic', username: username || null, credential: password, clean };
}
