/** `northstack promote`: deploys what serves in one environment to another, without building it again. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface PromoteFlags extends CommonFlags {
  readonly from: string;
  readonly to: string;
  readonly revision?: string;
  readonly message?: string;
  readonly detach?: boolean;
}

export const promoteCommand = (): Command =>
  remoteCommand({
    name: 'promote',
    summary: 'deploy what serves in one environment to another, without a build',
    examples: ['northstack promote shop/web --from staging', 'northstack promote shop/web --from staging --to production'],
  })
    .argument('<service>', '<project>/<service>')
    .requiredOption('--from <slug>', 'the environment it serves in')
    .option('--to <slug>', 'the environment to deploy it to', 'production')
    .option('--revision <revision>', 'a revision that served there (default: the one that serves)')
    .option('--message <text>', 'why, for the history')
    .option('--detach', 'do not wait for the end')
    .action((service: string, flags: PromoteFlags) =>
      withConnection(flags, async (connection, output) => {
        const { promote } = await import('../deploy/promote.ts');
        if (!(await promote(connection, output, { service, ...flags }))) process.exitCode = 1;
      }),
    );
