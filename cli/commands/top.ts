/** `northstack top`: what services use; live on a terminal. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface TopFlags extends CommonFlags {
  readonly environment?: string;
  readonly once?: boolean;
}

export const topCommand = (): Command =>
  remoteCommand({
    name: 'top',
    summary: 'show what services use and used in the last five minutes, live on a terminal',
    examples: ['northstack top', 'northstack top shop/web', 'northstack top shop/ --environment staging --once --json'],
  })
    .argument('[service]', '<project>/<service>, or a project followed by /; all when left out')
    .option('--environment <slug>', 'only this environment')
    .option('--once', 'print and end, also on a terminal')
    .action((service: string | undefined, flags: TopFlags) =>
      withConnection(flags, async (connection, output) => {
        const { showTop } = await import('../service/show-top.ts');
        await showTop(connection, output, { service, ...flags });
      }),
    );
