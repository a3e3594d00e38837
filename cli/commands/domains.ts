/** `northstack domains`: domains of your own; `add` says which DNS records to set, `check` looks at them now, `remove` takes one away. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

/** DNS takes its time. */
const FOLLOWED_MS = 24 * 3_600_000;
/** Until the first look says where a name shall lead. */
const FIRST_LOOK_MS = 60_000;

export const domainsCommand = (): Command =>
  remoteCommand({
    name: 'domains',
    summary: 'domains of your own, with TLS; add, check or remove one',
    examples: [
      'northstack domains',
      'northstack domains add shop/web www.example.com --wait',
      'northstack domains check www.example.com',
      'northstack domains remove www.example.com',
    ],
  })
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(addCommand())
    .addCommand(checkCommand())
    .addCommand(removeCommand());

const listCommand = (): Command =>
  remoteCommand({
    name: 'list',
    summary: 'list domains and how far each is (default)',
    examples: ['northstack domains list shop/web'],
  })
    .argument('[service]', '<project>/<service>; default: all')
    .action((service: string | undefined, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { domainTable, listDomains } = await import('../service/domains.ts');
        const domains = await listDomains(connection, service ?? null);
        output.result(domains, () => domainTable(output, domains));
      }),
    );

interface WaitFlags extends CommonFlags {
  readonly environment: string;
  readonly wait?: boolean;
}

const addCommand = (): Command =>
  remoteCommand({
    name: 'add',
    summary: 'add a domain to a web service; says which DNS records to set',
    examples: ['northstack domains add shop/web www.example.com', 'northstack domains add shop/web example.com --wait'],
  })
    .argument('<service>', '<project>/<service>')
    .argument('<domain>', 'for example www.example.com')
    .option('--environment <slug>', 'where', 'production')
    .option('--wait', 'stay until the service answers to it')
    .action((service: string, hostname: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<WaitFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ AddDomainToDocument }, { findService }, { followDomain, recordTable, watchDomain }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../service/find-service.ts'),
          import('../service/domains.ts'),
        ]);
        const { id: serviceId } = await findService(connection, service);
        const input = { serviceId, environment: flags.environment, hostname, requestId: randomUUID() };
        const { addDomain } = await connection.client.request(AddDomainToDocument, input, { idempotent: true });
        const domain = await watchDomain(connection, addDomain.domainId, (d) => d.dns_target !== null, FIRST_LOOK_MS);
        if (!flags.wait) return output.result(domain, () => `${recordTable(domain)}\n\n${NEXT}`);
        output.event({ event: 'requested', ...domain }, recordTable(domain));
        process.exitCode = await followDomain(connection, output, domain.id, FOLLOWED_MS);
      });
    });

const NEXT =
  'Set both where the domain is managed. The TXT record proves that it is yours; «northstack domains check» looks at once.';

const checkCommand = (): Command =>
  remoteCommand({
    name: 'check',
    summary: 'look at the DNS records of a domain now',
    examples: ['northstack domains check www.example.com', 'northstack domains check www.example.com --wait'],
  })
    .argument('<domain>', 'its name or id')
    .option('--wait', 'stay until the service answers to it')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<WaitFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ CheckDomainOfDocument }, { domainTable, findDomain, followDomain, recordTable, watchDomain }] =
          await Promise.all([import('../../sdk/generated.ts'), import('../service/domains.ts')]);
        const before = await findDomain(connection, name);
        const input = { domainId: before.id, requestId: randomUUID() };
        await connection.client.request(CheckDomainOfDocument, input, { idempotent: true });
        const domain = await watchDomain(connection, before.id, (d) => d.checked_at !== before.checked_at, FIRST_LOOK_MS);
        if (flags.wait) {
          process.exitCode = await followDomain(connection, output, domain.id, FOLLOWED_MS);
          return;
        }
        const records = domain.verified_at === null ? `\n\n${recordTable(domain)}` : '';
        const lacks = domain.dns_reason === null ? '' : `\n${domain.dns_reason}`;
        output.result(domain, () => `${domainTable(output, [domain])}${lacks}${records}`);
      });
    });

const removeCommand = (): Command =>
  remoteCommand({
    name: 'remove',
    summary: 'take a domain from its service',
    examples: ['northstack domains remove www.example.com'],
  })
    .argument('<domain>', 'its name or id')
    .action((name: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ RemoveDomainOfDocument }, { findDomain }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../service/domains.ts'),
        ]);
        const { id, hostname } = await findDomain(connection, name);
        await connection.client.request(RemoveDomainOfDocument, { domainId: id, requestId: randomUUID() }, { idempotent: true });
        output.result({ id, hostname }, () => `${hostname} is removed. Its DNS records are of no use any more.`);
      }),
    );
