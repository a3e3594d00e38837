/**
 * Connections to addresses that users chose: a name is looked up once for each connection and only an address that was checked is
 * connected to, so that a name cannot lead somewhere else between check and use.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Fault } from '../../kit/fault.ts';
import type { AddressPolicy } from './address-policy.ts';

export function checkedLookup(isAllowed: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, '');
      const usable = found.filter(({ address }) => isAllowed(hostname, address));
      const [first] = usable;
      if (!first) return callback(refused(hostname), '');
      if (options.all) return callback(null, usable);
      return callback(null, first.address, first.family);
    });
  };
}

/** Addresses are not looked up, so they are checked here. @throws Fault reject `target-refused` */
export function checkLiteral(isAllowed: AddressPolicy, url: string): void {
  const { hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isAllowed(literal, literal)) throw refused(hostname);
}

const refused = (hostname: string): Fault =>
  new Fault('reject', {
    code: 'target-refused',
    message: `${hostname} leads into the installation's own network. Use a public address, or ask the operator to allow it (NORTHSTACK_OUTGOING_ALLOW).`,
  });
