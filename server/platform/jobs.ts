/** Where jobs run: beside the apps. */
import { openLocalJobs } from '../../adapters/local/jobs/open-jobs.ts';
import type { JobRunner } from '../../domain/ports/job-runner.ts';
import { choose } from '../config/settings.ts';
import { openClusterJobs } from './argocd.ts';
import type { Part } from './part.ts';

export async function openJobs(part: Part): Promise<JobRunner> {
  const { closers, local } = part;
  switch (choose(part.environment, 'NORTHSTACK_RUNTIME', ['local', 'argocd'])) {
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
    case 'argocd':
      return await openClusterJobs(part);
  }
}
