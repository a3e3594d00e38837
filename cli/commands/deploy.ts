/** `northstack deploy`: deploys a service from its repository, or a folder as it is now; follows it to its end. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export interface DeployFlags extends CommonFlags {
  readonly ref?: string;
  readonly environment: string;
  readonly message?: string;
  readonly create?: boolean;
  readonly detach?: boolean;
  readonly quiet?: boolean;
}

export const deployCommand = (): Command =>
  remoteCommand({
    name: 'deploy',
    summary: 'deploy a service from its repository, or a folder as it is now, and follow it to its end',
    examples: [
      'northstack deploy shop/web                       # its repository at its branch',
      'northstack deploy shop/web --ref v1.4.2          # a branch, tag or commit',
      'northstack deploy shop/web . --create            # this folder; makes project and service when missing',
      'northstack deploy                                # this folder again',
      'northstack deploy shop/web --json --message "fix the cart"',
    ],
  })
    .argument('[service]', '<project>/<service>; without it the service this folder was deployed to last')
    .argument('[folder]', 'send this folder instead of using the repository')
    .option('--ref <reference>', 'branch, tag or commit (default: what the service says)')
    .option('--environment <slug>', 'where to', 'production')
    .option('--message <text>', 'why, for the history')
    .option('--create', 'with a folder: make the project and the service when they are not there')
    .option('--detach', 'do not wait for the end')
    .option('--quiet', 'without the build log')
    .action((service: string | undefined, folder: string | undefined, flags: DeployFlags) =>
      withConnection(flags, async (connection, output) => {
        const { deploy } = await import('../deploy/deploy.ts');
        if (!(await deploy(connection, output, { service, folder, ...flags }))) process.exitCode = 1;
      }),
    );
