/** Domains of a service: the records to set in DNS, how far one is, and following it until the service answers to it. */
import { Fault } from '../../kit/fault.ts';
import { type DomainLineFragment, DomainsDocument, WatchDomainDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { duration } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';
import { table } from '../output/table.ts';
import { findService } from './find-service.ts';

/** @param service null: all that one may see */
export async function listDomains(connection: Connection, service: string | null): Promise<readonly DomainLineFragment[]> {
  const where = service === null ? {} : { service_id: { _eq: (await findService(connection, service)).id } };
  return (await connection.client.request(DomainsDocument, { where }, { idempotent: true })).service_domains;
}

/** By its name or id. @throws Fault gone `domain-not-found`, reject `domain-ambiguous` */
export async function findDomain({ client }: Connection, name: string): Promise<DomainLineFragment> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
  const where = isId ? { id: { _eq: name } } : { hostname: { _eq: name.toLowerCase() } };
  const { service_domains: found } = await client.request(DomainsDocument, { where }, { idempotent: true });
  const [first, ...others] = found;
  if (!first)
    throw new Fault('gone', { code: 'domain-not-found', message: `There is no domain «${name}». See «northstack domains».` });
  if (others.length === 0) return first;
  const ids = found.map((d) => `${d.id} (${d.service.project.slug}/${d.service.slug})`).join(', ');
  throw new Fault('reject', { code: 'domain-ambiguous', message: `«${name}» could be ${ids}. Give the id.` });
}

export function domainTable(output: Output, domains: readonly DomainLineFragment[]): string {
  return table(
    ['DOMAIN', 'SERVICE', 'ENVIRONMENT', 'STATUS', 'URL', 'REASON'],
    domains.map((d) => [
      d.hostname,
      `${d.service.project.slug}/${d.service.slug}`,
      d.environment.slug,
      paintStatus(output.paint, d.status),
      d.url ?? '',
      d.status_reason ?? d.dns_reason ?? '',
    ]),
    'No domains yet: «northstack domains add <service> <domain>» adds one.',
  );
}

/** What to set at whoever holds the name. */
export function recordTable(domain: DomainLineFragment): string {
  return table(
    ['TYPE', 'NAME', 'VALUE'],
    [
      ['TXT', `_northstack-challenge.${domain.hostname}`, domain.verification_token],
      ['CNAME', domain.hostname, domain.dns_target ?? ''],
    ],
    '',
  );
}

/** Resolves when `reached` says so. @throws Fault retry when the time is over first, gone when the domain is removed meanwhile */
export async function watchDomain(
  connection: Connection,
  id: string,
  reached: (domain: DomainLineFragment) => boolean,
  timeoutMs: number,
): Promise<DomainLineFragment> {
  const states = (await connection.subscriptions()).iterate(WatchDomainDocument, { id });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void states.return?.();
  }, timeoutMs);
  try {
    for await (const { service_domains_by_pk: domain } of states) {
      if (!domain) throw new Fault('gone', { code: 'domain-not-found', message: 'The domain was removed meanwhile.' });
      if (reached(domain)) return domain;
    }
  } finally {
    clearTimeout(timer);
  }
  const why = late ? `It is not so after ${duration(timeoutMs)}.` : 'The connection ended.';
  throw new Fault('retry', { code: 'not-reached', message: `${why} «northstack domains» says what it waits for.` });
}

/** Follows a domain until it is active or has failed, and tells each change. Resolves to the exit code. */
export async function followDomain(connection: Connection, output: Output, id: string, timeoutMs: number): Promise<number> {
  let told = '';
  const end = await watchDomain(
    connection,
    id,
    (domain) => {
      const over = domain.status === 'active' || domain.status === 'failed';
      const state = `${domain.status} ${domain.status_reason ?? ''}`;
      if (!over && state !== told)
        output.event(
          { event: 'status', status: domain.status, reason: domain.status_reason, dnsReason: domain.dns_reason },
          `${output.paint('cyan', '•')} ${domain.status} ${output.paint('dim', domain.status_reason ?? '')}`,
        );
      told = state;
      return over;
    },
    timeoutMs,
  );
  const ok = end.status === 'active';
  const reason = end.status_reason === null ? '' : `\n  ${end.status_reason}`;
  output.event(
    { event: 'done', ok, status: end.status, url: end.url, reason: end.status_reason },
    `${ok ? output.paint('green', '✓') : output.paint('red', '✗')} ${paintStatus(output.paint, end.status)} ${end.url ?? ''}${reason}`,
  );
  return ok ? 0 : 1;
}
