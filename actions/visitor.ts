/** Where a request comes from: the address and cookies that the engine forwards, and the cookies to answer with. */
import { clientAddress } from '../kit/client-address.ts';

export interface Visitor {
  /** null when the engine was asked directly. */
  readonly address: string | null;
  cookie(name: string): string | null;
  /** A whole `Set-Cookie` value; the engine hands it on. */
  setCookie(text: string): void;
}

export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** @param cookies filled with what is set */
export function readVisitor(headers: RequestHeaders, cookies: string[]): Visitor {
  const given = parseCookies([headers.cookie ?? ''].flat().join('; '));
  return {
    address: clientAddress([headers['x-forwarded-for'] ?? ''].flat().join(',')) || null,
    cookie: (name) => given.get(name) ?? null,
    setCookie: (text) => void cookies.push(text),
  };
}

/** RFC 6265 §5.4; of several of one name the first counts. */
function parseCookies(text: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of text.split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0)).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}
