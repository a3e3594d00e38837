/** Asks name servers: the machine's own, or those that are named. Nothing is remembered between two questions. */
import { Resolver } from 'node:dns/promises';
import type { Dns } from '../../domain/ports/dns.ts';
import { Fault } from '../../kit/fault.ts';

export interface DnsOptions {
  /** Addresses, with a port where it is not 53; empty: the machine's own. */
  readonly servers: readonly string[];
  /** For the first answer of one server; later ones of the same question are given longer. Default 3 s. */
  readonly timeoutMs?: number;
  /** How often a server is asked. Default 2. */
  readonly tries?: number;
}

/** The name does not exist, or has nothing of this kind. */
const NOTHING = ['ENOTFOUND', 'ENODATA'];

export function openDns({ servers, timeoutMs = 3_000, tries = 2 }: DnsOptions): Dns {
  const ask = async <T>(question: (resolver: Resolver) => Promise<readonly T[]>): Promise<readonly T[]> => {
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers.length > 0) resolver.setServers(servers);
    try {
      return await question(resolver);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (NOTHING.includes(code)) return [];
      throw new Fault('retry', {
        code: 'dns-unavailable',
        message: 'The name servers did not answer. DNS is asked again in a while.',
        detail: code,
        cause: error,
      });
    }
  };
  return {
    texts: async (name) => (await ask((resolver) => resolver.resolveTxt(name))).map((pieces) => pieces.join('')),
    aliases: async (name) =>
      (await ask((resolver) => resolver.resolveCname(name))).map((alias) => alias.toLowerCase().replace(/\.$/, '')),
    addresses: async (name) => {
      const [v4, v6] = await Promise.all([
        ask((resolver) => resolver.resolve4(name)),
        ask((resolver) => resolver.resolve6(name)),
      ]);
      return [...v4, ...v6];
    },
  };
}
