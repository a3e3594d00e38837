/** `northstack orgs`: the organizations somebody belongs to; `switch` goes on in another one. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const orgsCommand = (): Command =>
  remoteCommand({
    name: 'orgs',
    summary: 'list your organizations',
    examples: ['northstack orgs', 'northstack orgs switch acme'],
  })
    .addCommand(switchCommand())
    .action((flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ OrganizationsDocument }, { readIdentity }, { table }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../connection/access-token.ts'),
          import('../output/table.ts'),
        ]);
        const current = readIdentity(await connection.accessToken())?.organizationId;
        const { organizations } = await connection.client.request(OrganizationsDocument, {}, { idempotent: true });
        const rows = organizations.map((o) => ({ ...o, current: o.id === current }));
        output.result(rows, () =>
          table(
            ['', 'ORGANIZATION', 'NAME'],
            rows.map((o) => [o.current ? '*' : '', o.slug, o.name]),
            'You belong to no organization.',
          ),
        );
      }),
    );

const switchCommand = (): Command =>
  remoteCommand({
    name: 'switch',
    summary: 'go on in another organization of yours',
    examples: ['northstack orgs switch acme'],
  })
    .argument('<organization>', 'its slug, as «northstack orgs» lists it')
    .action((organization: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { switchOrganization } = await import('../connection/switch-organization.ts');
        const { role } = await switchOrganization(connection, organization);
        output.result({ organization, role }, () => `You are in ${organization} now, as ${role}.`);
      }),
    );
