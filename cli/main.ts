/** `northstack`: reads the command line. Each command is a file in commands/ that loads what it needs only when it is run. */
import { Command } from 'commander';
import { upCommand } from './commands/up.ts';
import { reportFailure } from './failure.ts';

const program = new Command('northstack')
  .description('An internal Platform-as-a-Service: from a git repository to a running service.')
  .showHelpAfterError('(northstack --help shows the commands)')
  .configureHelp({ sortSubcommands: true });

for (const command of [upCommand]) program.addCommand(command());

program.parseAsync().catch((error: unknown) => {
  process.exitCode = reportFailure(error, process.argv.includes('--json'));
});
