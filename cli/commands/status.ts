/** `northstack status`: how services are; live on a terminal. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface StatusFlags extends CommonFlags {
  readonly environment?: string;
  readonly once?: boolean;
  readonly watch?: boolean;
}

export const statusCommand = (): Command =>
  remoteCommand({
    name: 'status',
    summary: 'show how services are, live on a terminal',
    examples: [
      'northstack status',
      'northstack status shop/web',
      'northstack status --once',
      'northstack status shop/web --json --watch',
    ],
  })
    .argument('[service]', '<project>/<service>, or a project followed by /; all when left out')
    .option('--environment <slug>', 'only this environment')
    .option('--once', 'print and end, also on a terminal')
    .option('--watch', 'go on, also without a terminal: one object a line with --json')
    .action((service: string | undefined, flags: StatusFlags) =>
      withConnection(flags, async (connection, output) => {
        const { showStatus } = await import('../service/show-status.ts');
        await showStatus(connection, output, { service, ...flags });
      }),
    );
