import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConfigFile } from './config-file.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'northstack-config-'));
});
afterEach(() => rm(home, { recursive: true }));

const session = { email: 'a@b.c', accessToken: 'a', accessTokenExpiresAt: '2030-01-01T00:00:00Z', refreshToken: 'r' };

test('what was written is read again, and only its owner can read it', async () => {
  const file = openConfigFile({ XDG_CONFIG_HOME: home });
  expect(await file.read()).toEqual({ version: 1, current: null, sessions: {}, folders: {} });
  await file.change((c) => {
    c.current = 'https://a';
    c.sessions['https://a'] = session;
  });
  expect((await file.read()).sessions['https://a']).toEqual(session);
  expect(file.path).toBe(join(home, 'northstack/config.json'));
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(home, 'northstack'))).toEqual(['config.json']);
});

test('NORTHSTACK_CONFIG names another file', () => {
  expect(openConfigFile({ NORTHSTACK_CONFIG: '/x/y.json', XDG_CONFIG_HOME: home }).path).toBe('/x/y.json');
});

test('a file that is no configuration is a clear failure and stays as it is', async () => {
  const path = join(home, 'c.json');
  await writeFile(path, '{');
  await expect(openConfigFile({ NORTHSTACK_CONFIG: path }).read()).rejects.toMatchObject({
    code: 'config-file',
    message: expect.stringContaining(path),
  });
});
