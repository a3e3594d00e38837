/** What a repository's address says: how it is reached, at which host, under which path, and the credential it should not hold. */

export interface GitAddress {
  readonly transport: 'https' | 'http' | 'ssh' | 'git' | 'file';
  /** With the port when one is given, in lower case; empty for files. */
  readonly host: string;
  /** Without slashes around it. */
  readonly path: string;
  readonly credential: { readonly username: string; readonly password: string } | null;
  /** The address without the credential. */
  readonly clean: string;
}

const urlLike = /^(https?|ssh|git|file):\/\/(?:([^/]*)@)?([^/@]*)(\/.*)?$/;
const scpLike = /^[A-Za-z0-9._]+@([A-Za-z0-9.-]+):(.*)$/;

/** null when it is no address at all. */
export function parseGitAddress(text: string): GitAddress | null {
  const scp = scpLike.exec(text);
  if (scp && !text.includes('://')) {
    const [, host = '', path = ''] = scp;
    return { transport: 'ssh', host: host.toLowerCase(), path: trimmed(path), credential: null, clean: text };
  }
  const [, scheme, userInfo, host = '', path = ''] = urlLike.exec(text) ?? [];
  const transport = TRANSPORTS.find((t) => t === scheme);
  if (transport === undefined) return null;
  const [username = '', ...rest] = (userInfo ?? '').split(':');
  const password = rest.join(':');
  const common = { transport, host: host.toLowerCase(), path: trimmed(path) };
  // Over ssh the name alone says nothing secret: it is `git` everywhere.
  if (userInfo === undefined || userInfo === '' || (transport === 'ssh' && rest.length === 0))
    return { ...common, credential: null, clean: text };
  const credential = { username: decode(username), password: decode(password) };
  const user = transport === 'ssh' ? `${username}@` : '';
  return { ...common, credential, clean: `${scheme}://${user}${host}${path}` };
}

const TRANSPORTS = ['https', 'http', 'ssh', 'git', 'file'] as const;

const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, '');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
