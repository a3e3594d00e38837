/** `northstack cancel`: stops a deployment that does not serve yet. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface CancelFlags extends CommonFlags {
  readonly environment: string;
}

export const cancelCommand = (): Command =>
  remoteCommand({ name: 'cancel', summary: 'stop the deployment that is on its way', examples: ['northstack cancel shop/web'] })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .action((name: string, flags: CancelFlags) =>
      withConnection(flags, async (connection, output) => {
        const { cancelLatest } = await import('../deploy/cancel-latest.ts');
        await cancelLatest(connection, output, name, flags.environment);
      }),
    );
