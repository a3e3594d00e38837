import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.ts';
import { openLog } from './log.ts';

test('no secret is written, neither by name nor by value, however deep it hides', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'northstack-log-'));
  const file = join(directory, 'logs/northstack.log');
  const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----';
  const log = openLog({ level: 'info', file, redact: createKnownSecrets(['s3cret-value', pem]).redact });
  log.info({ headers: { authorization: 'Bearer abc.def', host: 'x' } }, 'request');
  log.error({ error: new Error('no connection to postgres://u:s3cret-value@h/d', { cause: new Error(pem) }) }, 'it failed');
  log.debug('below the level');
  const text = await readFile(file, 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => [line.level, line.msg])).toEqual([
    ['info', 'request'],
    ['error', 'it failed'],
  ]);
  expect(lines[0].headers).toEqual({ authorization: '***', host: 'x' });
  expect(lines[1].error.message).toContain('postgres://u:***@h/d');
  for (const hidden of ['s3cret-value', 'Bearer', 'MC4CAQ']) expect(text).not.toContain(hidden);
  await rm(directory, { recursive: true });
});
