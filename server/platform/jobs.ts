/** Where jobs run: beside the apps. */
import { openLocalJobs } from '../../adapters/local/jobs/open-jobs.ts';
import type { JobRunner } from '../../domain/ports/job-runner.ts';
import { choose } from '../config/settings.ts';
import type { Part } from './part.ts';

export async function openJobs({ environment, closers, local }: Part): Promise<JobRunner> {
  switch (choose(environment, 'NORTHSTACK_RUNTIME', ['local', 'argocd'])) {
    case 'argocd':
    case 'local': {
      const jobs = await openLocalJobs(await local());
      closers.add({
        name: 'jobs',
        close: async () => {
          await jobs.stopProcesses();
          await jobs[Symbol.asyncDispose]();
        },
        timeoutMs: 60_000,
      });
      return jobs;
    }
  }
}
