/**
 * Which addresses users may make us talk to: all of the public internet, and of the installation's own network what the operator
 * allowed. Ranges: the special-purpose registries of IANA (RFC 6890).
 */
import { BlockList, isIP, isIPv4 } from 'node:net';

/** Whether `address` (an IP address that `hostname` leads to, or is) may be talked to. */
export type AddressPolicy = (hostname: string, address: string) => boolean;

const own = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  own.addSubnet(network, prefix, 'ipv4');
// NAT64 and 6to4 carry IPv4 addresses inside: nobody publishes a receiver under one.
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  own.addSubnet(network, prefix, 'ipv6');

/** `allowed`: host names, IP addresses, networks (`10.0.0.0/8`) or `*`. @throws TypeError for what is none of them */
export function createAddressPolicy(allowed: readonly string[]): AddressPolicy {
  if (allowed.includes('*')) return () => true;
  const networks = new BlockList();
  const names = new Set<string>();
  for (const entry of allowed) {
    const [address = '', prefix] = entry.split('/');
    const bits = isIPv4(address) ? 32 : 128;
    if (isIP(address) !== 0 && (prefix === undefined || /^\d+$/.test(prefix)))
      networks.addSubnet(address, Number(prefix ?? bits), isIPv4(address) ? 'ipv4' : 'ipv6');
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry)) names.add(entry.toLowerCase());
    else throw new TypeError(`${entry} is no host name, address or network`);
  }
  return (hostname, address) => {
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    return names.has(hostname.toLowerCase()) || networks.check(address, family) || !own.check(address, family);
  };
}
