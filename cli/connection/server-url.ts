/** The address of a NorthStack as people type it: `paas.example.com`, `localhost:8080`, `https://paas.example.com/`. */
import { Fault } from '../../kit/fault.ts';

/** @throws Fault reject `invalid-url` */
export function readServerUrl(text: string): string {
  const local = /^(localhost|127\.|\[::1\])/.test(text);
  const url = parse(/^https?:\/\//.test(text) ? text : `${local ? 'http' : 'https'}://${text}`);
  if (!url || url.username || url.search || url.hash || (url.pathname !== '/' && url.pathname !== '')) {
    throw new Fault('reject', {
      code: 'invalid-url',
      message: `«${text}» is not an address of a NorthStack, such as https://paas.example.com.`,
    });
  }
  return url.origin;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
