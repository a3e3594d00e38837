/** Says which DNS records the domains need that a configuration has added. */
import { domainOf, projectOf, slugOf } from '../../domain/config/resources.ts';
import { type DomainLineFragment, DomainsDocument, type service_domains_bool_exp } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { recordTable, watchDomain } from '../service/domains.ts';
import type { FilePlan } from './plan-file.ts';

/** Until the first look says where a name shall lead. */
const FIRST_LOOK_MS = 60_000;

export async function tellDomains(connection: Connection, output: Output, changes: FilePlan['changes']): Promise<void> {
  const added = changes.flatMap(({ path, fields }) =>
    fields.flatMap(({ field, after }): readonly service_domains_bool_exp[] => {
      const domain = after === null ? null : domainOf(field);
      if (domain === null) return [];
      return [
        {
          hostname: { _eq: domain.hostname },
          environment: { slug: { _eq: domain.environment } },
          service: { slug: { _eq: slugOf(path) }, project: { slug: { _eq: projectOf(path) } } },
        },
      ];
    }),
  );
  if (added.length === 0) return;
  const { service_domains: rows } = await connection.client.request(
    DomainsDocument,
    { where: { _or: [...added] } },
    { idempotent: true },
  );
  for (const row of rows) {
    const domain = await looked(connection, row);
    if (domain.verified_at !== null) continue;
    output.event({ event: 'domain', ...domain }, `\n${domain.hostname} needs these records:\n${recordTable(domain)}`);
  }
}

/** When nobody looks for now, the proof can be set all the same. */
async function looked(connection: Connection, row: DomainLineFragment): Promise<DomainLineFragment> {
  if (row.dns_target !== null) return row;
  return await watchDomain(connection, row.id, (d) => d.dns_target !== null, FIRST_LOOK_MS).catch(() => row);
}
