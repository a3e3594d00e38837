/** `northstack apply`: makes what is there what a northstack.yaml says. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import type { ApplyFlags } from '../config/apply-file.ts';

export const applyCommand = (): Command =>
  remoteCommand({
    name: 'apply',
    summary: 'make what is there what northstack.yaml says',
    examples: ['northstack apply', 'northstack apply --yes --deploy', 'northstack apply shop.yaml --allow-deletions'],
  })
    .argument('[file]', 'a northstack.yaml, - for standard input', 'northstack.yaml')
    .option('-y, --yes', 'apply without asking')
    .option('--allow-deletions', 'what the file does not name any more is deleted')
    .option('--deploy [environment]', 'deploy the services that changed (default: to production) and wait until they serve')
    .option('--detach', 'with --deploy: do not wait')
    .action((path: string, flags: CommonFlags & ApplyFlags) =>
      withConnection(flags, async (connection, output) => {
        const { applyFile } = await import('../config/apply-file.ts');
        if (!(await applyFile(connection, output, path, flags))) process.exitCode = 1;
      }),
    );
