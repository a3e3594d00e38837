/** How apps are reached from outside: a host name each, on the one public port. */
import type { Addresses } from '../../reconcile/index.ts';

/** @param url NorthStack's own, whose scheme and port the apps share */
export function createAddresses(url: string, baseDomain: string): Addresses {
  const { protocol, port } = new URL(url);
  return {
    hostname: (subdomain) => `${subdomain}.${baseDomain}`,
    url: (hostname) => `${protocol}//${hostname}${port === '' ? '' : `:${port}`}`,
  };
}
