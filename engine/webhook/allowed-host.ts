/** Whether a host is on metadata's `tls_allowlist`: by its name, or as `*.example.com` by what it ends with. */
import type { Model } from '../model/model.ts';

export function isAllowedHost(list: Model['tlsAllowlist'], url: URL): boolean {
  if (url.protocol !== 'https:') return false;
  const name = url.hostname.toLowerCase();
  const port = url.port || '443';
  return list.some(
    (allowed) =>
      (allowed.port === null || allowed.port === port) &&
      (allowed.host === name || (allowed.host.startsWith('*.') && name.endsWith(allowed.host.slice(1)))),
  );
}
