/** `northstack jobs`: the runs of a job, newest first. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface JobsFlags extends CommonFlags {
  readonly environment: string;
  readonly lines: string;
}

export const jobsCommand = (): Command =>
  remoteCommand({ name: 'jobs', summary: 'list the runs of a job', examples: ['northstack jobs shop/report'] })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .option('-n, --lines <count>', 'how many', '20')
    .action((service: string, flags: JobsFlags) =>
      withConnection(flags, async (connection, output) => {
        const { listJobs } = await import('../service/list-jobs.ts');
        await listJobs(connection, output, { service, ...flags });
      }),
    );
