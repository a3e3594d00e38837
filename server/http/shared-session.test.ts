import { expect, test } from 'vitest';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import { createSharedSessions } from './shared-session.ts';

const HOUR_MS = 3_600_000;

test('one replica exchanges a key, the others find the session; another key finds nothing', async () => {
  const cache = openInProcessCache();
  const [a, b] = [createSharedSessions(cache, HOUR_MS), createSharedSessions(cache, HOUR_MS)];
  expect(await a.of('nsk_one', async () => 'token of one')).toBe('token of one');
  expect(await b.of('nsk_one', () => Promise.reject(new Error('asked again')))).toBe('token of one');
  expect(await b.of('nsk_two', async () => 'token of two')).toBe('token of two');
});

test('the cache holds neither key nor token, and what somebody else put there is no session', async () => {
  const inner = openInProcessCache();
  const seen: string[] = [];
  const cache: Cache = {
    ...inner,
    set: async (key, value, ttlMs) => {
      seen.push(key, value);
      await inner.set(key, value, ttlMs);
    },
  };
  const sessions = createSharedSessions(cache, HOUR_MS);
  await sessions.of('nsk_secret', async () => 'token');
  expect(seen).toHaveLength(2);
  for (const text of seen)
    for (const secret of ['nsk_secret', 'token', Buffer.from('token').toString('base64url')]) expect(text).not.toContain(secret);
  const [name = '', value = ''] = seen;
  for (const forged of ['token', '', value.slice(0, -2), Buffer.alloc(60, 1).toString('base64url')]) {
    await inner.set(name, forged, HOUR_MS);
    expect(await sessions.of('nsk_secret', async () => 'exchanged anew')).toBe('exchanged anew');
  }
});

test('a key that is refused is asked for again', async () => {
  const sessions = createSharedSessions(openInProcessCache(), HOUR_MS);
  await expect(sessions.of('nsk_x', () => Promise.reject(new Error('revoked')))).rejects.toThrow('revoked');
  expect(await sessions.of('nsk_x', async () => 'token')).toBe('token');
});
