/** Reads a repository address as git would and refuses what could make git run something (`ext::`, leading dashes). */
import { Fault } from '../../kit/fault.ts';

export type Transport = 'https' | 'http' | 'ssh' | 'git' | 'file';

export interface RepositoryUrl {
  readonly transport: Transport;
  /** For git, without credentials. */
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** For ssh: a private key. */
  readonly sshKey?: string;
}

const host = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])`;
const user = String.raw`(?:[A-Za-z0-9_][A-Za-z0-9_.+-]*)`;
const scpLike = new RegExp(`^${user}@${host}:(?!/?-)[^:]+$`);
const urlLike = new RegExp(`^(https|http|ssh|git|file)://(?:([^/@]*)@)?(${host}(?::\\d{1,5})?)?(/.*)$`);

/** @throws Fault reject `invalid-repository` | `transport-not-allowed` */
export function parseRepositoryUrl(text: string, allowed: ReadonlySet<Transport>): RepositoryUrl {
  const parsed = parse(text.trim());
  if (parsed === null) {
    throw new Fault('reject', {
      code: 'invalid-repository',
      message: `«${withoutCredentials(text)}» is not a git address. Use https://host/path.git, ssh://git@host/path.git, git@host:path.git or file:///path.`,
    });
  }
  if (!allowed.has(parsed.transport)) {
    throw new Fault('reject', {
      code: 'transport-not-allowed',
      message: `Repositories over ${parsed.transport} are not allowed here. Allowed: ${[...allowed].join(', ')}.`,
    });
  }
  return parsed;
}

function parse(text: string): RepositoryUrl | null {
  if (text.length > 2000 || text.startsWith('-') || text.includes('::') || /[\s\x00-\x1f\x7f]/.test(text)) return null;
  if (text.startsWith('/')) return { transport: 'file', url: `file://${text}`, credentials: null };
  if (scpLike.test(text)) return { transport: 'ssh', url: text, credentials: null };
  const [, scheme, userInfo = '', authority = '', path = ''] = urlLike.exec(text) ?? [];
  if (scheme === undefined || path === '/') return null;
  const transport = scheme as Transport;
  if (transport === 'file')
    return userInfo === '' && ['', 'localhost'].includes(authority)
      ? { transport, url: `file://${path}`, credentials: null }
      : null;
  if (authority === '' || path.startsWith('/-')) return null;
  if (transport === 'ssh') {
    if (userInfo !== '' && !new RegExp(`^${user}$`).test(userInfo)) return null;
    return { transport, url: text, credentials: null };
  }
  const [username = '', password = ''] = userInfo.split(':', 2).map(decode);
  const url = `${scheme}://${authority}${path}`;
  return { transport, url, credentials: userInfo === '' ? null : { username, password } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** For messages: an address without what stands before the `@`. */
export function withoutCredentials(text: string): string {
  return text.slice(0, 300).replace(/\/\/[^/@]*@/, '//');
}
