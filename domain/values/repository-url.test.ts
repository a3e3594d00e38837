import { expect, test } from 'vitest';
import { parseRepositoryUrl, type Transport, withoutCredentials } from './repository-url.ts';

const all = new Set<Transport>(['https', 'http', 'ssh', 'git', 'file']);

test.each([
  ['https://github.com/a/b.git', 'https', 'https://github.com/a/b.git'],
  ['http://git.internal:3000/a/b', 'http', 'http://git.internal:3000/a/b'],
  ['ssh://git@host:2222/a/b.git', 'ssh', 'ssh://git@host:2222/a/b.git'],
  ['git@github.com:a/b.git', 'ssh', 'git@github.com:a/b.git'],
  ['git://host/a', 'git', 'git://host/a'],
  ['file:///srv/a b.git'.replace(' ', '%20'), 'file', 'file:///srv/a%20b.git'],
  ['file://localhost/srv/a', 'file', 'file:///srv/a'],
  ['/srv/a.git', 'file', 'file:///srv/a.git'],
])('%s is read as %s', (text, transport, url) => {
  expect(parseRepositoryUrl(text, all)).toEqual({ transport, url, credentials: null });
});

test('credentials are taken out of the address', () => {
  expect(parseRepositoryUrl('https://me:p%40ss@host/a.git', all)).toEqual({
    transport: 'https',
    url: 'https://host/a.git',
    credentials: { username: 'me', password: 'p@ss' },
  });
  expect(withoutCredentials('https://me:secret@host/a.git')).toBe('https://host/a.git');
});

test.each([
  '',
  'a',
  '-u',
  '--upload-pack=x',
  'ext::sh -c id',
  'fd::17',
  'file::///x',
  'ssh://-oProxyCommand=id/x',
  'ssh://-u@host/x',
  '-oProxyCommand=id@host:x',
  'git@-host:x',
  'git@host:-x',
  'git@host:/-x',
  'https:///a',
  'https://host',
  'https://host/',
  'https://host/a b',
  'https://host/a\nb',
  'file://other-host/a',
  'javascript:alert(1)',
  `https://host/${'a'.repeat(3000)}`,
])('%j is refused', (text) => {
  expect(() => parseRepositoryUrl(text, all)).toThrow(expect.objectContaining({ kind: 'reject', code: 'invalid-repository' }));
});

test('a transport that is not allowed is refused by name', () => {
  expect(() => parseRepositoryUrl('/srv/a', new Set(['https']))).toThrow(/over file are not allowed here. Allowed: https/);
});
