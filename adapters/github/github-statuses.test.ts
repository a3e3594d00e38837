import { afterAll, beforeAll } from 'vitest';
import { commitStatusContract } from '../../test/contracts/commit-status.contract.ts';
import type { GitHostEmulator } from '../../test/emulators/github/emulator.ts';
import { openGithubEmulator } from '../../test/emulators/github/emulator.ts';
import { type GithubStatuses, openGithubStatuses } from './open-github-statuses.ts';

let host: GitHostEmulator;
let reporter: GithubStatuses;
beforeAll(async () => {
  host = await openGithubEmulator({ repositories: ['acme/shop'] });
  reporter = openGithubStatuses({ url: host.url, ca: null, timeoutMs: 4_000 });
});
afterAll(async () => {
  await reporter[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
});

commitStatusContract('github', () => ({
  reporter,
  host,
  stateOf: (state) =>
    ({ pending: 'pending', running: 'pending', succeeded: 'success', failed: 'failure', cancelled: 'error' })[state],
}));
