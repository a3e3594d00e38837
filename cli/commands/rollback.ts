/** `northstack rollback`: brings an earlier version back without building it again. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface RollbackFlags extends CommonFlags {
  readonly to?: string;
  readonly environment: string;
  readonly message?: string;
  readonly detach?: boolean;
}

export const rollbackCommand = (): Command =>
  remoteCommand({
    name: 'rollback',
    summary: 'bring an earlier version back, without a build',
    examples: ['northstack rollback shop/web', 'northstack history shop/web', 'northstack rollback shop/web --to 7'],
  })
    .argument('<service>', '<project>/<service>')
    .option('--to <revision>', 'a revision of «northstack history» (default: the one before the present)')
    .option('--environment <slug>', 'where', 'production')
    .option('--message <text>', 'why, for the history')
    .option('--detach', 'do not wait for the end')
    .action((name: string, flags: RollbackFlags) =>
      withConnection(flags, async (connection, output) => {
        const { rollback } = await import('../deploy/rollback.ts');
        if (!(await rollback(connection, output, { name, ...flags }))) process.exitCode = 1;
      }),
    );
