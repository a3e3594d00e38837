import { afterAll, beforeAll } from 'vitest';
import { commitStatusContract } from '../../test/contracts/commit-status.contract.ts';
import type { GitHostEmulator } from '../../test/emulators/github/emulator.ts';
import { openGitlabEmulator } from '../../test/emulators/gitlab/emulator.ts';
import { type GitlabStatuses, openGitlabStatuses } from './open-gitlab-statuses.ts';

let host: GitHostEmulator;
let reporter: GitlabStatuses;
beforeAll(async () => {
  host = await openGitlabEmulator({ repositories: ['acme/shop'] });
  reporter = openGitlabStatuses({ url: host.url, ca: null, timeoutMs: 4_000 });
});
afterAll(async () => {
  await reporter[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
});

commitStatusContract('gitlab', () => ({
  reporter,
  host,
  stateOf: (state) =>
    ({ pending: 'pending', running: 'running', succeeded: 'success', failed: 'failed', cancelled: 'canceled' })[state],
}));
