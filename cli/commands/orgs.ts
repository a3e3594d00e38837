/** `northstack orgs`: the organizations somebody belongs to. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const orgsCommand = (): Command =>
  remoteCommand({
    name: 'orgs',
    summary: 'list your organizations',
    examples: ['northstack orgs', 'northstack login --organization acme'],
  }).action((flags: CommonFlags) =>
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
