/** `northstack up`: everything on this machine, until Ctrl-C. */
import { Command } from 'commander';

interface UpFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly json?: boolean;
  readonly emulate?: boolean;
}

export const upCommand = () =>
  new Command('up')
    .description('start everything on this machine: database, engine, deployments, proxy')
    .option('--port <port>', 'the one public port (default 8080)')
    .option('--host <address>', 'address to listen on; * for all (default localhost)')
    .option('--data <directory>', 'where everything is kept (default .northstack)')
    .option('--emulate', 'work against emulated platforms, as production does against real ones; nothing of it is real')
    .option('--json', 'one JSON object a line instead of text')
    .action(async (flags: UpFlags) => {
      const { runUp } = await import('../../server/up/run-up.ts');
      await runUp(process.env, flags);
    });
