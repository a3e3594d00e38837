import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openLocalBuilder } from '../../adapters/local/builds/open-builder.ts';
import { pushDirectory } from '../../cli/deploy/push-directory.ts';
import { newSourceAddress } from '../../cli/deploy/source-address.ts';
import { buildRequest, settled } from '../../test/contracts/source-builder.contract.ts';
import { gitRepository } from '../../test/support/git-repository.ts';
import { localFixture } from '../../test/support/local-adapter.ts';
import { type Access, createGitHost } from './git-host.ts';

// Real programs on a busy machine take their time.
const run = promisify(execFile);
const environment = { PATH: process.env.PATH ?? '' };

async function host(access: Access) {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-sources-'));
  const seen: string[] = [];
  const { onRequest } = createGitHost({
    directory: join(directory, 'repositories'),
    environment,
    authorize: async (_, authorization) => {
      seen.push(authorization);
      return authorization === '' ? 'not-signed-in' : access;
    },
  });
  const server = createServer((request, response) => void onRequest(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  const push = (folder: string, repository: string) =>
    pushDirectory({
      directory: folder,
      repository,
      accessToken: 'the-token',
      env: { ...environment, XDG_CACHE_HOME: join(directory, 'cache') },
    });
  return {
    directory,
    url,
    seen,
    push,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

test('a folder is sent as it is, changes that nobody committed included, and can be built', async () => {
  await using it = await host('write');
  await using fixture = await localFixture();
  await using folder = await gitRepository({ 'index.html': 'committed', '.gitignore': 'ignored.txt\n' });
  const before = await folder.git('rev-parse', 'HEAD');
  await run('sh', ['-c', 'echo changed > index.html; echo new > new.txt; echo x > ignored.txt; echo SECRET=1 > .env'], {
    cwd: folder.directory,
  });
  const repository = newSourceAddress(it.url);
  const commit = await it.push(folder.directory, repository);
  expect(new Set(it.seen)).toEqual(new Set(['Bearer the-token']));
  // The folder's own repository knows nothing of it.
  expect(await folder.git('rev-parse', 'HEAD')).toBe(before);
  expect(await folder.git('status', '--porcelain')).toContain('?? new.txt');

  const builder = await openLocalBuilder({ ...fixture.options, ownRepositories: join(it.directory, 'repositories') });
  const request = buildRequest(repository, { reference: commit });
  await builder.start(request);
  const built = await settled(builder, request.buildId);
  await builder[Symbol.asyncDispose]();
  expect(built).toMatchObject({ state: 'succeeded', commit });
  const { stdout } = await run('sh', ['-c', 'ls -A; cat index.html'], {
    cwd: built.state === 'succeeded' ? built.artifact.reference : '',
  });
  expect(stdout).toBe('.gitignore\nindex.html\nnew.txt\nchanged\n');
});

test('sending the same folder again sends what changed', async () => {
  await using it = await host('write');
  await using folder = await gitRepository({ 'index.html': 'one' });
  const repository = newSourceAddress(it.url);
  const first = await it.push(folder.directory, repository);
  await folder.commit({ 'index.html': 'two' });
  const second = await it.push(folder.directory, repository);
  expect(second).not.toBe(first);
  const { stdout } = await run('git', [
    '-C',
    join(it.directory, 'repositories', new URL(repository).pathname.slice(5)),
    'log',
    '--format=%H',
  ]);
  expect(stdout.trim().split('\n')).toEqual([second, first]);
});

test.each<[Access, RegExp]>([
  ['read', /403/],
  ['unknown', /not found/],
  ['not-signed-in', /Authentication failed|could not read Username|403|401/],
])('access %s does not push', async (access, message) => {
  await using it = await host(access);
  await using folder = await gitRepository({ 'index.html': 'one' });
  await expect(it.push(folder.directory, newSourceAddress(it.url))).rejects.toMatchObject({
    code: 'push-refused',
    message: expect.stringMatching(message),
  });
});

test.each([
  '/git/../../etc/passwd',
  '/git/x.git/info/refs',
  '/git/00000000-0000-4000-8000-000000000000.git/config',
  '/git/00000000-0000-4000-8000-000000000000.git/objects/info/packs',
])('%s is not served', async (path) => {
  await using it = await host('write');
  expect((await fetch(`${it.url}${path}`, { headers: { authorization: 'Bearer x' } })).status).toBe(404);
});

test('an empty folder is refused in words', async () => {
  await using it = await host('write');
  const folder = await mkdtemp(join(tmpdir(), 'northstack-empty-'));
  await expect(it.push(folder, newSourceAddress(it.url))).rejects.toMatchObject({ code: 'empty-folder' });
  await expect(it.push(join(folder, 'missing'), newSourceAddress(it.url))).rejects.toMatchObject({ code: 'no-such-folder' });
  await rm(folder, { recursive: true });
});

test('a builder elsewhere reads it with credentials in the address, which no log and no file shows', async () => {
  await using it = await host('write');
  await using fixture = await localFixture();
  await using folder = await gitRepository({ 'index.html': 'one' });
  const repository = newSourceAddress(it.url);
  const commit = await it.push(folder.directory, repository);
  await using builder = await openLocalBuilder(fixture.options);
  const request = buildRequest(repository.replace('//', '//robot:correct-horse@'));
  await builder.start(request);
  expect(await settled(builder, request.buildId)).toMatchObject({ state: 'succeeded', commit });
  expect(it.seen).toContain(`Basic ${Buffer.from('robot:correct-horse').toString('base64')}`);
  expect(JSON.stringify(fixture.lines)).not.toContain('correct-horse');
  await expect(run('grep', ['-r', 'correct-horse', fixture.options.dataDirectory])).rejects.toMatchObject({ code: 1 });

  const without = buildRequest(repository);
  await builder.start(without);
  expect(await settled(builder, without.buildId)).toMatchObject({
    state: 'failed',
    step: 'clone',
    reason: expect.stringContaining('needs credentials'),
  });
});
