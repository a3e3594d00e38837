/** `northstack strays`: what platforms hold without a row of ours. For platform administrators. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface StraysFlags extends CommonFlags {
  readonly all?: boolean;
}

export const straysCommand = (): Command =>
  remoteCommand({
    name: 'strays',
    summary: 'list what platforms hold with our labels and without a row (platform administrators)',
    examples: ['northstack strays', 'northstack strays --all'],
  })
    .option('--all', 'also what is gone, for 90 days')
    .action((flags: StraysFlags) =>
      withConnection(flags, async (connection, output) => {
        const { listStrays } = await import('../organization/strays.ts');
        await listStrays(connection, output, flags.all ?? false);
      }),
    );
