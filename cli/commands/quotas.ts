/** `northstack quotas`: what may be used and how much is; owners set those of projects, the platform those of organizations. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const quotasCommand = (): Command =>
  remoteCommand({
    name: 'quotas',
    summary: 'show quotas and their use, or set them',
    examples: [
      'northstack quotas',
      'northstack quotas set --project shop services 20',
      'northstack quotas set --organization acme databases 5    # platform administrators',
      'northstack quotas unset --project shop services',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ QuotaUsageDocument }, { table }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../output/table.ts'),
        ]);
        const found = await client.request(QuotaUsageDocument, { project: '%' }, { idempotent: true });
        const rows = [...found.organization, ...found.projects].map((row) => ({
          quota: row.quota ?? '',
          of: row.project ? `project ${row.project.slug}` : (row.organization?.slug ?? ''),
          used: Number(row.used),
          maximum: row.maximum === null ? null : Number(row.maximum),
          isDefault: row.is_default ?? false,
        }));
        output.result(rows, () =>
          table(
            ['QUOTA', 'OF', 'USED', 'LIMIT', ''],
            rows.map((r) => [
              r.quota,
              r.of,
              String(r.used),
              r.maximum === null ? 'none' : String(r.maximum),
              r.isDefault ? 'default' : r.maximum !== null && r.used >= r.maximum ? output.paint('yellow', 'used up') : '',
            ]),
            'No quotas.',
          ),
        );
      }),
    )
    .addCommand(changeCommand('set'))
    .addCommand(changeCommand('unset'));

interface ChangeFlags extends CommonFlags {
  readonly project?: string;
  readonly organization?: string;
}

function changeCommand(name: 'set' | 'unset'): Command {
  const words = name === 'set' ? 'services 20' : 'services';
  const command = remoteCommand({
    name,
    summary: name === 'set' ? 'set a quota' : 'go back to the default',
    examples: [`northstack quotas ${name} --project shop ${words}`],
  })
    .option('--project <slug>', 'of a project (owners of its organization)')
    .option('--organization <slug>', 'of an organization (platform administrators)')
    .argument('<quota>', 'its name: «northstack quotas» lists them');
  if (name === 'set') command.argument('<limit>', 'a whole number');
  return command.action((quota: string, ...others: readonly unknown[]) => {
    const limit = name === 'set' ? String(others[0]) : null;
    const flags = command.optsWithGlobals<ChangeFlags>();
    return withConnection(flags, async (connection, output) => {
      const { changeQuota } = await import('../quotas/change-quota.ts');
      const of = await changeQuota(connection, { ...flags, quota, limit });
      output.result({ quota, of, limit: limit === null ? null : Number(limit) }, () =>
        limit === null ? `${quota} of ${of} has its default again.` : `${quota} of ${of}: at most ${limit}.`,
      );
    });
  });
}
