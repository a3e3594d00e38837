/** `NORTHSTACK_DNS_SERVERS`: who is asked what domains lead to. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { openDns } from '../../adapters/dns/open-dns.ts';
import type { Dns } from '../../domain/ports/dns.ts';
import { readSettings } from '../config/settings.ts';
import type { Part } from './part.ts';

function isServer(text: string): boolean {
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d{1,5})$/.exec(text) ?? [];
  return isIP(text) !== 0 || (isIP(host) !== 0 && Number(port) >= 1 && Number(port) <= 65_535);
}

const settings = z.object({
  NORTHSTACK_DNS_SERVERS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((server) => server !== ''))
    .refine(
      (servers) => servers.every(isServer),
      'must be addresses of name servers, such as 10.0.0.2 or [2001:db8::1]:53, with commas',
    )
    .default([]),
});

export const dnsOf = ({ environment }: Pick<Part, 'environment'>): Dns =>
  openDns({ servers: readSettings(environment, settings).NORTHSTACK_DNS_SERVERS });
