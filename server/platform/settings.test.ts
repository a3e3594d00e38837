/** Settings of the bus, the cache and the object store: what is wrong is named at once, what is not chosen needs nothing. */

import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '../../sdk/client.ts';
import { createClosers } from '../closers.ts';
import { openCache } from './cache.ts';
import { openEventBus } from './event-bus.ts';
import { openLogs } from './logs.ts';
import { openObjects } from './objects.ts';

const closers = createClosers();
afterAll(() => closers.close(() => {}));
const part = (environment: Record<string, string>) => ({ environment, closers, log: pino({ level: 'silent' }), hint: () => {} });

test('without settings everything is of this process, and copies of backups are nowhere', async () => {
  expect((await openEventBus(part({}))).name).toBe('in-process');
  expect(openCache(part({ REDIS_URL: '' })).name).toBe('in-process');
  expect(await openObjects(part({}))).toBeNull();
});

test('a server that is not there yet keeps nothing from starting', async () => {
  expect((await openEventBus(part({ NATS_URL: 'nats://127.0.0.1:1,nats://127.0.0.1:2' }))).name).toBe('nats');
  expect(openCache(part({ REDIS_URL: 'redis://127.0.0.1:1' })).name).toBe('redis');
  expect((await openObjects(part({ S3_BUCKET: 'backups', S3_ENDPOINT: 'http://127.0.0.1:1' })))?.name).toBe('s3');
  expect(
    (await openObjects(part({ NORTHSTACK_OBJECTS: 'directory', NORTHSTACK_OBJECTS_DIRECTORY: '/mnt/x' })))?.locationOf('a'),
  ).toBe('/mnt/x/a');
});

test.each<[string, () => unknown, string]>([
  ['NATS_URL', () => openEventBus(part({ NATS_URL: 'http://x', NATS_REPLICAS: '2' })), 'NATS_REPLICAS must be 1, 3 or 5'],
  [
    'NATS_CREDENTIALS_FILE',
    () => openEventBus(part({ NATS_CREDENTIALS_FILE: '/no/such/file' })),
    'must name a file that can be read',
  ],
  ['REDIS_URL', async () => openCache(part({ REDIS_URL: 'dragonfly:6379' })), 'must be redis://'],
  ['S3_BUCKET', () => openObjects(part({ NORTHSTACK_OBJECTS: 's3' })), 'is required'],
  ['S3_SECRET_ACCESS_KEY', () => openObjects(part({ S3_BUCKET: 'backups', S3_ACCESS_KEY_ID: 'x' })), 'go together'],
  ['NORTHSTACK_OBJECTS', () => openObjects(part({ NORTHSTACK_OBJECTS: 'ftp' })), 'must be none or directory or s3'],
  ['NORTHSTACK_OBJECTS_DIRECTORY', () => openObjects(part({ NORTHSTACK_OBJECTS: 'directory' })), 'is required'],
])('%s that is wrong is named', async (name, open, words) => {
  const failure: { code?: string; message?: string } = await (async () => open())().then(
    () => ({}),
    (error: object) => error,
  );
  expect(failure).toMatchObject({ code: 'invalid-settings', message: expect.stringContaining(words) });
  expect(failure.message).toContain(name);
});

test('log lines are searched in the database, or in Loki when it is chosen and named', () => {
  const graphql = createClient({ url: 'http://127.0.0.1:1/v1/graphql' });
  const open = (environment: Record<string, string>) => openLogs({ environment, closers, graphql });
  expect([open({}).store.name, open({}).shipTo]).toEqual(['database', null]);
  const loki = open({ NORTHSTACK_LOGS: 'loki', LOKI_URL: 'http://127.0.0.1:1' });
  expect([loki.store.name, loki.shipTo?.name]).toEqual(['loki', 'loki']);
  expect(loki.keptMs).toBeLessThan(open({}).keptMs);
  expect(() => open({ NORTHSTACK_LOGS: 'loki' })).toThrow('LOKI_URL');
  expect(() => open({ NORTHSTACK_LOGS: 'loki', LOKI_URL: 'http://x', LOKI_USERNAME: 'me' })).toThrow('LOKI_PASSWORD');
});
