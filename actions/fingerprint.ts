/**
 * Binds a browser's session to a cookie that scripts cannot read (OWASP, JSON Web Token cheat sheet, "token sidejacking"): a token that
 * was stolen without the cookie is worth nothing. Programs have no cookies, and their sessions are not bound.
 */
import { hashToken, REFRESH_SECONDS, type Tokens } from './tokens.ts';
import type { Visitor } from './visitor.ts';

/** `__Host-`: set by this host itself, over https, for all of its paths (RFC 6265bis §4.1.3.2). Plain http cannot have it. */
export const fingerprintCookie = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-northstack-fp' : 'northstack-fp');

/** Sets the cookie of a family of tokens and says what the database keeps of it. */
export function bindBrowser(tokens: Tokens, publicUrl: string, familyId: string, visitor: Visitor): string {
  const value = tokens.secretOf('fingerprint', familyId);
  const attributes = [
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${REFRESH_SECONDS}`,
    ...(isSecure(publicUrl) ? ['Secure'] : []),
  ];
  visitor.setCookie([`${fingerprintCookie(publicUrl)}=${value}`, ...attributes].join('; '));
  return hashToken(value);
}

/** Whether the cookie fits. A session that is not bound fits everybody. */
export function isBoundTo(fingerprintHash: string | null, cookie: string | null): boolean {
  return fingerprintHash === null || (cookie !== null && hashToken(cookie) === fingerprintHash);
}

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');
