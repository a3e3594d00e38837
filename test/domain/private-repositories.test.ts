/** The local builder reads private repositories with the credential it is given, and nothing it writes shows it. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLocalBuilder } from '../../adapters/local/builds/open-builder.ts';
import { createGitHost } from '../../server/sources/git-host.ts';
import { buildRequest, settled } from '../contracts/source-builder.contract.ts';
import { gitRepository } from '../support/git-repository.ts';
import { localFixture } from '../support/local-adapter.ts';

// Real programs on a busy machine take their time.
const TOKEN = 'token-of-the-git-host-4711';

/** A git host over HTTP with one repository, which asks for the token as the password. */
async function privateHost() {
  const source = await gitRepository({ Procfile: 'web: node .' });
  const directory = await mkdtemp(join(tmpdir(), 'northstack-secrets-git-'));
  const asked: string[] = [];
  const host = createGitHost({
    directory,
    authorize: async (_, authorization) => {
      asked.push(authorization);
      const password = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
        .toString()
        .split(':')[1];
      return password === TOKEN ? 'write' : 'not-signed-in';
    },
    environment: { PATH: process.env.PATH ?? '' },
  });
  const server = createServer((request, response) => void host.onRequest(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const path = `127.0.0.1:${(server.address() as AddressInfo).port}/git/${randomUUID()}.git`;
  await source.git('push', '--quiet', `http://me:${TOKEN}@${path}`, 'main');
  return {
    url: `http://${path}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await source[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

test('with its token a repository is read; without one, or with another, it needs credentials; none of it is shown', async () => {
  await using host = await privateHost();
  await using fixture = await localFixture();
  await using builder = await openLocalBuilder(fixture.options);
  const run = async (credential: Parameters<typeof buildRequest>[1]) => {
    const request = buildRequest(host.url, credential);
    await builder.start(request);
    return await settled(builder, request.buildId);
  };
  const good = await run({ credential: { kind: 'password', username: 'oauth2', password: TOKEN } });
  expect(good.state).toBe('succeeded');
  const commit = good.state === 'succeeded' ? good.commit : '';
  const wrong = await run({ credential: { kind: 'password', username: 'oauth2', password: 'another-token-0815' } });
  expect(wrong).toMatchObject({ state: 'failed', step: 'clone', reason: expect.stringContaining('needs credentials') });
  // What somebody else has fetched is not there for whoever knows a commit.
  expect(await run({ credential: null, reference: commit })).toMatchObject({ state: 'failed', step: 'clone' });

  const shown = JSON.stringify([fixture.lines, fixture.observations, wrong]);
  for (const text of [TOKEN, 'another-token-0815', Buffer.from(`oauth2:${TOKEN}`).toString('base64')]) {
    expect(shown).not.toContain(text);
    expect(await filesWith(fixture.options.dataDirectory, text)).toEqual([]);
  }
});

test('an ssh key reaches ssh in a file that nobody else reads and that is gone afterwards', async () => {
  await using fixture = await localFixture();
  await using source = await gitRepository({ Procfile: 'web: node .' });
  // Stands in for ssh: notes how it was called, and answers as the other side would.
  const bin = await mkdtemp(join(tmpdir(), 'northstack-secrets-bin-'));
  const noted = join(bin, 'noted');
  const ssh = `#!/bin/sh
while [ $# -gt 0 ]; do
  if [ "$1" = -i ]; then stat -c %a "$2" >> '${noted}'; cat "$2" >> '${noted}'; fi
  last=$1; shift
done
case $last in *git-upload-pack*) exec git upload-pack '${source.directory}' ;; esac
`;
  await writeFile(join(bin, 'ssh'), ssh);
  await chmod(join(bin, 'ssh'), 0o755);
  const baseEnvironment = { ...fixture.options.baseEnvironment, PATH: `${bin}:${process.env.PATH}` };
  await using builder = await openLocalBuilder({ ...fixture.options, baseEnvironment });
  const privateKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0IG9mIHRoZSBrZXk0NzEx\n-----END OPENSSH PRIVATE KEY-----';
  const request = buildRequest('ssh://git@git.example.com/acme/shop.git', { credential: { kind: 'ssh-key', privateKey } });
  await builder.start(request);
  expect((await settled(builder, request.buildId)).state).toBe('succeeded');
  const seen = await readFile(noted, 'utf8');
  expect(seen).toContain(`600\n${privateKey}\n`);
  expect(await filesWith(fixture.options.dataDirectory, 'c2VjcmV0IG9mIHRoZSBrZXk0NzEx')).toEqual([]);
  expect(JSON.stringify(fixture.lines)).not.toContain('c2VjcmV0IG9mIHRoZSBrZXk0NzEx');
  await rm(bin, { recursive: true, force: true });
});

async function filesWith(directory: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}
