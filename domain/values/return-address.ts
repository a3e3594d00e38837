/**
 * Where a sign-in may send a browser back to: a path of ours, or a program that listens on the person's own machine (RFC 8252 §7.3). Any
 * other address would hand what is in it to whoever made the link.
 */
export function readReturnAddress(text: string, ours: string): URL | null {
  // A backslash is a slash to browsers, and controls are dropped by them.
  if (/[\\\p{Cc}\s]/u.test(text)) return null;
  if (text.startsWith('/')) return text.startsWith('//') ? null : new URL(text, ours);
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'http:' || url.username !== '' || url.password !== '') return null;
  return ['127.0.0.1', '[::1]'].includes(url.hostname) && url.port !== '' ? url : null;
}
