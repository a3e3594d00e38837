/** `northstack run`: runs a job once, or a command beside a service, and ends with its exit code. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface RunFlags extends CommonFlags {
  readonly environment: string;
  readonly detach?: boolean;
}

export const runCommand = (): Command =>
  remoteCommand({
    name: 'run',
    summary: 'run a job once, or a command with the version, variables and secrets of a service',
    examples: ['northstack run shop/report', 'northstack run shop/web -- node migrate.js --dry-run'],
  })
    .argument('<service>', '<project>/<service>')
    .argument('[command...]', 'after --: what to run instead of the job’s own command')
    .option('--environment <slug>', 'where', 'production')
    .option('--detach', 'do not wait for the end')
    .action((service: string, words: readonly string[], flags: RunFlags) =>
      withConnection(flags, async (connection, output) => {
        const { runJob } = await import('../service/run-job.ts');
        process.exitCode = await runJob(connection, output, { service, words, ...flags });
      }),
    );
