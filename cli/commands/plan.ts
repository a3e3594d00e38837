/** `northstack plan`: what applying a northstack.yaml would change. Exit code 2 when there is something, 0 when there is nothing. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const planCommand = (): Command =>
  remoteCommand({
    name: 'plan',
    summary: 'show what northstack.yaml would change; exit code 2 when there is something',
    examples: ['northstack plan', 'northstack plan deploy/shop.yaml --json'],
  })
    .argument('[file]', 'a northstack.yaml, - for standard input', 'northstack.yaml')
    .action((path: string, flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ planFile }, { showPlan }] = await Promise.all([
          import('../config/plan-file.ts'),
          import('../config/show-plan.ts'),
        ]);
        const { plan } = await planFile(connection, path);
        output.result(plan, () => showPlan(plan, output.paint));
        if (plan.creates + plan.updates + plan.deletes > 0) process.exitCode = 2;
      }),
    );
