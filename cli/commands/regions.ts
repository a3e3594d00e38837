/** `northstack regions`: where things can be placed, and where they go when a region is away. */
import { type Command, Option } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import { asAdministrator } from '../connection/as-administrator.ts';

export const regionsCommand = (): Command =>
  remoteCommand({
    name: 'regions',
    summary: 'list regions; platform administrators make them and say how they are',
    examples: [
      'northstack regions',
      'northstack regions create us --jurisdiction us',
      'northstack regions set eu --status unavailable --reason "Power cut in Frankfurt" --failover us',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ RegionsDocument }, { table }, { paintStatus }] = await Promise.all([
          sdk(),
          import('../output/table.ts'),
          import('../output/status-color.ts'),
        ]);
        const { regions } = await client.request(RegionsDocument, {}, { idempotent: true });
        output.result(regions, () =>
          table(
            ['REGION', 'NAME', 'LAW', 'STATUS', 'WHEN IT IS AWAY', 'ENVIRONMENTS', 'WHY'],
            regions.map((r) => [
              r.slug,
              r.name,
              r.jurisdiction,
              paintStatus(output.paint, r.status),
              r.failover_region?.slug ?? '-',
              r.environments.map((e) => `${e.project.slug}/${e.slug}`).join(', ') || '-',
              r.status === 'available' ? '' : (r.status_reason ?? ''),
            ]),
            'There are no regions.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(setCommand());

const sdk = () => import('../../sdk/generated.ts');

interface RegionFlags extends CommonFlags {
  readonly name?: string;
  readonly failover?: string;
}

const createCommand = (): Command =>
  remoteCommand({
    name: 'create',
    summary: 'make a region (platform administrators)',
    examples: ['northstack regions create eu --name "Frankfurt" --jurisdiction eu --failover us'],
  })
    .argument('<region>', 'lower case letters, digits, hyphens')
    .requiredOption('--jurisdiction <law>', 'whose law holds there: eu, us, ch')
    .option('--name <name>', 'its name for people (default: the first one)')
    .option('--failover <region>', 'where its things go when it is away')
    .action((slug: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<RegionFlags & { readonly jurisdiction: string }>();
      return withConnection(flags, async (connection, output) => {
        const [{ CreateRegionDocument }, { findRegion }] = await Promise.all([sdk(), import('../cluster/find-region.ts')]);
        const failover = flags.failover === undefined ? {} : { failover_region_id: await findRegion(connection, flags.failover) };
        const region = { slug, name: flags.name ?? slug, jurisdiction: flags.jurisdiction, ...failover };
        const { insert_regions_one: made } = await connection.client.request(CreateRegionDocument, { region }, asAdministrator);
        output.result(made, () => `Region ${slug} is there. Next: northstack clusters provision <name> --region ${slug}`);
      });
    });

const setCommand = (): Command =>
  remoteCommand({
    name: 'set',
    summary: 'say how a region is, its name, and where its things go (platform administrators)',
    examples: ['northstack regions set eu --status draining', 'northstack regions set eu --failover us'],
  })
    .argument('<region>', 'the region')
    .addOption(new Option('--status <status>', 'how it is').choices(['available', 'draining', 'unavailable']))
    .option('--reason <text>', 'why it is not available, for people')
    .option('--name <name>', 'its name for people')
    .option('--failover <region>', 'where its things go when it is away; none: nowhere')
    .action((slug: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<SetFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ SetRegionDocument }, { findRegion }, { Fault }] = await Promise.all([
          sdk(),
          import('../cluster/find-region.ts'),
          import('../../kit/fault.ts'),
        ]);
        const { status, reason, name, failover } = flags;
        const set = {
          ...(status === undefined ? {} : { status }),
          // The reason of another status is none of this one.
          ...(status === undefined && reason === undefined ? {} : { status_reason: reason ?? null }),
          ...(name === undefined ? {} : { name }),
          ...(failover === undefined
            ? {}
            : { failover_region_id: failover === 'none' ? null : await findRegion(connection, failover) }),
        };
        if (Object.keys(set).length === 0)
          throw new Fault('reject', {
            code: 'invalid-arguments',
            message: 'Say what shall change: --status, --reason, --name or --failover.',
          });
        await findRegion(connection, slug);
        const { update_regions: changed } = await connection.client.request(
          SetRegionDocument,
          { slug, set },
          { idempotent: true, ...asAdministrator },
        );
        output.result(changed?.returning[0], () => `Region ${slug} is ${changed?.returning[0]?.status}.`);
      });
    });

interface SetFlags extends RegionFlags {
  readonly status?: 'available' | 'draining' | 'unavailable';
  readonly reason?: string;
}
