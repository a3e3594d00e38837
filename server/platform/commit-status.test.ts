import { expect, test } from 'vitest';
import { openGitlabEmulator } from '../../test/emulators/gitlab/emulator.ts';
import { createClosers } from '../closers.ts';
import type { Environment } from '../config/settings.ts';
import { openCommitStatus } from './commit-status.ts';

const open = async (environment: Environment) => {
  const closers = createClosers();
  return { reporter: await openCommitStatus({ environment, closers }), close: () => closers.close(() => {}) };
};

test('github.com and gitlab.com are known, others by name, each with its own API, and none when it is switched off', async () => {
  await using gitlab = await openGitlabEmulator({ repositories: ['a/b'] });
  const { reporter, close } = await open({
    NORTHSTACK_GITHUB_HOSTS: 'github.com, ghe.example.com',
    NORTHSTACK_GITLAB_HOSTS: `gitlab.example.com=${gitlab.url}`,
  });
  const hosts = ['github.com', 'ghe.example.com', 'gitlab.example.com', 'gitlab.com', 'git.example.com'];
  expect(hosts.filter((host) => reporter.knows(host))).toEqual(hosts.slice(0, 3));
  const status = { host: 'gitlab.example.com', path: 'a/b', commit: 'a'.repeat(40), token: gitlab.token } as const;
  const shown = { context: 'c', state: 'running', description: 'd', url: null } as const;
  await reporter.report({ ...status, ...shown }, { repeat: false });
  expect(gitlab.statuses).toMatchObject([{ repository: 'a/b', state: 'running' }]);
  await expect(reporter.report({ ...status, ...shown, host: 'git.example.com' }, { repeat: false })).rejects.toMatchObject({
    code: 'git-host-unknown',
  });
  await close();
  const byDefault = await open({});
  expect(hosts.filter((host) => byDefault.reporter.knows(host))).toEqual(['github.com', 'gitlab.com']);
  await byDefault.close();
  expect((await open({ NORTHSTACK_COMMIT_STATUS: 'off' })).reporter.knows('github.com')).toBe(false);
});

test('what is no host is said', async () => {
  await expect(open({ NORTHSTACK_GITHUB_HOSTS: 'https://github.com' })).rejects.toThrow('NORTHSTACK_GITHUB_HOSTS must be hosts');
});
