/** `northstack approve` and `northstack reject`: decide about the deployment that waits for it. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface DecisionFlags extends CommonFlags {
  readonly revision?: string;
  readonly environment: string;
  readonly message?: string;
  readonly detach?: boolean;
}

const decisionCommand = (name: 'approve' | 'reject', summary: string): Command =>
  remoteCommand({ name, summary, examples: [`northstack ${name} shop/web`, `northstack ${name} shop/web --revision 7`] })
    .argument('<service>', '<project>/<service>')
    .option('--revision <revision>', 'a revision of «northstack history» (default: the oldest that waits)')
    .option('--environment <slug>', 'where', 'production')
    .option('--message <text>', 'why, for the history')
    .option('--detach', 'do not wait for the end')
    .action((service: string, flags: DecisionFlags) =>
      withConnection(flags, async (connection, output) => {
        const { decide } = await import('../deploy/decide.ts');
        if (!(await decide(connection, output, { service, decision: name, ...flags }))) process.exitCode = 1;
      }),
    );

export const approveCommand = (): Command => decisionCommand('approve', 'let a deployment to a protected environment go on');
export const rejectCommand = (): Command => decisionCommand('reject', 'refuse a deployment to a protected environment');
