/** `NORTHSTACK_COMMIT_STATUS`: which git hosts are told what becomes of commits. */
import { z } from 'zod';
import { openGithubStatuses } from '../../adapters/github/open-github-statuses.ts';
import { openGitlabStatuses } from '../../adapters/gitlab/open-gitlab-statuses.ts';
import type { CommitStatusReporter } from '../../domain/ports/commit-status.ts';
import { Fault } from '../../kit/fault.ts';
import { certificateFile } from '../config/file-setting.ts';
import { choose, readSettings } from '../config/settings.ts';
import type { Part } from './part.ts';

/** `host` or `host=address of its API`, with commas between them. */
const hosts = (api: (host: string) => string) =>
  z.string().transform((text, context) =>
    text
      .split(/[\s,]+/)
      .filter((entry) => entry !== '' && entry !== 'none')
      .map((entry) => {
        const [host = '', ...address] = entry.split('=');
        const url = address.length === 0 ? api(host) : address.join('=');
        if (!/^[a-z0-9.-]+(:\d+)?$/.test(host) || !/^https?:\/\/[^/]/.test(url))
          context.addIssue({
            code: 'custom',
            message: 'must be hosts, each with =https://… behind it where its API is elsewhere',
          });
        return { host, url };
      }),
  );
const settings = z.object({
  NORTHSTACK_GITHUB_HOSTS: hosts((host) =>
    host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`,
  ).prefault('github.com'),
  NORTHSTACK_GITLAB_HOSTS: hosts((host) => `https://${host}/api/v4`).prefault('gitlab.com'),
  NORTHSTACK_GIT_CA_FILE: certificateFile,
});

export async function openCommitStatus({
  environment,
  closers,
}: Pick<Part, 'environment' | 'closers'>): Promise<CommitStatusReporter> {
  if (choose(environment, 'NORTHSTACK_COMMIT_STATUS', ['on', 'off']) === 'off') return reporterOf(new Map());
  const given = readSettings(environment, settings);
  const ca = given.NORTHSTACK_GIT_CA_FILE;
  const opened = [
    ...given.NORTHSTACK_GITHUB_HOSTS.map(({ host, url }) => [host, openGithubStatuses({ url, ca })] as const),
    ...given.NORTHSTACK_GITLAB_HOSTS.map(({ host, url }) => [host, openGitlabStatuses({ url, ca })] as const),
  ];
  for (const [host, reporter] of opened)
    closers.add({ name: `commit statuses at ${host}`, close: () => reporter[Symbol.asyncDispose]() });
  return reporterOf(new Map(opened));
}

function reporterOf(byHost: ReadonlyMap<string, Pick<CommitStatusReporter, 'report'>>): CommitStatusReporter {
  return {
    knows: (host) => byHost.has(host),
    report: async (status, options) => {
      const reporter = byHost.get(status.host);
      if (reporter !== undefined) return await reporter.report(status, options);
      throw new Fault('reject', { code: 'git-host-unknown', message: `${status.host} is no host that statuses can be told.` });
    },
  };
}
