/** `northstack logs`: the output of a service or of its latest build. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface LogsFlags extends CommonFlags {
  readonly follow?: boolean;
  readonly build?: boolean;
  readonly lines: string;
  readonly environment: string;
  readonly search?: string;
  readonly since?: string;
}

export const logsCommand = (): Command =>
  remoteCommand({
    name: 'logs',
    summary: 'show the output of a service or of its latest build',
    examples: [
      'northstack logs shop/web',
      'northstack logs shop/web -f',
      'northstack logs shop/web --build',
      'northstack logs shop/web -n 1000 --json',
      'northstack logs shop/web --search timeout --since 2026-05-01T12:00:00Z',
    ],
  })
    .argument('<service>', '<project>/<service>')
    .option('-f, --follow', 'go on with new lines')
    .option('--build', 'the latest build instead of the service')
    .option('-n, --lines <count>', 'how many lines to begin with', '100')
    .option('--search <text>', 'only lines with this text, of the service and its builds, also old ones')
    .option('--since <time>', 'where searching begins (default: a day ago)')
    .option('--environment <slug>', 'which environment', 'production')
    .action((service: string, flags: LogsFlags) =>
      withConnection(flags, async (connection, output) => {
        const { showLogs } = await import('../service/show-logs.ts');
        await showLogs(connection, output, { service, ...flags });
      }),
    );
