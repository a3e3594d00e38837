import { expect, test } from 'vitest';
import { parseGitAddress } from '../values/git-address.ts';
import { connectionFor, connectionOfAddress, type GitConnection } from './git-connection.ts';

const connection = (id: string, change: Partial<GitConnection> = {}): GitConnection => ({
  id,
  projectId: null,
  host: 'git.example.com',
  path: '',
  type: 'token',
  ...change,
});

test.each<[string, readonly GitConnection[], string | null]>([
  ['https://git.example.com/a/b.git', [connection('1')], '1'],
  ['https://GIT.example.com/a/b.git', [connection('1')], '1'],
  ['https://git.example.com.evil.org/a/b.git', [connection('1')], null],
  ['https://git.example.com:8443/a/b.git', [connection('1'), connection('2', { host: 'git.example.com:8443' })], '2'],
  ['https://git.example.com/a/b.git', [connection('1'), connection('2', { path: 'a' })], '2'],
  ['https://git.example.com/ab/b.git', [connection('1', { path: 'a' })], null],
  ['https://git.example.com/a/b.git', [connection('1', { projectId: 'p' }), connection('2', { path: 'a' })], '1'],
  ['git@git.example.com:a/b.git', [connection('1'), connection('2', { type: 'ssh_key' })], '2'],
  ['ssh://git@git.example.com/a/b.git', [connection('2', { type: 'ssh_key' })], '2'],
  ['https://git.example.com/a/b.git', [connection('2', { type: 'ssh_key' })], null],
  ['git://git.example.com/a/b.git', [connection('1')], null],
  ['file:///srv/a.git', [connection('1')], null],
  ['https://me:pw@git.example.com/a/b.git', [connection('1')], null],
])('%s', (repository, connections, expected) => {
  expect(connectionFor(repository, connections)?.id ?? null).toBe(expected);
});

test.each([
  ['https://me:p%40ss@Host/a/b.git', { username: 'me', password: 'p@ss' }, 'https://Host/a/b.git'],
  ['https://ghp_token@github.com/a/b', { username: 'ghp_token', password: '' }, 'https://github.com/a/b'],
  ['https://a@b:c@h/x', { username: 'a@b', password: 'c' }, 'https://h/x'],
  ['ssh://git:pw@h/x', { username: 'git', password: 'pw' }, 'ssh://git@h/x'],
  ['ssh://git@h/x', null, 'ssh://git@h/x'],
  ['git@h:x', null, 'git@h:x'],
])('%s is split', (text, credential, clean) => {
  expect(parseGitAddress(text)).toMatchObject({ credential, clean });
});

test.each([
  [
    'https://me:pw@h/a/b.git',
    { type: 'basic', username: 'me', credential: 'pw', host: 'h', path: 'a/b.git', clean: 'https://h/a/b.git' },
  ],
  // A name is shown, a token is not.
  [
    'https://ghp_token@h/a',
    { type: 'token', username: null, credential: 'ghp_token', host: 'h', path: 'a', clean: 'https://h/a' },
  ],
  ['https://h/a', null],
  ['git@h:a', null],
  ['ssh://git:pw@h/a', null],
])('the credential in %s becomes a connection', (text, expected) => {
  expect(connectionOfAddress(text)).toEqual(expected);
});
