/** Headers that tell browsers to trust an answer with as little as possible (OWASP's list). */
import type { ServerResponse } from 'node:http';

const headers: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store',
};

export function securityHeaders(_request: unknown, response: ServerResponse, next: () => void): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  next();
}
